/* Balances of accounts that must not be below zero, added up from transfers for the audit. Left out
 * are those that may be (audit_negative_account says which), and what an order's own accounts hold,
 * which is held against the order to the fen. An account that holds nothing takes no room, so that
 * there are as many as are open at one time, not as there ever were.
 */
#ifndef LEDGER_ACCOUNT_SUM_H
#define LEDGER_ACCOUNT_SUM_H

#include <stdbool.h>

#include "base/map.h"
#include "ledger/entry_sum.h"

/* All zero is an empty one. */
struct account_sum {
    struct map open; /* the hash of an account -> fen, never 0 */
    bool has_many;   /* they were not all added up */
};

/* Adds both sides of a transfer, by the fields of its content. */
void account_sum_transfer(struct account_sum *sum,
                          const struct stamp_field fields[TRANSFER_FIELDS]);
/* Whether none of them is below zero; false too where they were not all added up. */
bool account_sum_holds(const struct account_sum *sum);
/* Forgets all of them. */
void account_sum_clear(struct account_sum *sum);

#endif
