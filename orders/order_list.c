#include "orders/order_list.h"

#include "gen/orders/sql.h"

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

json_t *order_county_list_json(struct task *task, const char *county_code, const char *state,
                               const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (county_code[0] == '\0')
        return newest_json(task, state, page, why);
    if (!db_query_class(task, DB_SLOW, &SQL_order_of_county,
                        DB_ARGS(DB_TEXT(county_code), PAGE_ARGS_DOWN(page), DB_TEXT(state)), &rows,
                        why))
        return NULL;
    return page_json(page, rows, ORDER_OF_COUNTY_ORDER_ID);
}

json_t *order_station_list_json(struct task *task, int64_t station_id, const char *state,
                                const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_order_station_list,
                        DB_ARGS(DB_I64(station_id), DB_TEXT(state), PAGE_ARGS(page)), &rows, why))
        return NULL;
    return page_json(page, rows, ORDER_STATION_LIST_ORDER_ID);
}
