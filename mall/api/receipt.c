/* Receipts: where the money of one order went. */
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/receipt.h"

static bool get_receipt(struct call *call, struct refusal *why)
{
    int64_t order_id;
    if (!receipt_parse(call_param(call, 0), &order_id))
        return refuse(why, &RECEIPT_NOT_FOUND, NULL);
    return call_reply(call, 200, receipt_json(call->task, order_id, 0, why));
}

static bool get_order_receipt(struct call *call, struct refusal *why)
{
    int64_t order_id;
    return call_id_param(call, 0, &order_id, why) &&
           call_reply(call, 200, receipt_json(call->task, order_id, call->session.account_id, why));
}

const struct route ROUTES_RECEIPT[] = {
    {"receipt_get", "GET", "/api/v1/receipts/:code", get_receipt, .access = ACCESS_PUBLIC},
    {"order_receipt", "GET", "/api/v1/orders/:order_id/receipt", get_order_receipt,
     .access = ACCESS_SIGNED_IN},
    {0},
};
