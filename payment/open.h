/* Opening a payment: the attempt's row, and the code that its payer scans. */
#ifndef PAYMENT_OPEN_H
#define PAYMENT_OPEN_H

#include <jansson.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "payment/payable.h"

/* Opens a payment of a subject for the account of `key`, or gives the open one again. The answer
 * (new reference) has payment_id, the subject's id under the payable's name for it, provider,
 * number, amount_fen, state, code_url, expires_at. NULL and why on refusal: what the payable says,
 * its `not_owed` and `expired`, PAYMENT_REFUSED (payment/providers.h), unavailable. */
json_t *payment_open(struct task *task, const struct payable *payable, int64_t subject_id,
                     const struct idempotency *key, struct refusal *why);

#endif
