/* The journal: append-only double entry. A row is a transfer - debit account, credit account,
 * amount > 0, kind, cause - so it cannot be unbalanced, and all accounts together always sum to
 * zero. An account is a pair (kind, owner) and needs no row of its own.
 *
 * A balance is credits minus debits. `gateway` is what the provider holds for us (an asset: its
 * balance is negative), `provider_fee` what it kept of a day (an expense: likewise),
 * `household_drawn` what was drawn from a household's income; all others are owed to somebody. The
 * ledger does not know what an order is: an order is the number of an escrow account here.
 */
#ifndef LEDGER_TRANSFER_H
#define LEDGER_TRANSFER_H

#include <stdint.h>

#include "base/db.h"

/* Account kinds and what their owner is. */
#define ACCOUNT_GATEWAY "gateway" /* owner 0: money at the payment provider */
#define ACCOUNT_ESCROW "escrow"   /* order: paid, not yet settled; 0 once all is settled */
/* The three accounts of households are control accounts: the order has them, and whose of it what
 * is stands in the subsidiary ledger (ledger/attribution.h). */
#define ACCOUNT_HOUSEHOLD_ACCRUED                                                                  \
    "household_accrued"               /* order: credited to households, still in its claim window */
#define ACCOUNT_HOUSEHOLD "household" /* order: its households' matured income */
#define ACCOUNT_WITHHELD                                                                           \
    "withheld" /* order: shares not credited because the register does not confirm a household */
#define ACCOUNT_PRODUCER "producer" /* organisation: goods money after the households' shares */
#define ACCOUNT_FREIGHT                                                                            \
    "station_freight"           /* organisation (station): freight of completed orders             \
                                 */
#define ACCOUNT_REFUND "refund" /* refund: on its way back to the buyer */
#define ACCOUNT_UNOWED "unowed" /* payment attempt: captured though nothing was owed */
#define ACCOUNT_HOUSEHOLD_DRAWN                                                                    \
    "household_drawn" /* household: what was drawn from its matured income for payouts, which      \
                         stays with the orders; below zero */
#define ACCOUNT_PAYOUT "payout" /* payout: on its way to the household */
#define ACCOUNT_BANK                                                                               \
    "bank" /* owner 0: what the bank that pays households has paid, and is to be put there from    \
              the provider */
#define ACCOUNT_FEE "provider_fee" /* the provider's bill of a day: what it kept, our expense */

/* Transfer kinds; `cause_id` names the row in brackets. */
#define TRANSFER_CAPTURE "capture"               /* gateway -> escrow (payment attempt) */
#define TRANSFER_CAPTURE_UNOWED "capture_unowed" /* gateway -> unowed (payment attempt) */
#define TRANSFER_ACCRUE "accrue"                 /* escrow -> household_accrued (order) */
#define TRANSFER_WITHHOLD "withhold"             /* escrow -> withheld (order) */
#define TRANSFER_REVERSE                                                                           \
    "reverse" /* household_accrued or withheld -> escrow (refund; without one, the order)          \
               */
#define TRANSFER_RELEASE "release" /* withheld -> household_accrued (order) */
#define TRANSFER_MATURE "mature"   /* household_accrued -> household (order) */
#define TRANSFER_GATHER                                                                            \
    "gather" /* from a household's own account of one of the three kinds, which it had before      \
                there were control accounts, to the order's (order); booked by a migration alone   \
              */
#define TRANSFER_SETTLE_GOODS "settle_goods"     /* escrow -> producer (order) */
#define TRANSFER_SETTLE_FREIGHT "settle_freight" /* escrow -> station_freight (order) */
#define TRANSFER_REFUND                                                                            \
    "refund" /* escrow, producer, station_freight or unowed -> refund (refund) */
#define TRANSFER_REFUND_PAID "refund_paid" /* refund -> gateway (refund) */
#define TRANSFER_FEE "fee" /* provider_fee -> gateway, or back when fees come back (bill) */
#define TRANSFER_PAYOUT_ORDER "payout_order"       /* household_drawn -> payout (payout) */
#define TRANSFER_PAYOUT_PAID "payout_paid"         /* payout -> bank (payout) */
#define TRANSFER_PAYOUT_FAILED "payout_failed"     /* payout -> household_drawn (payout) */
#define TRANSFER_PAYOUT_RETURNED "payout_returned" /* bank -> household_drawn (payout) */

struct transfer {
    int64_t id; /* given by transfer_add() */
    const char *county_code;
    const char *debit_kind;
    int64_t debit_owner;
    const char *credit_kind;
    int64_t credit_owner;
    int64_t amount_fen; /* > 0, asserted */
    const char *kind;
    int64_t order_id; /* 0 = none */
    int64_t cause_id;
};

/* A growing list of transfers in a task's arena, booked in one statement. */
struct transfer_list {
    struct task *task;
    struct transfer *items;
    int count, capacity;
};
void transfer_list_init(struct transfer_list *list, struct task *task);
/* Adds a row; an amount of 0 adds nothing (a zero share is no transfer), a negative one asserts. */
void transfer_add(struct transfer_list *list, struct transfer transfer);
/* Books all rows inside the transaction (sent, not awaited). The list may be empty. */
void transfer_book(struct db_tx *tx, const struct transfer_list *list);

#endif
