/* What one bought: the list with its tabs, how many stand where, one order with all that its buyer
 * may know and do. */
#include "orders/purchase.h"

#include "base/config.h"
#include "mall/api/product_card.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

/* Addresses of the pictures of a purchase's lines. */
static void add_pictures(struct call *call, json_t *purchase)
{
    size_t i;
    json_t *line;
    json_array_foreach(json_object_get(purchase, "lines"), i, line) {
        const char *picture = json_string_value(json_object_get(line, "picture"));
        json_object_set_new(line, "picture_url",
                            json_string(product_picture_url(call->task->arena, picture)));
    }
}

static bool get_purchases(struct call *call, struct refusal *why)
{
    struct page page;
    const char *tab = "";
    if (!call_list(call, &page, why) || !call_choice_query(call, "tab", PURCHASE_TABS, &tab, why))
        return false;
    json_t *list = purchase_list_json(call->task, call->session.account_id, tab, &page, why), *item;
    size_t i;
    json_array_foreach(json_object_get(list, "items"), i, item)
        add_pictures(call, item);
    return call_reply(call, 200, list);
}

static bool get_summary(struct call *call, struct refusal *why)
{
    return call_reply(call, 200, purchase_summary_json(call->task, call->session.account_id, why));
}

static bool get_purchase(struct call *call, struct refusal *why)
{
    int64_t id;
    if (!call_id_param(call, 0, &id, why))
        return false;
    json_t *purchase = purchase_json(call->task, id, call->session.account_id,
                                     config_int("MALL_CLAIM_HOURS"), why);
    add_pictures(call, purchase);
    return call_reply(call, 200, purchase);
}

const struct route ROUTES_PURCHASE[] = {
    {"purchase_list", "GET", "/api/v1/purchases", get_purchases, .access = ACCESS_SIGNED_IN,
     .query = "tab after limit"},
    {"purchase_summary", "GET", "/api/v1/purchases/summary", get_summary,
     .access = ACCESS_SIGNED_IN},
    {"purchase_get", "GET", "/api/v1/purchases/:order_id", get_purchase,
     .access = ACCESS_SIGNED_IN},
    {0},
};
