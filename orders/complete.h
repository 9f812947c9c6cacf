/* Completing an order: the claim window is over, so the escrow is settled - households' credits
 * mature (those withheld too, of households that the register confirms again), the producer and the
 * station get theirs - and is empty.
 */
#ifndef ORDERS_COMPLETE_H
#define ORDERS_COMPLETE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

extern const struct refusal_kind COMPLETE_NOT_PAID;    /* 409 order_not_paid */
extern const struct refusal_kind COMPLETE_NOT_SHIPPED; /* 409 order_not_shipped: something is not
                                                          packed or not handed over */

/* The buyer confirms receipt: every kept box must have left the station. Confirming a completed
 * order again is harmless. */
bool complete_by_buyer(struct task *task, int64_t order_id, int64_t buyer_id, struct refusal *why);

/* Completes up to `limit` orders all of whose parcels were signed for more than `claim_hours` ago;
 * what was returned or lost must have been refunded. */
bool complete_due(struct task *task, int64_t claim_hours, int limit, int *completed,
                  struct refusal *why);

#endif
