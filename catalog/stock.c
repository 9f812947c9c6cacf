#include "catalog/stock.h"

#include "gen/catalog/sql.h"

bool stock_lock(struct task *task, struct db_tx *tx, const int64_t *sku_ids, int count,
                struct stock_row **rows, int *row_count, struct refusal *why)
{
    struct db_rows *found;
    /* Two statements in one round trip: the first may wait for others, and only a statement that
     * begins after the wait sees a lot that was held or a version that was replaced meanwhile. */
    db_tx_send(tx, &SQL_stock_lock, DB_ARGS(DB_I64S(sku_ids, (size_t)count)));
    if (!db_tx_query(tx, &SQL_stock_read, DB_ARGS(DB_I64S(sku_ids, (size_t)count)), &found, why))
        return false;
    *row_count = db_count(found);
    *rows = arena_array(task->arena, (size_t)*row_count, sizeof(**rows));
    for (int i = 0; i < *row_count; i++)
        (*rows)[i] = (struct stock_row){.sku_id = db_i64(found, i, 0),
                                        .lot_id = db_i64(found, i, 1),
                                        .available = db_i64(found, i, 2),
                                        .version_id = db_i64(found, i, 3),
                                        .lot_open = db_bool(found, i, 4)};
    return true;
}

static void send_moves(struct task *task, struct db_tx *tx, const struct sql *sql,
                       const struct stock_move *moves, int count)
{
    if (count == 0)
        return;
    size_t n = (size_t)count;
    int64_t *skus = arena_array(task->arena, n, sizeof(*skus));
    int64_t *lots = arena_array(task->arena, n, sizeof(*lots));
    int64_t *quantities = arena_array(task->arena, n, sizeof(*quantities));
    for (size_t i = 0; i < n; i++) {
        skus[i] = moves[i].sku_id;
        lots[i] = moves[i].lot_id;
        quantities[i] = moves[i].quantity;
    }
    db_tx_send(tx, sql, DB_ARGS(DB_I64S(skus, n), DB_I64S(lots, n), DB_I64S(quantities, n)));
}

void stock_reserve(struct task *task, struct db_tx *tx, const struct stock_move *moves, int count)
{
    send_moves(task, tx, &SQL_stock_reserve, moves, count);
}

void stock_release(struct task *task, struct db_tx *tx, const struct stock_move *moves, int count)
{
    send_moves(task, tx, &SQL_stock_release, moves, count);
}

void stock_sell(struct task *task, struct db_tx *tx, const struct stock_move *moves, int count)
{
    send_moves(task, tx, &SQL_stock_sell, moves, count);
}
