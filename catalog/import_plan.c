/* plans.csv and plan_shares.csv: who gets what of a listing's price. */
#include <string.h>

#include "base/id.h"
#include "catalog/import_goods.h"
#include "registry/import.h"

static const struct import_word PLAN_KINDS[] = {{"purchase", "订单收购"},
                                                {"wage", "务工"},
                                                {"land_rent", "土地流转"},
                                                {"dividend", "入股分红"},
                                                {"trusteeship", "托管"},
                                                {"patronage", "盈余返还"},
                                                {NULL, NULL}};
static const struct import_word PLAN_RULES[] = {{"rate_bp", "货款的万分之几"},
                                                {"fen_per_unit", "每件几分"},
                                                {"fen_per_kg", "每公斤几分"},
                                                {NULL, NULL}};
const struct import_column IMPORT_PLAN_COLUMNS[] = {{"listing_key", "商品键", "orange-75", NULL},
                                                    {"pool_no", "方案序号", "1", NULL},
                                                    {"kind", "带农方式", "订单收购", PLAN_KINDS},
                                                    {"rule", "怎么算", "每公斤几分", PLAN_RULES},
                                                    {"rate", "多少", "340", NULL},
                                                    {NULL, NULL, NULL, NULL}};
enum { P_LISTING, P_POOL, P_KIND, P_RULE, P_RATE };
const struct import_column IMPORT_PLAN_SHARE_COLUMNS[] = {
    {"listing_key", "商品键", "orange-75", NULL},
    {"pool_no", "方案序号", "1", NULL},
    {"household_no", "户编号", "H500236-000001", NULL},
    {"weight", "权重", "12", NULL},
    {NULL, NULL, NULL, NULL}};
enum { H_LISTING, H_POOL, H_HOUSEHOLD, H_WEIGHT };

static json_t *pools_of(const struct import_listing *listing)
{
    return json_object_get(json_object_get(listing->json, "plan"), "pools");
}

/* Pools of a listing stand in the order of their numbers, from 1. */
static bool read_plans(struct import_goods *goods, const char *path, struct refusal *why)
{
    struct import_file file;
    if (!import_file_whole(goods->import, path, IMPORT_PLAN_COLUMNS, &file, why))
        return false;
    for (size_t row = 0; row < file.rows; row++) {
        struct import_listing *listing = import_listing_of(goods, &file, row, P_LISTING);
        int64_t number = import_int(&file, row, P_POOL, 1, 8);
        if (listing == NULL)
            continue;
        if (number != (int64_t)json_array_size(pools_of(listing)) + 1)
            import_fault(&file, row, P_POOL,
                         "the pools of a listing are numbered from 1 without a gap");
        json_t *pool = json_pack("{s:[]}", "shares");
        import_put_text(pool, "kind", import_text(&file, row, P_KIND));
        import_put_text(pool, "rule", import_text(&file, row, P_RULE));
        import_put_int(&file, row, P_RATE, pool);
        json_array_append_new(pools_of(listing), pool);
    }
    goods->import->row_count += (int64_t)file.rows;
    return true;
}

static void read_share(struct import_goods *goods, struct import_file *file, size_t row,
                       const struct import_index *households)
{
    char digits[21];
    struct import_listing *listing = import_listing_of(goods, file, row, H_LISTING);
    const struct import_entry *household =
        import_index_find(households, import_text(file, row, H_HOUSEHOLD));
    int64_t number = import_int(file, row, H_POOL, 1, 8);
    if (household == NULL)
        import_fault(file, row, H_HOUSEHOLD, "there is no such household");
    if (listing == NULL || household == NULL)
        return;
    if (strncmp(household->text, listing->county_code, 6) != 0)
        import_fault(file, row, H_HOUSEHOLD, "the household is not of the listing's county");
    json_t *pool = json_array_get(pools_of(listing), (size_t)number - 1);
    if (pool == NULL) {
        import_fault(file, row, H_POOL, "the listing has no such pool");
        return;
    }
    json_t *share = json_pack("{s:s}", "household_id", id_text(household->id, digits));
    import_put_int(file, row, H_WEIGHT, share);
    json_array_append_new(json_object_get(pool, "shares"), share);
}

static bool read_shares(struct import_goods *goods, const char *path, struct refusal *why)
{
    struct import_file file;
    struct import_index households;
    if (!import_file_whole(goods->import, path, IMPORT_PLAN_SHARE_COLUMNS, &file, why))
        return false;
    import_index_init(&households, goods->import->arena);
    if (!import_index_load(goods->import, &households, IMPORT_FIND[IMPORT_HOUSEHOLD],
                           import_column(&file, H_HOUSEHOLD), sizeof(char *), file.rows, why))
        return false;
    for (size_t row = 0; row < file.rows; row++)
        read_share(goods, &file, row, &households);
    goods->import->row_count += (int64_t)file.rows;
    return true;
}

bool import_plans(struct import_goods *goods, const char *path, struct refusal *why)
{
    return read_plans(goods, import_beside(goods->import, path, "plans.csv"), why) &&
           read_shares(goods, import_beside(goods->import, path, "plan_shares.csv"), why);
}
