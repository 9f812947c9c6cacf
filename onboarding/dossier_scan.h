/* Scans of papers: kept sealed, shown to nobody but the applicant and the desk that reviews them.
 *
 * What is sent in is decoded and encoded anew by the child process that makes pictures
 * (media/picture_make.h), so nothing of the sender's bytes, nor where a phone was, is kept. */
#ifndef ONBOARDING_DOSSIER_SCAN_H
#define ONBOARDING_DOSSIER_SCAN_H

#include "onboarding/dossier.h"

extern const struct refusal_kind DOSSIER_SCANS_FULL; /* 409 dossier_scans_full */

struct dossier_scan {
    int64_t dossier_id, account_id; /* who sends it: its applicant */
    const struct idempotency *key;
    const void *bytes; /* 1..PICTURE_MAX_BYTES of them */
    size_t length;
};
/* Only while the dossier is with its applicant. Refusals of pictures: media/picture_format.h. */
bool dossier_scan_add(struct task *task, const struct dossier_scan *scan, int64_t *scan_id,
                      struct refusal *why);

/* The picture, WebP; bytes are the task's. `reader_id` 0 = its applicant; of anybody else a row of
 * the access trail says that they looked. */
bool dossier_scan_open(struct task *task, const struct dossier *dossier, int64_t scan_id,
                       int64_t reader_id, const void **bytes, size_t *length, struct refusal *why);

#endif
