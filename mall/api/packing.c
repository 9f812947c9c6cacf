/* Packing at the station's desk: where an order goes, and its boxes into a parcel. */
#include "mall/api/order.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/fulfil.h"
#include "orders/order.h"
#include "orders/order_address.h"
#include "registry/access_trail.h"

/* Whether the caller may pack for the order's station. */
static bool may_pack(struct call *call, int64_t order_id, struct scope *scope, struct refusal *why)
{
    int64_t buyer_id;
    return order_scope(call->task, order_id, scope, &buyer_id, why) &&
           call_allowed(call, RIGHT_PARCEL_WORK, scope, why);
}

static bool get_label(struct call *call, struct refusal *why)
{
    struct scope scope;
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !may_pack(call, id, &scope, why) ||
        !order_address_needed(call->task, id, why))
        return false;
    struct access_reading reading = {.account_id = call->session.account_id,
                                     .purpose = "shipping",
                                     .subject = "order",
                                     .subject_id = id,
                                     .county_code = scope.region_code,
                                     .fields = "name,phone,detail"};
    return access_trail_open(call->task, &reading, "MALL_LABEL_DAILY", why) &&
           call_reply(call, 200, order_address_json(call->task, id, why));
}

static const struct shape_field ITEM_FIELDS[] = {ORDER_LINE_FIELDS(struct fulfil_item)};
static const struct shape ITEM = SHAPE(struct fulfil_item, ITEM_FIELDS);

struct pack_body {
    int64_t weight_g;
    struct shape_list items;
};
static const struct shape_field PACK_FIELDS[] = {
    FIELD_INT(struct pack_body, weight_g, REQUIRED, 1, 1000000, "请填写称重（克）"),
    FIELD_LIST(struct pack_body, items, OPTIONAL, 1, 50, ITEM, NULL),
};
static const struct shape PACK = SHAPE(struct pack_body, PACK_FIELDS);

static bool post_parcel(struct call *call, struct refusal *why)
{
    int64_t id;
    struct pack_body body = {0};
    struct idempotency key;
    struct scope scope;
    if (!call_id_param(call, 0, &id, why) || !call_read(call, &body, why) ||
        !call_idempotency(call, &key, why) || !may_pack(call, id, &scope, why))
        return false;
    struct fulfil_request request = {.order_id = id,
                                     .actor_id = call->session.account_id,
                                     .weight_g = body.weight_g,
                                     .items = body.items.items,
                                     .count = body.items.count,
                                     .key = &key};
    return call_reply(call, 201, fulfil_pack(call->task, &request, why));
}

const struct route ROUTES_PACKING[] = {
    {"order_label", "GET", "/api/v1/orders/:order_id/label", get_label,
     .rights = {RIGHT_PARCEL_WORK}},
    {"parcel_create", "POST", "/api/v1/orders/:order_id/parcels", post_parcel,
     .rights = {RIGHT_PARCEL_WORK}, .flags = ROUTE_IDEMPOTENT, .body = &PACK, .body_max = 16 * KIB},
    {0},
};
