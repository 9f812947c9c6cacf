/* Payments of a trade: attempts to pay it. */
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/trade_payable.h"
#include "payment/open.h"

static bool post_payment(struct call *call, struct refusal *why)
{
    int64_t trade_id;
    struct idempotency key;
    return call_id_param(call, 0, &trade_id, why) && call_idempotency(call, &key, why) &&
           call_reply(call, 201, payment_open(call->task, &TRADE_PAYABLE, trade_id, &key, why));
}

const struct route ROUTES_PAYMENT[] = {
    {"payment_create", "POST", "/api/v1/trades/:trade_id/payments", post_payment,
     .access = ACCESS_SIGNED_IN, .flags = ROUTE_IDEMPOTENT},
    {0},
};
