/* A trade: one payment for many orders, as its buyer reads it. */
#ifndef ORDERS_TRADE_H
#define ORDERS_TRADE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"
#include "base/watch.h"

extern const struct refusal_kind TRADE_NOT_FOUND;  /* 404 trade_not_found */
extern const struct refusal_kind TRADE_NOT_UNPAID; /* 409 trade_not_unpaid: paid or cancelled
                                                      already */

/* The trade as it stands, for its buyer: state, amounts, orders with their lines and states,
 * payment, and what was paid without being owed (orders/returned.h). Refuses with TRADE_NOT_FOUND
 * for anybody else. New reference. */
json_t *trade_json(struct task *task, int64_t trade_id, int64_t buyer_id, struct refusal *why);

/* Whoever watches a trade's id here hears when it is paid or cancelled (base/watch.h). */
extern struct watch_channel TRADE_MOVES;

/* A page of the buyer's trades, newest first; state "" = any. New reference. */
json_t *trade_list_json(struct task *task, int64_t buyer_id, const char *state,
                        const struct page *page, struct refusal *why);

#endif
