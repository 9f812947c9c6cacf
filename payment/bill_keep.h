/* Writing a bill down: its rows by COPY, its sums, and the booking of what the provider kept.
 * Private to payment/bill.c. */
#ifndef PAYMENT_BILL_KEEP_H
#define PAYMENT_BILL_KEEP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"
#include "payment/provider.h"

/* `bill` NULL = the provider says that there was no business. */
bool payment_bill_keep(struct task *task, const struct provider *provider, const char *day,
                       struct provider_bill *bill, int64_t *rows, struct refusal *why);

#endif
