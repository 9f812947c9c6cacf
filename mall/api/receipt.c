/* Receipts: where the money of one order went. */
#include "base/config.h"
#include "mall/api/order.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/order.h"
#include "orders/receipt.h"

static bool get_receipt(struct call *call, struct refusal *why)
{
    int64_t order_id;
    if (!receipt_parse(call_param(call, 0), &order_id))
        return refuse(why, &RECEIPT_NOT_FOUND, NULL);
    return call_reply(call, 200,
                      receipt_json(call->task, order_id, 0, config_int("MALL_MIN_GROUP"), why));
}

/* For its buyer, and for those who look over the county's money. */
static bool get_order_receipt(struct call *call, struct refusal *why)
{
    int64_t order_id;
    bool own;
    if (!call_id_param(call, 0, &order_id, why))
        return false;
    if (!call_order(call, RIGHT_LEDGER_READ, order_id, &own, why))
        return why->kind == &ORDER_NOT_FOUND ? refuse(why, &RECEIPT_NOT_FOUND, NULL) : false;
    return call_reply(
        call, 200, receipt_json(call->task, order_id, own ? call->session.account_id : 0, 0, why));
}

const struct route ROUTES_RECEIPT[] = {
    {"receipt_get", "GET", "/api/v1/receipts/:code", get_receipt, .access = ACCESS_PUBLIC},
    {"order_receipt", "GET", "/api/v1/orders/:order_id/receipt", get_order_receipt,
     .access = ACCESS_SIGNED_IN},
    {0},
};
