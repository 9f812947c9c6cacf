#include "catalog/product_row.h"

#include "gen/catalog/sql.h"

void product_put(struct db_tx *tx, int64_t listing_id)
{
    product_drop(tx, listing_id);
    db_tx_send(tx, &SQL_product_put, DB_ARGS(DB_I64(listing_id)));
    db_tx_send(tx, &SQL_product_text_put, DB_ARGS(DB_I64(listing_id)));
}

void product_drop(struct db_tx *tx, int64_t listing_id)
{
    db_tx_send(tx, &SQL_stock_lock_listing, DB_ARGS(DB_I64(listing_id)));
    db_tx_send(tx, &SQL_product_drop, DB_ARGS(DB_I64(listing_id)));
}

void product_restock(struct db_tx *tx, const int64_t *sku_ids, size_t count)
{
    if (count == 0)
        return;
    /* Two statements: only one that begins behind the lock sees what its last holder wrote. */
    db_tx_send(tx, &SQL_product_lock, DB_ARGS(DB_I64S(sku_ids, count)));
    db_tx_send(tx, &SQL_product_restock, DB_ARGS(DB_I64S(sku_ids, count)));
}
