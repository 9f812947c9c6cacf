/* Carriers, and what the service that follows their parcels pushes. */
#include "base/log.h"
#include "logistics/carrier_client.h"
#include "logistics/tracking.h"
#include "logistics/waybill.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

static json_t *carrier_json(const struct waybill_carrier *carrier)
{
    return json_pack("{s:s, s:s}", "code", carrier->code, "name", carrier->name);
}

/* All carriers, or with ?number= those that a waybill may belong to, likeliest first. */
static bool get_carriers(struct call *call, struct refusal *why)
{
    enum { SUGGESTED_MAX = 10 };
    const struct waybill_carrier *suggested[SUGGESTED_MAX];
    char number[WAYBILL_MAX + 1];
    const char *text = call_query(call, "number");
    json_t *items = json_array();
    (void)why;
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
    return call_reply_list(call, items);
}

/* ---- pushes ---- */

/* In the service's own words: it pushes again unless it reads result true. */
static bool reply_push(struct call *call, int status, const char *code, const char *message)
{
    return call_reply(call, status,
                      json_pack("{s:b, s:s, s:s}", "result", (int)(status == 200), "returnCode",
                                code, "message", message));
}

static bool post_push(struct call *call, struct refusal *why)
{
    const char *param = call_form(call, "param"), *sign = call_form(call, "sign");
    if (param == NULL || sign == NULL)
        return reply_push(call, 400, "400", "缺少 param 或 sign");
    if (tracking_push(call->task, param, sign, why))
        return reply_push(call, 200, "200", "成功");
    log_warn("push_refused", LOG_S("code", why->kind->code), LOG_S("field", why->field));
    return reply_push(call, why->kind->status,
                      why->kind->status == 401   ? "503"
                      : why->kind->status == 400 ? "400"
                                                 : "500",
                      why->kind->title);
}

const struct route ROUTES_CARRIER[] = {
    {"carrier_list", "GET", "/api/v1/carriers", get_carriers, .access = ACCESS_PUBLIC,
     .query = "number"},
    {"carrier_push", "POST", CARRIER_PUSH_PATH, post_push, .access = ACCESS_PUBLIC,
     .flags = ROUTE_FORM | ROUTE_UNCHECKED, .body_max = 128 * KIB},
    {0},
};
