/* The provider's bill of a day, kept row by row, so that `mall audit` can hold every capture and
 * refund against it in both directions. */
#ifndef PAYMENT_BILL_H
#define PAYMENT_BILL_H

#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"
#include "payment/provider.h"

/* Fetches and keeps the bill of a Beijing day "YYYY-MM-DD". *rows says how many rows; a day without
 * business keeps an empty bill. A bill that is kept stays as it is. */
bool payment_bill_fetch(struct task *task, const struct provider *provider, const char *day,
                        int *rows, struct refusal *why);

/* A day that cannot be had keeps no other from being fetched; a day on which something was captured
 * has a bill, whatever the provider says.
 * Fetches bills of the past days (at most 7 back, none before the first payment) that are not kept
 * yet, from 10 o'clock Beijing on; *fetched says how many. */
bool payment_bill_fetch_due(struct task *task, int *fetched, struct refusal *why);

#endif
