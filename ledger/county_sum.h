/* Whether counties' months (county_month), by producer and by village, are those of their
 * households, told for all at once: numbers are weighed by a keyed hash of their cell, added of
 * households' months and taken off of counties', and so is each household once in a cell by its
 * place there (household_place), however many rows it has. Households come whole and one after the
 * other, so that nothing is kept of them. What comes to nothing agrees everywhere, or by as much
 * luck as it takes to guess 60 bits; what does not is asked of the database
 * (audit_county_month), which also names it. */
#ifndef LEDGER_COUNTY_SUM_H
#define LEDGER_COUNTY_SUM_H

#include <stdbool.h>

#include "base/db.h"

#define AUDIT_COUNTY_MONTHS "counties' months are those of their households"

struct county_sum;

struct county_sum *county_sum_new(void);
/* Forgets what was added. */
void county_sum_begin(struct county_sum *sum);
void county_sum_free(struct county_sum *sum);

/* Adds a page of households' months (audit_month_page), of whole households. */
bool county_sum_page(struct task *task, struct county_sum *sum, struct db_tx *tx,
                     const struct db_rows *months, struct refusal *why);
/* Takes off what counties' months have. */
bool county_sum_end(struct task *task, struct county_sum *sum, struct db_tx *tx,
                    struct refusal *why);

/* A check: asks the database what the sums do not tell. `is_told` false = they were not made. */
bool county_sum_ask(struct task *task, const struct county_sum *sum, bool is_told,
                    json_t *violations, struct refusal *why);

#endif
