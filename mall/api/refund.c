/* Refunds of an order. */
#include "orders/refund.h"

#include "mall/api/order.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/refund_quote.h"
#include "payment/refund.h"

static const struct shape_field LINE_FIELDS[] = {ORDER_LINE_FIELDS(struct refund_want)};
static const struct shape LINE = SHAPE(struct refund_want, LINE_FIELDS);

struct refund_body {
    struct shape_list lines;
    bool freight;
    const char *reason;
};
static const struct shape_field REFUND_FIELDS[] = {
    FIELD_LIST(struct refund_body, lines, OPTIONAL, 1, REFUND_MAX_LINES, LINE, NULL),
    FIELD_BOOL(struct refund_body, freight, OPTIONAL, NULL),
    FIELD_TEXT(struct refund_body, reason, REQUIRED, 1, 80, "请写明退款原因（80 字以内）"),
};
static const struct shape REFUND = SHAPE(struct refund_body, REFUND_FIELDS);

/* Who decides everywhere, whatever the limits are. */
static bool is_operator(struct call *call)
{
    return permission_allows(&call->session, RIGHT_REFUND_DECIDE, NULL);
}

static bool post_refund(struct call *call, struct refusal *why)
{
    int64_t id;
    struct refund_body body = {0};
    struct idempotency key;
    bool own;
    if (!call_id_param(call, 0, &id, why) || !call_read(call, &body, why) ||
        !call_idempotency(call, &key, why) || !call_order(call, RIGHT_REFUND_DECIDE, id, &own, why))
        return false;
    struct refund_request request = {.order_id = id,
                                     .actor_id = call->session.account_id,
                                     .by_buyer = own,
                                     .by_operator = is_operator(call),
                                     .wants = body.lines.items,
                                     .count = body.lines.count,
                                     .freight = body.freight,
                                     .reason = body.reason,
                                     .key = &key};
    return call_reply(call, 201, refund_create(call->task, &request, why));
}

struct refund_quote_body {
    struct shape_list lines;
    bool freight;
};
static const struct shape_field REFUND_QUOTE_FIELDS[] = {
    FIELD_LIST(struct refund_quote_body, lines, OPTIONAL, 1, REFUND_MAX_LINES, LINE, NULL),
    FIELD_BOOL(struct refund_quote_body, freight, OPTIONAL, NULL),
};
static const struct shape REFUND_QUOTE = SHAPE(struct refund_quote_body, REFUND_QUOTE_FIELDS);

static bool post_refund_quote(struct call *call, struct refusal *why)
{
    int64_t id;
    struct refund_quote_body body = {0};
    bool own;
    if (!call_id_param(call, 0, &id, why) || !call_read(call, &body, why) ||
        !call_order(call, RIGHT_REFUND_DECIDE, id, &own, why))
        return false;
    struct refund_request request = {.order_id = id,
                                     .actor_id = call->session.account_id,
                                     .by_buyer = own,
                                     .by_operator = is_operator(call),
                                     .wants = body.lines.items,
                                     .count = body.lines.count,
                                     .freight = body.freight};
    return call_reply(call, 200, refund_quote_json(call->task, &request, why));
}

static bool get_station_refunds(struct call *call, struct refusal *why)
{
    struct page page;
    int64_t station_id;
    const char *state = "";
    return call_list(call, &page, why) &&
           call_state_query(call, "state", &PAYMENT_REFUND_MACHINE, &state, why) &&
           call_station(call, RIGHT_REFUND_DECIDE, &station_id, why) &&
           call_reply(call, 200,
                      refund_station_list_json(call->task, station_id, state, &page, why));
}

const struct route ROUTES_REFUND[] = {
    {"refund_create", "POST", "/api/v1/orders/:order_id/refunds", post_refund,
     .access = ACCESS_SIGNED_IN, .flags = ROUTE_IDEMPOTENT, .body = &REFUND, .body_max = 8 * KIB},
    {"refund_quote", "POST", "/api/v1/orders/:order_id/refund-quotes", post_refund_quote,
     .access = ACCESS_SIGNED_IN, .body = &REFUND_QUOTE, .body_max = 8 * KIB},
    {"station_refund_list", "GET", "/api/v1/station/refunds", get_station_refunds,
     .rights = {RIGHT_REFUND_DECIDE}, .query = "station_id state after limit"},
    {0},
};
