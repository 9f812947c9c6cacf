/* Parcels on their way. */
#include "base/clock.h"
#include "logistics/parcel.h"
#include "logistics/tracking.h"
#include "logistics/waybill.h"
#include "mall/api/order.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/correct.h"
#include "orders/hand_over.h"
#include "orders/order.h"
#include "orders/unpack.h"

static bool may_work(struct call *call, int64_t *parcel_id, int64_t *order_id, struct refusal *why)
{
    struct scope scope;
    return call_id_param(call, 0, parcel_id, why) &&
           parcel_scope(call->task, *parcel_id, &scope, order_id, why) &&
           call_allowed(call, RIGHT_PARCEL_WORK, &scope, why);
}

/* The buyer of its order, or who works on or reads the sales of the station. Others are told
 * nothing. */
static bool may_follow(struct call *call, int64_t *parcel_id, struct refusal *why)
{
    struct scope scope;
    int64_t order_id, buyer_id;
    return call_id_param(call, 0, parcel_id, why) &&
           parcel_scope(call->task, *parcel_id, &scope, &order_id, why) &&
           order_scope(call->task, order_id, &scope, &buyer_id, why) &&
           (buyer_id == call->session.account_id ||
            permission_allows(&call->session, RIGHT_SALES_READ, &scope) ||
            refuse(why, &PARCEL_NOT_FOUND, NULL));
}

static bool reply_parcel(struct call *call, int64_t parcel_id, const char *warning,
                         struct refusal *why)
{
    json_t *parcel = parcel_json(call->task, parcel_id, why);
    if (parcel != NULL && warning != NULL)
        json_object_set_new(parcel, "warning", json_string(warning));
    return call_reply(call, 200, parcel);
}

static bool get_parcel(struct call *call, struct refusal *why)
{
    int64_t id;
    return may_follow(call, &id, why) && reply_parcel(call, id, NULL, why);
}

static bool get_tracking(struct call *call, struct refusal *why)
{
    int64_t id;
    return may_follow(call, &id, why) && call_reply(call, 200, tracking_json(call->task, id, why));
}

struct hand_over_body {
    const char *carrier, *waybill_no;
};
static const struct shape_field HAND_OVER_FIELDS[] = {
    FIELD_TEXT(struct hand_over_body, carrier, REQUIRED, 1, 20, "请选择快递公司"),
    FIELD_TEXT(struct hand_over_body, waybill_no, REQUIRED, 6, 60, "请填写运单号"),
};
static const struct shape HAND_OVER = SHAPE(struct hand_over_body, HAND_OVER_FIELDS);

static bool post_hand_over(struct call *call, struct refusal *why)
{
    struct hand_over_body body = {NULL, NULL};
    struct hand_over_request request = {.actor_id = call->session.account_id};
    bool wide = false;
    if (!may_work(call, &request.parcel_id, &request.order_id, why) || !call_read(call, &body, why))
        return false;
    request.carrier = body.carrier;
    request.waybill_no = body.waybill_no;
    return hand_over(call->task, &request, &wide, why) &&
           reply_parcel(call, request.parcel_id,
                        wide ? "单号不是这家快递公司现在常用的格式，请再核对一次" : NULL, why);
}

/* ---- opened again ---- */

static const struct shape_field SPOILED_FIELDS[] = {ORDER_LINE_FIELDS(struct unpack_spoiled)};
static const struct shape SPOILED = SHAPE(struct unpack_spoiled, SPOILED_FIELDS);

struct unpack_body {
    struct shape_list spoiled;
    const char *reason;
};
static const struct shape_field UNPACK_FIELDS[] = {
    FIELD_LIST(struct unpack_body, spoiled, OPTIONAL, 0, UNPACK_MAX_SPOILED, SPOILED,
               "请写明坏了哪几件"),
    FIELD_TEXT(struct unpack_body, reason, REQUIRED, 2, 80, "请写明拆包原因，2 到 80 个字"),
};
static const struct shape UNPACK = SHAPE(struct unpack_body, UNPACK_FIELDS);

static bool post_unpack(struct call *call, struct refusal *why)
{
    struct unpack_body body = {.reason = NULL};
    struct unpack_request request = {.actor_id = call->session.account_id};
    if (!may_work(call, &request.parcel_id, &request.order_id, why) || !call_read(call, &body, why))
        return false;
    request.spoiled = body.spoiled.items;
    request.spoiled_count = body.spoiled.count;
    request.reason = body.reason;
    return unpack(call->task, &request, why) && reply_parcel(call, request.parcel_id, NULL, why);
}

struct event_body {
    const char *state, *text;
};
static const char *const ENTERED[] = {
    "in_transit", "out_for_delivery", "signed", "returned", "lost", NULL};
static const struct shape_field EVENT_FIELDS[] = {
    FIELD_CHOICE(struct event_body, state, REQUIRED, ENTERED,
                 "请选择：运输中、派送中、已签收、已退回、丢失"),
    FIELD_TEXT(struct event_body, text, REQUIRED, 1, 200, "请写一句说明，最多 200 个字"),
};
static const struct shape EVENT = SHAPE(struct event_body, EVENT_FIELDS);

static bool post_event(struct call *call, struct refusal *why)
{
    struct event_body body = {NULL, NULL};
    int64_t id, order_id;
    return may_work(call, &id, &order_id, why) && call_read(call, &body, why) &&
           tracking_enter(call->task, id, (enum tracking_state)tracking_find_state(body.state),
                          body.text, call->session.account_id, why) &&
           reply_parcel(call, id, NULL, why);
}

static const char *const CORRECTED[] = {"in_transit", "signed", "returned", "lost", NULL};
static const struct shape_field CORRECT_FIELDS[] = {
    FIELD_CHOICE(struct event_body, state, REQUIRED, CORRECTED,
                 "请选择：运输中、已签收、已退回、丢失"),
    FIELD_TEXT(struct event_body, text, REQUIRED, 2, 200, "请写明更正原因，2 到 200 个字"),
};
static const struct shape CORRECT = SHAPE(struct event_body, CORRECT_FIELDS);

static bool post_correct(struct call *call, struct refusal *why)
{
    struct event_body body = {NULL, NULL};
    struct correct_request request = {.actor_id = call->session.account_id};
    if (!may_work(call, &request.parcel_id, &request.order_id, why) || !call_read(call, &body, why))
        return false;
    request.state = (enum tracking_state)tracking_find_state(body.state);
    request.reason = body.text;
    return correct(call->task, &request, why) && reply_parcel(call, request.parcel_id, NULL, why);
}

static bool get_station_parcels(struct call *call, struct refusal *why)
{
    struct page page;
    struct parcel_query query = {.state = "", .carrier = "", .handed_over_on = ""};
    const char *carrier = call_query(call, "carrier"), *day = call_query(call, "handed_over_on");
    if (carrier != NULL && waybill_carrier_find(carrier) == NULL)
        return refuse(why, &REFUSAL_INVALID_FIELD, "carrier");
    if (day != NULL && !clock_is_date(day))
        return refuse(why, &REFUSAL_INVALID_FIELD, "handed_over_on");
    query.carrier = carrier != NULL ? carrier : "";
    query.handed_over_on = day != NULL ? day : "";
    return call_list(call, &page, why) &&
           call_state_query(call, "state", &PARCEL_MACHINE, &query.state, why) &&
           call_station(call, RIGHT_PARCEL_WORK, &query.station_id, why) &&
           call_reply(call, 200, parcels_of_station_json(call->task, &query, &page, why));
}

const struct route ROUTES_PARCEL[] = {
    {"parcel_get", "GET", "/api/v1/parcels/:parcel_id", get_parcel, .access = ACCESS_SIGNED_IN},
    {"parcel_tracking", "GET", "/api/v1/parcels/:parcel_id/tracking", get_tracking,
     .access = ACCESS_SIGNED_IN},
    {"station_parcel_list", "GET", "/api/v1/station/parcels", get_station_parcels,
     .rights = {RIGHT_PARCEL_WORK}, .query = "station_id state carrier handed_over_on after limit"},
    {"parcel_hand_over", "POST", "/api/v1/parcels/:parcel_id/hand-over", post_hand_over,
     .rights = {RIGHT_PARCEL_WORK}, .body = &HAND_OVER, .body_max = 4 * KIB},
    {"parcel_unpack", "POST", "/api/v1/parcels/:parcel_id/unpack", post_unpack,
     .rights = {RIGHT_PARCEL_WORK}, .body = &UNPACK, .body_max = 8 * KIB},
    {"parcel_event", "POST", "/api/v1/parcels/:parcel_id/events", post_event,
     .rights = {RIGHT_PARCEL_WORK}, .body = &EVENT, .body_max = 4 * KIB},
    {"parcel_correct", "POST", "/api/v1/parcels/:parcel_id/correct", post_correct,
     .rights = {RIGHT_PARCEL_WORK}, .body = &CORRECT, .body_max = 4 * KIB},
    {0},
};
