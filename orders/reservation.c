#include "orders/reservation.h"

#include "catalog/stock.h"
#include "gen/orders/sql.h"

bool reservation_open(struct task *task, struct db_tx *tx, int64_t order_id,
                      struct reservation **reservations, int *count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_reservation_open_of_order, DB_ARGS(DB_I64(order_id)), &rows, why))
        return false;
    *count = db_count(rows);
    *reservations = arena_array(task->arena, (size_t)*count, sizeof(**reservations));
    for (int i = 0; i < *count; i++)
        (*reservations)[i] = (struct reservation){
            .line_id = db_i64(rows, i, RESERVATION_OPEN_OF_ORDER_LINE_ID),
            .lot_id = db_i64(rows, i, RESERVATION_OPEN_OF_ORDER_LOT_ID),
            .sku_id = db_i64(rows, i, RESERVATION_OPEN_OF_ORDER_SKU_ID),
            .quantity = db_i64(rows, i, RESERVATION_OPEN_OF_ORDER_QUANTITY),
            .lot_open = db_bool(rows, i, RESERVATION_OPEN_OF_ORDER_LOT_OPEN),
            .trace_code = db_text(rows, i, RESERVATION_OPEN_OF_ORDER_TRACE_CODE),
            .village_code = db_text(rows, i, RESERVATION_OPEN_OF_ORDER_VILLAGE_CODE),
            .harvested_on = db_text(rows, i, RESERVATION_OPEN_OF_ORDER_HARVESTED_ON)};
    return true;
}

/* Locks the stock that the moves touch. */
static bool lock_stock(struct task *task, struct db_tx *tx, const struct stock_move *moves,
                       int count, struct refusal *why)
{
    int64_t *skus = arena_array(task->arena, (size_t)count, sizeof(*skus));
    for (int i = 0; i < count; i++)
        skus[i] = moves[i].sku_id;
    struct stock_row *rows;
    int row_count;
    return stock_lock(task, tx, skus, count, &rows, &row_count, why);
}

static bool move(struct task *task, struct db_tx *tx, const struct sql *sql,
                 void (*move_stock)(struct db_tx *, const struct stock_move *, int),
                 const struct reservation *reservations, int count, struct refusal *why)
{
    if (count == 0)
        return true;
    struct stock_move *moves = arena_array(task->arena, (size_t)count, sizeof(*moves));
    for (int i = 0; i < count; i++)
        moves[i] = (struct stock_move){reservations[i].sku_id, reservations[i].lot_id,
                                       reservations[i].quantity};
    if (!lock_stock(task, tx, moves, count, why))
        return false;
    db_tx_send(tx, sql,
               DB_ARGS(DB_COLUMN_I64(reservations, count, line_id),
                       DB_COLUMN_I64(reservations, count, lot_id),
                       DB_COLUMN_I64(reservations, count, quantity)));
    move_stock(tx, moves, count);
    return true;
}

bool reservation_release(struct task *task, struct db_tx *tx,
                         const struct reservation *reservations, int count, struct refusal *why)
{
    return move(task, tx, &SQL_reservation_release, stock_release, reservations, count, why);
}

bool reservation_sell(struct task *task, struct db_tx *tx, const struct reservation *reservations,
                      int count, struct refusal *why)
{
    return move(task, tx, &SQL_reservation_sell, stock_sell, reservations, count, why);
}

bool reservation_release_of_trades(struct task *task, struct db_tx *tx, const int64_t *trade_ids,
                                   int count, struct refusal *why)
{
    struct db_rows *rows;

    if (!db_tx_query(tx, &SQL_reservation_open_of_trades, DB_ARGS(DB_I64S(trade_ids, count)), &rows,
                     why))
        return false;
    int n = db_count(rows);
    struct stock_move *moves = arena_array(task->arena, (size_t)n, sizeof(*moves));
    for (int i = 0; i < n; i++)
        moves[i] = (struct stock_move){db_i64(rows, i, RESERVATION_OPEN_OF_TRADES_SKU_ID),
                                       db_i64(rows, i, RESERVATION_OPEN_OF_TRADES_LOT_ID),
                                       db_i64(rows, i, RESERVATION_OPEN_OF_TRADES_QUANTITY)};
    if (!lock_stock(task, tx, moves, n, why))
        return false;
    stock_release(tx, moves, n);
    db_tx_send(tx, &SQL_reservation_release_of_trades, DB_ARGS(DB_I64S(trade_ids, count)));
    return true;
}
