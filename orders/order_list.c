#include "orders/order_list.h"

#include "gen/orders/sql.h"
#include "registry/region.h"

json_t *order_buyer_list_json(struct task *task, int64_t buyer_id, const char *state,
                              const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_order_of_buyer,
                        DB_ARGS(DB_I64(buyer_id), PAGE_ARGS_DOWN(page), DB_TEXT(state)), &rows,
                        why))
        return NULL;
    return page_json(page, rows, ORDER_OF_BUYER_ORDER_ID);
}

json_t *order_producer_list_json(struct task *task, int64_t producer_id, const char *state,
                                 const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_order_of_producer,
                        DB_ARGS(DB_I64(producer_id), PAGE_ARGS_DOWN(page), DB_TEXT(state)), &rows,
                        why))
        return NULL;
    return page_json(page, rows, ORDER_OF_PRODUCER_ORDER_ID);
}

static json_t *newest_json(struct task *task, const char *state, const struct page *page,
                           struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_order_newest,
                        DB_ARGS(DB_TEXT(state), PAGE_ARGS_DOWN(page)), &rows, why))
        return NULL;
    return page_json(page, rows, ORDER_NEWEST_ORDER_ID);
}

json_t *order_county_list_json(struct task *task, const char *county_code, int64_t producer_id,
                               const char *state, const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (county_code[0] == '\0')
        return newest_json(task, state, page, why);
    if (!db_query_class(task, DB_SLOW, &SQL_order_of_county,
                        DB_ARGS(DB_TEXT(county_code), PAGE_ARGS_DOWN(page), DB_TEXT(state),
                                DB_I64(producer_id)),
                        &rows, why))
        return NULL;
    return page_json(page, rows, ORDER_OF_COUNTY_ORDER_ID);
}

json_t *order_stranded_list_json(struct task *task, const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_order_stranded_list, DB_ARGS(PAGE_ARGS_DOWN(page)),
                        &rows, why))
        return NULL;
    return page_json(page, rows, ORDER_STRANDED_LIST_ORDER_ID);
}

/* ---- the station's ---- */

#define STATION_ARGS(query_)                                                                       \
    DB_I64((query_)->station_id), DB_TEXT((query_)->state), DB_TEXT((query_)->packing),            \
        DB_I64((query_)->producer_id), DB_TEXT((query_)->region_code)

static void name_regions(struct task *task, json_t *items)
{
    size_t i;
    json_t *item;
    json_array_foreach(items, i, item) {
        const char *code = json_string_value(json_object_get(item, "region_code"));
        json_object_set_new(item, "region_name", json_string(region_path(task, code)));
    }
}

json_t *order_station_list_json(struct task *task, const struct order_station_query *query,
                                const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_order_station_list,
                        DB_ARGS(STATION_ARGS(query), PAGE_ARGS(page)), &rows, why))
        return NULL;
    json_t *orders = page_json(page, rows, ORDER_STATION_LIST_ORDER_ID);
    name_regions(task, json_object_get(orders, "items"));
    return orders;
}

json_t *order_station_sums_json(struct task *task, const struct order_station_query *query,
                                struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_order_station_sums,
                        DB_ARGS(STATION_ARGS(query), DB_I64(ORDER_SUMS_MAX)), &rows, why))
        return NULL;
    json_t *sums = db_row_json(rows, 0);
    bool more = db_i64(rows, 0, ORDER_STATION_SUMS_ORDERS) == ORDER_SUMS_MAX;
    json_object_set_new(sums, "more", json_boolean(more));
    return sums;
}
