/* A photo that somebody sends for a household: made anew by the child process, so that nothing of
 * the sender's bytes is kept, and sealed (registry/household_scan.h). */
#ifndef MALL_API_HOUSEHOLD_PHOTO_H
#define MALL_API_HOUSEHOLD_PHOTO_H

#include "base/idempotency.h"
#include "mall/api/call.h"
#include "mall/api/route.h"
#include "media/picture_work.h"
#include "registry/household.h"

/* Of a form with a photo in it, as a route's .body_max. */
#define HOUSEHOLD_PHOTO_FORM_MAX (PICTURE_MAX_BYTES + 16 * KIB)

/* Keeps it; who may send one has been asked. Refusals of pictures: media/picture_format.h;
 * household_scans_full. */
bool household_photo_add(struct call *call, const struct household *household, const void *bytes,
                         size_t length, const struct idempotency *key, int64_t *scan_id,
                         struct refusal *why);

#endif
