/* Photos of papers that a household signed (registry/consent_reference.h): kept sealed like the
 * scans of a dossier, shown to nobody but who may read the household's authorities. One that
 * nothing refers to is deleted after a week. */
#ifndef ONBOARDING_CONSENT_SCAN_H
#define ONBOARDING_CONSENT_SCAN_H

#include "base/idempotency.h"
#include "registry/household.h"

/* Place of its sealed field (base/crypto.h). */
#define CONSENT_SCAN "consent_scan.image"

/* Keeps a photo for a household; refusals of pictures: media/picture_format.h. The caller has asked
 * the right over the household. */
bool consent_scan_add(struct task *task, const struct household *household, const void *bytes,
                      size_t length, const struct idempotency *key, int64_t *scan_id,
                      struct refusal *why);

/* Refuses with invalid_field at "consent.scan_id" when it is no photo of this household's; 0 is
 * none and is let pass. */
bool consent_scan_require(struct task *task, int64_t household_id, int64_t scan_id,
                          struct refusal *why);

/* The picture, WebP; bytes are the task's. A row of the access trail says who looked. */
bool consent_scan_open(struct task *task, const struct household *household, int64_t scan_id,
                       int64_t reader_id, const void **bytes, size_t *length, struct refusal *why);

#endif
