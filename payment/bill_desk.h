/* The provider's bills as an operator sees them: day by day, what stands in them, and those that
 * could not be had.
 */
#ifndef PAYMENT_BILL_DESK_H
#define PAYMENT_BILL_DESK_H

#include <jansson.h>

#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

/* A page of the days with business, newest first (cursors are days since 1970). Items {day, state,
 * row_count, paid_fen, refunded_fen, fee_fen, net_fen, fetched_at, our_paid_fen, attempts, why,
 * next_at}; what stands in a bill is null while there is none. `state`: "kept", "fetching" (it goes
 * on by itself), "failed" (it was given up), "early" (it is made the next morning), "missing".
 * `why` is Chinese or null. New reference, NULL when refused. */
json_t *payment_bill_list_json(struct task *task, const struct page *page, struct refusal *why);
/* One day; REFUSAL_NOT_FOUND when it had no business. */
json_t *payment_bill_json(struct task *task, const char *day, struct refusal *why);

#endif
