#include "logistics/tracking.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "base/stamp.h"
#include "gen/logistics/sql.h"
#include "logistics/parcel.h"

const struct refusal_kind TRACKING_BAD_SIGN = {"bad_sign", 401, "签名不对"};
const struct refusal_kind TRACKING_BAD_PUSH = {"bad_push", 400, "物流推送的内容无法识别"};

static const char *push_salt = "";

void tracking_start(const char *salt)
{
    push_salt = salt;
}

/* A locked parcel and what is reported of it. */
struct reported {
    int64_t parcel_id, order_id;
    enum parcel_state state;
    const char *county_code;
    const struct tracking_event *events;
    int count;
    int64_t actor_id;
};

/* Writes them and leaves those that were not known yet: what was told once has moved the parcel
 * then, and must not undo what was corrected since. */
static bool write_events(struct task *task, struct db_tx *tx, const struct reported *reported,
                         struct tracking_event *fresh, int *fresh_count, struct refusal *why)
{
    const struct tracking_event *events = reported->events;
    int n = reported->count;
    struct db_rows *added;
    struct {
        uint8_t hash[32];
        const char *state;
    } *rows = arena_array(task->arena, (size_t)n, sizeof(*rows));
    for (int i = 0; i < n; i++) {
        tracking_hash(task->arena, &events[i], rows[i].hash);
        rows[i].state = tracking_state_name(events[i].state);
    }
    if (!db_tx_query(tx, &SQL_tracking_event_add,
                     DB_ARGS(DB_I64(reported->parcel_id), DB_TEXT(reported->county_code),
                             DB_COLUMN_HASH(rows, n, hash), DB_COLUMN_TEXT(rows, n, state),
                             DB_COLUMN_TEXT(events, n, happened), DB_COLUMN_TEXT(events, n, text),
                             stamp_key()),
                     &added, why))
        return false;
    *fresh_count = 0;
    for (int i = 0; i < n; i++)
        for (int a = 0; a < db_count(added); a++) {
            size_t length;
            const void *hash = db_bytes(added, a, TRACKING_EVENT_ADD_EVENT_HASH, &length);
            if (length == sizeof(rows[i].hash) && memcmp(hash, rows[i].hash, length) == 0) {
                fresh[(*fresh_count)++] = events[i];
                break;
            }
        }
    return true;
}

static bool move(struct task *task, struct db_tx *tx, const struct reported *reported,
                 enum parcel_state to, const char *reason, struct refusal *why)
{
    char order[21];
    db_tx_send(tx, &SQL_parcel_move,
               DB_ARGS(DB_I64(reported->parcel_id),
                       DB_TEXT(machine_state_name(&PARCEL_MACHINE, reported->state)),
                       DB_TEXT(machine_state_name(&PARCEL_MACHINE, to))));
    machine_log(tx, &PARCEL_MACHINE, &reported->parcel_id, &reported->county_code, 1,
                reported->state, to, reported->actor_id, reason);
    db_tx_send(tx, &SQL_parcel_notify, DB_ARGS(DB_TEXT(id_text(reported->order_id, order))));
    bool ends = parcel_has_ended(reported->state) || parcel_has_ended(to);
    return !ends || parcel_tell_end(task, tx, reported->order_id, why);
}

/* ---- pushed ---- */

static bool push_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct tracking_push *push = argument;
    enum parcel_state to;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_parcel_lock_waybill,
                     DB_ARGS(DB_TEXT(push->carrier), DB_TEXT(push->waybill_no)), &rows, why))
        return false;
    if (db_count(rows) == 0) {
        log_warn("push_unknown_waybill", LOG_S("carrier", push->carrier));
        return true;
    }
    struct reported reported = {
        .parcel_id = db_i64(rows, 0, PARCEL_LOCK_WAYBILL_ID),
        .state = machine_state(&PARCEL_MACHINE, db_text(rows, 0, PARCEL_LOCK_WAYBILL_STATE)),
        .county_code = db_text(rows, 0, PARCEL_LOCK_WAYBILL_COUNTY_CODE),
        .order_id = db_i64(rows, 0, PARCEL_LOCK_WAYBILL_ORDER_ID),
        .events = push->events,
        .count = push->count,
        .actor_id = ACTOR_CARRIER};
    struct tracking_event *fresh = arena_array(task->arena, (size_t)push->count, sizeof(*fresh));
    int fresh_count;
    if (!write_events(task, tx, &reported, fresh, &fresh_count, why))
        return false;
    return tracking_target(reported.state, fresh, fresh_count, &to) == NULL ||
           move(task, tx, &reported, to, "", why);
}

bool tracking_push(struct task *task, const char *param, const char *sign, struct refusal *why)
{
    struct tracking_push push;
    if (!tracking_is_signed(task->arena, param, sign, push_salt))
        return refuse(why, &TRACKING_BAD_SIGN, "sign");
    if (!tracking_read(task->arena, param, &push, why))
        return false;
    return push.count == 0 || db_transact(task, DB_FAST, push_body, &push, why);
}

/* ---- entered by hand ---- */

struct entering {
    int64_t parcel_id, actor_id;
    enum parcel_state to;
    bool corrects; /* what was reported as the end was not */
    struct tracking_event event;
};

static bool enter_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct entering *entering = argument;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_parcel_lock, DB_ARGS(DB_I64(entering->parcel_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &PARCEL_NOT_FOUND, NULL);
    struct reported reported = {
        .parcel_id = entering->parcel_id,
        .state = machine_state(&PARCEL_MACHINE, db_text(rows, 0, PARCEL_LOCK_STATE)),
        .county_code = db_text(rows, 0, PARCEL_LOCK_COUNTY_CODE),
        .order_id = db_i64(rows, 0, PARCEL_LOCK_ORDER_ID),
        .events = &entering->event,
        .count = 1,
        .actor_id = entering->actor_id};
    bool ended = parcel_has_ended(reported.state);
    if (ended != entering->corrects ||
        !machine_allows(&PARCEL_MACHINE, reported.state, entering->to))
        return refuse(why, &PARCEL_WRONG_STATE, "state");
    struct tracking_event fresh;
    int fresh_count;
    if (!write_events(task, tx, &reported, &fresh, &fresh_count, why))
        return false;
    return move(task, tx, &reported, entering->to, entering->corrects ? entering->event.text : "",
                why);
}

static void entering_of(struct entering *entering, int64_t parcel_id, enum tracking_state state,
                        const char *text, int64_t actor_id, char now[32])
{
    int64_t now_us = clock_now_us();
    clock_rfc3339(now_us, 480, now);
    *entering = (struct entering){
        .parcel_id = parcel_id,
        .actor_id = actor_id,
        .event = {.state = state, .happened = now, .happened_us = now_us, .text = text}};
    bool moves = tracking_moves(state, &entering->to);
    assert(moves);
}

bool tracking_enter(struct task *task, int64_t parcel_id, enum tracking_state state,
                    const char *text, int64_t actor_id, struct refusal *why)
{
    char now[32];
    struct entering entering;
    entering_of(&entering, parcel_id, state, text, actor_id, now);
    return db_transact(task, DB_FAST, enter_body, &entering, why);
}

bool tracking_correct(struct task *task, struct db_tx *tx, int64_t parcel_id,
                      enum tracking_state state, const char *reason, int64_t actor_id,
                      struct refusal *why)
{
    char now[32];
    struct entering entering;
    entering_of(&entering, parcel_id, state, reason, actor_id, now);
    entering.corrects = true;
    return enter_body(task, tx, &entering, why);
}

/* ---- reading ---- */

json_t *tracking_json(struct task *task, int64_t parcel_id, struct refusal *why)
{
    static const char *const MEMBERS[] = {"parcel_id",    "state",      "carrier",
                                          "carrier_name", "waybill_no", "signed_at"};
    json_t *parcel = parcel_json(task, parcel_id, why);
    if (parcel == NULL)
        return NULL;
    json_t *way = json_pack("{s:O, s:n}", "items", json_object_get(parcel, "tracking"), "next");
    for (size_t i = 0; i < sizeof(MEMBERS) / sizeof(MEMBERS[0]); i++)
        json_object_set(way, MEMBERS[i], json_object_get(parcel, MEMBERS[i]));
    json_decref(parcel);
    return way;
}
