/* Orders as their buyer, producer and station see them; receipt of goods. */
#include "mall/api/order.h"

#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/complete.h"
#include "orders/order.h"

bool call_order(struct call *call, enum right right, int64_t order_id, bool *own,
                struct refusal *why)
{
    struct scope scope;
    int64_t buyer_id;
    if (!order_scope(call->task, order_id, &scope, &buyer_id, why))
        return false;
    *own = buyer_id == call->session.account_id;
    return *own || permission_allows(&call->session, right, &scope) ||
           refuse(why, &ORDER_NOT_FOUND, NULL);
}

static bool get_order(struct call *call, struct refusal *why)
{
    int64_t id;
    bool own;
    return call_id_param(call, 0, &id, why) && call_order(call, RIGHT_SALES_READ, id, &own, why) &&
           call_reply(call, 200, order_json(call->task, id, why));
}

static bool post_confirm(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           complete_by_buyer(call->task, id, call->session.account_id, why) &&
           call_reply(call, 200, order_json(call->task, id, why));
}

const struct route ROUTES_ORDER[] = {
    {"order_get", "GET", "/api/v1/orders/:order_id", get_order, .access = ACCESS_SIGNED_IN},
    {"order_confirm", "POST", "/api/v1/orders/:order_id/confirm", post_confirm,
     .access = ACCESS_SIGNED_IN},
    {0},
};
