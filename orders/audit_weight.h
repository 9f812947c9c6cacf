/* What the rosters' households share by, kept while an audit walks over the lines that they were
 * credited for: a roster is asked for once and not for each line.
 */
#ifndef ORDERS_AUDIT_WEIGHT_H
#define ORDERS_AUDIT_WEIGHT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/map.h"
#include "base/refusal.h"
#include "base/task.h"

/* A roster's households in the order in which a pool is dealt out. */
struct audit_weights {
    int64_t plan_id, pool_no;
    int count;
    int64_t *weights;
    int *places; /* in the roster, from 1; 0 = it has none for the household */
    /* For sums of shares (ledger/share_sum.h): of the roster, and of its households by their
     * places; NULL when it has others than the plan. */
    const char *county;
    uint64_t mark, *marks;
    int mark_count;
};

/* All zero is an empty one. It keeps a bounded number of rosters. */
struct audit_weight_book {
    struct arena *arena;
    struct map known; /* roster -> struct audit_weights */
    int64_t placed;   /* places that are of a household of their plan, of all that were read */
};

/* Reads all rosters there are, as many as it keeps: less work for the database than to look them
 * up.
 */
bool audit_weight_read_all(struct task *task, struct db_tx *tx, struct audit_weight_book *book,
                           struct refusal *why);

/* Reads those of these rosters that are not known yet. False and why when the database could not be
 * asked. What was found before is not good any more. */
bool audit_weight_read(struct task *task, struct db_tx *tx, struct audit_weight_book *book,
                       const int64_t *rosters, int count, struct refusal *why);

/* Whether all rosters were read, and each place of them is in its plan: in the transaction that
 * read them. */
bool audit_weight_has_places(struct db_tx *tx, const struct audit_weight_book *book, bool *has,
                             struct refusal *why);

/* NULL: a roster of no plan, or that was not read. */
const struct audit_weights *audit_weight_find(const struct audit_weight_book *book,
                                              int64_t roster_id);

void audit_weight_free(struct audit_weight_book *book);

#endif
