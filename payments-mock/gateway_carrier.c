#include "payments-mock/gateway_carrier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/shape.h"
#include "base/text.h"
#include "base/url.h"
#include "payments-mock/gateway.h"
#include "payment/wechat/wechat_json.h"

/* A state as the service words it, and the event that a parcel meets in it on its usual way. */
struct step {
    enum gateway_parcel_state state;
    const char *word, *context, *place;
};

/* The way of a parcel that meets no trouble; `context` takes the place's name. */
static const struct step WAY[] = {
    {GATEWAY_PARCEL_PICKED_UP, "揽收", "【%s】快件已被揽收", "产地县城"},
    {GATEWAY_PARCEL_IN_TRANSIT, "在途", "快件已到达【%s】", "产地市转运中心"},
    {GATEWAY_PARCEL_IN_TRANSIT, "在途", "快件离开转运中心，发往【%s】", "目的地转运中心"},
    {GATEWAY_PARCEL_DELIVERING, "派件", "【%s】的快递员正在派件", "目的地网点"},
    {GATEWAY_PARCEL_SIGNED, "签收", "快件已在【%s】签收，签收人：本人", "目的地网点"},
};

/* What happens off that way, only when asked for. */
static const struct step DETOURS[] = {
    {GATEWAY_PARCEL_TROUBLE, "疑难", "快件在【%s】滞留，正在处理", "目的地网点"},
    {GATEWAY_PARCEL_RETURN_SIGNED, "退签", "退回的快件已在【%s】签收", "产地县城"},
    {GATEWAY_PARCEL_RETURNING, "退回", "快件从【%s】退回发件人", "目的地网点"},
    {GATEWAY_PARCEL_REFUSED, "拒签", "收件人在【%s】拒签", "目的地网点"},
};

enum { WAY_STEPS = sizeof WAY / sizeof WAY[0], DETOUR_STEPS = sizeof DETOURS / sizeof DETOURS[0] };

/* ---- the table ----------------------------------------------------------------------------- */

void gateway_parcels_release(struct gateway_parcels *parcels)
{
    for (int i = 0; i < parcels->count; i++) {
        free(parcels->list[i]->callback);
        free(parcels->list[i]->salt);
        json_decref(parcels->list[i]->events);
        free(parcels->list[i]);
    }
    free(parcels->list);
    map_release(&parcels->by_key);
    *parcels = (struct gateway_parcels){0};
}

static void set_text(char **owned, const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        abort();
    free(*owned);
    *owned = copy;
}

static struct gateway_parcel *find_parcel(const struct gateway_parcels *parcels, const char *com,
                                          const char *num)
{
    char key[100];
    snprintf(key, sizeof key, "%s/%s", com, num);
    return map_get(&parcels->by_key, key);
}

/* The parcel, made when it is new; NULL when the table is full. */
static struct gateway_parcel *need_parcel(struct gateway_parcels *parcels, const char *com,
                                          const char *num)
{
    struct gateway_parcel *parcel = find_parcel(parcels, com, num);
    if (parcel != NULL || parcels->count >= GATEWAY_PARCELS_MAX)
        return parcel;
    parcel = calloc(1, sizeof *parcel);
    if (parcels->count == parcels->capacity) {
        parcels->capacity = parcels->capacity == 0 ? 64 : parcels->capacity * 2;
        parcels->list = realloc(parcels->list, (size_t)parcels->capacity * sizeof *parcels->list);
    }
    if (parcel == NULL || parcels->list == NULL)
        abort();
    wechat_copy(parcel->com, sizeof parcel->com, com);
    wechat_copy(parcel->num, sizeof parcel->num, num);
    snprintf(parcel->key, sizeof parcel->key, "%s/%s", com, num);
    set_text(&parcel->callback, "");
    set_text(&parcel->salt, "");
    parcel->events = json_array();
    parcels->list[parcels->count++] = parcel;
    map_put(&parcels->by_key, parcel->key, parcel);
    return parcel;
}

/* ---- how a parcel is shown ------------------------------------------------------------------- */

static const struct step *step_of(int64_t state)
{
    for (int i = 0; i < WAY_STEPS; i++)
        if ((int64_t)WAY[i].state == state)
            return &WAY[i];
    for (int i = 0; i < DETOUR_STEPS; i++)
        if ((int64_t)DETOURS[i].state == state)
            return &DETOURS[i];
    return NULL;
}

/* The last event's state; in transit before there is any. */
static int64_t last_state(const struct gateway_parcel *parcel)
{
    size_t count = json_array_size(parcel->events);
    if (count == 0)
        return GATEWAY_PARCEL_IN_TRANSIT;
    return json_integer_value(json_object_get(json_array_get(parcel->events, count - 1), "state"));
}

static bool is_over(int64_t state)
{
    return state == GATEWAY_PARCEL_SIGNED || state == GATEWAY_PARCEL_RETURN_SIGNED;
}

/* One event in the wire's words; all values are strings there. */
static json_t *event_json(const json_t *event)
{
    char time[32], code[8];
    int64_t state = json_integer_value(json_object_get(event, "state"));
    int64_t at_us = json_integer_value(json_object_get(event, "at_us"));
    clock_rfc3339(at_us / 1000000 * 1000000, 480, time);
    time[10] = ' ';
    time[19] = '\0';
    snprintf(code, sizeof code, "%d", (int)state);
    return json_pack("{s:s, s:s, s:O, s:s, s:s, s:O, s:O}", "time", time, "ftime", time, "context",
                     json_object_get(event, "context"), "status", step_of(state)->word,
                     "statusCode", code, "areaName", json_object_get(event, "place"), "location",
                     json_object_get(event, "place"));
}

/* The whole of what is known: the list is newest first and complete each time. */
static json_t *result_json(const struct gateway_parcel *parcel)
{
    char state[8];
    json_t *data = json_array();
    for (size_t i = json_array_size(parcel->events); i > 0; i--)
        json_array_append_new(data, event_json(json_array_get(parcel->events, i - 1)));
    snprintf(state, sizeof state, "%d", (int)last_state(parcel));
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "message", "ok", "nu", parcel->num,
                     "ischeck", is_over(last_state(parcel)) ? "1" : "0", "com", parcel->com,
                     "status", "200", "state", state, "condition", "F00", "data", data);
}

static json_t *no(const char *code, const char *message)
{
    return json_pack("{s:b, s:s, s:s}", "result", 0, "returnCode", code, "message", message);
}

/* ---- subscription and query ------------------------------------------------------------------ */

static bool is_parcel_name(const char *com, const char *num)
{
    return com[0] != '\0' && strspn(com, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(com) &&
           strlen(num) >= 6 &&
           strspn(num, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                       "abcdefghijklmnopqrstuvwxyz-") == strlen(num);
}

/* The form's field `param` as JSON, NULL when it is none. */
static const json_t *param_of(struct arena *arena, const char *form, const char **text)
{
    struct refusal ignored;
    *text = url_form_value(arena, form, "param");
    if (*text == NULL)
        return NULL;
    const json_t *param = shape_parse(arena, *text, strlen(*text), &ignored);
    return json_is_object(param) ? param : NULL;
}

static void push(struct gateway *gateway, const struct gateway_parcel *parcel)
{
    bool over = is_over(last_state(parcel));
    const struct gateway_news news = {
        .event_type = GATEWAY_EVENT_PARCEL,
        .subject = parcel->key,
        .url = parcel->callback,
        .salt = parcel->salt,
        .resource = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "status",
                              over ? "shutdown" : "polling", "billstatus", over ? "check" : "got",
                              "message", "", "autoCheck", "0", "comOld", "", "comNew", "",
                              "lastResult", result_json(parcel)),
    };
    gateway_notify_send(gateway, &news);
}

json_t *gateway_carrier_subscribe(struct gateway *gateway, struct arena *arena, const char *form)
{
    struct wechat_reader reader = {0};
    const char *text;
    const json_t *param = param_of(arena, form, &text);
    const char *com = wechat_read_id(&reader, param, "company", 32, WECHAT_REQUIRED);
    const char *num = wechat_read_id(&reader, param, "number", 32, WECHAT_REQUIRED);
    const char *key = wechat_read_id(&reader, param, "key", 128, WECHAT_REQUIRED);
    const char *to = wechat_read_text(&reader, param, "to", 49, WECHAT_OPTIONAL);
    const json_t *more = wechat_read_object(&reader, param, "parameters", WECHAT_REQUIRED);
    const char *callback = wechat_read_id(&reader, more, "callbackurl", 512, WECHAT_REQUIRED);
    const char *salt = wechat_read_text(&reader, more, "salt", 64, WECHAT_OPTIONAL);
    if (reader.bad != NULL || strncmp(callback, "http", 4) != 0)
        return no("700", "订阅方的订阅数据存在错误");
    const char *known = gateway->settings.carrier_key;
    if (strlen(key) != strlen(known) || !crypto_equal(key, known, strlen(known)))
        return no("600", "您不是合法的订阅者");
    if (!is_parcel_name(com, num))
        return no("702", "无法识别快递公司或单号");
    struct gateway_parcel *parcel = need_parcel(&gateway->parcels, com, num);
    if (parcel == NULL)
        return no("500", "服务器错误");
    if (parcel->callback[0] != '\0' && !is_over(last_state(parcel)))
        return no("501", "重复订阅");
    set_text(&parcel->callback, callback);
    set_text(&parcel->salt, salt);
    snprintf(parcel->to, sizeof parcel->to, "%s", to);
    gateway_store_begin(gateway->store);
    gateway_store_append(gateway->store, gateway_parcel_record(parcel));
    if (json_array_size(parcel->events) > 0)
        push(gateway, parcel);
    gateway_store_commit(gateway->store);
    return json_pack("{s:b, s:s, s:s}", "result", 1, "returnCode", "200", "message", "提交成功");
}

static bool is_signed(const struct gateway *gateway, struct arena *arena, const char *form,
                      const char *param)
{
    char sum[33];
    const char *customer = url_form_value(arena, form, "customer");
    const char *sign = url_form_value(arena, form, "sign");
    const char *known = gateway->settings.carrier_customer;
    if (customer == NULL || sign == NULL || (known[0] != '\0' && strcmp(known, customer) != 0))
        return false;
    const char *text =
        arena_printf(arena, "%s%s%s", param, gateway->settings.carrier_key, customer);
    crypto_md5_hex_upper(text, strlen(text), sum);
    return strlen(sign) == 32 && crypto_equal(sum, sign, 32);
}

json_t *gateway_carrier_query(struct gateway *gateway, struct arena *arena, const char *form)
{
    struct wechat_reader reader = {0};
    const char *text;
    const json_t *param = param_of(arena, form, &text);
    const char *com = wechat_read_id(&reader, param, "com", 32, WECHAT_REQUIRED);
    const char *num = wechat_read_id(&reader, param, "num", 32, WECHAT_REQUIRED);
    const char *phone = wechat_read_id(&reader, param, "phone", 20, WECHAT_OPTIONAL);
    if (reader.bad != NULL)
        return no("400", "提交的数据不完整");
    if (!is_signed(gateway, arena, form, text))
        return no("503", "验证签名失败");
    bool wants_phone = strcmp(com, "shunfeng") == 0 || strcmp(com, "zhongtong") == 0;
    if (wants_phone && phone[0] == '\0')
        return no("408", "请提供收件人或寄件人的手机号");
    const struct gateway_parcel *parcel = find_parcel(&gateway->parcels, com, num);
    if (parcel == NULL || json_array_size(parcel->events) == 0)
        return no("500", "查询无结果，请隔段时间再查");
    return result_json(parcel);
}

/* ---- moving a parcel ------------------------------------------------------------------------- */

static void add_event(struct gateway_parcel *parcel, const struct step *step, const char *context,
                      const char *place, int64_t at_us)
{
    char text[512];
    bool at_the_end = strcmp(step->place, "目的地网点") == 0;
    if (place[0] == '\0')
        place = at_the_end && parcel->to[0] != '\0' ? parcel->to : step->place;
    const char *mark = strstr(step->context, "%s");
    snprintf(text, sizeof text, "%.*s%s%s", (int)(mark - step->context), step->context, place,
             mark + 2);
    json_array_append_new(parcel->events,
                          json_pack("{s:I, s:i, s:s, s:s}", "at_us", (json_int_t)at_us, "state",
                                    (int)step->state, "context",
                                    context[0] != '\0' ? context : text, "place", place));
}

/* How many steps of the usual way the parcel has behind it. */
static int steps_done(const struct gateway_parcel *parcel)
{
    int done = 0;
    for (size_t i = 0; i < json_array_size(parcel->events) && done < WAY_STEPS; i++) {
        int64_t state =
            json_integer_value(json_object_get(json_array_get(parcel->events, i), "state"));
        if (state == (int64_t)WAY[done].state)
            done++;
    }
    return done;
}

bool gateway_carrier_advance(struct gateway *gateway, const json_t *body, json_t **answer)
{
    struct wechat_reader reader = {0};
    const char *com = wechat_read_id(&reader, body, "com", 32, WECHAT_REQUIRED);
    const char *num = wechat_read_id(&reader, body, "num", 32, WECHAT_REQUIRED);
    const char *to = wechat_read_id(&reader, body, "to", 10, WECHAT_OPTIONAL);
    const char *context = wechat_read_text(&reader, body, "context", 100, WECHAT_OPTIONAL);
    const char *place = wechat_read_text(&reader, body, "place", 40, WECHAT_OPTIONAL);
    bool has_state = json_object_get(body, "state") != NULL;
    const struct step *asked =
        has_state ? step_of(wechat_read_integer(&reader, body, "state", 0, 14, WECHAT_REQUIRED))
                  : NULL;
    if (reader.bad != NULL || (has_state && asked == NULL) || !is_parcel_name(com, num) ||
        (to[0] != '\0' && strcmp(to, "signed") != 0))
        return false;
    struct gateway_parcel *parcel = need_parcel(&gateway->parcels, com, num);
    if (parcel == NULL || json_array_size(parcel->events) + WAY_STEPS > GATEWAY_EVENTS_MAX)
        return false;
    int done = steps_done(parcel), last = to[0] != '\0' ? WAY_STEPS : done + 1;
    int64_t now_us = clock_now_us();
    if (asked != NULL)
        add_event(parcel, asked, context, place, now_us);
    for (; asked == NULL && done < last && done < WAY_STEPS; done++)
        add_event(parcel, &WAY[done], last == done + 1 ? context : "", place,
                  now_us - (last - 1 - done) * INT64_C(1000000));
    gateway_store_begin(gateway->store);
    gateway_store_append(gateway->store, gateway_parcel_record(parcel));
    push(gateway, parcel);
    gateway_store_commit(gateway->store);
    *answer = result_json(parcel);
    return true;
}

/* ---- the journal ----------------------------------------------------------------------------- */

json_t *gateway_parcel_record(const struct gateway_parcel *parcel)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "kind", "parcel", "com", parcel->com,
                     "num", parcel->num, "to", parcel->to, "callback", parcel->callback, "salt",
                     parcel->salt, "events", json_deep_copy(parcel->events));
}

bool gateway_parcel_restore(struct gateway_parcels *parcels, const json_t *record)
{
    struct wechat_reader reader = {0};
    const char *com = wechat_read_id(&reader, record, "com", 32, WECHAT_REQUIRED);
    const char *num = wechat_read_id(&reader, record, "num", 32, WECHAT_REQUIRED);
    const char *to = wechat_read_text(&reader, record, "to", 199, WECHAT_OPTIONAL);
    const char *callback = wechat_read_id(&reader, record, "callback", 512, WECHAT_OPTIONAL);
    const char *salt = wechat_read_text(&reader, record, "salt", 64, WECHAT_OPTIONAL);
    json_t *events = json_object_get(record, "events");
    if (reader.bad != NULL || !json_is_array(events))
        return false;
    for (size_t i = 0; i < json_array_size(events); i++)
        if (step_of(json_integer_value(json_object_get(json_array_get(events, i), "state"))) ==
            NULL)
            return false;
    struct gateway_parcel *parcel = need_parcel(parcels, com, num);
    if (parcel == NULL)
        return false;
    snprintf(parcel->to, sizeof parcel->to, "%s", to);
    set_text(&parcel->callback, callback);
    set_text(&parcel->salt, salt);
    json_decref(parcel->events);
    parcel->events = json_incref(events);
    return true;
}
