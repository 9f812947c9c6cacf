/* Whether orders are rolled up as they stand, and whether households' months (household_month) are
 * the sums of what is rolled up, told for all at once: each share is weighed by keyed hashes of
 * what it is summed up under - household and village, county, month, kind and producer -, added of
 * orders and taken off of months. So are the shares of orders that are not rolled up as a whole,
 * weighed by their orders too, and what is rolled up of them. What comes to nothing agrees
 * everywhere, or by as much luck as it takes to guess 60 bits. What does not is asked of the
 * database (audit_roll_up_order, audit_roll_up_share, roll_up_prove()), which also names it. */
#ifndef LEDGER_SHARE_SUM_H
#define LEDGER_SHARE_SUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "ledger/county_sum.h"

#define AUDIT_ROLLED_UP "orders are rolled up as they stand"
#define AUDIT_HOUSEHOLD_MONTHS "households' months are the sums of their entries"

enum {
    SHARE_ENTRIES,
    SHARE_CREDITED,
    SHARE_REVERSED,
    SHARE_ACCRUED,
    SHARE_MATURED,
    SHARE_WITHHELD,
    SHARE_BORNE,
    SHARE_NUMBERS
};

struct share_sum {
    uint64_t marks[SHARE_NUMBERS]; /* by chance, of each number */
    uint64_t sum;                  /* of orders less of months */
    uint64_t odd;        /* of orders that are not rolled up plainly less of what is rolled
                            up of them, share by share */
    bool is_doubtful;    /* something cannot be added */
    int64_t first_doubt; /* the first order that is rolled up otherwise; -1 = none is */
};

/* How an order is rolled up (table order_rolled). */
enum { ROLLED_MATURED = 1, ROLLED_PLAIN = 2, ROLLED_BEYOND = 4 };

/* An order, and what it is rolled up as. */
struct share_order {
    int64_t order_id;
    bool has_entries, is_matured;
    bool is_changed; /* something was taken back, withheld or borne */
    bool is_rolled;
    int64_t flags;
};

/* What one pool of an order's line was credited. */
struct share_entry {
    uint64_t roster;        /* share_sum_roster() of its roster */
    const uint64_t *places; /* share_sum_place() of its households */
    const int64_t *amounts; /* of these */
    int count;
    int month; /* clock_beijing_month() */
};

void share_sum_begin(struct share_sum *sum);
uint64_t share_sum_place(int64_t household_id, const char *village);
uint64_t share_sum_roster(const char *county, const char *kind, int64_t producer_id);
void share_sum_doubt(struct share_sum *sum, int64_t order_id);
void share_sum_order(struct share_sum *sum, const struct share_order *order);
/* An entry of an order that is rolled up plainly. */
void share_sum_entry(struct share_sum *sum, const struct share_order *order,
                     const struct share_entry *entry);
/* The share at a place of an entry of an order that is rolled up, but not plainly. */
void share_sum_odd(struct share_sum *sum, const struct share_order *order,
                   const struct share_entry *entry, int place,
                   const int64_t numbers[SHARE_NUMBERS]);
/* Reads what is rolled up share by share, and the months, which are added to counties' too. */
bool share_sum_end(struct task *task, struct share_sum *sum, struct county_sum *counties,
                   struct db_tx *tx, struct refusal *why);

/* A check each: asks the database what the sums do not tell. `is_told` false = they were not made.
 */
bool share_sum_ask_orders(struct task *task, const struct share_sum *sum, bool is_told,
                          json_t *violations, struct refusal *why);
bool share_sum_ask_months(struct task *task, const struct share_sum *sum, bool is_told,
                          int64_t from_id, json_t *violations, struct refusal *why);

#endif
