/* What households have of their sales as sums by month, kind and village (household_month), kept
 * from the journal off the paths of buying: timed work looks at each order that the journal has
 * named (ledger/follow.h), compares what of it is in the sums (order_rolled, order_rolled_share)
 * with what it is now, and takes the difference.
 *
 * Who shows sums adds what has changed since (roll_up_late_of_household(): of these orders
 * order_share_now less order_share_rolled), so that they agree with the entries at every moment.
 * With each order its control accounts are held against its entries; by how much they differ stays
 * with it (order_rolled.beyond) and is what a statement's second figure is made of.
 */
#ifndef LEDGER_ROLL_UP_H
#define LEDGER_ROLL_UP_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/refusal.h"
#include "base/task.h"

/* The reader's name. */
#define ROLL_UP_FOLLOWER "households"

enum {
    ROLL_UP_MS = 15000,         /* how often it is looked */
    ROLL_UP_TRANSFERS = 200000, /* read in one run */
    ROLL_UP_MORE = 1,           /* a run that has left transfers is followed by the next */
    ROLL_UP_PROVED = 10000      /* households that are held against their entries at once */
};

/* What a run reads: the ids behind `floor_id` up to `last_id`, of transfers and of whatever else
 * has such ids. */
struct roll_up_range {
    int64_t floor_id, last_id;
};

/* Takes what a run reads into other sums, inside its transaction, behind those of households. False
 * and why when the database refuses. */
typedef bool roll_up_also(struct task *task, struct db_tx *tx, const struct roll_up_range *range,
                          struct refusal *why);

/* One run; `also`: whoever keeps sums of the same rows. *done is ROLL_UP_MORE when transfers are
 * left to read, else 0. False and why when the database refuses. */
bool roll_up_take(struct task *task, roll_up_also *also, int *done, struct refusal *why);

/* Makes all sums anew, in one transaction for which runs of roll_up_take() wait; who shows sums
 * goes on. Only as the owner of the tables. False and why when the database refuses. */
bool roll_up_build(struct task *task, struct refusal *why);

/* Of the audit: holds the sums of months against what is rolled up of orders, and adds what
 * differs. A full run (from_id 0) holds all months, another those from the month of from_id on.
 * False and why when the database cannot be asked. */
bool roll_up_prove(struct task *task, int64_t from_id, json_t *violations, struct refusal *why);

/* Inside a transaction: keeps the sums as they are until its end, runs wait. False and why when
 * refused. */
bool roll_up_hold(struct db_tx *tx, struct refusal *why);

/* A household's month whose sums have changed (table household_moved): what is told of later than
 * it is summed stands there until it was told. */
struct roll_up_moved {
    int64_t household_id;
    const char *month, *kind;
};

/* Behind roll_up_hold(): forgets all that stand there (sent, not awaited) but those `kept`. */
void roll_up_moved_clear(struct db_tx *tx, const struct roll_up_moved *kept, int count);

/* What may have changed since the sums were made: whoever shows sums adds what of these orders is
 * otherwise. In the task's arena. */
struct roll_up_late {
    int64_t *rosters; /* that the household is in */
    int64_t *orders;  /* with entries of theirs */
    int roster_count, order_count;
};

/* Orders with entries of a household. False and why when the database cannot be asked. */
bool roll_up_late_of_household(struct task *task, int64_t household_id, struct roll_up_late *late,
                               struct refusal *why);

/* All orders that the journal has named since (without rosters). Likewise. */
bool roll_up_late_of_all(struct task *task, struct roll_up_late *late, struct refusal *why);

/* Those of a county (six digits). Likewise. */
bool roll_up_late_of_county(struct task *task, const char *county_code, struct roll_up_late *late,
                            struct refusal *why);

#endif
