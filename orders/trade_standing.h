/* How a trade stands, which its buyer's page asks again and again until it is paid. Many ask in the
 * same moment - a batch of payments wakes all who follow one - so they ask together.
 */
#ifndef ORDERS_TRADE_STANDING_H
#define ORDERS_TRADE_STANDING_H

#include <jansson.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"
#include "orders/machines.h"

/* Once, at start. */
void trade_standing_start(void);

/* {trade_id, state, total_fen, placed_at, expires_at, paid_at, cancelled_at, cancel_reason} for its
 * buyer; *state is set. Refuses with TRADE_NOT_FOUND (orders/trade.h) for anybody else. New
 * reference. */
json_t *trade_standing_json(struct task *task, int64_t trade_id, int64_t buyer_id,
                            enum trade_state *state, struct refusal *why);

#endif
