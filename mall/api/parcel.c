/* Freight, parcels on their way, and what the tracking service pushes. */
#include <stddef.h>
#include <string.h>

#include "base/log.h"
#include "logistics/carrier_client.h"
#include "logistics/freight_quote.h"
#include "logistics/freight_table.h"
#include "logistics/parcel.h"
#include "logistics/tracking.h"
#include "logistics/waybill.h"
#include "mall/api/call.h"
#include "mall/api/routes.h"
#include "orders/order.h"
#include "registry/region.h"

/* ---- freight ---- */

/* A required query parameter that is a division code. */
static bool code_query(struct call *call, const char *name, const char **code)
{
    struct refusal why = {.have = -1};
    *code = http_query(call->http, name);
    if (*code != NULL && region_is_code(*code))
        return true;
    if (*code == NULL)
        refuse(&why, &REFUSAL_MISSING_FIELD, name);
    else
        refuse_detail(&why, &REFUSAL_INVALID_FIELD, name, "区划代码为 6、9 或 12 位数字");
    call_refuse(call, &why);
    return false;
}

static void get_freight(struct call *call)
{
    struct refusal why = {.have = -1};
    const char *county, *region;
    int64_t weight_g = 0, freight_fen;
    if (!code_query(call, "county", &county) || !code_query(call, "region", &region) ||
        !call_int_query(call, "weight_g", 1, 1000000, &weight_g))
        return;
    if (weight_g == 0)
        refuse(&why, &REFUSAL_MISSING_FIELD, "weight_g");
    else if (freight_quote(call->task, county, region, weight_g, &freight_fen, &why)) {
        call_reply(call, 200,
                   json_pack("{s:s, s:s, s:I, s:I}", "county_code", county, "region_code", region,
                             "weight_g", (json_int_t)weight_g, "freight_fen",
                             (json_int_t)freight_fen));
        return;
    }
    call_refuse(call, &why);
}

static void reply_table(struct call *call, const char *county)
{
    struct refusal why = {.have = -1};
    const struct freight_table *table;
    if (freight_table_find(call->task, county, &table, &why))
        call_reply(call, 200, freight_table_json(table, county));
    else
        call_refuse(call, &why);
}

static void get_freight_table(struct call *call)
{
    reply_table(call, call_param(call, 0));
}

static void put_freight_table(struct call *call)
{
    struct refusal why = {.have = -1};
    struct freight_table_draft draft = {.rows = {NULL, 0}};
    const char *county = call_param(call, 0);
    if (!call_allowed(call, RIGHT_FREIGHT_EDIT, &(struct scope){.region_code = county}) ||
        !call_read(call, &FREIGHT_TABLE_SHAPE, &draft))
        return;
    if (strlen(county) != 6 || strspn(county, "0123456789") != 6)
        refuse(&why, &REFUSAL_NOT_FOUND, NULL);
    else if (freight_table_check(&draft, &why) &&
             freight_table_replace(call->task, county, &draft, &why)) {
        call_reply_nothing(call);
        return;
    }
    call_refuse(call, &why);
}

/* ---- carriers ---- */

static json_t *carrier_json(const struct waybill_carrier *carrier)
{
    return json_pack("{s:s, s:s}", "code", carrier->code, "name", carrier->name);
}

/* All carriers, or with ?number= those that a waybill may belong to, likeliest first. */
static void get_carriers(struct call *call)
{
    enum { SUGGESTED_MAX = 10 };
    const struct waybill_carrier *suggested[SUGGESTED_MAX];
    char number[WAYBILL_MAX + 1];
    const char *text = http_query(call->http, "number");
    json_t *items = json_array();
    if (text == NULL) {
        int count;
        const struct waybill_carrier *all = waybill_carriers(&count);
        for (int i = 0; i < count; i++)
            json_array_append_new(items, carrier_json(&all[i]));
    } else if (waybill_normalise(text, number)) {
        int count = waybill_suggest(number, suggested, SUGGESTED_MAX);
        for (int i = 0; i < count; i++)
            json_array_append_new(items, carrier_json(suggested[i]));
    }
    call_reply(call, 200, json_pack("{s:o}", "items", items));
}

/* ---- parcels ---- */

static bool find_place(struct call *call, struct parcel_place *place)
{
    struct refusal why = {.have = -1};
    int64_t id;
    if (!call_id_param(call, 0, &id))
        return false;
    if (parcel_place(call->task, id, place, &why))
        return true;
    call_refuse(call, &why);
    return false;
}

static bool may_work(struct call *call, struct parcel_place *place)
{
    return find_place(call, place) &&
           call_allowed(
               call, RIGHT_PARCEL_WORK,
               &(struct scope){.region_code = place->county_code, .station_id = place->station_id});
}

/* The buyer of its order, or who works on or reads the sales of the station. Others are told
 * nothing. */
static bool may_follow(struct call *call, struct parcel_place *place)
{
    struct refusal why = {.have = -1};
    struct order_place order;
    if (!find_place(call, place))
        return false;
    if (!order_place(call->task, place->order_id, &order, &why)) {
        call_refuse(call, &why);
        return false;
    }
    struct scope scope = {.region_code = place->county_code,
                          .station_id = place->station_id,
                          .org_id = order.producer_id};
    if (order.buyer_id == call->session.account_id ||
        permission_allows(&call->session, RIGHT_SALES_READ, &scope))
        return true;
    refuse(&why, &PARCEL_NOT_FOUND, NULL);
    call_refuse(call, &why);
    return false;
}

static void reply_parcel(struct call *call, int64_t parcel_id, const char *warning)
{
    struct refusal why = {.have = -1};
    json_t *parcel = parcel_json(call->task, parcel_id, &why);
    if (parcel == NULL) {
        call_refuse(call, &why);
        return;
    }
    if (warning != NULL)
        json_object_set_new(parcel, "warning", json_string(warning));
    call_reply(call, 200, parcel);
}

static void get_parcel(struct call *call)
{
    struct parcel_place place;
    if (may_follow(call, &place))
        reply_parcel(call, place.id, NULL);
}

static void get_tracking(struct call *call)
{
    struct refusal why = {.have = -1};
    struct parcel_place place;
    if (!may_follow(call, &place))
        return;
    json_t *parcel = parcel_json(call->task, place.id, &why);
    if (parcel == NULL) {
        call_refuse(call, &why);
        return;
    }
    json_t *answer = json_pack(
        "{s:O, s:O, s:O, s:O, s:O, s:O, s:O}", "id", json_object_get(parcel, "id"), "state",
        json_object_get(parcel, "state"), "carrier", json_object_get(parcel, "carrier"),
        "carrier_name", json_object_get(parcel, "carrier_name"), "waybill_no",
        json_object_get(parcel, "waybill_no"), "signed_at", json_object_get(parcel, "signed_at"),
        "events", json_object_get(parcel, "tracking"));
    json_decref(parcel);
    call_reply(call, 200, answer);
}

struct hand_over_body {
    const char *carrier, *waybill_no;
};
static const struct shape_field HAND_OVER_FIELDS[] = {
    {.name = "carrier",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct hand_over_body, carrier),
     .required = true,
     .min = 1,
     .max = 20,
     .hint = "请选择快递公司"},
    {.name = "waybill_no",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct hand_over_body, waybill_no),
     .required = true,
     .min = 6,
     .max = 60,
     .hint = "请填写运单号"},
};
static const struct shape HAND_OVER = SHAPE(struct hand_over_body, HAND_OVER_FIELDS);

static void post_hand_over(struct call *call)
{
    struct refusal why = {.have = -1};
    struct hand_over_body body = {NULL, NULL};
    struct parcel_place place;
    bool wide = false;
    if (!may_work(call, &place) || !call_read(call, &HAND_OVER, &body))
        return;
    if (parcel_hand_over(call->task, place.id, body.carrier, body.waybill_no,
                         call->session.account_id, &wide, &why))
        reply_parcel(call, place.id,
                     wide ? "单号不是这家快递公司现在常用的格式，请再核对一次" : NULL);
    else
        call_refuse(call, &why);
}

struct event_body {
    const char *state, *text;
};
static const char *const ENTERED[] = {
    "in_transit", "out_for_delivery", "signed", "returned", "lost", NULL};
static const struct shape_field EVENT_FIELDS[] = {
    {.name = "state",
     .type = SHAPE_CHOICE,
     .offset = offsetof(struct event_body, state),
     .required = true,
     .choices = ENTERED,
     .hint = "请选择：运输中、派送中、已签收、已退回、丢失"},
    {.name = "text",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct event_body, text),
     .required = true,
     .min = 1,
     .max = 200,
     .hint = "请写一句说明，最多 200 个字"},
};
static const struct shape EVENT = SHAPE(struct event_body, EVENT_FIELDS);

static void post_event(struct call *call)
{
    struct refusal why = {.have = -1};
    struct event_body body = {NULL, NULL};
    struct parcel_place place;
    if (!may_work(call, &place) || !call_read(call, &EVENT, &body))
        return;
    if (tracking_enter(call->task, place.id, body.state, body.text, call->session.account_id, &why))
        reply_parcel(call, place.id, NULL);
    else
        call_refuse(call, &why);
}

/* ---- pushes ---- */

/* In the service's own words: it pushes again unless it reads result true. */
static void reply_push(struct call *call, int status, const char *code, const char *message)
{
    call_reply(call, status,
               json_pack("{s:b, s:s, s:s}", "result", (int)(status == 200), "returnCode", code,
                         "message", message));
}

static void post_push(struct call *call)
{
    struct refusal why = {.have = -1};
    const char *param = call_form(call, "param"), *sign = call_form(call, "sign");
    if (param == NULL || sign == NULL) {
        reply_push(call, 400, "400", "缺少 param 或 sign");
        return;
    }
    if (tracking_push(call->task, param, sign, &why)) {
        reply_push(call, 200, "200", "成功");
        return;
    }
    log_warn("push_refused", LOG_S("code", why.kind->code), LOG_S("field", why.field));
    reply_push(call, why.kind->status,
               why.kind->status == 401   ? "503"
               : why.kind->status == 400 ? "400"
                                         : "500",
               why.kind->title);
}

/* ---- the table ---- */

const struct route ROUTES_LOGISTICS[] = {
    {"freight_get", "GET", "/api/v1/freight", get_freight, ACCESS_PUBLIC, 0},
    {"freight_table_get", "GET", "/api/v1/freight-tables/:county_code", get_freight_table,
     ACCESS_PUBLIC, 0},
    {"freight_table_put", "PUT", "/api/v1/freight-tables/:county_code", put_freight_table,
     ACCESS_STATION, 0},
    {"carrier_list", "GET", "/api/v1/carriers", get_carriers, ACCESS_PUBLIC, 0},
    {"parcel_get", "GET", "/api/v1/parcels/:parcel_id", get_parcel, ACCESS_SIGNED_IN, 0},
    {"parcel_tracking", "GET", "/api/v1/parcels/:parcel_id/tracking", get_tracking,
     ACCESS_SIGNED_IN, 0},
    {"parcel_hand_over", "POST", "/api/v1/parcels/:parcel_id/hand-over", post_hand_over,
     ACCESS_STATION, 0},
    {"parcel_event", "POST", "/api/v1/parcels/:parcel_id/events", post_event, ACCESS_STATION, 0},
    {"carrier_push", "POST", CARRIER_PUSH_PATH, post_push, ACCESS_PUBLIC,
     ROUTE_FORM | ROUTE_UNCHECKED},
    {.name = NULL},
};
