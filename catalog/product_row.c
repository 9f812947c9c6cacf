#include "catalog/product_row.h"

#include "catalog/stock.h"
#include "gen/catalog/sql.h"

/* The row of its county's counts is locked before they change: who counts anew behind that lock
 * sees what all before it did. */
static void take_off(struct db_tx *tx, int64_t listing_id)
{
    db_tx_send(tx, &SQL_stock_lock_listing, DB_ARGS(DB_I64(listing_id)));
    db_tx_send(tx, &SQL_product_tally_lock, DB_ARGS(DB_I64(listing_id)));
    db_tx_send(tx, &SQL_product_drop, DB_ARGS(DB_I64(listing_id)));
}

void product_put(struct db_tx *tx, int64_t listing_id)
{
    take_off(tx, listing_id);
    db_tx_send(tx, &SQL_product_put, DB_ARGS(DB_I64(listing_id)));
    db_tx_send(tx, &SQL_product_text_put, DB_ARGS(DB_I64(listing_id)));
    db_tx_send(tx, &SQL_product_tally_put, DB_ARGS(DB_I64(listing_id)));
}

void product_drop(struct db_tx *tx, int64_t listing_id)
{
    take_off(tx, listing_id);
    db_tx_send(tx, &SQL_product_tally_put, DB_ARGS(DB_I64(listing_id)));
}

void product_restock(struct db_tx *tx, const int64_t *sku_ids, size_t count)
{
    if (count == 0)
        return;
    /* Two statements: only one that begins behind the lock sees what its last holder wrote. */
    db_tx_send(tx, &SQL_product_lock, DB_ARGS(DB_I64S(sku_ids, count)));
    db_tx_send(tx, &SQL_product_restock, DB_ARGS(DB_I64S(sku_ids, count)));
}

void product_refill(struct db_tx *tx, const struct stock_move *moves, size_t count)
{
    const struct sql *const steps[] = {&SQL_product_refill_lock, &SQL_product_refill};
    for (size_t i = 0; i < 2 && count > 0; i++)
        db_tx_send(tx, steps[i],
                   DB_ARGS(DB_COLUMN_I64(moves, count, sku_id), DB_COLUMN_I64(moves, count, lot_id),
                           DB_COLUMN_I64(moves, count, quantity)));
}

struct turning {
    int64_t most;
    int counted, summed;
};

static struct db_value due_counties(struct task *task, const struct db_rows *rows, int column)
{
    const char **counties = arena_array(task->arena, (size_t)db_count(rows), sizeof(*counties));
    for (int i = 0; i < db_count(rows); i++)
        counties[i] = db_text(rows, i, column);
    return DB_TEXTS(counties, (size_t)db_count(rows));
}

/* In the transaction that found no county of another day, as the sums are of one. */
static bool sum_counties(struct task *task, struct db_tx *tx, int *summed, struct refusal *why)
{
    struct db_rows *rows;
    db_tx_send(tx, &SQL_product_country_lock, NULL, 0);
    if (!db_tx_query(tx, &SQL_product_country_due, NULL, 0, &rows, why))
        return false;
    *summed = db_count(rows);
    if (*summed == 0)
        return true;
    struct db_value counties = due_counties(task, rows, PRODUCT_COUNTRY_DUE_COUNTY_CODE);
    db_tx_send(tx, &SQL_product_summed_put, DB_ARGS(counties));
    return db_tx_query(tx, &SQL_product_country_put, NULL, 0, NULL, why);
}

static bool turn_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct turning *turning = argument;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_product_tally_due, DB_ARGS(DB_I64(turning->most)), &rows, why))
        return false;
    turning->counted = db_count(rows);
    if (turning->counted == 0)
        return sum_counties(task, tx, &turning->summed, why);
    struct db_value counties = due_counties(task, rows, PRODUCT_TALLY_DUE_COUNTY_CODE);
    return db_tx_query(tx, &SQL_product_tally_turn, DB_ARGS(counties), NULL, why);
}

bool product_turn_day(struct task *task, int *done, struct refusal *why)
{
    struct turning turning = {.most = PRODUCT_COUNTIES_A_TURN};
    bool ok = true;
    *done = 0;
    do {
        turning.summed = 0;
        ok = db_transact(task, DB_WORK, turn_body, &turning, why);
        *done += turning.counted + turning.summed;
    } while (ok && turning.summed > 0 && *done < PRODUCT_COUNTIES_A_TURN);
    return ok;
}
