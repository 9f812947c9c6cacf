/* One number, as scanned or typed at a desk, and what it may be: an order, a parcel by its id or
 * its waybill, a lot by its id or its trace code, a listing, a household by its id or its number in
 * the register. What the caller may not see is not told to be there. */
#include <string.h>

#include "base/id.h"
#include "catalog/listing_read.h"
#include "catalog/lot.h"
#include "logistics/parcel.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/order.h"
#include "registry/household.h"

enum { TRACE_CODE_LENGTH = 24, NUMBER_MAX = 60 };

struct search {
    struct call *call;
    json_t *items;
};

static void found(struct search *search, const char *kind, int64_t id, int64_t order_id)
{
    char text[21], order[21];
    json_array_append_new(
        search->items,
        json_pack("{s:s, s:s, s:o}", "kind", kind, "found_id", id_text(id, text), "order_id",
                  order_id != 0 ? json_string(id_text(order_id, order)) : json_null()));
}

/* Refusals mean "no such thing" here; only the machine's own trouble (5xx) ends the search. */
static bool is_trouble(const struct refusal *why)
{
    return why->kind->status >= 500;
}

static bool may(struct search *search, enum right right, const struct scope *scope)
{
    return permission_allows(&search->call->session, right, scope);
}

static bool look_for_order(struct search *search, int64_t id, struct refusal *why)
{
    struct scope scope;
    int64_t buyer_id;
    if (!order_scope(search->call->task, id, &scope, &buyer_id, why))
        return !is_trouble(why);
    if (may(search, RIGHT_SALES_READ, &scope))
        found(search, "order", id, id);
    return true;
}

static bool look_for_parcel(struct search *search, int64_t id, struct refusal *why)
{
    struct scope scope;
    int64_t order_id;
    if (!parcel_scope(search->call->task, id, &scope, &order_id, why))
        return !is_trouble(why);
    if (may(search, RIGHT_SALES_READ, &scope) || may(search, RIGHT_PARCEL_WORK, &scope))
        found(search, "parcel", id, order_id);
    return true;
}

static bool look_for_lot(struct search *search, int64_t id, struct refusal *why)
{
    struct scope scope;
    if (!lot_scope(search->call->task, id, &scope, why))
        return !is_trouble(why);
    if (may(search, RIGHT_LISTING_READ, &scope))
        found(search, "lot", id, 0);
    return true;
}

static bool look_for_listing(struct search *search, int64_t id, struct refusal *why)
{
    struct scope scope;
    if (!listing_scope(search->call->task, id, &scope, why))
        return !is_trouble(why);
    if (may(search, RIGHT_LISTING_READ, &scope))
        found(search, "listing", id, 0);
    return true;
}

static bool look_for_household(struct search *search, int64_t id, struct refusal *why)
{
    struct household household;
    if (!household_find(search->call->task, id, &household, why))
        return !is_trouble(why);
    if (may(search, RIGHT_HOUSEHOLD_READ,
            &(struct scope){.region_code = household.village_code, .household_id = id}))
        found(search, "household", id, 0);
    return true;
}

static bool look_for_id(struct search *search, int64_t id, struct refusal *why)
{
    return look_for_order(search, id, why) && look_for_parcel(search, id, why) &&
           look_for_lot(search, id, why) && look_for_listing(search, id, why) &&
           look_for_household(search, id, why);
}

static bool look_for_number(struct search *search, const char *number, struct refusal *why)
{
    struct task *task = search->call->task;
    int64_t id;
    if (id_parse(number, &id) && !look_for_id(search, id, why))
        return false;
    if (strlen(number) == TRACE_CODE_LENGTH) {
        if (!lot_of_code(task, number, &id, why))
            return false;
        if (id != 0 && !look_for_lot(search, id, why))
            return false;
    }
    if (!household_of_no(task, number, &id, why) ||
        (id != 0 && !look_for_household(search, id, why)))
        return false;
    if (!parcel_of_waybill(task, number, &id, why))
        return false;
    return id == 0 || look_for_parcel(search, id, why);
}

static bool get_find(struct call *call, struct refusal *why)
{
    const char *number = call_query(call, "number");
    if (number == NULL || number[0] == '\0')
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "number", "请扫码，或输入一个号码");
    if (strlen(number) > NUMBER_MAX)
        return refuse(why, &REFUSAL_INVALID_FIELD, "number");
    struct search search = {call, json_array()};
    if (look_for_number(&search, number, why))
        return call_reply_list(call, search.items);
    json_decref(search.items);
    return false;
}

const struct route ROUTES_FIND[] = {
    {"desk_find", "GET", "/api/v1/desk/find", get_find, .access = ACCESS_SIGNED_IN,
     .query = "number"},
    {0},
};
