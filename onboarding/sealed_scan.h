/* What scans of papers have in common: made anew by the child process (media/picture_make.h), so
 * that nothing of the sender's bytes is kept, and sealed in their row. */
#ifndef ONBOARDING_SEALED_SCAN_H
#define ONBOARDING_SEALED_SCAN_H

#include <stddef.h>
#include <stdint.h>

#include "media/picture_make.h"

/* The widest file of a picture that every browser of ours shows. */
const struct picture_file *sealed_scan_file(const struct picture_made *made);

/* A file sealed in its place; bytes are the task's. */
const uint8_t *sealed_scan_seal(struct task *task, const struct picture_file *file,
                                const char *place, int64_t id, size_t *length);

/* The file that was sealed so; false when it does not open. */
bool sealed_scan_open(struct task *task, const char *place, int64_t id, const void *sealed,
                      const void **bytes, size_t *length);

#endif
