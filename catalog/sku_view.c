#include "catalog/sku_view.h"

#include "base/db.h"
#include "gen/catalog/sql.h"

static struct sku_view read_view(const struct db_rows *rows, int row)
{
    return (struct sku_view){
        .sku_id = db_i64(rows, row, SKU_VIEW_FIND_SKU_ID),
        .listing_id = db_i64(rows, row, SKU_VIEW_FIND_LISTING_ID),
        .producer_id = db_i64(rows, row, SKU_VIEW_FIND_PRODUCER_ID),
        .producer_name = db_text(rows, row, SKU_VIEW_FIND_PRODUCER_NAME),
        .station_id = db_i64(rows, row, SKU_VIEW_FIND_STATION_ID),
        .station_name = db_text(rows, row, SKU_VIEW_FIND_STATION_NAME),
        .county_code = db_text(rows, row, SKU_VIEW_FIND_COUNTY_CODE),
        .title = db_text(rows, row, SKU_VIEW_FIND_TITLE),
        .picture = db_text(rows, row, SKU_VIEW_FIND_PICTURE),
        .spec = db_text(rows, row, SKU_VIEW_FIND_SPEC),
        .net_weight_g = db_i64(rows, row, SKU_VIEW_FIND_NET_WEIGHT_G),
        .gross_weight_g = db_i64(rows, row, SKU_VIEW_FIND_GROSS_WEIGHT_G),
        .no_reason_return = db_bool(rows, row, SKU_VIEW_FIND_NO_REASON_RETURN),
        .price_fen = db_i64(rows, row, SKU_VIEW_FIND_PRICE_FEN),
        .available = db_i64(rows, row, SKU_VIEW_FIND_AVAILABLE),
    };
}

bool sku_view_find(struct task *task, const int64_t *sku_ids, int count, struct sku_view *views,
                   struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_sku_view_find, DB_ARGS(DB_I64S(sku_ids, (size_t)count)), &rows, why))
        return false;
    for (int i = 0; i < count; i++) {
        views[i] = (struct sku_view){.sku_id = 0};
        for (int row = 0; row < db_count(rows); row++)
            if (db_i64(rows, row, SKU_VIEW_FIND_SKU_ID) == sku_ids[i])
                views[i] = read_view(rows, row);
    }
    return true;
}
