/* A walk over entries in order of their orders, for the audit: whether each fits its stamp, what
 * they come to (ledger/entry_sum.h), and what lines of accruals end in (ledger/day.h, format 2).
 * Digests of the orders that it came to last are kept, as transfers come in almost the same order,
 * and when they matured; for other digests the database is asked, many at once. */
#ifndef LEDGER_ENTRY_WALK_H
#define LEDGER_ENTRY_WALK_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/task.h"
#include "ledger/entry_sum.h"

/* What a transfer's line must end in. */
struct ledger_digest {
    bool is_wanted;
    int64_t order_id, reversed_us; /* of a reversal the moment, microseconds since 1970; else 0 */
    const char *county;            /* not ended by a zero byte */
    size_t county_length;
    int64_t below_id; /* its order is older than this id; if not, the walk does not go on for it */
    uint8_t bytes[32];
};

struct entry_walk;

/* Reads in a transaction of DB_AUDIT. `violations` gets entries that do not fit their stamps, NULL
 * = it is not looked at; `sum` what they come to. */
struct entry_walk *entry_walk_begin(struct db_tx *tx, int64_t after_order, json_t *violations,
                                    struct entry_sum *sum);
/* Fills the digests. */
bool entry_walk_digests(struct task *task, struct entry_walk *walk, struct ledger_digest **wanted,
                        int count, struct refusal *why);
/* Whether an order that is kept matured at a moment, microseconds since 1970; false too of others.
 */
bool entry_walk_matured(const struct entry_walk *walk, int64_t order_id,
                        const struct stamp_field *county, int64_t us);
/* Goes on to the last entry. */
bool entry_walk_rest(struct task *task, struct entry_walk *walk, struct refusal *why);
void entry_walk_end(struct entry_walk *walk);

#endif
