/* What one bought: the list with its tabs, how many stand where, one order with all that its buyer
 * may know and do. */
#include "orders/purchase.h"

#include "base/config.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

static bool get_purchases(struct call *call, struct refusal *why)
{
    struct page page;
    const char *tab = "";
    return call_list(call, &page, why) &&
           call_choice_query(call, "tab", PURCHASE_TABS, &tab, why) &&
           call_reply(call, 200,
                      purchase_list_json(call->task, call->session.account_id, tab, &page, why));
}

static bool get_summary(struct call *call, struct refusal *why)
{
    return call_reply(call, 200, purchase_summary_json(call->task, call->session.account_id, why));
}

static bool get_purchase(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           call_reply(call, 200,
                      purchase_json(call->task, id, call->session.account_id,
                                    config_int("MALL_CLAIM_HOURS"), why));
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
