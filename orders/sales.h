/* What a producer sold: by month, and by SKU in a month. Of what was paid for goods, what went
 * back, what the households are credited, what is withheld and what is left for the producer add up
 * line by line. Whether the asker may see it is the caller's question.
 */
#ifndef ORDERS_SALES_H
#define ORDERS_SALES_H

#include <jansson.h>
#include <stdint.h>

#include "base/task.h"

struct sales_query {
    int64_t producer_id;
    const char *county_code; /* its county */
    const char *month;       /* "2026-11"; NULL = the newest with sales */
};

/* {"months": [...newest first, at most twelve], "month": "YYYY-MM", "skus": [...of that month],
 * "account": {balance_fen, floor_fen, refund_days}: what the producer has of completed orders less
 * what it bore of refunds, and the limits of refunds after completion (orders/refund.h)}.
 * Without sales "month" may be null. New reference, NULL and why when refused. */
json_t *sales_json(struct task *task, const struct sales_query *query, struct refusal *why);

#endif
