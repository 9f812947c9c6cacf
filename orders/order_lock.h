/* An order and its lines, locked for a change: what refunding, packing and completing start from.
 * For the C files of orders/ only; others read orders/order.h. */
#ifndef ORDERS_ORDER_LOCK_H
#define ORDERS_ORDER_LOCK_H

#include <stdint.h>

#include "base/db.h"
#include "orders/machines.h"

struct order_locked_line {
    int64_t id, sku_id, plan_id;
    int64_t quantity, net_weight_g, paid_fen, refunded_quantity, refunded_fen;
};

struct order_locked {
    int64_t id, trade_id, buyer_id, producer_id, station_id;
    const char *county_code;
    enum order_state state;
    int64_t goods_fen, freight_fen, freight_refunded_fen;
    struct order_locked_line *lines; /* by line number */
    int line_count;
};

/* Locks the order row (first, so that all changes of one order queue up) and reads its lines.
 * Refuses with ORDER_NOT_FOUND. Memory is the task's. */
bool order_lock(struct task *task, struct db_tx *tx, int64_t order_id, struct order_locked *order,
                struct refusal *why);

/* Moves a locked order on from its state, logged with actor and reason. Sent, not awaited. */
void order_move(struct db_tx *tx, const struct order_locked *order, enum order_state to,
                int64_t actor_id, const char *reason);

#endif
