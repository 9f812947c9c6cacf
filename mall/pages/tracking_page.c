#include "mall/pages/tracking_page.h"

#include "base/clock.h"
#include "base/config.h"
#include "logistics/tracking_public.h"
#include "logistics/waybill.h"
#include "mall/api/reply.h"
#include "mall/pages/page.h"
#include "registry/rate.h"

enum { HOUR_S = 3600 };

static bool allow_client(struct call *call)
{
    static struct rate rate = {.window_ms = INT64_C(1000) * HOUR_S};
    char key[48];
    struct rate_limit limit = {
        .name = "tracking", .quota = config_int("MALL_TRACK_PER_ADDRESS"), .window_s = HOUR_S};
    int64_t now_ms = clock_mono_ms();
    bool allowed =
        rate_allow(&rate, rate_client_key(call->http->client, key), limit.quota, now_ms, NULL);
    rate_look(&rate, key, limit.quota, now_ms, &limit.left, &limit.wait_s);
    if (allowed) {
        http_set_limit(call->http, &limit);
        return true;
    }
    struct refusal why;
    refuse(&why, &REFUSAL_TOO_MANY, NULL);
    refusal_limit(&why, limit.name, limit.quota, HOUR_S, limit.wait_s);
    http_set_refusal(call->http, &why);
    return false;
}

static bool reply_page(struct call *call, int status, const char *number, json_t *parcels,
                       const char *missing)
{
    json_t *page = page_data(call, "查物流");
    json_object_set_new(page, "number", json_string(number));
    json_object_set_new(page, "parcels", parcels);
    json_object_set_new(page, "missing", json_string(missing));
    http_set_header(call->http, "X-Robots-Tag", "noindex");
    return call_html(call, status, "tracking", page);
}

/* "11月29日 07:55" of an RFC 3339 moment, Beijing time. */
static json_t *moment_words(struct call *call, json_t *moment)
{
    int64_t us;
    char text[32];
    const char *rfc3339 = json_string_value(moment);
    if (rfc3339 == NULL || !clock_parse_rfc3339(rfc3339, &us))
        return json_string("");
    clock_rfc3339(us, 480, text);
    return json_string(
        arena_printf(call->task->arena, "%.2s月%.2s日 %.5s", text + 5, text + 8, text + 11));
}

static void add_moments(struct call *call, json_t *parcels)
{
    size_t i, j;
    json_t *parcel, *event;
    json_array_foreach(parcels, i, parcel) {
        json_object_set_new(parcel, "handed_over",
                            moment_words(call, json_object_get(parcel, "handed_over_at")));
        json_array_foreach(json_object_get(parcel, "events"), j, event)
            json_object_set_new(event, "happened",
                                moment_words(call, json_object_get(event, "happened_at")));
    }
}

static bool get_form(struct call *call, struct refusal *why)
{
    const char *typed = call_query(call, "number");
    char number[WAYBILL_MAX + 1];
    (void)why;
    if (typed == NULL || typed[0] == '\0')
        return reply_page(call, 200, "", json_array(), "");
    if (!waybill_normalise(typed, number))
        return reply_page(call, 422, typed, json_array(),
                          "运单号是 6 到 40 位数字和字母，请照快递单再填一次");
    return call_reply_elsewhere(call, arena_printf(call->task->arena, "/w/%s", number));
}

static bool get_tracking(struct call *call, struct refusal *why)
{
    const char *typed = call_param(call, 0);
    if (!allow_client(call))
        return reply_page(call, 429, typed, json_array(), "查得太频繁了，请过一小时再试");
    json_t *parcels = tracking_public_json(call->task, typed, why);
    if (parcels == NULL)
        return false;
    if (json_array_size(parcels) == 0)
        return reply_page(call, 404, typed, parcels,
                          "没有找到这个运单号。请核对有没有少一位；刚寄出的包裹要过几小时才有记录");
    add_moments(call, parcels);
    return reply_page(call, 200, typed, parcels, "");
}

const struct route ROUTES_TRACKING_PAGE[] = {
    {"page_tracking_find", "GET", "/w", get_form, .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE,
     .query = "number"},
    {"page_tracking", "GET", "/w/:number", get_tracking, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE},
    {0},
};
