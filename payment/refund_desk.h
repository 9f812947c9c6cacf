/* Refunds as an operator sees them: those without an end, why, what happens by itself, and what is
 * left for a person to do.
 */
#ifndef PAYMENT_REFUND_DESK_H
#define PAYMENT_REFUND_DESK_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"
#include "payment/provider.h"

extern const struct refusal_kind REFUND_HAS_ENDED;    /* 409 refund_has_ended */
extern const struct refusal_kind REFUND_NOT_ABNORMAL; /* 409 refund_not_abnormal */

/* A page, newest first; state "" = all that have no end. Items {refund_id, number, numbers, state,
 * kind, total_fen, subject_kind, subject_id, order_id, reason, said_code, why, step, created_at,
 * asked_at, job_id, job_state, job_attempts, job_run_at}. `why` is Chinese; `step` is what is next:
 * "wait" (it goes on by itself), "retry" (it was given up: start it anew), "card" (the payer's
 * account cannot take it: name another). New reference, NULL when refused. */
json_t *payment_refund_list_json(struct task *task, const char *state, const struct page *page,
                                 struct refusal *why);
/* One of them. */
json_t *payment_refund_json(struct task *task, int64_t refund_id, struct refusal *why);

/* What an operator can do at any time: asks for it or about it now, by the state it is in - a
 * closed one is asked for under the next number. Refuses with REFUND_HAS_ENDED. */
bool payment_refund_push(struct task *task, int64_t refund_id, int64_t actor_id,
                         struct refusal *why);

/* Has an abnormal refund paid to a bank card of the payer, which is kept nowhere. */
bool payment_refund_to_card(struct task *task, int64_t refund_id, const struct provider_card *card,
                            int64_t actor_id, struct refusal *why);

#endif
