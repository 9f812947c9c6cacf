#include "catalog/stock.h"

#include <assert.h>

#include "base/id.h"
#include "base/stamp.h"
#include "gen/catalog/sql.h"

/* Both ways have the same columns. */
static_assert((int)STOCK_READ_SKU_ID == (int)STOCK_READ_LOT_SKU_ID &&
                  (int)STOCK_READ_LOT_ID == (int)STOCK_READ_LOT_LOT_ID &&
                  (int)STOCK_READ_AVAILABLE == (int)STOCK_READ_LOT_AVAILABLE &&
                  (int)STOCK_READ_VERSION_ID == (int)STOCK_READ_LOT_VERSION_ID &&
                  (int)STOCK_READ_LOT_OPEN == (int)STOCK_READ_LOT_LOT_OPEN,
              "one reader");

static struct stock_row *read_rows(struct arena *arena, const struct db_rows *found, int *count)
{
    *count = db_count(found);
    struct stock_row *rows = arena_array(arena, (size_t)*count, sizeof(*rows));
    for (int i = 0; i < *count; i++)
        rows[i] = (struct stock_row){.sku_id = db_i64(found, i, STOCK_READ_SKU_ID),
                                     .lot_id = db_i64(found, i, STOCK_READ_LOT_ID),
                                     .available = db_i64(found, i, STOCK_READ_AVAILABLE),
                                     .version_id = db_i64(found, i, STOCK_READ_VERSION_ID),
                                     .lot_open = db_bool(found, i, STOCK_READ_LOT_OPEN)};
    return rows;
}

bool stock_hold(struct db_tx *tx, const int64_t *sku_ids, int count, struct refusal *why)
{
    struct db_rows *locked;
    return db_tx_query(tx, &SQL_stock_lock, DB_ARGS(DB_I64S(sku_ids, (size_t)count)), &locked, why);
}

/* Two statements in one round trip: the first may wait for others, and only a statement that begins
 * after the wait sees what they sold, a lot that was held or a version that was replaced. */
bool stock_lock(struct task *task, struct db_tx *tx, const int64_t *sku_ids, int count,
                struct stock_row **rows, int *row_count, struct refusal *why)
{
    struct db_rows *found;
    db_tx_send(tx, &SQL_stock_lock, DB_ARGS(DB_I64S(sku_ids, (size_t)count)));
    if (!db_tx_query(tx, &SQL_stock_read, DB_ARGS(DB_I64S(sku_ids, (size_t)count)), &found, why))
        return false;
    *rows = read_rows(task->arena, found, row_count);
    return true;
}

bool stock_lock_lots(struct task *task, struct db_tx *tx, const int64_t *sku_ids,
                     const int64_t *lot_ids, int count, struct stock_row **rows, int *row_count,
                     struct refusal *why)
{
    struct db_rows *found;
    db_tx_send(tx, &SQL_stock_lock, DB_ARGS(DB_I64S(sku_ids, (size_t)count)));
    if (!db_tx_query(tx, &SQL_stock_read_lot,
                     DB_ARGS(DB_I64S(sku_ids, (size_t)count), DB_I64S(lot_ids, (size_t)count)),
                     &found, why))
        return false;
    *rows = read_rows(task->arena, found, row_count);
    return true;
}

static void send_moves(struct db_tx *tx, const struct sql *sql, const struct stock_move *moves,
                       int count)
{
    if (count > 0)
        db_tx_send(tx, sql,
                   DB_ARGS(DB_COLUMN_I64(moves, count, sku_id), DB_COLUMN_I64(moves, count, lot_id),
                           DB_COLUMN_I64(moves, count, quantity)));
}

void stock_reserve(struct db_tx *tx, const struct stock_move *moves, int count)
{
    send_moves(tx, &SQL_stock_reserve, moves, count);
}

void stock_release(struct db_tx *tx, const struct stock_move *moves, int count)
{
    send_moves(tx, &SQL_stock_release, moves, count);
}

void stock_sell(struct db_tx *tx, const struct stock_move *moves, int count)
{
    send_moves(tx, &SQL_stock_sell, moves, count);
}

void stock_unsell(struct db_tx *tx, const struct stock_move *moves, int count)
{
    send_moves(tx, &SQL_stock_unsell, moves, count);
}

void stock_write_off(struct db_tx *tx, const struct stock_move *move, const char *county_code,
                     int64_t actor_id, const char *reason)
{
    db_tx_send(tx, &SQL_stock_write_off,
               DB_ARGS(DB_I64(move->sku_id), DB_I64(move->lot_id), DB_I64(move->quantity)));
    db_tx_send(tx, &SQL_stock_movement_add,
               DB_ARGS(DB_I64(id_next()), DB_TEXT(county_code), DB_I64(move->sku_id),
                       DB_I64(move->lot_id), DB_TEXT("write_off"), DB_I64(move->quantity),
                       DB_I64(actor_id), DB_TEXT(reason), stamp_key()));
}
