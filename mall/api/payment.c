/* Payments of a trade: attempts to pay it. */
#include "base/config.h"
#include "base/qr.h"
#include "base/url.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/trade.h"
#include "orders/trade_standing.h"
#include "orders/trade_payable.h"
#include "payment/ask.h"
#include "payment/attempt.h"
#include "payment/open.h"

/* In a demo nobody has the app that reads the code: the stand-in's page takes its place. */
static json_t *demo_pay_url(struct call *call, const char *code_url)
{
    const char *stand_in = config_text("MALL_DEMO_PAY_URL");
    if (!config_bool("MALL_DEMO") || stand_in[0] == '\0' || code_url == NULL)
        return json_null();
    return json_string(arena_printf(call->task->arena, "%s/scan?code=%s", stand_in,
                                    url_encode(call->task->arena, URL_PART, code_url)));
}

static bool post_payment(struct call *call, struct refusal *why)
{
    int64_t trade_id;
    struct idempotency key;
    if (!call_id_param(call, 0, &trade_id, why) || !call_idempotency(call, &key, why))
        return false;
    json_t *payment = payment_open(call->task, &TRADE_PAYABLE, trade_id, &key, why);
    if (payment == NULL)
        return false;
    const char *code_url = json_string_value(json_object_get(payment, "code_url"));
    json_object_set_new(payment, "demo_pay_url", demo_pay_url(call, code_url));
    return call_reply(call, 201, payment);
}

/* What a notification would tell is asked for; the trade says how it stands meanwhile. */
static bool post_payment_check(struct call *call, struct refusal *why)
{
    int64_t trade_id;
    if (!call_id_param(call, 0, &trade_id, why))
        return false;
    json_t *trade = trade_json(call->task, trade_id, call->session.account_id, why);
    if (trade == NULL)
        return false;
    if (payment_ask_soon(call->task, &TRADE_PAYABLE, trade_id, why))
        return call_reply(call, 200, trade);
    json_decref(trade);
    return false;
}

/* The code as a drawing, for a screen that the payer's phone can see. */
static bool get_payment_code(struct call *call, struct refusal *why)
{
    int64_t trade_id, payment_id;
    enum trade_state state;
    size_t length;
    if (!call_id_param(call, 0, &trade_id, why) || !call_id_param(call, 1, &payment_id, why))
        return false;
    json_t *trade =
        trade_standing_json(call->task, trade_id, call->session.account_id, &state, why);
    if (trade == NULL)
        return false;
    json_decref(trade);
    const char *code = payment_attempt_code(call->task, &TRADE_PAYABLE, trade_id, payment_id, why);
    const char *svg = code != NULL ? qr_svg(call->task->arena, code, &length) : NULL;
    if (svg == NULL)
        return code != NULL ? refuse(why, &REFUSAL_INTERNAL, NULL) : false;
    http_set_header(call->http, "Cache-Control", "no-store");
    http_reply(call->http, 200, "image/svg+xml", svg, length);
    return true;
}

const struct route ROUTES_PAYMENT[] = {
    {"payment_create", "POST", "/api/v1/trades/:trade_id/payments", post_payment,
     .access = ACCESS_SIGNED_IN, .flags = ROUTE_IDEMPOTENT},
    {"payment_check", "POST", "/api/v1/trades/:trade_id/payments/check", post_payment_check,
     .access = ACCESS_SIGNED_IN},
    {"payment_code", "GET", "/api/v1/trades/:trade_id/payments/:payment_id/code.svg",
     get_payment_code, .access = ACCESS_SIGNED_IN},
    {0},
};
