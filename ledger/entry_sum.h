/* Whether the journal says what entries say, told by sums for all orders at once: each amount is
 * weighed by a number that a keyed hash gives of what it has to agree on - order, county and
 * moment, or order, county and account -, added on the one side and taken off on the other. What
 * comes to nothing agrees everywhere, or by as much luck as it takes to guess 60 bits. What does
 * not is looked at order by order (audit_entry_transfer, audit_household_balance), which also names
 * it.
 */
#ifndef LEDGER_ENTRY_SUM_H
#define LEDGER_ENTRY_SUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/stamp.h"

/* Fields of a transfer's content. */
enum transfer_field {
    TRANSFER_ID = 1,
    TRANSFER_COUNTY,
    TRANSFER_DEBIT_KIND,
    TRANSFER_DEBIT_OWNER,
    TRANSFER_CREDIT_KIND,
    TRANSFER_CREDIT_OWNER,
    TRANSFER_AMOUNT,
    TRANSFER_KIND,
    TRANSFER_ORDER_ID,
    TRANSFER_CAUSE_ID,
    TRANSFER_BOOKED_AT,
    TRANSFER_FIELDS
};

struct entry_sum {
    int64_t since;     /* orders from this id on */
    uint64_t moments;  /* what was written at each moment, less the journal's */
    uint64_t accounts; /* what orders' accounts hold, less what is written of them */
    int64_t withheld;  /* shares that were added */
    bool is_alone;     /* an account of households is not the order's: of before it was its own */
    bool is_single;   /* a transfer was booked for one household, as before there were such accounts
                       */
    bool has_causes;  /* one that is no order's by itself names another cause than it */
    bool is_doubtful; /* something is below zero, or not where it belongs */
};

/* Moments in microseconds since 2000, as PostgreSQL sends them. */
struct entry_share {
    int64_t order_id, at_us, fen;
    const char *county;
    size_t county_length;
};

/* A sum of whole numbers in an array as PostgreSQL sends it; 0 of none. */
int64_t entry_sum_array(const void *bytes, size_t length);

void entry_sum_transfer(struct entry_sum *sum, const struct stamp_field fields[TRANSFER_FIELDS]);
/* What was credited; `kept_fen` of it was not taken back. */
void entry_sum_entry(struct entry_sum *sum, const struct entry_share *credited, int64_t kept_fen,
                     bool is_matured);
/* A share that was withheld; `held_fen` of it still is. */
void entry_sum_withheld(struct entry_sum *sum, const struct entry_share *withheld, int64_t held_fen,
                        bool is_matured);
void entry_sum_released(struct entry_sum *sum, const struct entry_share *released);
void entry_sum_reversed(struct entry_sum *sum, const struct entry_share *reversed);

#endif
