#include "orders/order_lock.h"

#include "catalog/stock.h"
#include "gen/orders/sql.h"

const struct refusal_kind ORDER_NOT_FOUND = {"order_not_found", 404, "没有找到这个订单"};

static bool read_lines(struct task *task, struct db_tx *tx, struct locked_order *order,
                       struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_order_line_of_order, DB_ARGS(DB_I64(order->id)), &rows, why))
        return false;
    order->line_count = db_count(rows);
    order->lines = arena_array(task->arena, (size_t)order->line_count, sizeof(*order->lines));
    for (int i = 0; i < order->line_count; i++)
        order->lines[i] = (struct locked_line){.id = db_i64(rows, i, 0),
                                               .sku_id = db_i64(rows, i, 1),
                                               .plan_id = db_i64(rows, i, 2),
                                               .quantity = db_i64(rows, i, 3),
                                               .net_weight_g = db_i64(rows, i, 4),
                                               .paid_fen = db_i64(rows, i, 5),
                                               .refunded_quantity = db_i64(rows, i, 6),
                                               .refunded_fen = db_i64(rows, i, 7)};
    return true;
}

bool order_lock(struct task *task, struct db_tx *tx, int64_t order_id, struct locked_order *order,
                struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_order_lock, DB_ARGS(DB_I64(order_id)), &rows, why))
        return false;
    if (db_count(rows) != 1)
        return refuse(why, &ORDER_NOT_FOUND, NULL);
    *order = (struct locked_order){.id = db_i64(rows, 0, 0),
                                   .trade_id = db_i64(rows, 0, 1),
                                   .buyer_id = db_i64(rows, 0, 2),
                                   .producer_id = db_i64(rows, 0, 3),
                                   .station_id = db_i64(rows, 0, 4),
                                   .county_code = db_text(rows, 0, 5),
                                   .state = db_text(rows, 0, 6),
                                   .goods_fen = db_i64(rows, 0, 7),
                                   .freight_fen = db_i64(rows, 0, 8),
                                   .freight_refunded_fen = db_i64(rows, 0, 9)};
    return read_lines(task, tx, order, why);
}

bool order_held(struct task *task, struct db_tx *tx, int64_t order_id, struct held **held,
                int *count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_reservation_held_of_order, DB_ARGS(DB_I64(order_id)), &rows, why))
        return false;
    *count = db_count(rows);
    *held = arena_array(task->arena, (size_t)*count, sizeof(**held));
    for (int i = 0; i < *count; i++)
        (*held)[i] = (struct held){db_i64(rows, i, 0), db_i64(rows, i, 1), db_i64(rows, i, 2),
                                   db_i64(rows, i, 3), db_bool(rows, i, 4)};
    return true;
}

/* Moves stock and reservations together. */
static bool move_held(struct task *task, struct db_tx *tx, const struct sql *reservation_sql,
                      void (*move_stock)(struct db_tx *, const struct stock_move *, int),
                      const struct held *held, int count, struct refusal *why)
{
    if (count == 0)
        return true;
    size_t n = (size_t)count;
    int64_t *skus = arena_array(task->arena, n, sizeof(*skus));
    struct stock_move *moves = arena_array(task->arena, n, sizeof(*moves));
    for (size_t i = 0; i < n; i++) {
        skus[i] = held[i].sku_id;
        moves[i] = (struct stock_move){held[i].sku_id, held[i].lot_id, held[i].quantity};
    }
    struct stock_row *rows;
    int row_count;
    if (!stock_lock(task, tx, skus, count, &rows, &row_count, why))
        return false;
    db_tx_send(tx, reservation_sql,
               DB_ARGS(DB_COLUMN_I64(held, n, line_id), DB_COLUMN_I64(held, n, lot_id),
                       DB_COLUMN_I64(held, n, quantity)));
    move_stock(tx, moves, count);
    return true;
}

bool order_release(struct task *task, struct db_tx *tx, const struct held *held, int count,
                   struct refusal *why)
{
    return move_held(task, tx, &SQL_reservation_release, stock_release, held, count, why);
}

bool order_sell(struct task *task, struct db_tx *tx, const struct held *held, int count,
                struct refusal *why)
{
    return move_held(task, tx, &SQL_reservation_sell, stock_sell, held, count, why);
}
