/* Giving up trades that are not paid: their orders are cancelled, their boxes go back to the lots,
 * their open payment attempts are closed at the provider by jobs of the same transaction.
 *
 * There is one owner of expiry: trade_expire_due(), run by the timed work; a buyer's cancel goes
 * the same way. Both are idempotent: a trade leaves `placed` once.
 */
#ifndef ORDERS_TRADE_CANCEL_H
#define ORDERS_TRADE_CANCEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

extern const struct refusal_kind TRADE_MAYBE_PAID; /* 503 trade_maybe_paid: the provider is silent
                                                    */

/* Cancels an unpaid trade for its buyer, after its attempts to pay were closed at the provider: one
 * that was paid is paid. Refuses with TRADE_NOT_FOUND or TRADE_NOT_UNPAID (orders/trade.h), or
 * TRADE_MAYBE_PAID. */
bool trade_cancel(struct task *task, int64_t trade_id, int64_t buyer_id, struct refusal *why);

/* The program cancels an unpaid trade whose goods cannot be sent any more; the reason is kept. It
 * is closed at the provider first, as above; a trade that is not unpaid is left alone. */
bool trade_call_off(struct task *task, int64_t trade_id, int64_t buyer_id, const char *reason,
                    struct refusal *why);

/* Cancels up to `limit` (1..200) trades whose time to pay ran out; *cancelled says how many. One
 * with an attempt that is open at the provider is closed there first, or turns out to be paid;
 * while the provider is silent it waits, however long that takes. */
bool trade_expire_due(struct task *task, int limit, int *cancelled, struct refusal *why);

#endif
