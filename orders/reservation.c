#include "orders/reservation.h"

#include "base/id.h"
#include "base/stamp.h"
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
    return stock_hold(tx, skus, count, why);
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
                                       reservations[i].quantity, false};
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

bool reservation_unsell(struct task *task, struct db_tx *tx, const struct reservation *reservations,
                        int count, struct refusal *why)
{
    return move(task, tx, &SQL_reservation_unsell, stock_unsell, reservations, count, why);
}

static void swap_boxes(struct db_tx *tx, int64_t order_id, const char *county_code,
                       const struct reservation *from, const struct stock_row *to, int64_t quantity)
{
    struct stock_move off = {from->sku_id, from->lot_id, quantity, false},
                      on = {from->sku_id, to->lot_id, quantity,
                            to->available - quantity < STOCK_LOW};
    db_tx_send(tx, &SQL_reservation_take,
               DB_ARGS(DB_I64(from->line_id), DB_I64(from->lot_id), DB_I64(quantity)));
    db_tx_send(tx, &SQL_reservation_put,
               DB_ARGS(DB_I64(from->line_id), DB_I64(to->lot_id), DB_I64(from->sku_id),
                       DB_TEXT(county_code), DB_I64(quantity)));
    db_tx_send(tx, &SQL_reservation_move_add,
               DB_ARGS(DB_I64(id_next()), DB_TEXT(county_code), DB_I64(order_id),
                       DB_I64(from->line_id), DB_I64(from->lot_id), DB_I64(to->lot_id),
                       DB_I64(quantity), stamp_key()));
    stock_release(tx, &off, 1);
    stock_reserve(tx, &on, 1);
}

int64_t reservation_swap(struct db_tx *tx, int64_t order_id, const char *county_code,
                         const struct reservation *from, int64_t want, struct stock_row *rows,
                         int row_count)
{
    int64_t left = want;
    for (int i = 0; i < row_count && left > 0; i++) {
        struct stock_row *row = &rows[i];
        if (row->sku_id != from->sku_id || row->lot_id == from->lot_id || !row->lot_open)
            continue;
        int64_t take = row->available < left ? row->available : left;
        if (take == 0)
            continue;
        swap_boxes(tx, order_id, county_code, from, row, take);
        row->available -= take;
        left -= take;
    }
    for (int i = 0; i < row_count; i++)
        if (rows[i].sku_id == from->sku_id && rows[i].lot_id == from->lot_id)
            rows[i].available += want - left;
    return want - left;
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
                                       db_i64(rows, i, RESERVATION_OPEN_OF_TRADES_QUANTITY), false};
    if (!lock_stock(task, tx, moves, n, why))
        return false;
    stock_release(tx, moves, n);
    db_tx_send(tx, &SQL_reservation_release_of_trades, DB_ARGS(DB_I64S(trade_ids, count)));
    return true;
}
