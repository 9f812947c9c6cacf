#include "logistics/tracking_public.h"

#include <assert.h>
#include <string.h>

#include "gen/logistics/sql.h"
#include "logistics/tracking.h"
#include "logistics/waybill.h"

enum { DIGITS_MOST = 6 };

/* ---- words ---- */

static const char *event_words(enum tracking_state state)
{
    static const char *const WORDS[] = {
        [TRACKING_PICKED_UP] = "快递员收到了包裹",   [TRACKING_IN_TRANSIT] = "运输中",
        [TRACKING_OUT_FOR_DELIVERY] = "正在派送",    [TRACKING_SIGNED] = "已签收",
        [TRACKING_RETURNED] = "已退回寄件人",        [TRACKING_LOST] = "丢失，服务站在处理",
        [TRACKING_TROUBLE] = "遇到问题，快递在处理", [TRACKING_RETURNING] = "正在退回",
        [TRACKING_REFUSED] = "收件人没有收",
    };
    return WORDS[state];
}

static const char *parcel_words(enum parcel_state state)
{
    static const char *const WORDS[] = {
        [PARCEL_PACKED] = "已打包，等快递来取",
        [PARCEL_HANDED_OVER] = "已交给快递",
        [PARCEL_IN_TRANSIT] = "运输中",
        [PARCEL_OUT_FOR_DELIVERY] = "正在派送",
        [PARCEL_SIGNED] = "已签收",
        [PARCEL_RETURNED] = "已退回寄件人",
        [PARCEL_LOST] = "丢失，服务站在处理",
        [PARCEL_UNPACKED] = "已拆包，重新打包",
    };
    return WORDS[state];
}

/* ---- places ---- */

static void blank_long_numbers(char *text)
{
    size_t run;
    for (char *at = text; *at != '\0'; at += run > 0 ? run : 1) {
        run = strspn(at, "0123456789");
        if (run > DIGITS_MOST)
            memset(at, '*', run);
    }
}

const char *tracking_place(struct arena *arena, const char *text)
{
    static const char OPEN[] = "【", CLOSE[] = "】";
    const char *begin = strstr(text, OPEN);
    const char *end = begin != NULL ? strstr(begin, CLOSE) : NULL;
    if (end == NULL)
        return "";
    begin += strlen(OPEN);
    char *place = arena_printf(arena, "%.*s", (int)(end - begin), begin);
    blank_long_numbers(place);
    return place;
}

static bool tells_place(enum tracking_state state)
{
    return state == TRACKING_PICKED_UP || state == TRACKING_IN_TRANSIT ||
           state == TRACKING_RETURNING;
}

/* ---- reading ---- */

static const char *text_of(json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static json_t *event_json(struct task *task, json_t *event)
{
    int state = tracking_find_state(text_of(event, "state"));
    assert(state >= 0);
    const char *place = tells_place((enum tracking_state)state)
                            ? tracking_place(task->arena, text_of(event, "text"))
                            : "";
    return json_pack("{s:s, s:O, s:s}", "state_text", event_words((enum tracking_state)state),
                     "happened_at", json_object_get(event, "happened_at"), "place", place);
}

static json_t *parcel_public_json(struct task *task, const struct db_rows *rows, int row)
{
    json_t *parcel = db_row_json(rows, row), *events = json_array(), *event;
    const struct waybill_carrier *carrier =
        waybill_carrier_find(db_text(rows, row, WAYBILL_TRACK_CARRIER));
    int state = machine_state(&PARCEL_MACHINE, db_text(rows, row, WAYBILL_TRACK_STATE));
    size_t i;
    json_array_foreach(json_object_get(parcel, "tracking"), i, event)
        json_array_append_new(events, event_json(task, event));
    json_object_del(parcel, "tracking");
    json_object_del(parcel, "carrier");
    json_object_set_new(parcel, "events", events);
    json_object_set_new(parcel, "carrier_name", json_string(carrier != NULL ? carrier->name : ""));
    json_object_set_new(parcel, "state_text", json_string(parcel_words((enum parcel_state)state)));
    return parcel;
}

json_t *tracking_public_json(struct task *task, const char *typed, struct refusal *why)
{
    char number[WAYBILL_MAX + 1];
    int count;
    const struct waybill_carrier *carriers = waybill_carriers(&count);
    struct db_rows *rows;
    json_t *parcels = json_array();
    if (!waybill_normalise(typed, number))
        return parcels;
    if (!db_query(task, &SQL_waybill_track,
                  DB_ARGS(DB_TEXT(number), DB_COLUMN_TEXT(carriers, count, code)), &rows, why)) {
        json_decref(parcels);
        return NULL;
    }
    for (int i = 0; i < db_count(rows); i++)
        json_array_append_new(parcels, parcel_public_json(task, rows, i));
    return parcels;
}
