/* listings.csv with skus.csv, plans.csv and plan_shares.csv beside it: each listing is put together
 * as its producer would send it, checked by the catalog's own rules, and goes on sale through every
 * step of the review.
 */
#include <string.h>

#include "base/arena.h"
#include "base/id.h"
#include "base/machine.h"
#include "catalog/machines.h"
#include "catalog/import_goods.h"
#include "gen/catalog/sql.h"
#include "registry/import.h"
#include "registry/region.h"

/* ---- listings.csv ---- */

static const char *const LISTING_COLUMNS[] = {
    "listing_key",     "producer", "county_code", "village_code", "title",
    "category",        "produce",  "story",       "season_from",  "season_to",
    "shelf_life_days", "storage",  "size_low_mm", "size_high_mm", "no_reason_return",
    "picture",         NULL};
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

static void put_text(json_t *json, const char *name, const char *text)
{
    if (text[0] != '\0')
        json_object_set_new(json, name, json_string(text));
}

static void put_int(struct import_file *file, size_t row, int column, json_t *json)
{
    if (import_text(file, row, column)[0] != '\0')
        json_object_set_new(json, file->columns[column],
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
        put_text(json, LISTING_COLUMNS[TEXTS[i]], import_text(file, row, TEXTS[i]));
    for (size_t i = 0; i < sizeof(INTS) / sizeof(INTS[0]); i++)
        put_int(file, row, INTS[i], json);
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

static const char **column_texts(struct import_file *file, int column)
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
                           column_texts(file, L_PRODUCER), sizeof(char *), file->rows, why) ||
        !import_index_load(import, &villages, IMPORT_FIND[IMPORT_REGION],
                           column_texts(file, L_VILLAGE), sizeof(char *), file->rows, why))
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
        listing->json = listing_json(file, row);
        if (!import_index_add(&goods->listing_keys, listing->key, &entry))
            import_fault(file, row, L_KEY, "the listing is in the file twice");
        entry->id = (int64_t)row;
    }
    return true;
}

/* The listing that a row of another file names, NULL after a fault. */
static struct import_listing *listing_of(struct import_goods *goods, struct import_file *file,
                                         size_t row, int column)
{
    const struct import_entry *entry =
        import_index_find(&goods->listing_keys, import_text(file, row, column));
    if (entry == NULL)
        import_fault(file, row, column, "there is no such listing in the file of listings");
    return entry != NULL ? &goods->listings[entry->id] : NULL;
}

/* ---- skus.csv ---- */

static const char *const SKU_COLUMNS[] = {"sku_key",        "listing_key", "spec", "net_weight_g",
                                          "gross_weight_g", "price_fen",   NULL};
enum { S_KEY, S_LISTING, S_SPEC, S_NET, S_GROSS, S_PRICE };

static bool read_skus(struct import_goods *goods, const char *path, struct refusal *why)
{
    struct import_file file;
    if (!import_file_whole(goods->import, path, SKU_COLUMNS, &file, why))
        return false;
    goods->skus = arena_array(goods->import->arena, file.rows, sizeof(*goods->skus));
    for (size_t row = 0; row < file.rows; row++) {
        struct import_entry *entry;
        struct import_listing *listing = listing_of(goods, &file, row, S_LISTING);
        if (!import_index_add(&goods->sku_keys, import_words(&file, row, S_KEY, 1, 60), &entry))
            import_fault(&file, row, S_KEY, "the SKU is in the file twice");
        entry->id = (int64_t)row;
        if (listing == NULL)
            continue;
        json_t *sku = json_object(), *skus = json_object_get(listing->json, "skus");
        put_text(sku, "spec", import_text(&file, row, S_SPEC));
        for (int column = S_NET; column <= S_PRICE; column++)
            put_int(&file, row, column, sku);
        goods->skus[row] = (struct import_sku){listing, (int)json_array_size(skus)};
        json_array_append_new(skus, sku);
    }
    goods->import->row_count += (int64_t)file.rows;
    return true;
}

/* ---- plans.csv and plan_shares.csv ---- */

static const char *const PLAN_COLUMNS[] = {"listing_key", "pool_no", "kind", "rule", "rate", NULL};
enum { P_LISTING, P_POOL, P_KIND, P_RULE, P_RATE };
static const char *const SHARE_COLUMNS[] = {"listing_key", "pool_no", "household_no", "weight",
                                            NULL};
enum { H_LISTING, H_POOL, H_HOUSEHOLD, H_WEIGHT };

static json_t *pools_of(const struct import_listing *listing)
{
    return json_object_get(json_object_get(listing->json, "plan"), "pools");
}

/* Pools of a listing stand in the order of their numbers, from 1. */
static bool read_plans(struct import_goods *goods, const char *path, struct refusal *why)
{
    struct import_file file;
    if (!import_file_whole(goods->import, path, PLAN_COLUMNS, &file, why))
        return false;
    for (size_t row = 0; row < file.rows; row++) {
        struct import_listing *listing = listing_of(goods, &file, row, P_LISTING);
        int64_t number = import_int(&file, row, P_POOL, 1, 8);
        if (listing == NULL)
            continue;
        if (number != (int64_t)json_array_size(pools_of(listing)) + 1)
            import_fault(&file, row, P_POOL,
                         "the pools of a listing are numbered from 1 without a gap");
        json_t *pool = json_pack("{s:[]}", "shares");
        put_text(pool, "kind", import_text(&file, row, P_KIND));
        put_text(pool, "rule", import_text(&file, row, P_RULE));
        put_int(&file, row, P_RATE, pool);
        json_array_append_new(pools_of(listing), pool);
    }
    goods->import->row_count += (int64_t)file.rows;
    return true;
}

static void read_share(struct import_goods *goods, struct import_file *file, size_t row,
                       const struct import_index *households)
{
    char digits[21];
    struct import_listing *listing = listing_of(goods, file, row, H_LISTING);
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
    put_int(file, row, H_WEIGHT, share);
    json_array_append_new(json_object_get(pool, "shares"), share);
}

static bool read_shares(struct import_goods *goods, const char *path, struct refusal *why)
{
    struct import_file file;
    struct import_index households;
    if (!import_file_whole(goods->import, path, SHARE_COLUMNS, &file, why))
        return false;
    import_index_init(&households, goods->import->arena);
    if (!import_index_load(goods->import, &households, IMPORT_FIND[IMPORT_HOUSEHOLD],
                           column_texts(&file, H_HOUSEHOLD), sizeof(char *), file.rows, why))
        return false;
    for (size_t row = 0; row < file.rows; row++)
        read_share(goods, &file, row, &households);
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

/* ---- writing ---- */

static const char *officer_key(struct import *import, const char *role, const char *place)
{
    return arena_printf(import->arena, "%s/%s", role, place);
}

static int64_t officer(const struct import_index *officers, const char *key)
{
    const struct import_entry *entry = import_index_find(officers, key);
    return entry != NULL ? entry->id : ACTOR_SYSTEM;
}

/* Who would have written, checked and approved each listing. */
static bool find_officers(struct import_goods *goods, struct refusal *why)
{
    struct import *import = goods->import;
    struct import_index officers;
    const char **keys = arena_array(import->arena, goods->listing_count * 3, sizeof(*keys));
    for (size_t i = 0; i < goods->listing_count; i++) {
        keys[3 * i] = officer_key(import, "producer", goods->listings[i].producer_code);
        keys[3 * i + 1] = officer_key(import, "station_officer", goods->listings[i].county_code);
        keys[3 * i + 2] = officer_key(import, "village_officer", goods->listings[i].village_code);
    }
    import_index_init(&officers, import->arena);
    if (!import_index_load(import, &officers, IMPORT_FIND[IMPORT_OFFICER], keys, sizeof(*keys),
                           goods->listing_count * 3, why))
        return false;
    for (size_t i = 0; i < goods->listing_count; i++) {
        goods->listings[i].producer_account = officer(&officers, keys[3 * i]);
        goods->listings[i].station_account = officer(&officers, keys[3 * i + 1]);
        goods->listings[i].village_account = officer(&officers, keys[3 * i + 2]);
    }
    return true;
}

static struct db_value or_null(int64_t number)
{
    return number > 0 ? DB_I64(number) : DB_NULL;
}

static void write_version(struct import *import, const struct import_listing *listing,
                          int64_t version_id, int64_t plan_id, const char *places)
{
    const struct listing_draft *draft = &listing->draft;
    size_t count;
    const char **grams = listing_draft_grams(import->arena, draft, places, &count);
    db_tx_send(import->tx, &SQL_listing_version_add,
               DB_ARGS(DB_I64(version_id), DB_TEXT(listing->county_code),
                       DB_I64(listing->listing_id), DB_I64(plan_id), DB_TEXT(draft->title),
                       DB_TEXT(draft->category), DB_TEXT(draft->produce), DB_TEXT(draft->story),
                       DB_TEXT(draft->village_code), or_null(draft->size_low_mm),
                       or_null(draft->size_high_mm), DB_TEXT(draft->season_from),
                       DB_TEXT(draft->season_to), or_null(draft->shelf_life_days),
                       DB_TEXT(draft->storage), DB_BOOL(draft->no_reason_return),
                       DB_TEXT(draft->picture), DB_TEXTS(grams, count),
                       DB_I64(listing->producer_account)));
}

static void write_skus(struct import *import, struct import_listing *listing, int64_t version_id)
{
    size_t n = (size_t)listing->draft.skus.count;
    const struct sku_draft *skus = listing->draft.skus.items;
    int64_t *nets = arena_array(import->arena, n, sizeof(int64_t)),
            *grosses = arena_array(import->arena, n, sizeof(int64_t));
    int64_t *prices = arena_array(import->arena, n, sizeof(int64_t));
    const char **specs = arena_array(import->arena, n, sizeof(*specs));
    listing->sku_ids = arena_array(import->arena, n, sizeof(int64_t));
    for (size_t i = 0; i < n; i++) {
        listing->sku_ids[i] = id_next();
        specs[i] = skus[i].spec;
        nets[i] = skus[i].net_weight_g;
        grosses[i] = skus[i].gross_weight_g;
        prices[i] = skus[i].price_fen;
    }
    db_tx_send(import->tx, &SQL_sku_add,
               DB_ARGS(DB_TEXT(listing->county_code), DB_I64(listing->listing_id),
                       DB_I64S(listing->sku_ids, n), DB_TEXTS(specs, n), DB_I64S(nets, n),
                       DB_I64S(grosses, n)));
    db_tx_send(import->tx, &SQL_version_sku_add,
               DB_ARGS(DB_I64(version_id), DB_I64S(listing->sku_ids, n), DB_I64S(prices, n)));
}

static void move_version(struct import *import, const struct import_listing *listing,
                         int64_t version_id, const char *from, const char *to, int64_t actor_id)
{
    db_tx_send(import->tx, &SQL_listing_version_move,
               DB_ARGS(DB_I64(version_id), DB_TEXT(from), DB_TEXT(to)));
    machine_log(import->tx, &LISTING_MACHINE, &version_id, &listing->county_code, 1,
                machine_state(&LISTING_MACHINE, from), machine_state(&LISTING_MACHINE, to),
                actor_id, "导入");
}

/* Where a village has no officer the township's check is left out, as the machine allows. */
static void publish(struct import *import, const struct import_listing *listing, int64_t version_id)
{
    const char *checked = "submitted";
    move_version(import, listing, version_id, "draft", "submitted", listing->producer_account);
    if (listing->village_account != ACTOR_SYSTEM) {
        move_version(import, listing, version_id, "submitted", "township_checked",
                     listing->village_account);
        checked = "township_checked";
    }
    move_version(import, listing, version_id, checked, "county_approved", listing->station_account);
    move_version(import, listing, version_id, "county_approved", "publicised",
                 listing->station_account);
    move_version(import, listing, version_id, "publicised", "on_sale", ACTOR_SYSTEM);
    db_tx_send(import->tx, &SQL_listing_set_current,
               DB_ARGS(DB_I64(listing->listing_id), DB_I64(version_id)));
}

static bool write_listing(struct import *import, struct import_listing *listing,
                          struct refusal *why)
{
    struct db_rows *producer, *path;
    int64_t version_id = id_next(), plan_id = id_next();
    listing->listing_id = id_next();
    if (!db_tx_query(import->tx, &SQL_listing_producer, DB_ARGS(DB_I64(listing->producer_id)),
                     &producer, why) ||
        !db_tx_query(import->tx, &SQL_village_path,
                     DB_ARGS(DB_TEXT(listing->village_code), DB_TEXT(listing->county_code)), &path,
                     why))
        return false;
    if (db_count(producer) == 0 || db_is_null(producer, 0, 2) || db_count(path) == 0)
        return refuse_detail(why, &IMPORT_FAULTY, NULL,
                             "the producer of %s may not sell, or its county has no station",
                             listing->key);
    const char *places =
        arena_printf(import->arena, "%s\n%s", db_text(path, 0, 0), db_text(producer, 0, 1));
    db_tx_send(import->tx, &SQL_listing_add,
               DB_ARGS(DB_I64(listing->listing_id), DB_TEXT(listing->county_code),
                       DB_I64(listing->producer_id), DB_I64(db_i64(producer, 0, 2)),
                       DB_I64(listing->producer_account)));
    plan_draft_insert(import->task, import->tx, &listing->draft.plan, plan_id, listing->listing_id,
                      listing->county_code, listing->producer_account);
    write_version(import, listing, version_id, plan_id, places);
    write_skus(import, listing, version_id);
    publish(import, listing, version_id);
    return true;
}

static bool read_files(struct import *import, const char *path, struct refusal *why)
{
    struct import_file file;
    struct import_goods goods = {.import = import};
    import_index_init(&goods.listing_keys, import->arena);
    import_index_init(&goods.sku_keys, import->arena);
    if (!import_file_whole(import, path, LISTING_COLUMNS, &file, why) ||
        !read_listings(&goods, &file, why) ||
        !read_skus(&goods, import_beside(import, path, "skus.csv"), why) ||
        !read_plans(&goods, import_beside(import, path, "plans.csv"), why) ||
        !read_shares(&goods, import_beside(import, path, "plan_shares.csv"), why))
        return false;
    /* what is put together of faulty files would break rules that nobody broke */
    bool whole = import->faults.count == 0;
    for (size_t row = 0; whole && row < file.rows; row++)
        check_draft(&file, row, &goods.listings[row]);
    if (!import_is_clean(import, why) || !find_officers(&goods, why))
        return false;
    for (size_t row = 0; row < file.rows; row++) {
        if (!write_listing(import, &goods.listings[row], why))
            return false;
    }
    import->row_count += (int64_t)file.rows;
    return import_lots(&goods, path, why);
}

const struct importer IMPORT_LISTINGS = {"listings", read_files};
