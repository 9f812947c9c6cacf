#include "registry/authority.h"

#include <string.h>

#include "base/arena.h"
#include "base/change_trail.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/identifier.h"

const struct refusal_kind AUTHORITY_EXISTS = {"authority_exists", 409,
                                              "这户已经有这个人的代办委托，不用再登记"};
const struct refusal_kind AUTHORITY_CLOSED = {"authority_closed", 409,
                                              "这份委托刚刚有变动或已经结束，请刷新再看"};
const struct refusal_kind AUTHORITY_SAME_PERSON = {
    "authority_same_person", 409, "登记委托的人和代办人自己都不能确认，请另一位来办"};

static const struct machine_move MOVES[] = {
    {AUTHORITY_RECORDED, AUTHORITY_IN_FORCE, "另一位核对后确认"},
    {AUTHORITY_RECORDED, AUTHORITY_REFUSED, "核对后不予确认"},
    {AUTHORITY_RECORDED, AUTHORITY_WITHDRAWN, "撤回"},
    {AUTHORITY_RECORDED, AUTHORITY_ENDED, "不再需要"},
    {AUTHORITY_RECORDED, AUTHORITY_EXPIRED, "没有人确认，过期"},
    {AUTHORITY_IN_FORCE, AUTHORITY_WITHDRAWN, "农户或代办人撤回"},
    {AUTHORITY_IN_FORCE, AUTHORITY_ENDED, "按农户的话终止，或农户自己能办了"},
    {AUTHORITY_IN_FORCE, AUTHORITY_EXPIRED, "到期"},
};
const struct machine AUTHORITY_MACHINE =
    MACHINE("proxy_authority", AUTHORITY_STATES, STATE_SET(AUTHORITY_RECORDED), MOVES,
            &SQL_audit_authority_state);

const char *const AUTHORITY_SCOPES[] = {"statement", "record", "consent", "correction", NULL};
enum { SCOPES_MAX = 10, EXPIRED_A_ROUND = 100 };

/* ---- the body ---- */

struct scope_item {
    const char *word;
};
static const struct shape_field SCOPE_FIELDS[] = {
    {.name = "",
     .type = SHAPE_CHOICE,
     .offset = offsetof(struct scope_item, word),
     .required = true,
     .choices = AUTHORITY_SCOPES},
};
static const struct shape SCOPE_SHAPE = SHAPE(struct scope_item, SCOPE_FIELDS);

static const char *const RELATIONS[] = {"family", "neighbour", "officer", "other", NULL};
static const struct shape_field WISH_FIELDS[] = {
    FIELD_CHECKED(struct authority_wish, phone, REQUIRED, 11, 11, identifier_is_mobile,
                  "请填写代办人的 11 位手机号"),
    FIELD_CHOICE(struct authority_wish, relation, REQUIRED, RELATIONS, "请选择和农户是什么关系"),
    FIELD_LIST(struct authority_wish, scope, REQUIRED, 1, SCOPES_MAX, SCOPE_SHAPE,
               "请选择可以代办什么"),
    FIELD_DATE(struct authority_wish, begins_on, OPTIONAL, "日期应写成 2026-11-27 这样"),
    FIELD_DATE(struct authority_wish, ends_on, OPTIONAL, "日期应写成 2026-11-27 这样"),
    FIELD_OBJECT(struct authority_wish, consent, REQUIRED, CONSENT_REFERENCE_SHAPE,
                 "请填写农户同意的凭据"),
};
const struct shape AUTHORITY_WISH_SHAPE = SHAPE(struct authority_wish, WISH_FIELDS);

/* ---- recording ---- */

static const char *day_after(struct task *task, int64_t days)
{
    char day[11];
    return arena_strdup(task->arena,
                        clock_beijing_day(clock_now_us() + days * INT64_C(86400000000), day));
}

/* Days compare as text. */
static bool check_term(struct task *task, struct authority_wish *wish, struct refusal *why)
{
    int64_t days = config_int("MALL_AUTHORITY_DAYS");
    const char *today = day_after(task, 0), *last = day_after(task, days);
    if (wish->begins_on == NULL)
        wish->begins_on = today;
    if (wish->ends_on == NULL)
        wish->ends_on = last;
    if (strcmp(wish->begins_on, today) < 0 || strcmp(wish->begins_on, last) > 0)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "begins_on",
                             "委托从今天或以后的一天开始");
    if (strcmp(wish->ends_on, wish->begins_on) < 0 || strcmp(wish->ends_on, last) > 0)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "ends_on",
                             "委托从今天起最长 %d 天，到期前可以再登记", (int)days);
    return true;
}

static bool check_scope(const struct authority_wish *wish, struct refusal *why)
{
    const struct scope_item *items = wish->scope.items;
    for (int i = 0; i < wish->scope.count; i++)
        for (int k = 0; k < i; k++)
            if (strcmp(items[i].word, items[k].word) == 0)
                return refuse_detail(why, &REFUSAL_INVALID_FIELD, "scope", "同一项只写一次");
    return true;
}

struct recording {
    const struct household *household;
    const struct authority_wish *wish;
    int64_t actor_id, id;
    const struct idempotency *key;
};

static bool record_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct recording *recording = argument;
    const struct authority_wish *wish = recording->wish;
    const struct consent_reference *consent = &wish->consent;
    int64_t account_id, before = 0;
    if (!idempotency_find(tx, recording->key, &before, why))
        return false;
    recording->id = before > 0 ? before : id_next();
    if (before > 0)
        return true;
    if (!account_find_or_create(task, tx, wish->phone, &account_id, why))
        return false;
    db_tx_send(
        tx, &SQL_authority_add,
        DB_ARGS(
            DB_I64(recording->id), DB_TEXT(recording->household->county_code),
            DB_TEXT(recording->household->village_code), DB_I64(recording->household->id),
            DB_I64(account_id), DB_TEXT(wish->relation),
            DB_COLUMN_TEXT((const struct scope_item *)wish->scope.items, wish->scope.count, word),
            DB_TEXT(wish->begins_on), DB_TEXT(wish->ends_on), DB_TEXT(consent->kind),
            DB_TEXT(consent->number), DB_TEXT(consent->taken_on), DB_TEXT(consent->taken_by),
            DB_I64(consent->scan_id), DB_I64(recording->actor_id)));
    db_tx_send(tx, &SQL_authority_stamp, DB_ARGS(stamp_key(), DB_I64(recording->id)));
    change_trail_add(
        tx, &(struct change){.subject = "household_authority",
                             .subject_id = recording->id,
                             .county_code = recording->household->county_code,
                             .action = "create",
                             .after = json_pack("{s:I, s:I, s:s, s:s, s:s}", "household_id",
                                                (json_int_t)recording->household->id, "account_id",
                                                (json_int_t)account_id, "relation", wish->relation,
                                                "begins_on", wish->begins_on, "ends_on",
                                                wish->ends_on)});
    idempotency_save(tx, recording->key, recording->id);
    return true;
}

bool authority_record(struct task *task, const struct household *household,
                      struct authority_wish *wish, int64_t actor_id, const struct idempotency *key,
                      int64_t *id, struct refusal *why)
{
    struct recording recording = {
        .household = household, .wish = wish, .actor_id = actor_id, .key = key};
    if (!consent_reference_check(&wish->consent, why) || !check_scope(wish, why) ||
        !check_term(task, wish, why))
        return false;
    if (household->state == HOUSEHOLD_REMOVED)
        return refuse_detail(why, &REFUSAL_CONFLICT, NULL, "这户已不在登记范围，不能再登记委托");
    if (!db_transact(task, DB_FAST, record_body, &recording, why))
        return false;
    *id = recording.id;
    return true;
}

bool authority_find(struct task *task, int64_t id, struct authority *out, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_authority_find, DB_ARGS(DB_I64(id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    const char *village_code = db_text(rows, 0, AUTHORITY_FIND_VILLAGE_CODE);
    *out = (struct authority){
        .id = id,
        .household_id = db_i64(rows, 0, AUTHORITY_FIND_HOUSEHOLD_ID),
        .account_id = db_i64(rows, 0, AUTHORITY_FIND_ACCOUNT_ID),
        .recorded_by = db_i64(rows, 0, AUTHORITY_FIND__RECORDED_BY),
        .county_code = arena_printf(task->arena, "%.6s", village_code),
        .village_code = village_code,
        .state = machine_state(&AUTHORITY_MACHINE, db_text(rows, 0, AUTHORITY_FIND_STATE)),
        .scan_id = db_is_null(rows, 0, AUTHORITY_FIND_SCAN_ID)
                       ? 0
                       : db_i64(rows, 0, AUTHORITY_FIND_SCAN_ID),
    };
    return true;
}

/* ---- moving ---- */

static bool move(struct db_tx *tx, int64_t id, const char *county_code, int from, int to,
                 int64_t actor_id, const char *reason, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_authority_move,
                     DB_ARGS(DB_I64(id), DB_TEXT(machine_state_name(&AUTHORITY_MACHINE, from)),
                             DB_TEXT(machine_state_name(&AUTHORITY_MACHINE, to)),
                             DB_I64(to == AUTHORITY_IN_FORCE ? actor_id : 0), DB_TEXT(reason)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &AUTHORITY_CLOSED, NULL);
    machine_log(tx, &AUTHORITY_MACHINE, &id, &county_code, 1, from, to, actor_id, reason);
    if (to == AUTHORITY_IN_FORCE)
        db_tx_send(tx, &SQL_authority_stamp, DB_ARGS(stamp_key(), DB_I64(id)));
    return true;
}

struct moving {
    int64_t id, actor_id;
    enum authority_state to;
    const char *reason;
};

static bool move_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct moving *moving = argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_authority_lock, DB_ARGS(DB_I64(moving->id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    int from = machine_state(&AUTHORITY_MACHINE, db_text(rows, 0, AUTHORITY_LOCK_STATE));
    bool decides = moving->to == AUTHORITY_IN_FORCE || moving->to == AUTHORITY_REFUSED;
    if (!machine_allows(&AUTHORITY_MACHINE, from, (int)moving->to))
        return refuse(why, &AUTHORITY_CLOSED, NULL);
    if (decides && (db_i64(rows, 0, AUTHORITY_LOCK_ACCOUNT_ID) == moving->actor_id ||
                    db_i64(rows, 0, AUTHORITY_LOCK_RECORDED_BY) == moving->actor_id))
        return refuse(why, &AUTHORITY_SAME_PERSON, NULL);
    return move(tx, moving->id, db_text(rows, 0, AUTHORITY_LOCK_COUNTY_CODE), from, (int)moving->to,
                moving->actor_id, moving->reason, why);
}

bool authority_move(struct task *task, int64_t id, enum authority_state to, int64_t actor_id,
                    const char *reason, struct refusal *why)
{
    struct moving moving = {id, actor_id, to, reason};
    return db_transact(task, DB_FAST, move_body, &moving, why);
}

bool authority_end_all(struct db_tx *tx, int64_t household_id, int64_t actor_id, const char *reason,
                       struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_authority_open_lock, DB_ARGS(DB_I64(household_id)), &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++)
        if (!move(tx, db_i64(rows, row, AUTHORITY_OPEN_LOCK_ID),
                  db_text(rows, row, AUTHORITY_OPEN_LOCK_COUNTY_CODE),
                  machine_state(&AUTHORITY_MACHINE, db_text(rows, row, AUTHORITY_OPEN_LOCK_STATE)),
                  AUTHORITY_ENDED, actor_id, reason, why))
            return false;
    return true;
}

bool authority_withdraw_held(struct db_tx *tx, int64_t account_id, const char *reason,
                             struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_authority_held_lock, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++)
        if (!move(tx, db_i64(rows, row, AUTHORITY_HELD_LOCK_ID),
                  db_text(rows, row, AUTHORITY_HELD_LOCK_COUNTY_CODE),
                  machine_state(&AUTHORITY_MACHINE, db_text(rows, row, AUTHORITY_HELD_LOCK_STATE)),
                  AUTHORITY_WITHDRAWN, account_id, reason, why))
            return false;
    return true;
}

/* ---- by itself ---- */

static bool expire_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    int *done = argument;
    struct db_rows *rows;
    int64_t wait_days = config_int("MALL_AUTHORITY_WAIT_DAYS");
    (void)task;
    if (!db_tx_query(tx, &SQL_authority_due, DB_ARGS(DB_I64(wait_days), DB_I64(EXPIRED_A_ROUND)),
                     &rows, why))
        return false;
    *done = db_count(rows);
    for (int row = 0; row < *done; row++) {
        int from = machine_state(&AUTHORITY_MACHINE, db_text(rows, row, AUTHORITY_DUE_STATE));
        bool gone = db_bool(rows, row, AUTHORITY_DUE_GONE);
        bool over = db_bool(rows, row, AUTHORITY_DUE_OVER);
        const char *reason = gone ? "农户已不在登记范围" : over ? "委托到期" : "没有人确认，过期";
        if (!move(tx, db_i64(rows, row, AUTHORITY_DUE_ID),
                  db_text(rows, row, AUTHORITY_DUE_COUNTY_CODE), from,
                  gone ? AUTHORITY_ENDED : AUTHORITY_EXPIRED, ACTOR_SYSTEM, reason, why))
            return false;
    }
    return true;
}

bool authority_expire_due(struct task *task, int *done, struct refusal *why)
{
    *done = 0;
    return db_transact(task, DB_WORK, expire_body, done, why);
}
