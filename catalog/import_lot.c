/* lots.csv, lot_intake.csv and lot_stock.csv: what was weighed, whose it is, and the boxes packed
 * from it. */
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/stamp.h"
#include "catalog/import_goods.h"
#include "catalog/product_row.h"
#include "gen/catalog/sql.h"
#include "registry/identifier.h"
#include "registry/import.h"

#define DAY_US INT64_C(86400000000)

const struct import_column IMPORT_LOT_COLUMNS[] = {{"lot_key", "批次键", "orange-75-a", NULL},
                                                   {"listing_key", "商品键", "orange-75", NULL},
                                                   {"harvested_days_ago", "几天前采收", "2", NULL},
                                                   {"weight_g", "重量（克）", "500000", NULL},
                                                   {NULL, NULL, NULL, NULL}};
enum { L_KEY, L_LISTING, L_DAYS, L_WEIGHT };
const struct import_column IMPORT_LOT_INTAKE_COLUMNS[] = {
    {"lot_key", "批次键", "orange-75-a", NULL},
    {"household_no", "户编号", "H500236-000001", NULL},
    {"weight_g", "重量（克）", "500000", NULL},
    {NULL, NULL, NULL, NULL}};
enum { I_LOT, I_HOUSEHOLD, I_WEIGHT };
const struct import_column IMPORT_LOT_STOCK_COLUMNS[] = {{"lot_key", "批次键", "orange-75-a", NULL},
                                                         {"sku_key", "规格键", "orange-75-1", NULL},
                                                         {"boxes", "箱数", "80", NULL},
                                                         {NULL, NULL, NULL, NULL}};
enum { S_LOT, S_SKU, S_BOXES };

struct lot {
    const struct import_listing *listing;
    int64_t id, weight_g, days_ago;
    int64_t supplied_g, boxed_g;
    char code[25];
};

struct lots {
    struct import_goods *goods;
    struct import_file lot_file, intake_file, stock_file;
    struct lot *items;
    struct import_index keys;       /* id = index into items */
    struct import_index households; /* by number */
    struct import_index serials;    /* by "<village><yymmdd>": the last serial of the day */
};

/* ---- checks ---- */

static void read_lot(struct lots *lots, size_t row)
{
    struct import_file *file = &lots->lot_file;
    struct import_entry *entry;
    struct lot *lot = &lots->items[row];
    const struct import_entry *listing =
        import_index_find(&lots->goods->listing_keys, import_text(file, row, L_LISTING));
    if (listing == NULL)
        import_fault(file, row, L_LISTING, "there is no such listing in the file of listings");
    else
        lot->listing = &lots->goods->listings[listing->id];
    lot->days_ago = import_int(file, row, L_DAYS, 0, 365);
    lot->weight_g = import_int(file, row, L_WEIGHT, 1, INT64_C(1000000000));
    if (!import_index_add(&lots->keys, import_words(file, row, L_KEY, 1, 60), &entry))
        import_fault(file, row, L_KEY, "the lot is in the file twice");
    entry->id = (int64_t)row;
}

static struct lot *lot_of(struct lots *lots, struct import_file *file, size_t row, int column)
{
    const struct import_entry *entry =
        import_index_find(&lots->keys, import_text(file, row, column));
    if (entry == NULL)
        import_fault(file, row, column, "there is no such lot in the file of lots");
    return entry != NULL ? &lots->items[entry->id] : NULL;
}

static void read_intake(struct lots *lots, size_t row, struct import_index *seen)
{
    struct import_file *file = &lots->intake_file;
    struct import_entry *entry;
    struct lot *lot = lot_of(lots, file, row, I_LOT);
    const char *number = import_text(file, row, I_HOUSEHOLD);
    const struct import_entry *household = import_index_find(&lots->households, number);
    int64_t weight_g = import_int(file, row, I_WEIGHT, 1, INT64_C(1000000000));
    if (household == NULL)
        import_fault(file, row, I_HOUSEHOLD, "there is no such household");
    if (!import_index_add(seen,
                          arena_printf(lots->goods->import->arena, "%s/%s",
                                       import_text(file, row, I_LOT), number),
                          &entry))
        import_fault(file, row, I_HOUSEHOLD, "the household is in the lot twice");
    if (lot == NULL)
        return;
    lot->supplied_g += weight_g;
    if (lot->supplied_g > lot->weight_g)
        import_fault(file, row, I_WEIGHT, "the households' deliveries weigh more than the lot");
}

static void read_stock(struct lots *lots, size_t row)
{
    struct import_file *file = &lots->stock_file;
    struct lot *lot = lot_of(lots, file, row, S_LOT);
    const struct import_entry *entry =
        import_index_find(&lots->goods->sku_keys, import_text(file, row, S_SKU));
    int64_t boxes = import_int(file, row, S_BOXES, 1, 10000000);
    if (entry == NULL) {
        import_fault(file, row, S_SKU, "there is no such SKU in the file of SKUs");
        return;
    }
    const struct import_sku *sku = &lots->goods->skus[entry->id];
    if (lot == NULL || sku->listing == NULL)
        return;
    if (sku->listing != lot->listing)
        import_fault(file, row, S_SKU, "the SKU is not of the lot's listing");
    lot->boxed_g +=
        boxes *
        ((const struct listing_draft_sku *)sku->listing->draft.skus.items)[sku->place].net_weight_g;
    if (lot->boxed_g > lot->weight_g)
        import_fault(file, row, S_BOXES, "the boxes weigh more than the lot");
}

static bool find_households(struct lots *lots, struct refusal *why)
{
    struct import *import = lots->goods->import;
    const char **numbers = arena_array(import->arena, lots->intake_file.rows, sizeof(*numbers));
    for (size_t row = 0; row < lots->intake_file.rows; row++)
        numbers[row] = import_text(&lots->intake_file, row, I_HOUSEHOLD);
    return import_index_load(import, &lots->households, IMPORT_FIND[IMPORT_HOUSEHOLD], numbers,
                             sizeof(*numbers), lots->intake_file.rows, why);
}

static bool check_all(struct lots *lots, struct refusal *why)
{
    struct import_index seen;
    import_index_init(&seen, lots->goods->import->arena);
    for (size_t row = 0; row < lots->lot_file.rows; row++)
        read_lot(lots, row);
    if (!find_households(lots, why))
        return false;
    for (size_t row = 0; row < lots->intake_file.rows; row++)
        read_intake(lots, row, &seen);
    for (size_t row = 0; row < lots->stock_file.rows; row++)
        read_stock(lots, row);
    return import_is_clean(lots->goods->import, why);
}

/* ---- writing ---- */

/* The next trace code of the village's day (24 digits: village, day, serial, check digit). */
static bool next_code(struct lots *lots, struct lot *lot, const char *today, struct refusal *why)
{
    struct import *import = lots->goods->import;
    struct import_entry *entry;
    struct db_rows *rows;
    char first[25], last[25];
    const char *village = lot->listing->village_code;
    if (import_index_add(&lots->serials, village, &entry)) {
        identifier_batch_code(village, today, 0, first);
        identifier_batch_code(village, today, 99999, last);
        if (!db_tx_query(import->tx, &SQL_lot_last_code, DB_ARGS(DB_TEXT(first), DB_TEXT(last)),
                         &rows, why))
            return false;
        entry->id = db_is_null(rows, 0, LOT_LAST_CODE_LAST_SERIAL)
                        ? 0
                        : db_i64(rows, 0, LOT_LAST_CODE_LAST_SERIAL);
    }
    if (++entry->id > 99999)
        return refuse_detail(why, &IMPORT_FAULTY, NULL, "a village has more than 99999 lots today");
    identifier_batch_code(village, today, (int)entry->id, lot->code);
    return true;
}

static bool write_lots(struct lots *lots, struct refusal *why)
{
    struct import *import = lots->goods->import;
    int64_t now_us = clock_now_us();
    char today[11], harvested[11];
    clock_beijing_day(now_us, today);
    for (size_t row = 0; row < lots->lot_file.rows; row++) {
        struct lot *lot = &lots->items[row];
        lot->id = id_next();
        clock_beijing_day(now_us - lot->days_ago * DAY_US, harvested);
        if (!next_code(lots, lot, today, why))
            return false;
        db_tx_send(import->tx, &SQL_lot_add,
                   DB_ARGS(DB_I64(lot->id), DB_TEXT(lot->listing->county_code),
                           DB_I64(lot->listing->listing_id), DB_I64(lot->listing->producer_id),
                           DB_TEXT(lot->code), DB_TEXT(lot->listing->village_code),
                           DB_TEXT(harvested), DB_I64(lot->weight_g),
                           DB_I64(lot->listing->station_account)));
    }
    return true;
}

/* One row at a time and pipelined; rows of a lot need not stand together. */
static void write_intake(struct lots *lots)
{
    struct import_file *file = &lots->intake_file;
    for (size_t row = 0; row < file->rows; row++) {
        const struct lot *lot =
            &lots->items[import_index_find(&lots->keys, import_text(file, row, I_LOT))->id];
        int64_t household_id =
            import_index_find(&lots->households, import_text(file, row, I_HOUSEHOLD))->id;
        int64_t weight_g = import_int(file, row, I_WEIGHT, 1, INT64_C(1000000000));
        db_tx_send(lots->goods->import->tx, &SQL_lot_supply_add,
                   DB_ARGS(DB_I64(lot->id), DB_TEXT(lot->listing->county_code),
                           DB_I64S(&household_id, 1), DB_I64S(&weight_g, 1)));
    }
}

static void write_stock(struct lots *lots)
{
    struct import_file *file = &lots->stock_file;
    struct import *import = lots->goods->import;
    for (size_t row = 0; row < file->rows; row++) {
        const struct lot *lot =
            &lots->items[import_index_find(&lots->keys, import_text(file, row, S_LOT))->id];
        const struct import_sku *sku =
            &lots->goods->skus
                 [import_index_find(&lots->goods->sku_keys, import_text(file, row, S_SKU))->id];
        int64_t sku_id = sku->listing->sku_ids[sku->place];
        int64_t boxes = import_int(file, row, S_BOXES, 1, 10000000);
        db_tx_send(import->tx, &SQL_stock_receive,
                   DB_ARGS(DB_I64(sku_id), DB_I64(lot->id), DB_TEXT(lot->listing->county_code),
                           DB_I64(boxes)));
        db_tx_send(import->tx, &SQL_stock_movement_add,
                   DB_ARGS(DB_I64(id_next()), DB_TEXT(lot->listing->county_code), DB_I64(sku_id),
                           DB_I64(lot->id), DB_TEXT("receive"), DB_I64(boxes),
                           DB_I64(lot->listing->station_account), DB_TEXT("导入"), stamp_key()));
    }
}

/* What went on sale before its boxes came is in stock now. */
static void restock(const struct import_goods *goods)
{
    for (size_t i = 0; i < goods->listing_count; i++)
        product_restock(goods->import->tx, goods->listings[i].sku_ids,
                        (size_t)goods->listings[i].draft.skus.count);
}

bool import_lots(struct import_goods *goods, const char *path, struct refusal *why)
{
    struct import *import = goods->import;
    struct lots lots = {.goods = goods};
    import_index_init(&lots.keys, import->arena);
    import_index_init(&lots.households, import->arena);
    import_index_init(&lots.serials, import->arena);
    if (!import_file_whole(import, import_beside(import, path, "lots.csv"), IMPORT_LOT_COLUMNS,
                           &lots.lot_file, why) ||
        !import_file_whole(import, import_beside(import, path, "lot_intake.csv"),
                           IMPORT_LOT_INTAKE_COLUMNS, &lots.intake_file, why) ||
        !import_file_whole(import, import_beside(import, path, "lot_stock.csv"),
                           IMPORT_LOT_STOCK_COLUMNS, &lots.stock_file, why))
        return false;
    lots.items = arena_array(import->arena, lots.lot_file.rows, sizeof(*lots.items));
    if (!check_all(&lots, why) || !write_lots(&lots, why))
        return false;
    write_intake(&lots);
    write_stock(&lots);
    restock(goods);
    db_tx_send(import->tx, &SQL_lot_stamp,
               DB_ARGS(stamp_key(), DB_COLUMN_I64(lots.items, lots.lot_file.rows, id)));
    import->row_count +=
        (int64_t)(lots.lot_file.rows + lots.intake_file.rows + lots.stock_file.rows);
    return true;
}
