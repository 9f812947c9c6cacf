/* Pictures of organisations: uploaded once, served under names made of their content.
 *
 * A picture that nothing shows is deleted a week after it came. What shows it says so in its own
 * transaction: picture_keep() for ever, picture_keep_days() for a while.
 */
#ifndef MEDIA_PICTURE_H
#define MEDIA_PICTURE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/idempotency.h"

extern const struct refusal_kind PICTURE_QUOTA; /* 429 picture_quota: so many a day */

struct picture_upload {
    int64_t actor_id, organisation_id;
    const struct idempotency *key;
    const void *bytes; /* 1..PICTURE_MAX_BYTES of them */
    size_t length;
};

/* Makes and stores a picture; the same bytes again give the same picture. The caller has asked for
 * the right over the organisation. Refusals: picture_... (422, media/picture_format.h),
 * PICTURE_QUOTA, overloaded. */
bool picture_add(struct task *task, const struct picture_upload *upload, int64_t *picture_id,
                 struct refusal *why);

/* {"picture_id", "organisation_id", "width", "height", "widths", "url", "created_at"}: the url has
 * {width} and {format} (webp, jpg) in it. New reference, NULL and why when refused. */
json_t *picture_json(struct task *task, int64_t picture_id, struct refusal *why);

/* A file by its name, "<32 hex digits>-400.webp"; not_found when there is none. Bytes are the
 * task's. */
bool picture_file_find(struct task *task, const char *name, const char **content_type,
                       const void **bytes, size_t *length, struct refusal *why);

/* Inside a transaction: whether all are the organisation's (each named once), and that they stay.
 */
bool picture_keep(struct db_tx *tx, int64_t organisation_id, const int64_t *ids, int count,
                  bool *all, struct refusal *why);
/* Sent, not awaited; others' pictures are left alone. */
void picture_keep_days(struct db_tx *tx, int64_t organisation_id, const int64_t *ids, int count,
                       int64_t days);

/* Settings, from the module's start. */
void picture_start(int64_t daily);

#endif
