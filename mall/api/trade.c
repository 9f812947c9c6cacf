/* Buying: quote, checkout, the buyer's trades and their payments. */
#include "base/clock.h"
#include "base/config.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/machines.h"
#include "orders/order_address.h"
#include "orders/place.h"
#include "orders/placed.h"
#include "orders/quote.h"
#include "orders/trade.h"
#include "orders/trade_cancel.h"
#include "orders/trade_payable.h"
#include "payment/open.h"
#include "registry/identifier.h"
#include "registry/region.h"

static const struct refusal_kind PRICE_CHANGED = {"price_changed", 409,
                                                  "价格或运费有变化，请确认新的金额"};
static const struct refusal_kind CONFIRM_NO_RETURN = {
    "confirm_no_return", 409, "鲜活易腐商品不支持七天无理由退货，请确认后再下单"};

/* ---- quote and checkout */

static const struct shape_field WANT_FIELDS[] = {
    {.name = "sku_id",
     .type = SHAPE_ID,
     .offset = offsetof(struct quote_want, sku_id),
     .required = true,
     .hint = "请选择规格"},
    {.name = "quantity",
     .type = SHAPE_INT,
     .offset = offsetof(struct quote_want, quantity),
     .required = true,
     .min = 1,
     .max = QUOTE_MAX_QUANTITY,
     .hint = "数量应在 1 到 999 之间"},
};
static const struct shape WANT = SHAPE(struct quote_want, WANT_FIELDS);

struct quote_body {
    struct shape_list lines;
    const char *region_code;
};
static const struct shape_field QUOTE_FIELDS[] = {
    {.name = "lines",
     .type = SHAPE_LIST,
     .offset = offsetof(struct quote_body, lines),
     .required = true,
     .min = 1,
     .max = QUOTE_MAX_LINES,
     .shape = &WANT,
     .hint = "请选 1 到 20 种商品"},
    {.name = "region_code",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct quote_body, region_code),
     .required = true,
     .min = 6,
     .max = 12,
     .check = region_is_code,
     .hint = "请选择收货地区"},
};
static const struct shape QUOTE = SHAPE(struct quote_body, QUOTE_FIELDS);

static bool post_quote(struct call *call, struct refusal *why)
{
    struct quote_body body = {0};
    struct quote quote;
    return call_read(call, &body, why) &&
           quote_build(call->task, body.lines.items, body.lines.count, body.region_code, &quote,
                       why) &&
           call_reply(call, 200, quote_json(call->task, &quote, why));
}

struct address_body {
    const char *name, *phone, *detail;
};
static const struct shape_field ADDRESS_FIELDS[] = {
    {.name = "name",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct address_body, name),
     .required = true,
     .min = 1,
     .max = 30,
     .hint = "请填写收货人姓名（30 字以内）"},
    {.name = "phone",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct address_body, phone),
     .required = true,
     .min = 11,
     .max = 11,
     .check = identifier_is_mobile,
     .hint = "请填写 11 位手机号"},
    {.name = "detail",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct address_body, detail),
     .required = true,
     .min = 2,
     .max = 120,
     .hint = "请填写详细地址（2 到 120 字）"},
};
static const struct shape ADDRESS = SHAPE(struct address_body, ADDRESS_FIELDS);

struct trade_body {
    struct shape_list lines;
    const char *region_code;
    struct address_body address;
    int64_t expected_total_fen;
    bool accept_no_return;
};
static const struct shape_field TRADE_FIELDS[] = {
    {.name = "lines",
     .type = SHAPE_LIST,
     .offset = offsetof(struct trade_body, lines),
     .required = true,
     .min = 1,
     .max = QUOTE_MAX_LINES,
     .shape = &WANT,
     .hint = "请选 1 到 20 种商品"},
    {.name = "region_code",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct trade_body, region_code),
     .required = true,
     .min = 6,
     .max = 12,
     .check = region_is_code,
     .hint = "请选择收货地区"},
    {.name = "address",
     .type = SHAPE_OBJECT,
     .offset = offsetof(struct trade_body, address),
     .required = true,
     .shape = &ADDRESS,
     .hint = "请填写收货地址"},
    {.name = "expected_total_fen",
     .type = SHAPE_INT,
     .offset = offsetof(struct trade_body, expected_total_fen),
     .required = true,
     .min = 1,
     .max = INT64_C(10000000000000),
     .hint = "请先询价，再按看到的总价下单"},
    {.name = "accept_no_return",
     .type = SHAPE_BOOL,
     .offset = offsetof(struct trade_body, accept_no_return)},
};
static const struct shape TRADE = SHAPE(struct trade_body, TRADE_FIELDS);

/* What was seen is what is bought: the total, and the notice about fresh goods (consumer protection
 * law, article 25). */
static bool as_seen(const struct quote *quote, const struct trade_body *body, struct refusal *why)
{
    if (quote->total_fen != body->expected_total_fen) {
        refuse_detail(why, &PRICE_CHANGED, "expected_total_fen", "现在的总价是 %lld 分",
                      (long long)quote->total_fen);
        why->have = quote->total_fen;
        return false;
    }
    for (int o = 0; o < quote->order_count; o++)
        for (int l = 0; l < quote->orders[o].line_count; l++)
            if (!quote->orders[o].lines[l].offer.no_reason_return && !body->accept_no_return)
                return refuse(why, &CONFIRM_NO_RETURN, "accept_no_return");
    return true;
}

/* A key that was used before is answered although prices or stock moved since: the same request
 * gives the same trade. Without one the refusal stays as it is. */
static bool answer_again(struct call *call, const struct idempotency *key, struct refusal *why)
{
    int64_t trade_id;
    struct refusal unused = {.have = -1};
    if (!idempotency_peek(call->task, key, &trade_id, &unused) || trade_id == 0)
        return false;
    size_t length;
    *why = (struct refusal){.have = -1};
    const char *trade = placed_again_text(call->task, trade_id, &length, why);
    if (trade == NULL)
        return false;
    http_set_header(call->http, "Idempotency-Replayed", "true");
    return call_reply_text(call, 201, trade, length);
}

static bool place_trade(struct call *call, const struct trade_body *body,
                        const struct idempotency *key, struct place_request *request,
                        struct refusal *why)
{
    struct quote *quote = arena_alloc(call->task->arena, sizeof(*quote));
    if (!quote_build(call->task, body->lines.items, body->lines.count, body->region_code, quote,
                     why) ||
        !as_seen(quote, body, why))
        return false;
    *request = (struct place_request){
        .buyer_id = call->session.account_id,
        .key = *key,
        .quote = quote,
        .region_code = body->region_code,
        .expires_us = clock_now_us() + config_int("MALL_UNPAID_MINUTES") * INT64_C(60000000)};
    request->address = order_address_seal(call->task, body->address.name, body->address.phone,
                                          body->address.detail, &request->address_length);
    return place(call->task, request, why);
}

static bool post_trade(struct call *call, struct refusal *why)
{
    struct trade_body body = {0};
    struct idempotency key;
    struct place_request request;
    if (!call_read(call, &body, why) || !call_idempotency(call, &key, why))
        return false;
    if (!place_trade(call, &body, &key, &request, why) || request.replayed)
        return answer_again(call, &key, why);
    size_t length;
    const char *trade = placed_text(call->task, &request, &length);
    return call_reply_text(call, 201, trade, length);
}

/* ---- the buyer's trades and orders */

static bool get_trades(struct call *call, struct refusal *why)
{
    struct page page;
    const char *state = "";
    return call_list(call, &page, why) &&
           call_state_query(call, "state", &TRADE_MACHINE, &state, why) &&
           call_reply(call, 200,
                      trade_list_json(call->task, call->session.account_id, state, &page, why));
}

static bool get_trade(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           call_reply(call, 200, trade_json(call->task, id, call->session.account_id, why));
}

static bool post_trade_cancel(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           trade_cancel(call->task, id, call->session.account_id, why) &&
           call_reply(call, 200, trade_json(call->task, id, call->session.account_id, why));
}

static bool post_payment(struct call *call, struct refusal *why)
{
    int64_t id;
    struct idempotency key;
    return call_id_param(call, 0, &id, why) && call_idempotency(call, &key, why) &&
           call_reply(call, 201, payment_open(call->task, &TRADE_PAYABLE, id, &key, why));
}

const struct route ROUTES_TRADE[] = {
    {"quote_create", "POST", "/api/v1/quotes", post_quote, .access = ACCESS_PUBLIC, .body = &QUOTE},
    {"trade_create", "POST", "/api/v1/trades", post_trade, .access = ACCESS_SIGNED_IN,
     .flags = ROUTE_IDEMPOTENT, .body = &TRADE},
    {"trade_list", "GET", "/api/v1/trades", get_trades, .access = ACCESS_SIGNED_IN,
     .query = "state after limit"},
    {"trade_get", "GET", "/api/v1/trades/:trade_id", get_trade, .access = ACCESS_SIGNED_IN},
    {"trade_cancel", "POST", "/api/v1/trades/:trade_id/cancel", post_trade_cancel,
     .access = ACCESS_SIGNED_IN},
    {"payment_create", "POST", "/api/v1/trades/:trade_id/payments", post_payment,
     .access = ACCESS_SIGNED_IN, .flags = ROUTE_IDEMPOTENT},
    {0},
};
