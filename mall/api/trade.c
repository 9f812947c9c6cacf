/* Trades: checkout, and what the buyer reads and gives up. */
#include "base/clock.h"
#include "base/config.h"
#include "mall/api/address.h"
#include "mall/api/quote.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/cart.h"
#include "orders/machines.h"
#include "orders/order_address.h"
#include "orders/place.h"
#include "orders/placed.h"
#include "orders/trade.h"
#include "orders/trade_cancel.h"

static const struct refusal_kind PRICE_CHANGED = {"price_changed", 409,
                                                  "价格或运费有变化，请确认新的金额"};
static const struct refusal_kind CONFIRM_NO_RETURN = {
    "confirm_no_return", 409, "鲜活易腐商品不支持七天无理由退货，请确认后再下单"};

/* ---- checkout ---- */

struct address_body {
    const char *name, *phone, *detail;
};
static const struct shape_field ADDRESS_FIELDS[] = {
    ADDRESS_WHO_AND_WHERE(struct address_body),
};
static const struct shape ADDRESS = SHAPE(struct address_body, ADDRESS_FIELDS);

struct trade_body {
    struct shape_list lines;
    int64_t address_id; /* of the buyer's address book; or the next two */
    const char *region_code;
    struct address_body address;
    int64_t expected_total_fen;
    bool accept_no_return, from_cart;
};
static const struct shape_field TRADE_FIELDS[] = {
    QUOTE_LINES(struct trade_body),
    FIELD_ID(struct trade_body, address_id, OPTIONAL, "请选择收货地址"),
    FIELD_CHECKED(struct trade_body, region_code, OPTIONAL, 6, 12, region_is_code,
                  "请选择收货地区"),
    FIELD_OBJECT(struct trade_body, address, OPTIONAL, ADDRESS, "请填写收货地址"),
    FIELD_INT(struct trade_body, expected_total_fen, REQUIRED, 1, INT64_C(10000000000000),
              "请先询价，再按看到的总价下单"),
    FIELD_BOOL(struct trade_body, accept_no_return, OPTIONAL, NULL),
    FIELD_BOOL(struct trade_body, from_cart, OPTIONAL, NULL),
};
static const struct shape TRADE = SHAPE(struct trade_body, TRADE_FIELDS);

/* The address of the book takes the place of one that is written out; one of the two must be there.
 */
static bool read_address(struct call *call, struct trade_body *body, struct refusal *why)
{
    struct address address;
    if (body->address_id == 0) {
        if (body->region_code == NULL)
            return refuse_detail(why, &REFUSAL_MISSING_FIELD, "region_code", "请选择收货地区");
        return body->address.name != NULL ||
               refuse_detail(why, &REFUSAL_MISSING_FIELD, "address", "请填写收货地址");
    }
    if (body->address.name != NULL || body->region_code != NULL)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "address_id",
                             "选了地址簿里的地址，就不用再填地址和地区");
    if (!address_find(call->task, call->session.account_id, body->address_id, &address, why)) {
        if (why->kind == &ADDRESS_NOT_FOUND)
            refuse(why, &ADDRESS_NOT_FOUND, "address_id");
        return false;
    }
    body->region_code = address.region_code;
    body->address = (struct address_body){address.name, address.phone, address.detail};
    return true;
}

static int wanted_skus(const struct trade_body *body, int64_t ids[QUOTE_MAX_LINES])
{
    const struct quote_want *wants = body->lines.items;
    for (int i = 0; i < body->lines.count; i++)
        ids[i] = wants[i].sku_id;
    return body->lines.count;
}

/* What is bought out of the basket is still in it: a second page does not buy it once more. */
static bool check_cart(struct call *call, const struct trade_body *body, struct refusal *why)
{
    int64_t ids[QUOTE_MAX_LINES];
    int count = wanted_skus(body, ids);
    return !body->from_cart || cart_holds(call->task, call->session.account_id, ids, count, why);
}

/* What was bought leaves the basket. The order stands whatever becomes of this. */
static void empty_cart(struct call *call, const struct trade_body *body)
{
    int64_t ids[QUOTE_MAX_LINES];
    struct refusal unused = {.have = -1};
    int count = wanted_skus(body, ids);
    if (body->from_cart)
        cart_remove(call->task, call->session.account_id, ids, count, &unused);
}

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

/* The trade that this key made before. */
static bool answer_made(struct call *call, int64_t trade_id, struct refusal *why)
{
    size_t length;
    const char *trade = placed_again_text(call->task, trade_id, &length, why);
    if (trade == NULL)
        return false;
    http_set_header(call->http, "Idempotency-Replayed", "true");
    return call_reply_text(call, 201, trade, length);
}

/* A key that was used before is answered although prices or stock moved since: the same request
 * gives the same trade. Without one the refusal stays as it is. */
static bool answer_again(struct call *call, const struct idempotency *key, struct refusal *why)
{
    int64_t trade_id;
    struct refusal unknown = {.have = -1};
    if (!idempotency_peek(call->task, key, &trade_id, &unknown)) {
        if (trade_id != 0)
            *why = unknown; /* it was made, but it is not known whether the disk has it */
        return false;
    }
    if (trade_id == 0)
        return false;
    *why = (struct refusal){.have = -1};
    return answer_made(call, trade_id, why);
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
    request->address = order_address_text(call->task, body->address.name, body->address.phone,
                                          body->address.detail);
    return place(call->task, request, why);
}

static bool post_trade(struct call *call, struct refusal *why)
{
    struct trade_body body = {0};
    struct idempotency key;
    struct place_request request;
    if (!call_read(call, &body, why) || !call_idempotency(call, &key, why))
        return false;
    if (!read_address(call, &body, why) || !check_cart(call, &body, why) ||
        !place_trade(call, &body, &key, &request, why))
        return answer_again(call, &key, why);
    if (request.replayed)
        return answer_made(call, request.trade_id, why);
    size_t length;
    empty_cart(call, &body);
    const char *trade = placed_text(call->task, &request, &length);
    return call_reply_text(call, 201, trade, length);
}

/* ---- the buyer's trades ---- */

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

const struct route ROUTES_TRADE[] = {
    {"trade_create", "POST", "/api/v1/trades", post_trade, .access = ACCESS_SIGNED_IN,
     .flags = ROUTE_IDEMPOTENT, .body = &TRADE, .body_max = 8 * KIB},
    {"trade_list", "GET", "/api/v1/trades", get_trades, .access = ACCESS_SIGNED_IN,
     .query = "state after limit"},
    {"trade_get", "GET", "/api/v1/trades/:trade_id", get_trade, .access = ACCESS_SIGNED_IN},
    {"trade_cancel", "POST", "/api/v1/trades/:trade_id/cancel", post_trade_cancel,
     .access = ACCESS_SIGNED_IN},
    {0},
};
