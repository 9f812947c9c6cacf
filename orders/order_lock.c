#include "orders/order_lock.h"

#include "gen/orders/sql.h"
#include "orders/order.h"

static bool read_lines(struct task *task, struct db_tx *tx, struct order_locked *order,
                       struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_order_line_of_order, DB_ARGS(DB_I64(order->id)), &rows, why))
        return false;
    order->line_count = db_count(rows);
    order->lines = arena_array(task->arena, (size_t)order->line_count, sizeof(*order->lines));
    for (int i = 0; i < order->line_count; i++)
        order->lines[i] = (struct order_locked_line){
            .id = db_i64(rows, i, ORDER_LINE_OF_ORDER_ID),
            .sku_id = db_i64(rows, i, ORDER_LINE_OF_ORDER_SKU_ID),
            .plan_id = db_i64(rows, i, ORDER_LINE_OF_ORDER_PLAN_ID),
            .quantity = db_i64(rows, i, ORDER_LINE_OF_ORDER_QUANTITY),
            .net_weight_g = db_i64(rows, i, ORDER_LINE_OF_ORDER_NET_WEIGHT_G),
            .paid_fen = db_i64(rows, i, ORDER_LINE_OF_ORDER_PAID_FEN),
            .refunded_quantity = db_i64(rows, i, ORDER_LINE_OF_ORDER_REFUNDED_QUANTITY),
            .refunded_fen = db_i64(rows, i, ORDER_LINE_OF_ORDER_REFUNDED_FEN)};
    return true;
}

bool order_lock(struct task *task, struct db_tx *tx, int64_t order_id, struct order_locked *order,
                struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_order_lock, DB_ARGS(DB_I64(order_id)), &rows, why))
        return false;
    if (db_count(rows) != 1)
        return refuse(why, &ORDER_NOT_FOUND, NULL);
    *order = (struct order_locked){
        .id = db_i64(rows, 0, ORDER_LOCK_ID),
        .trade_id = db_i64(rows, 0, ORDER_LOCK_TRADE_ID),
        .buyer_id = db_i64(rows, 0, ORDER_LOCK_BUYER_ID),
        .producer_id = db_i64(rows, 0, ORDER_LOCK_PRODUCER_ID),
        .station_id = db_i64(rows, 0, ORDER_LOCK_STATION_ID),
        .county_code = db_text(rows, 0, ORDER_LOCK_COUNTY_CODE),
        .state =
            (enum order_state)machine_state(&ORDER_MACHINE, db_text(rows, 0, ORDER_LOCK_STATE)),
        .goods_fen = db_i64(rows, 0, ORDER_LOCK_GOODS_FEN),
        .freight_fen = db_i64(rows, 0, ORDER_LOCK_FREIGHT_FEN),
        .freight_refunded_fen = db_i64(rows, 0, ORDER_LOCK_FREIGHT_REFUNDED_FEN)};
    return read_lines(task, tx, order, why);
}

void order_move(struct db_tx *tx, const struct order_locked *order, enum order_state to,
                int64_t actor_id, const char *reason)
{
    db_tx_send(tx, &SQL_order_move,
               DB_ARGS(DB_I64(order->id), DB_TEXT(machine_state_name(&ORDER_MACHINE, order->state)),
                       DB_TEXT(machine_state_name(&ORDER_MACHINE, to))));
    machine_log(tx, &ORDER_MACHINE, &order->id, &order->county_code, 1, order->state, to, actor_id,
                reason);
}
