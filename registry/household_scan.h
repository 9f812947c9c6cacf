/* Photos of papers of a household - a signed consent, what proves a correction -, sealed.
 *
 * A scan comes by itself and is then named by what it proves, which keeps it; one that nothing
 * names is deleted a week later. It leaves the server only to who may open the household's personal
 * fields, after a row in the access trail, and to the household itself.
 */
#ifndef REGISTRY_HOUSEHOLD_SCAN_H
#define REGISTRY_HOUSEHOLD_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/db.h"
#include "base/idempotency.h"
#include "registry/household.h"

/* Purpose of the key of a sealed scan. */
#define HOUSEHOLD_SCAN "household.scan"

/* So many that nothing names yet. */
enum { HOUSEHOLD_SCANS_MAX = 20 };
extern const struct refusal_kind HOUSEHOLD_SCANS_FULL; /* 409 household_scans_full */

/* A picture that was made anew (media/picture_make.h), never the sender's bytes. */
struct household_scan {
    int64_t account_id; /* who sends it */
    const struct idempotency *key;
    const void *bytes;
    size_t length;
    int64_t width, height;
};
bool household_scan_add(struct task *task, const struct household *household,
                        const struct household_scan *scan, int64_t *scan_id, struct refusal *why);

/* Inside a transaction: it stays. Refuses with invalid_field "scan_id" when it is not the
 * household's. */
bool household_scan_keep(struct db_tx *tx, int64_t household_id, int64_t scan_id,
                         struct refusal *why);

/* What it was to prove was not taken: it goes, unless something else names it. */
bool household_scan_drop(struct task *task, int64_t household_id, int64_t scan_id,
                         struct refusal *why);

/* The picture (WebP, in the arena). `reader_id` = who reads, 0 = the household itself. Refuses with
 * not_found, reading_limit. */
bool household_scan_open(struct task *task, const struct household *household, int64_t scan_id,
                         int64_t reader_id, const void **bytes, size_t *length,
                         struct refusal *why);

/* A page of which photos there are, newest first: {scan_id, kept (something names it), actor_name,
 * created_at}. New reference, NULL when refused. */
json_t *household_scan_list_json(struct task *task, int64_t household_id, const struct page *page,
                                 struct refusal *why);

#endif
