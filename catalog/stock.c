#include "catalog/stock.h"

#include <assert.h>

#include "base/id.h"
#include "base/stamp.h"
#include "catalog/product_row.h"
#include "gen/catalog/sql.h"

enum { RESTOCK_AT_ONCE = 500 };

/* Both ways have the same columns. */
static_assert((int)STOCK_READ_SKU_ID == (int)STOCK_READ_LOT_SKU_ID &&
                  (int)STOCK_READ_LOT_ID == (int)STOCK_READ_LOT_LOT_ID &&
                  (int)STOCK_READ_AVAILABLE == (int)STOCK_READ_LOT_AVAILABLE &&
                  (int)STOCK_READ_VERSION_ID == (int)STOCK_READ_LOT_VERSION_ID &&
                  (int)STOCK_READ_LOT_OPEN == (int)STOCK_READ_LOT_LOT_OPEN,
              "one reader");

struct stock_row *stock_lock_rows(struct arena *arena, const struct db_rows *found, int *count)
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
void stock_lock_ask(struct db_tx *tx, const int64_t *sku_ids, int count, struct db_rows **found)
{
    db_tx_send(tx, &SQL_stock_lock, DB_ARGS(DB_I64S(sku_ids, (size_t)count)));
    db_tx_ask(tx, &SQL_stock_read, DB_ARGS(DB_I64S(sku_ids, (size_t)count)), found);
}

bool stock_lock(struct task *task, struct db_tx *tx, const int64_t *sku_ids, int count,
                struct stock_row **rows, int *row_count, struct refusal *why)
{
    struct db_rows *found;
    stock_lock_ask(tx, sku_ids, count, &found);
    if (!db_tx_wait(tx, why))
        return false;
    *rows = stock_lock_rows(task->arena, found, row_count);
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
    *rows = stock_lock_rows(task->arena, found, row_count);
    return true;
}

int64_t stock_left(const struct stock_row *rows, int count, int at)
{
    int64_t left = 0, sku_id = rows[at].sku_id;
    while (at > 0 && rows[at - 1].sku_id == sku_id)
        at--;
    for (; at < count && rows[at].sku_id == sku_id; at++)
        if (rows[at].lot_open)
            left += rows[at].available;
    return left;
}

static void send_moves(struct db_tx *tx, const struct sql *sql, const struct stock_move *moves,
                       int count)
{
    if (count > 0)
        db_tx_send(tx, sql,
                   DB_ARGS(DB_COLUMN_I64(moves, count, sku_id), DB_COLUMN_I64(moves, count, lot_id),
                           DB_COLUMN_I64(moves, count, quantity)));
}

/* What lists show of the SKUs of which a row was emptied, or few boxes are left. */
static void restock_emptied(struct db_tx *tx, const struct stock_move *moves, int count)
{
    int64_t skus[RESTOCK_AT_ONCE];
    size_t n = 0;
    for (int i = 0; i < count; i++) {
        if (moves[i].empties)
            skus[n++] = moves[i].sku_id;
        if (n == RESTOCK_AT_ONCE || (i == count - 1 && n > 0)) {
            product_restock(tx, skus, n);
            n = 0;
        }
    }
}

void stock_reserve(struct db_tx *tx, const struct stock_move *moves, int count)
{
    send_moves(tx, &SQL_stock_reserve, moves, count);
    restock_emptied(tx, moves, count);
}

void stock_release(struct db_tx *tx, const struct stock_move *moves, int count)
{
    send_moves(tx, &SQL_stock_release, moves, count);
    product_refill(tx, moves, (size_t)count);
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
    product_restock(tx, &move->sku_id, 1);
}
