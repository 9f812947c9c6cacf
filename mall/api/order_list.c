/* Orders in lists: what one bought, what one's organisation sold, what a county sold, what a
 * station has to pack. */
#include <string.h>

#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/machines.h"
#include "orders/order_list.h"
#include "orders/station_day.h"

struct query {
    const char *as, *state, *county;
    int64_t producer_id;
    struct page page;
};

static bool sold_by_producer(struct call *call, struct query *query, struct refusal *why)
{
    if (query->producer_id == 0)
        query->producer_id = call_own_organisation(call, RIGHT_SALES_READ);
    return call_allowed(call, RIGHT_SALES_READ, &(struct scope){.org_id = query->producer_id},
                        why) &&
           call_reply(call, 200,
                      order_producer_list_json(call->task, query->producer_id, query->state,
                                               &query->page, why));
}

static bool sold_in_county(struct call *call, struct query *query, struct refusal *why)
{
    return call_desk(call, RIGHT_SALES_READ, &query->county, why) &&
           call_reply(call, 200,
                      order_county_list_json(call->task, query->county, query->producer_id,
                                             query->state, &query->page, why));
}

static bool get_orders(struct call *call, struct refusal *why)
{
    static const char *const AS[] = {"buyer", "producer", "county", NULL};
    struct query query = {.as = "buyer", .state = "", .county = ""};
    if (!call_list(call, &query.page, why) || !call_choice_query(call, "as", AS, &query.as, why) ||
        !call_state_query(call, "state", &ORDER_MACHINE, &query.state, why) ||
        !call_id_query(call, "producer_id", &query.producer_id, why) ||
        !call_county_query(call, "county", &query.county, why))
        return false;
    if (strcmp(query.as, "producer") == 0)
        return sold_by_producer(call, &query, why);
    if (strcmp(query.as, "county") == 0)
        return sold_in_county(call, &query, why);
    return call_reply(
        call, 200,
        order_buyer_list_json(call->task, call->session.account_id, query.state, &query.page, why));
}

static bool get_stranded(struct call *call, struct refusal *why)
{
    struct page page;
    return call_list(call, &page, why) && call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, order_stranded_list_json(call->task, &page, why));
}

/* ---- the station's ---- */

/* A beginning of division codes: 2 digits are a province, 4 a city. */
static bool prefix_query(struct call *call, const char *name, const char **prefix,
                         struct refusal *why)
{
    const char *text = call_query(call, name);
    if (text == NULL || text[0] == '\0')
        return true;
    size_t length = strlen(text);
    *prefix = text;
    return (strspn(text, "0123456789") == length &&
            (length == 2 || length == 4 || length == 6 || length == 9 || length == 12)) ||
           refuse(why, &REFUSAL_INVALID_FIELD, name);
}

static bool station_query(struct call *call, struct order_station_query *query, struct refusal *why)
{
    static const char *const PACKING[] = {"todo", "done", NULL};
    *query = (struct order_station_query){
        .state = machine_state_name(&ORDER_MACHINE, ORDER_PAID), .packing = "", .region_code = ""};
    return call_state_query(call, "state", &ORDER_MACHINE, &query->state, why) &&
           call_choice_query(call, "packing", PACKING, &query->packing, why) &&
           call_id_query(call, "producer_id", &query->producer_id, why) &&
           prefix_query(call, "region", &query->region_code, why) &&
           call_station(call, RIGHT_PARCEL_WORK, &query->station_id, why);
}

static bool get_station_orders(struct call *call, struct refusal *why)
{
    struct page page;
    struct order_station_query query;
    return call_list(call, &page, why) && station_query(call, &query, why) &&
           call_reply(call, 200, order_station_list_json(call->task, &query, &page, why));
}

static bool get_station_sums(struct call *call, struct refusal *why)
{
    struct order_station_query query;
    return station_query(call, &query, why) &&
           call_reply(call, 200, order_station_sums_json(call->task, &query, why));
}

static bool get_station_day(struct call *call, struct refusal *why)
{
    int64_t station_id;
    return call_station(call, RIGHT_PARCEL_WORK, &station_id, why) &&
           call_reply(call, 200, station_day_json(call->task, station_id, why));
}

const struct route ROUTES_ORDER_LIST[] = {
    {"order_list", "GET", "/api/v1/orders", get_orders, .access = ACCESS_SIGNED_IN,
     .query = "as state producer_id county after limit"},
    {"order_stranded_list", "GET", "/api/v1/desk/stranded-orders", get_stranded,
     .rights = {RIGHT_OPERATE}, .query = "after limit"},
    {"station_order_list", "GET", "/api/v1/station/orders", get_station_orders,
     .rights = {RIGHT_PARCEL_WORK},
     .query = "station_id state packing producer_id region after limit"},
    {"station_order_sums", "GET", "/api/v1/station/order-sums", get_station_sums,
     .rights = {RIGHT_PARCEL_WORK}, .query = "station_id state packing producer_id region"},
    {"station_day", "GET", "/api/v1/station/day", get_station_day, .rights = {RIGHT_PARCEL_WORK},
     .query = "station_id"},
    {0},
};
