/* Lots: weighing in, boxes in and out, holding, and where the boxes went. */
#include "base/clock.h"
#include "catalog/listing_read.h"
#include "catalog/lot.h"
#include "catalog/machines.h"
#include "logistics/parcel.h"
#include "mall/api/reason.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/recall.h"

/* The lot, or listing, of the path, and the caller's right over it. */
static bool allowed_lot(struct call *call, enum right right, int64_t *lot_id, struct refusal *why)
{
    struct scope scope;
    return call_id_param(call, 0, lot_id, why) && lot_scope(call->task, *lot_id, &scope, why) &&
           call_allowed(call, right, &scope, why);
}

static bool allowed_listing(struct call *call, enum right right, int64_t *listing_id,
                            struct refusal *why)
{
    struct scope scope;
    return call_id_param(call, 0, listing_id, why) &&
           listing_scope(call->task, *listing_id, &scope, why) &&
           call_allowed(call, right, &scope, why);
}

static bool reply_lot(struct call *call, int status, int64_t lot_id, struct refusal *why)
{
    return call_reply(call, status, lot_json(call->task, lot_id, why));
}

/* ---- intake ---- */

static bool post_lot(struct call *call, struct refusal *why)
{
    struct lot_draft draft = {.weight_g = 0};
    struct idempotency key;
    char today[11];
    int64_t listing_id, lot_id;
    if (!call_read(call, &draft, why) || !allowed_listing(call, RIGHT_LOT_INTAKE, &listing_id, why))
        return false;
    struct listing_writer writer = {.actor_id = call->session.account_id, .key = &key};
    clock_beijing_day(clock_now_us(), today);
    return lot_draft_check(&draft, today, why) && call_idempotency(call, &key, why) &&
           lot_create(call->task, &writer, listing_id, &draft, &lot_id, why) &&
           reply_lot(call, 201, lot_id, why);
}

static bool get_lots(struct call *call, struct refusal *why)
{
    int64_t listing_id;
    struct page page;
    const char *state = "";
    return allowed_listing(call, RIGHT_LISTING_READ, &listing_id, why) &&
           call_list(call, &page, why) &&
           call_state_query(call, "state", &LOT_MACHINE, &state, why) &&
           call_reply(call, 200, lot_list_json(call->task, listing_id, state, &page, why));
}

static bool get_region_lots(struct call *call, struct refusal *why)
{
    struct page page;
    const char *region = "", *state = "";
    if (!call_list(call, &page, why) || !call_region_query(call, "region", &region, why) ||
        !call_state_query(call, "state", &LOT_MACHINE, &state, why) ||
        !call_desk(call, RIGHT_LOT_HOLD, &region, why))
        return false;
    if (region[0] == '\0')
        return refuse(why, &REFUSAL_MISSING_FIELD, "region");
    return call_reply(call, 200, lot_region_list_json(call->task, region, state, &page, why));
}

static bool get_lot(struct call *call, struct refusal *why)
{
    int64_t lot_id;
    return allowed_lot(call, RIGHT_LISTING_READ, &lot_id, why) && reply_lot(call, 200, lot_id, why);
}

/* ---- boxes ---- */

struct movement_body {
    int64_t sku_id, boxes, weight_g;
    const char *reason;
};

static const struct shape_field RECEIVE_FIELDS[] = {
    FIELD_ID(struct movement_body, sku_id, REQUIRED, "请选择规格"),
    FIELD_INT(struct movement_body, boxes, REQUIRED, 1, 1000000, "件数应为 1 到 1000000"),
};
static const struct shape RECEIVE = SHAPE(struct movement_body, RECEIVE_FIELDS);

static bool post_lot_stock(struct call *call, struct refusal *why)
{
    struct movement_body body = {.sku_id = 0};
    struct idempotency key;
    int64_t lot_id, movement_id;
    if (!call_read(call, &body, why) || !allowed_lot(call, RIGHT_LOT_INTAKE, &lot_id, why) ||
        !call_idempotency(call, &key, why))
        return false;
    struct listing_writer writer = {.actor_id = call->session.account_id, .key = &key};
    struct lot_movement movement = {lot_id, body.sku_id, body.boxes, ""};
    return lot_receive(call->task, &writer, &movement, &movement_id, why) &&
           reply_lot(call, 201, lot_id, why);
}

static const struct shape_field WRITE_OFF_FIELDS[] = {
    FIELD_ID(struct movement_body, sku_id, OPTIONAL, "请选择规格"),
    FIELD_INT(struct movement_body, boxes, OPTIONAL, 1, 1000000, "件数应为 1 到 1000000"),
    FIELD_INT(struct movement_body, weight_g, OPTIONAL, 1, 1000000000, "重量应为 1 克到 1000 吨"),
    FIELD_TEXT(struct movement_body, reason, REQUIRED, 2, 100, "请写明报损原因，2 到 100 个字"),
};
static const struct shape WRITE_OFF = SHAPE(struct movement_body, WRITE_OFF_FIELDS);

/* Boxes of a SKU, or loose goods by weight: one of the two. */
static bool check_write_off(const struct movement_body *body, struct refusal *why)
{
    bool boxed = body->sku_id != 0 || body->boxes != 0;
    if (boxed && body->weight_g != 0)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "weight_g", "按件报损时不填重量");
    if (boxed && (body->sku_id == 0 || body->boxes == 0))
        return refuse(why, &REFUSAL_MISSING_FIELD, body->sku_id == 0 ? "sku_id" : "boxes");
    return boxed || body->weight_g != 0 || refuse(why, &REFUSAL_MISSING_FIELD, "boxes");
}

static bool write_off(struct call *call, int64_t lot_id, const struct movement_body *body,
                      struct refusal *why)
{
    struct idempotency key;
    struct listing_writer writer = {.actor_id = call->session.account_id, .key = &key};
    struct lot_movement movement = {lot_id, body->sku_id, body->boxes, body->reason};
    int64_t movement_id;
    if (!call_idempotency(call, &key, why))
        return false;
    if (body->weight_g != 0)
        return lot_lose(call->task, &writer, lot_id, body->weight_g, body->reason, why);
    return lot_write_off(call->task, &writer, &movement, &movement_id, why);
}

static bool post_lot_write_off(struct call *call, struct refusal *why)
{
    struct movement_body body = {.sku_id = 0};
    int64_t lot_id;
    return call_read(call, &body, why) && allowed_lot(call, RIGHT_LOT_INTAKE, &lot_id, why) &&
           check_write_off(&body, why) && write_off(call, lot_id, &body, why) &&
           reply_lot(call, 201, lot_id, why);
}

/* ---- state ---- */

static bool move(struct call *call, enum right right, enum lot_state to, struct refusal *why)
{
    const char *reason;
    int64_t lot_id;
    return call_reason(call, &reason, why) && allowed_lot(call, right, &lot_id, why) &&
           lot_move(call->task, lot_id, to, call->session.account_id, reason, why) &&
           reply_lot(call, 200, lot_id, why);
}

static bool post_lot_hold(struct call *call, struct refusal *why)
{
    return move(call, RIGHT_LOT_HOLD, LOT_HELD, why);
}

static bool post_lot_open(struct call *call, struct refusal *why)
{
    return move(call, RIGHT_LOT_HOLD, LOT_OPEN, why);
}

static bool post_lot_close(struct call *call, struct refusal *why)
{
    return move(call, RIGHT_LOT_INTAKE, LOT_CLOSED, why);
}

/* ---- trace ---- */

/* Forward to orders by the parcels that hold its boxes, a page of them, and those that wait for
 * some; back to the households
 * whose fruit it is. */
static bool get_lot_trace(struct call *call, struct refusal *why)
{
    int64_t lot_id;
    struct page page;
    json_t *lot = NULL, *suppliers = NULL, *reserved = NULL;
    if (!allowed_lot(call, RIGHT_LOT_HOLD, &lot_id, why) || !call_list(call, &page, why))
        return false;
    json_t *trace = parcels_of_lot_json(call->task, lot_id, &page, why);
    if (trace == NULL)
        return false;
    if ((lot = lot_json(call->task, lot_id, why)) == NULL ||
        (suppliers = lot_suppliers_json(call->task, lot_id, why)) == NULL ||
        (reserved = recall_reserved_json(call->task, lot_id, why)) == NULL) {
        json_decref(trace);
        json_decref(lot);
        json_decref(suppliers);
        return false;
    }
    json_object_set_new(trace, "lot", lot);
    json_object_set_new(trace, "households", suppliers);
    json_object_set_new(trace, "reserved", reserved);
    return call_reply(call, 200, trace);
}

const struct route ROUTES_LOT[] = {
    {"lot_create", "POST", "/api/v1/listings/:listing_id/lots", post_lot,
     .rights = {RIGHT_LOT_INTAKE}, .flags = ROUTE_IDEMPOTENT, .body = &LOT_DRAFT_SHAPE,
     .body_max = 128 * KIB},
    {"lot_list", "GET", "/api/v1/listings/:listing_id/lots", get_lots,
     .rights = {RIGHT_LISTING_READ}, .query = "state after limit"},
    {"lot_region_list", "GET", "/api/v1/lots", get_region_lots, .rights = {RIGHT_LOT_HOLD},
     .query = "region state after limit"},
    {"lot_get", "GET", "/api/v1/lots/:lot_id", get_lot, .rights = {RIGHT_LISTING_READ}},
    {"lot_stock", "POST", "/api/v1/lots/:lot_id/stock", post_lot_stock,
     .rights = {RIGHT_LOT_INTAKE}, .flags = ROUTE_IDEMPOTENT, .body = &RECEIVE, .body_max = KIB},
    {"lot_write_off", "POST", "/api/v1/lots/:lot_id/write-off", post_lot_write_off,
     .rights = {RIGHT_LOT_INTAKE}, .flags = ROUTE_IDEMPOTENT, .body = &WRITE_OFF,
     .body_max = 4 * KIB},
    {"lot_hold", "POST", "/api/v1/lots/:lot_id/hold", post_lot_hold, .rights = {RIGHT_LOT_HOLD},
     .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"lot_open", "POST", "/api/v1/lots/:lot_id/open", post_lot_open, .rights = {RIGHT_LOT_HOLD},
     .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"lot_close", "POST", "/api/v1/lots/:lot_id/close", post_lot_close,
     .rights = {RIGHT_LOT_INTAKE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"lot_trace", "GET", "/api/v1/lots/:lot_id/trace", get_lot_trace, .rights = {RIGHT_LOT_HOLD},
     .query = "after limit"},
    {0},
};
