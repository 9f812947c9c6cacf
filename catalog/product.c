#include "catalog/product.h"

#include <assert.h>
#include <stdlib.h>

#include "gen/catalog/sql.h"

static void release_json(void *json)
{
    json_decref(json);
}

static bool find_skus(struct task *task, struct product *product, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_product_sku_list, DB_ARGS(DB_I64(product->version_id)), &rows, why))
        return false;
    product->sku_count = db_count(rows);
    product->skus = arena_array(task->arena, (size_t)product->sku_count, sizeof(*product->skus));
    for (int i = 0; i < product->sku_count; i++)
        product->skus[i] =
            (struct product_sku){.sku_id = db_i64(rows, i, PRODUCT_SKU_LIST_SKU_ID),
                                 .spec = db_text(rows, i, PRODUCT_SKU_LIST_SPEC),
                                 .net_weight_g = db_i64(rows, i, PRODUCT_SKU_LIST_NET_WEIGHT_G),
                                 .gross_weight_g = db_i64(rows, i, PRODUCT_SKU_LIST_GROSS_WEIGHT_G),
                                 .price_fen = db_i64(rows, i, PRODUCT_SKU_LIST_PRICE_FEN)};
    return true;
}

static bool find_people(struct task *task, struct product *product, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_product_people, DB_ARGS(DB_I64(product->plan_id)), &rows, why))
        return false;
    product->person_count = db_count(rows);
    product->people =
        arena_array(task->arena, (size_t)product->person_count, sizeof(*product->people));
    for (int i = 0; i < product->person_count; i++)
        product->people[i] = (struct product_person){db_i64(rows, i, PRODUCT_PEOPLE_HOUSEHOLD_ID),
                                                     db_text(rows, i, PRODUCT_PEOPLE_PSEUDONYM),
                                                     db_text(rows, i, PRODUCT_PEOPLE_VILLAGE_NAME),
                                                     db_text(rows, i, PRODUCT_PEOPLE_VILLAGE_CODE),
                                                     db_bool(rows, i, PRODUCT_PEOPLE_HIDDEN)};
    return true;
}

bool product_find(struct task *task, int64_t listing_id, struct product *product,
                  struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_product_find, DB_ARGS(DB_I64(listing_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *product = (struct product){.listing_id = listing_id,
                                .version_id = db_i64(rows, 0, PRODUCT_FIND__VERSION_ID),
                                .plan_id = db_i64(rows, 0, PRODUCT_FIND__PLAN_ID),
                                .producer_id = db_i64(rows, 0, PRODUCT_FIND__PRODUCER_ID),
                                .county_code = db_text(rows, 0, PRODUCT_FIND_COUNTY_CODE),
                                .view = db_row_json(rows, 0)};
    arena_defer(task->arena, release_json, product->view);
    return find_skus(task, product, why) && find_people(task, product, why) &&
           plan_load(task, NULL, &product->plan_id, 1, &product->plan, why);
}

static int by_household(const void *key, const void *person)
{
    int64_t wanted = *(const int64_t *)key,
            id = ((const struct product_person *)person)->household_id;
    return (wanted > id) - (wanted < id);
}

const struct product_person *product_person(const struct product *product, int64_t household_id)
{
    return bsearch(&household_id, product->people, (size_t)product->person_count,
                   sizeof(*product->people), by_household);
}

static json_t *availability_json(struct task *task, const struct db_rows *rows, int row)
{
    int64_t left = db_i64(rows, row, PRODUCT_AVAILABILITY_AVAILABLE);
    const char *word = left <= 0 ? "暂时缺货"
                       : left < PRODUCT_FEW
                           ? arena_printf(task->arena, "仅剩 %lld 件", (long long)left)
                           : "有货";
    return json_pack("{s:s, s:b, s:o, s:s}", "sku_id",
                     db_text(rows, row, PRODUCT_AVAILABILITY_SKU_ID), "in_stock", left > 0, "left",
                     left < PRODUCT_FEW ? json_integer(left) : json_null(), "word", word);
}

json_t *product_availability_json(struct task *task, int64_t listing_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_product_availability, DB_ARGS(DB_I64(listing_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *items = json_array();
    for (int i = 0; i < db_count(rows); i++)
        json_array_append_new(items, availability_json(task, rows, i));
    return items;
}

bool product_siblings(struct task *task, int64_t listing_id, int64_t ids[PRODUCT_SIBLINGS],
                      int *count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_product_sibling, DB_ARGS(DB_I64(listing_id)), &rows, why))
        return false;
    *count = db_count(rows);
    assert(*count <= PRODUCT_SIBLINGS);
    for (int i = 0; i < *count; i++)
        ids[i] = db_i64(rows, i, PRODUCT_SIBLING_LISTING_ID);
    return true;
}

json_t *product_producer_json(struct task *task, int64_t producer_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_product_producer, DB_ARGS(DB_I64(producer_id)), &rows, why))
        return NULL;
    if (db_count(rows) > 0)
        return db_row_json(rows, 0);
    refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return NULL;
}
