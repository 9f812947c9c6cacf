/* What was sold as sums, kept off the paths of buying by the run that keeps those of households
 * (ledger/roll_up.h): by producer and month (sale_month), by SKU (sale_sku_month), by county, by
 * month and in all (sale_total), and how long orders waited for the carrier (sale_wait).
 *
 * A run looks at each order that the journal has named, or of which a parcel was handed over,
 * compares how it stands (sale_state) with how it was taken (sale_rolled) and takes the difference,
 * so that looking twice changes nothing. Whoever shows sums adds what of orders that were named
 * since is otherwise (sale_part, both sides), so that they are exact at every moment; the board
 * runs it instead.
 */
#ifndef ORDERS_SALE_ROLL_UP_H
#define ORDERS_SALE_ROLL_UP_H

#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"

/* Timed work: one run of the roll-up with all that is kept by it. *done is ROLL_UP_MORE when
 * transfers are left to read, else 0. False and why when the database refuses. */
bool sale_roll_up_take(struct task *task, int *done, struct refusal *why);

/* Makes the sums of sales anew from all orders, in one transaction for which runs wait. Only as the
 * owner of the tables. False and why when the database refuses. */
bool sale_roll_up_build(struct task *task, struct refusal *why);

#endif
