/* An order and its lines, locked for a change: what refund, packing and completion start from.
 * Private to orders/. */
#ifndef ORDERS_ORDER_LOCK_H
#define ORDERS_ORDER_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"

extern const struct refusal_kind ORDER_NOT_FOUND; /* 404 order_not_found */

struct locked_line {
    int64_t id, sku_id, plan_id;
    int64_t quantity, net_weight_g, paid_fen, refunded_quantity, refunded_fen;
};

struct locked_order {
    int64_t id, trade_id, buyer_id, producer_id, station_id;
    const char *county_code, *state;
    int64_t goods_fen, freight_fen, freight_refunded_fen;
    struct locked_line *lines; /* by line number */
    int line_count;
};

/* Locks the order row (first, so that all changes of one order queue up) and reads its lines. */
bool order_lock(struct task *task, struct db_tx *tx, int64_t order_id, struct locked_order *order,
                struct refusal *why);

/* Boxes of an order that are still reserved: by line and lot. */
struct held {
    int64_t line_id, lot_id, sku_id, quantity;
    bool lot_open;
};
bool order_held(struct task *task, struct db_tx *tx, int64_t order_id, struct held **held,
                int *count, struct refusal *why);

/* Marks boxes as given back or as packed; the stock moves with them. SKUs are locked in the global
 * order first. */
bool order_release(struct task *task, struct db_tx *tx, const struct held *held, int count,
                   struct refusal *why);
bool order_sell(struct task *task, struct db_tx *tx, const struct held *held, int count,
                struct refusal *why);

#endif
