/* What follows payment: an order as its buyer and its station see it, receipt of goods, refunds,
 * packing. */
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/complete.h"
#include "orders/fulfil.h"
#include "orders/machines.h"
#include "orders/order.h"
#include "orders/order_address.h"
#include "orders/quote.h"
#include "orders/refund.h"
#include "registry/access_trail.h"

/* True for the buyer, and for those whose right over the order's producer or station says so.
 * Others do not learn that it exists. */
static bool may_see(struct call *call, int64_t order_id, enum right right, bool *own,
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
    return call_id_param(call, 0, &id, why) && may_see(call, id, RIGHT_SALES_READ, &own, why) &&
           call_reply(call, 200, order_json(call->task, id, why));
}

static bool post_confirm(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           complete_by_buyer(call->task, id, call->session.account_id, why) &&
           call_reply(call, 200, order_json(call->task, id, why));
}

/* ---- refunds */

/* A line of the order and how many of it: what a refund and a parcel name. */
#define LINE_AND_QUANTITY(type_)                                                                   \
    {                                                                                              \
        {.name = "line_id",                                                                        \
         .type = SHAPE_ID,                                                                         \
         .offset = offsetof(type_, line_id),                                                       \
         .required = true},                                                                        \
        {                                                                                          \
            .name = "quantity", .type = SHAPE_INT, .offset = offsetof(type_, quantity),            \
            .required = true, .min = 1, .max = QUOTE_MAX_QUANTITY,                                 \
            .hint = "数量应在 1 到 999 之间"                                                \
        }                                                                                          \
    }

static const struct shape_field REFUND_LINE_FIELDS[] = LINE_AND_QUANTITY(struct refund_want);
static const struct shape REFUND_LINE = SHAPE(struct refund_want, REFUND_LINE_FIELDS);

struct refund_body {
    struct shape_list lines;
    bool freight;
    const char *reason;
};
static const struct shape_field REFUND_FIELDS[] = {
    {.name = "lines",
     .type = SHAPE_LIST,
     .offset = offsetof(struct refund_body, lines),
     .min = 1,
     .max = REFUND_MAX_LINES,
     .shape = &REFUND_LINE},
    {.name = "freight", .type = SHAPE_BOOL, .offset = offsetof(struct refund_body, freight)},
    {.name = "reason",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct refund_body, reason),
     .required = true,
     .min = 1,
     .max = 80,
     .hint = "请写明退款原因（80 字以内）"},
};
static const struct shape REFUND = SHAPE(struct refund_body, REFUND_FIELDS);

static bool post_refund(struct call *call, struct refusal *why)
{
    int64_t id;
    struct refund_body body = {0};
    struct idempotency key;
    bool own;
    if (!call_id_param(call, 0, &id, why) || !call_read(call, &body, why) ||
        !call_idempotency(call, &key, why) || !may_see(call, id, RIGHT_REFUND_DECIDE, &own, why))
        return false;
    struct refund_request request = {.order_id = id,
                                     .actor_id = call->session.account_id,
                                     .by_buyer = own,
                                     .wants = body.lines.items,
                                     .count = body.lines.count,
                                     .freight = body.freight,
                                     .reason = body.reason,
                                     .key = &key};
    return call_reply(call, 201, refund_create(call->task, &request, why));
}

/* ---- the station's desk */

static bool get_station_orders(struct call *call, struct refusal *why)
{
    struct page page;
    int64_t station_id = 0;
    const char *state = machine_state_name(&ORDER_MACHINE, ORDER_PAID);
    const struct grant *grant = session_grant(&call->session, ROLE_STATION_OFFICER);
    if (!call_list(call, &page, why) || !call_id_query(call, "station_id", &station_id, why) ||
        !call_state_query(call, "state", &ORDER_MACHINE, &state, why))
        return false;
    if (station_id == 0 && grant != NULL)
        station_id = grant->org_id;
    if (grant == NULL || station_id != grant->org_id)
        return refuse(why, &REFUSAL_FORBIDDEN, "station_id");
    return call_reply(call, 200,
                      order_station_list_json(call->task, station_id, state, &page, why));
}

/* Whether the caller may pack for the order's station. */
static bool may_pack(struct call *call, int64_t order_id, struct refusal *why)
{
    struct scope scope;
    int64_t buyer_id;
    return order_scope(call->task, order_id, &scope, &buyer_id, why) &&
           call_allowed(call, RIGHT_PARCEL_WORK, &scope, why);
}

static bool get_label(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) && may_pack(call, id, why) &&
           access_trail_add(call->task, call->session.account_id, "shipping", "order", id,
                            "name,phone,detail", why) &&
           call_reply(call, 200, order_address_json(call->task, id, why));
}

static const struct shape_field PACK_ITEM_FIELDS[] = LINE_AND_QUANTITY(struct fulfil_item);
static const struct shape PACK_ITEM = SHAPE(struct fulfil_item, PACK_ITEM_FIELDS);

struct pack_body {
    int64_t weight_g;
    struct shape_list items;
};
static const struct shape_field PACK_FIELDS[] = {
    {.name = "weight_g",
     .type = SHAPE_INT,
     .offset = offsetof(struct pack_body, weight_g),
     .required = true,
     .min = 1,
     .max = 1000000,
     .hint = "请填写称重（克）"},
    {.name = "items",
     .type = SHAPE_LIST,
     .offset = offsetof(struct pack_body, items),
     .min = 1,
     .max = 50,
     .shape = &PACK_ITEM},
};
static const struct shape PACK = SHAPE(struct pack_body, PACK_FIELDS);

static bool post_parcel(struct call *call, struct refusal *why)
{
    int64_t id;
    struct pack_body body = {0};
    struct idempotency key;
    if (!call_id_param(call, 0, &id, why) || !call_read(call, &body, why) ||
        !call_idempotency(call, &key, why) || !may_pack(call, id, why))
        return false;
    struct fulfil_request request = {.order_id = id,
                                     .actor_id = call->session.account_id,
                                     .weight_g = body.weight_g,
                                     .items = body.items.items,
                                     .count = body.items.count,
                                     .key = &key};
    return call_reply(call, 201, fulfil_pack(call->task, &request, why));
}

const struct route ROUTES_ORDER[] = {
    {"order_get", "GET", "/api/v1/orders/:order_id", get_order, .access = ACCESS_SIGNED_IN},
    {"order_confirm", "POST", "/api/v1/orders/:order_id/confirm", post_confirm,
     .access = ACCESS_SIGNED_IN},
    {"refund_create", "POST", "/api/v1/orders/:order_id/refunds", post_refund,
     .access = ACCESS_SIGNED_IN, .flags = ROUTE_IDEMPOTENT, .body = &REFUND},
    {"station_order_list", "GET", "/api/v1/station/orders", get_station_orders,
     .rights = {RIGHT_PARCEL_WORK}, .query = "station_id state after limit"},
    {"order_label", "GET", "/api/v1/orders/:order_id/label", get_label,
     .rights = {RIGHT_PARCEL_WORK}},
    {"parcel_create", "POST", "/api/v1/orders/:order_id/parcels", post_parcel,
     .rights = {RIGHT_PARCEL_WORK}, .flags = ROUTE_IDEMPOTENT, .body = &PACK},
    {0},
};
