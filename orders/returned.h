/* Money that was paid for a trade though it was not owed: after it was cancelled, a second time, or
 * another amount than was asked for. All of it goes back by itself, and the buyer is told so
 * wherever they read of the trade: what came, why it was not owed, and how far its way back is.
 */
#ifndef ORDERS_RETURNED_H
#define ORDERS_RETURNED_H

#include <jansson.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

/* An array, oldest first, of {refund_id, number, kind, kind_text, state, state_text, total_fen,
 * day, paid_at, created_at, done_at}; the texts are Chinese. New reference, NULL when refused. */
json_t *returned_json(struct task *task, int64_t trade_id, struct refusal *why);

/* Whether all of an array's money is back. */
bool returned_is_over(const json_t *returned);

#endif
