/* Attribution, the journal's subsidiary ledger: one household's income from one line of an order
 * through one pool of its benefit plan is an entry of it.
 *
 * - The journal has the sums: its accounts of households are control accounts, one of each kind an
 *   order, and every accrual, reversal, release and maturing of an order is one transfer in the
 *   transaction that writes its entries.
 * - The entries of one pool of an order line are one row: a roster of who shares
 *   (ledger/roster.h) and the amounts in its order, which never change. What a refund takes back
 *   of them is one row beside it. The view
 *   `attribution_entry` shows entries one by one, with what they have and where they stand.
 * - An entry is accrued at payment and matured when its order's claim window is over, a fact of the
 *   order; reversed when all of it was taken back. Withheld, and credited to nobody, is what the
 *   register did not confirm at the moment of payment: such a share has a row of its own, whose
 *   moves are logged.
 * - How much belongs to whom is decided in ledger/split.h; this file only books it.
 */
#ifndef LEDGER_ATTRIBUTION_H
#define LEDGER_ATTRIBUTION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/machine.h"
#include "ledger/transfer.h"

#define ATTRIBUTION_STATES(STATE)                                                                  \
    STATE(ATTRIBUTION_ACCRUED, "accrued")                                                          \
    STATE(ATTRIBUTION_MATURED, "matured")                                                          \
    STATE(ATTRIBUTION_WITHHELD, "withheld")                                                        \
    STATE(ATTRIBUTION_REVERSED, "reversed")
enum attribution_state { ATTRIBUTION_STATES(STATE_ENUM) };
/* Moves that are logged are those of withheld shares; older ones of others stand in the log, too.
 */
extern const struct machine ATTRIBUTION_MACHINE;

/* A share to be credited. `line_id` and `order_id` are opaque here. */
struct attribution_credit {
    const char *county_code;
    int64_t order_id, line_id, plan_id;
    int64_t producer_id; /* whose plan it is */
    int pool_no;
    int64_t household_id;
    const char *village_code;
    const char *kind; /* linkage kind of the pool: purchase, wage, land_rent, dividend, trusteeship,
                         patronage */
    int64_t amount_fen;          /* >= 0; 0 is no entry */
    const char *withhold_reason; /* NULL = the register confirms the household; otherwise the share
                                is withheld for this reason */
};

/* Writes the entries of lines - a line's credits stand together, all of its plan in order of pool
 * and household, an order's lines together - and adds for each order the transfer of what is
 * accrued and of what is withheld, which the caller books. A second accrual of a line fails. */
bool attribution_accrue(struct task *task, struct db_tx *tx,
                        const struct attribution_credit *credits, int count,
                        struct transfer_list *transfers, struct refusal *why);

/* What an order's entries have, less what was taken back. */
struct attribution_total {
    int64_t fen;
    int64_t withheld_fen; /* part of it */
};
bool attribution_total(struct db_tx *tx, int64_t order_id, struct attribution_total *total,
                       struct refusal *why);

/* An entry as it stands: what was credited, what was taken back since. */
struct attribution_entry {
    int64_t id, line_id, household_id;
    int place, places; /* in the pool's roster, from 1 */
    int pool_no;
    const char *county_code;
    enum attribution_state state;
    int64_t amount_fen, reversed_fen;
};

/* Entries of an order, ordered by line, pool, household. The caller has locked the order, so that
 * they stay as they are. */
bool attribution_load(struct task *task, struct db_tx *tx, int64_t order_id,
                      struct attribution_entry **entries, int *count, struct refusal *why);

/* Why something is taken back. */
struct attribution_cause {
    int64_t order_id;
    int64_t refund_id; /* 0 = no refund: what was withheld goes back to whom the sale belongs */
    int64_t actor_id;
    const char *reason;
};

/* Takes back takes[i] >= 0 of entries[i] (at most what remains, asserted; the state must be accrued
 * or withheld), where entries are all that an order has; adds the transfers of their sums to the
 * escrow, one of what was accrued and one of what was withheld. An entry that is taken back whole
 * is reversed. */
void attribution_reverse(struct task *task, struct db_tx *tx,
                         const struct attribution_entry *entries, const int64_t *takes, int count,
                         const struct attribution_cause *cause, struct transfer_list *transfers);

/* The order's claim window is over: `fen`, what its accrued entries have, matures, with the
 * transfer household_accrued -> household. Withheld entries stay withheld. Once an order. */
void attribution_mature(struct db_tx *tx, int64_t order_id, const char *county_code, int64_t fen,
                        struct transfer_list *transfers);

/* The order was refunded whole when its entries had matured: households keep them, and the seller
 * bears it (borne_order). The transfers of the refund name the order. Noting it twice is once. */
void attribution_bear(struct db_tx *tx, int64_t order_id, const char *county_code);

/* What is given to a household after all. */
struct attribution_release {
    int64_t household_id, order_id;
    bool matured; /* the order's claim window is over already */
    int64_t actor_id;
    const char *reason;
};

/* withheld -> accrued for the household's entries, with the transfer withheld -> household_accrued
 * of what remains; and on to household when the order has matured. Gives the sum. */
int64_t attribution_release(struct task *task, struct db_tx *tx, struct attribution_entry *entries,
                            int count, const struct attribution_release *release,
                            struct transfer_list *transfers);

#endif
