/* The pure half of tracking: reading a push, and what it means for a parcel. Form of Kuaidi100's
 * push, documented by the service. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/shape.h"
#include "base/text.h"
#include "logistics/parcel.h"
#include "logistics/tracking.h"
#include "logistics/waybill.h"

bool tracking_is_signed(struct arena *arena, const char *param, const char *sign, const char *salt)
{
    char hex[33], given[33];
    if (salt[0] == '\0' || strlen(sign) != 32)
        return false;
    for (int i = 0; i < 33; i++)
        given[i] = sign[i] >= 'a' && sign[i] <= 'f' ? (char)(sign[i] - 'a' + 'A') : sign[i];
    const char *text = arena_printf(arena, "%s%s", param, salt);
    crypto_md5_hex_upper(text, strlen(text), hex);
    return crypto_equal(hex, given, 32);
}

/* ---- states ---- */

/* The service's main states, by number and by word; finer codes (three or four digits) begin with
 * the main one's. */
static const struct {
    const char *code;
    const char *word;
    enum tracking_state state;
} STATES[] = {
    {"0", "在途", TRACKING_IN_TRANSIT},    {"1", "揽收", TRACKING_PICKED_UP},
    {"2", "疑难", TRACKING_TROUBLE},       {"3", "签收", TRACKING_SIGNED},
    {"4", "退签", TRACKING_RETURNED},      {"5", "派件", TRACKING_OUT_FOR_DELIVERY},
    {"6", "退回", TRACKING_RETURNING},     {"7", "转投", TRACKING_IN_TRANSIT},
    {"8", "清关", TRACKING_IN_TRANSIT},    {"10", "待清关", TRACKING_IN_TRANSIT},
    {"11", "清关中", TRACKING_IN_TRANSIT}, {"12", "已清关", TRACKING_IN_TRANSIT},
    {"13", "清关异常", TRACKING_TROUBLE},  {"14", "拒签", TRACKING_REFUSED},
};
enum { STATES_COUNT = sizeof(STATES) / sizeof(STATES[0]) };

static const char *const NAMES[] = {TRACKING_STATES(STATE_WORD_)};

const char *tracking_state_name(enum tracking_state state)
{
    return NAMES[state];
}

int tracking_find_state(const char *word)
{
    for (int i = 0; i < (int)(sizeof(NAMES) / sizeof(NAMES[0])); i++)
        if (strcmp(NAMES[i], word) == 0)
            return i;
    return -1;
}

static bool find_code(const char *code, enum tracking_state *state)
{
    char main_code[2] = {code[0], '\0'};
    if (strlen(code) > 2)
        code = main_code;
    for (int i = 0; i < STATES_COUNT; i++) {
        if (strcmp(STATES[i].code, code) != 0)
            continue;
        *state = STATES[i].state;
        return true;
    }
    return false;
}

static bool find_word(const char *word, enum tracking_state *state)
{
    for (int i = 0; i < STATES_COUNT; i++) {
        if (strcmp(STATES[i].word, word) != 0)
            continue;
        *state = STATES[i].state;
        return true;
    }
    return false;
}

static const char *member(json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

/* By the event's own code, else its word; the newest one may take the parcel's overall state. */
static enum tracking_state state_of(json_t *item, const char *overall)
{
    enum tracking_state state;
    bool found = find_code(member(item, "statusCode"), &state) ||
                 find_word(member(item, "status"), &state) ||
                 (overall != NULL && find_code(overall, &state));
    return found ? state : TRACKING_IN_TRANSIT;
}

/* ---- one event ---- */

/* "2026-11-22 08:05:00" in Beijing time, as carriers write it. */
static bool read_time(struct arena *arena, const char *text, struct tracking_event *event)
{
    if (strlen(text) != 19 || text[10] != ' ')
        return false;
    char *rfc3339 = arena_printf(arena, "%.10sT%.8s+08:00", text, text + 11);
    event->happened = rfc3339;
    return clock_parse_rfc3339(rfc3339, &event->happened_us);
}

/* One line of at most TRACKING_MAX_TEXT characters; what is not clean text is not shown. */
static const char *read_text(struct arena *arena, const char *text)
{
    char *line = arena_strdup(arena, text);
    for (char *c = line; *c != '\0'; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            *c = ' ';
    if (!text_is_clean(line, strlen(line), false))
        return "";
    line[text_offset(line, TRACKING_MAX_TEXT)] = '\0';
    return line;
}

static bool read_event(struct arena *arena, json_t *item, const char *overall,
                       struct tracking_event *event)
{
    if (!read_time(arena, member(item, "time"), event) &&
        !read_time(arena, member(item, "ftime"), event))
        return false;
    event->state = state_of(item, overall);
    event->text = read_text(arena, member(item, "context"));
    return true;
}

bool tracking_read(struct arena *arena, const char *param, struct tracking_push *push,
                   struct refusal *why)
{
    json_t *root = shape_parse(arena, param, strlen(param), why);
    *push = (struct tracking_push){.count = 0};
    if (root == NULL)
        return false;
    json_t *result = json_object_get(root, "lastResult");
    json_t *data = json_object_get(result, "data");
    if (!json_is_object(result) || member(result, "nu")[0] == '\0')
        return refuse(why, &TRACKING_BAD_PUSH, "lastResult");
    const struct waybill_carrier *carrier = waybill_carrier_find(member(result, "com"));
    if (carrier == NULL)
        return true;
    char number[WAYBILL_MAX + 1];
    if (!waybill_normalise(member(result, "nu"), number))
        return refuse(why, &TRACKING_BAD_PUSH, "lastResult/nu");
    push->carrier = carrier->code;
    push->waybill_no = arena_strdup(arena, number);
    size_t count = json_array_size(data);
    if (count > TRACKING_MAX_EVENTS)
        count = TRACKING_MAX_EVENTS;
    push->events = arena_array(arena, count, sizeof(*push->events));
    for (size_t i = 0; i < count; i++) {
        const char *overall = i == 0 ? member(result, "state") : NULL;
        push->count +=
            read_event(arena, json_array_get(data, i), overall, &push->events[push->count]);
    }
    return true;
}

/* ---- meaning ---- */

/* How far along a parcel is; the three ends are equally far. */
static int rank(enum parcel_state state)
{
    return parcel_has_ended(state) ? PARCEL_SIGNED : (int)state;
}

bool tracking_moves(enum tracking_state state, enum parcel_state *to)
{
    switch (state) {
    case TRACKING_PICKED_UP:
    case TRACKING_IN_TRANSIT:
        *to = PARCEL_IN_TRANSIT;
        return true;
    case TRACKING_OUT_FOR_DELIVERY:
        *to = PARCEL_OUT_FOR_DELIVERY;
        return true;
    case TRACKING_SIGNED:
        *to = PARCEL_SIGNED;
        return true;
    case TRACKING_RETURNED:
        *to = PARCEL_RETURNED;
        return true;
    case TRACKING_LOST:
        *to = PARCEL_LOST;
        return true;
    case TRACKING_TROUBLE:
    case TRACKING_RETURNING:
    case TRACKING_REFUSED:
        break;
    }
    return false;
}

const struct tracking_event *tracking_target(enum parcel_state from,
                                             const struct tracking_event *events, int count,
                                             enum parcel_state *to)
{
    const struct tracking_event *best = NULL;
    enum parcel_state here;
    for (int i = 0; i < count; i++) {
        if (!tracking_moves(events[i].state, &here))
            continue;
        if (best == NULL || rank(here) > rank(*to) ||
            (rank(here) == rank(*to) && events[i].happened_us > best->happened_us)) {
            best = &events[i];
            *to = here;
        }
    }
    return best != NULL && !parcel_has_ended(from) && machine_allows(&PARCEL_MACHINE, from, *to)
               ? best
               : NULL;
}

void tracking_hash(struct arena *arena, const struct tracking_event *event, uint8_t hash[32])
{
    const char *name = tracking_state_name(event->state);
    size_t time = strlen(event->happened) + 1, state = strlen(name) + 1,
           text = strlen(event->text) + 1;
    char *bytes = arena_alloc(arena, time + state + text);
    memcpy(bytes, event->happened, time);
    memcpy(bytes + time, name, state);
    memcpy(bytes + time + state, event->text, text);
    crypto_sha256(bytes, time + state + text, hash);
}
