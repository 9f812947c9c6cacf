/* listings.csv with skus.csv, plans.csv and plan_shares.csv beside it: each listing is put together
 * as its producer would send it, checked by the catalog's own rules, and goes on sale through every
 * step of the review.
 */
#include <string.h>

#include "base/arena.h"
#include "catalog/import_goods.h"
#include "registry/import.h"
#include "registry/region.h"

enum { TEXT_MAX = 1000 };

/* ---- listings.csv ---- */

static const struct import_column LISTING_COLUMNS[] = {
    {"listing_key", "商品键", "orange-75", NULL},
    {"producer", "主体编号", "fengjie-01", NULL},
    {"county_code", "县代码", "500236", NULL},
    {"village_code", "村代码", "500236131201", NULL},
    {"title", "商品名", "奉节脐橙 75-80 毫米", NULL},
    {"category", "分类", "水果", NULL},
    {"produce", "品种", "脐橙", NULL},
    {"story", "产地故事", "示例故事", NULL},
    {"season_from", "上市开始（月-日）", "11-20", NULL},
    {"season_to", "上市结束（月-日）", "03-31", NULL},
    {"shelf_life_days", "保质期（天）", "30", NULL},
    {"storage", "储存方法", "阴凉处", NULL},
    {"size_low_mm", "果径下限（毫米）", "75", NULL},
    {"size_high_mm", "果径上限（毫米）", "80", NULL},
    {"no_reason_return", "七天无理由", "否", IMPORT_YES_NO},
    {"picture", "图", "orange", NULL},
    {NULL, NULL, NULL, NULL}};
enum {
    L_KEY,
    L_PRODUCER,
    L_COUNTY,
    L_VILLAGE,
    L_TITLE,
    L_CATEGORY,
    L_PRODUCE,
    L_STORY,
    L_SEASON_FROM,
    L_SEASON_TO,
    L_SHELF,
    L_STORAGE,
    L_LOW,
    L_HIGH,
    L_RETURN,
    L_PICTURE
};

static void release_json(void *object)
{
    json_decref(object);
}

void import_put_text(json_t *json, const char *name, const char *text)
{
    if (text[0] != '\0')
        json_object_set_new(json, name, json_string(text));
}

void import_put_int(struct import_file *file, size_t row, int column, json_t *json)
{
    if (import_text(file, row, column)[0] != '\0')
        json_object_set_new(json, file->columns[column].name,
                            json_integer(import_int(file, row, column, 0, INT64_C(1000000000000))));
}

static json_t *listing_json(struct import_file *file, size_t row)
{
    static const int TEXTS[] = {L_VILLAGE,     L_TITLE,     L_CATEGORY, L_PRODUCE, L_STORY,
                                L_SEASON_FROM, L_SEASON_TO, L_STORAGE,  L_PICTURE};
    static const int INTS[] = {L_SHELF, L_LOW, L_HIGH};
    json_t *json = json_pack("{s:[], s:{s:[]}}", "skus", "plan", "pools");
    arena_defer(file->import->arena, release_json, json);
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++)
        import_put_text(json, LISTING_COLUMNS[TEXTS[i]].name, import_text(file, row, TEXTS[i]));
    for (size_t i = 0; i < sizeof(INTS) / sizeof(INTS[0]); i++)
        import_put_int(file, row, INTS[i], json);
    json_object_set_new(json, "no_reason_return", json_boolean(import_flag(file, row, L_RETURN)));
    return json;
}

/* Organisations stand in the index as "<kind> <county> <village>". */
static void check_producer(struct import_file *file, size_t row, const struct import_index *orgs,
                           struct import_listing *listing)
{
    const struct import_entry *org = import_index_find(orgs, listing->producer_code);
    const char *county = org != NULL ? strchr(org->text, ' ') : NULL;
    if (org == NULL)
        import_fault(file, row, L_PRODUCER, "there is no such organisation");
    else if (strncmp(org->text, "station", 7) == 0)
        import_fault(file, row, L_PRODUCER, "a station does not sell");
    else if (county == NULL || strncmp(county + 1, listing->county_code, 6) != 0)
        import_fault(file, row, L_COUNTY, "not the county of the producer");
    listing->producer_id = org != NULL ? org->id : 0;
}

const char **import_column(struct import_file *file, int column)
{
    const char **texts = arena_array(file->import->arena, file->rows, sizeof(*texts));
    for (size_t row = 0; row < file->rows; row++)
        texts[row] = import_text(file, row, column);
    return texts;
}

static bool read_listings(struct import_goods *goods, struct import_file *file, struct refusal *why)
{
    struct import *import = goods->import;
    struct import_index orgs, villages;
    struct import_entry *entry;
    import_index_init(&orgs, import->arena);
    import_index_init(&villages, import->arena);
    if (!import_index_load(import, &orgs, IMPORT_FIND[IMPORT_ORGANISATION],
                           import_column(file, L_PRODUCER), sizeof(char *), file->rows, why) ||
        !import_index_load(import, &villages, IMPORT_FIND[IMPORT_REGION],
                           import_column(file, L_VILLAGE), sizeof(char *), file->rows, why))
        return false;
    goods->listings = arena_array(import->arena, file->rows, sizeof(*goods->listings));
    goods->listing_count = file->rows;
    for (size_t row = 0; row < file->rows; row++) {
        struct import_listing *listing = &goods->listings[row];
        listing->key = import_words(file, row, L_KEY, 1, 60);
        listing->producer_code = import_text(file, row, L_PRODUCER);
        listing->county_code =
            import_checked(file, row, L_COUNTY, region_is_code, false, "not a code of 6 digits");
        listing->village_code = import_text(file, row, L_VILLAGE);
        check_producer(file, row, &orgs, listing);
        const struct import_entry *village = import_index_find(&villages, listing->village_code);
        if (village == NULL || village->id != IMPORT_VILLAGE ||
            strncmp(listing->village_code, listing->county_code, 6) != 0)
            import_fault(file, row, L_VILLAGE, "not a village of the county");
        import_words(file, row, L_TITLE, 0, TEXT_MAX); /* how long it may be, the draft's rules say
                                                        */
        listing->json = listing_json(file, row);
        if (!import_index_add(&goods->listing_keys, listing->key, &entry))
            import_fault(file, row, L_KEY, "the listing is in the file twice");
        entry->id = (int64_t)row;
    }
    return true;
}

struct import_listing *import_listing_of(struct import_goods *goods, struct import_file *file,
                                         size_t row, int column)
{
    const struct import_entry *entry =
        import_index_find(&goods->listing_keys, import_text(file, row, column));
    if (entry == NULL)
        import_fault(file, row, column, "there is no such listing in the file of listings");
    return entry != NULL ? &goods->listings[entry->id] : NULL;
}

/* ---- skus.csv ---- */

static const struct import_column SKU_COLUMNS[] = {{"sku_key", "规格键", "orange-75-1", NULL},
                                                   {"listing_key", "商品键", "orange-75", NULL},
                                                   {"spec", "规格", "5 kg 装", NULL},
                                                   {"net_weight_g", "净重（克）", "5000", NULL},
                                                   {"gross_weight_g", "毛重（克）", "5400", NULL},
                                                   {"price_fen", "价格（分）", "5980", NULL},
                                                   {NULL, NULL, NULL, NULL}};
enum { S_KEY, S_LISTING, S_SPEC, S_NET, S_GROSS, S_PRICE };

static bool read_skus(struct import_goods *goods, const char *path, struct refusal *why)
{
    struct import_file file;
    if (!import_file_whole(goods->import, path, SKU_COLUMNS, &file, why))
        return false;
    goods->skus = arena_array(goods->import->arena, file.rows, sizeof(*goods->skus));
    for (size_t row = 0; row < file.rows; row++) {
        struct import_entry *entry;
        struct import_listing *listing = import_listing_of(goods, &file, row, S_LISTING);
        if (!import_index_add(&goods->sku_keys, import_words(&file, row, S_KEY, 1, 60), &entry))
            import_fault(&file, row, S_KEY, "the SKU is in the file twice");
        entry->id = (int64_t)row;
        if (listing == NULL)
            continue;
        import_words(&file, row, S_SPEC, 0, TEXT_MAX);
        json_t *sku = json_object(), *skus = json_object_get(listing->json, "skus");
        import_put_text(sku, "spec", import_text(&file, row, S_SPEC));
        for (int column = S_NET; column <= S_PRICE; column++)
            import_put_int(&file, row, column, sku);
        goods->skus[row] = (struct import_sku){listing, (int)json_array_size(skus)};
        json_array_append_new(skus, sku);
    }
    goods->import->row_count += (int64_t)file.rows;
    return true;
}

/* ---- the catalog's rules ---- */

static void check_draft(struct import_file *file, size_t row, struct import_listing *listing)
{
    struct refusal why = {.have = -1};
    struct arena *arena = file->import->arena;
    if (!shape_read_json(arena, &LISTING_DRAFT_SHAPE, listing->json, &listing->draft, &why) ||
        !listing_draft_check(&listing->draft, &why))
        import_fault(file, row, -1, arena_printf(arena, "%s %s", why.kind->code, why.field));
}

/* ---- the importer ---- */

static bool read_files(struct import *import, const char *path, struct refusal *why)
{
    struct import_file file;
    struct import_goods goods = {.import = import};
    import_index_init(&goods.listing_keys, import->arena);
    import_index_init(&goods.sku_keys, import->arena);
    if (!import_file_whole(import, path, LISTING_COLUMNS, &file, why) ||
        !read_listings(&goods, &file, why) ||
        !read_skus(&goods, import_beside(import, path, "skus.csv"), why) ||
        !import_plans(&goods, path, why))
        return false;
    /* what is put together of faulty files would break rules that nobody broke */
    bool whole = import->faults.count == 0;
    for (size_t row = 0; whole && row < file.rows; row++)
        check_draft(&file, row, &goods.listings[row]);
    if (!import_is_clean(import, why) || !import_publish(&goods, why))
        return false;
    import->row_count += (int64_t)file.rows;
    return import_lots(&goods, path, why);
}

static const struct import_table TABLES[] = {
    {NULL, "一行一个商品，经过每一步审核直接上架；已有的商品不改，改商品在合作社的页面上改",
     LISTING_COLUMNS},
    {"skus.csv", "一行一个规格", SKU_COLUMNS},
    {"plans.csv", "一行一条带农办法", IMPORT_PLAN_COLUMNS},
    {"plan_shares.csv", "一行一户在一条办法里的权重", IMPORT_PLAN_SHARE_COLUMNS},
    {"lots.csv", "一行一个批次", IMPORT_LOT_COLUMNS},
    {"lot_intake.csv", "一行一户交来的重量", IMPORT_LOT_INTAKE_COLUMNS},
    {"lot_stock.csv", "一行一个批次里一种规格的箱数", IMPORT_LOT_STOCK_COLUMNS},
    {NULL, NULL, NULL}};
const struct importer IMPORT_LISTINGS = {"listings", read_files, TABLES};
