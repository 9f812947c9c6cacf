/* Attribution: one household's income from one line of an order through one pool of its benefit
 * plan.
 *
 * - accrued at payment, matured when the claim window is over, then payable, paid, confirmed;
 * withheld (and credited to nobody) when the register did not confirm the household at the moment
 * of payment; reversed only by paired rows - an amount never changes.
 * - Every entry, reversal and maturing is a transfer in the journal, booked in the same
 * transaction.
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
    STATE(ATTRIBUTION_PAYABLE, "payable")                                                          \
    STATE(ATTRIBUTION_PAID, "paid")                                                                \
    STATE(ATTRIBUTION_CONFIRMED, "confirmed")                                                      \
    STATE(ATTRIBUTION_WITHHELD, "withheld")                                                        \
    STATE(ATTRIBUTION_REVERSED, "reversed")
enum attribution_state { ATTRIBUTION_STATES(STATE_ENUM) };
extern const struct machine ATTRIBUTION_MACHINE;

/* A share to be credited. `line_id` and `order_id` are opaque here. */
struct attribution_credit {
    const char *county_code;
    int64_t order_id, line_id, plan_id;
    int pool_no;
    int64_t household_id;
    const char *village_code;
    const char *kind; /* linkage kind of the pool: purchase, wage, land_rent, dividend, trusteeship,
                         patronage */
    int64_t amount_fen;          /* >= 0; 0 books nothing */
    const char *withhold_reason; /* NULL = the register confirms the household; otherwise the share
                                is withheld for this reason */
};

/* Writes entries (accrued or withheld) and adds their transfers to `transfers`, which the caller
 * books. (line, pool, household) is unique: a second accrual of a line fails. */
void attribution_accrue(struct task *task, struct db_tx *tx,
                        const struct attribution_credit *credits, int count,
                        struct transfer_list *transfers);

/* An entry as it stands: what was credited, what was taken back since. */
struct attribution_entry {
    int64_t id, line_id, household_id;
    int pool_no;
    const char *county_code;
    enum attribution_state state;
    int64_t amount_fen, reversed_fen;
};

/* Entries of an order, locked, ordered by line, pool, household. */
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
 * or withheld); adds the transfers household -> escrow. An entry that is taken back whole becomes
 * reversed. */
void attribution_reverse(struct task *task, struct db_tx *tx,
                         const struct attribution_entry *entries, const int64_t *takes, int count,
                         const struct attribution_cause *cause, struct transfer_list *transfers);

/* accrued -> matured for every accrued entry, with the transfer household_accrued -> household of
 * what remains. Withheld entries stay withheld. */
void attribution_mature(struct task *task, struct db_tx *tx,
                        const struct attribution_entry *entries, int count, int64_t order_id,
                        int64_t actor_id, struct transfer_list *transfers);

/* What is given to a household after all. */
struct attribution_release {
    int64_t household_id, order_id;
    bool matured; /* the order's claim window is over already */
    int64_t actor_id;
    const char *reason;
};

/* withheld -> accrued for the household's entries, with the transfer withheld -> household_accrued
 * of what remains; and on to matured, as attribution_mature() would have done. Gives the sum. */
int64_t attribution_release(struct task *task, struct db_tx *tx, struct attribution_entry *entries,
                            int count, const struct attribution_release *release,
                            struct transfer_list *transfers);

#endif
