/* Payment attempts: asking the provider for money, hearing from it, asking again when it is silent,
 * closing what nobody will pay.
 *
 * An attempt is a row of its own under a trade; the amount always comes from our row. An attempt's
 * failure never touches the trade. The provider's query is the authority, a notification only a
 * hint that comes early; both end in payment_apply().
 */
#ifndef ORDERS_PAYMENT_H
#define ORDERS_PAYMENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "base/job.h"
#include "payment/provider.h"

extern const struct refusal_kind PAYMENT_EXPIRED; /* 409 trade_expired: the time to pay ran out */

/* Opens a payment for the buyer's unpaid trade, or gives the open one again. The answer (new
 * reference) has payment_id, trade_id, amount_fen, state, code_url, expires_at. NULL and why on
 * refusal. */
json_t *payment_create(struct task *task, int64_t trade_id, const struct idempotency *key,
                       struct refusal *why);

/* Takes one verified event of a provider to the books. True when it stands (then the provider may
 * be told so). */
bool payment_event(struct task *task, const struct provider *provider,
                   const struct provider_event *event, struct refusal *why);

/* Asks the provider about the open attempts that were not asked about for a minute; *asked says how
 * many. */
bool payment_check_due(struct task *task, int limit, int *asked, struct refusal *why);

/* Job kinds "payment_close" and "payment_check" {number}; ended by .name == NULL. */
extern const struct job_kind PAYMENT_JOBS[];

#endif
