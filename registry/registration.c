#include "registry/registration.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/change_trail.h"
#include "base/config.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/authority.h"
#include "registry/grant.h"
#include "registry/grant_rule.h"
#include "registry/identifier.h"
#include "registry/mask.h"
#include "registry/registration_tell.h"
#include "registry/region.h"

const struct refusal_kind REGISTRATION_EXISTS = {"registration_exists", 409,
                                                 "已经登记过，或有一份正在等核对，不用再交"};
const struct refusal_kind REGISTRATION_CLOSED = {"registration_closed", 409,
                                                 "这份登记刚刚有变动或已经办结，请刷新再看"};
const struct refusal_kind REGISTRATION_NO_MATCH = {"registration_no_match", 409,
                                                   "登记系统里这个村没有对上的人，不能确认"};
const struct refusal_kind REGISTRATION_TRIES = {"registration_tries", 429,
                                                "今天试得太多了，请明天再试或请村里帮忙"};

static const struct machine_move MOVES[] = {
    {REGISTRATION_APPLIED, REGISTRATION_GRANTED, "核对无误"},
    {REGISTRATION_APPLIED, REGISTRATION_REFUSED, "核对后不同意"},
    {REGISTRATION_APPLIED, REGISTRATION_WITHDRAWN, "本人撤回"},
    {REGISTRATION_APPLIED, REGISTRATION_LAPSED, "没有人办，过期"},
    {REGISTRATION_GRANTED, REGISTRATION_ENDED, "不再是这个身份"},
};
const struct machine REGISTRATION_MACHINE =
    MACHINE("registration", REGISTRATION_STATES,
            STATE_SET(REGISTRATION_APPLIED) | STATE_SET(REGISTRATION_GRANTED), MOVES,
            &SQL_audit_registration_state);

const char *const REGISTRATION_ROLES[] = {"village_officer", "township_officer",
                                          "department_officer", NULL};
enum { LAPSED_A_ROUND = 100, NOBODY = 0, NAME_SIZE = 128 };

/* ---- the body ---- */

static const char *const KINDS[] = {"caring", "household", "administrator", NULL};
static const struct shape_field WISH_FIELDS[] = {
    FIELD_CHOICE(struct registration_wish, kind, REQUIRED, KINDS, "请选择身份"),
    FIELD_CHECKED(struct registration_wish, village_code, OPTIONAL, 12, 12, region_is_code,
                  "请选到村"),
    FIELD_TEXT(struct registration_wish, name, OPTIONAL, 2, 30, "请填写身份证上的姓名"),
    FIELD_TEXT(struct registration_wish, id_number, OPTIONAL, 18, 18, "身份证号是 18 位"),
    FIELD_CHOICE(struct registration_wish, role, OPTIONAL, REGISTRATION_ROLES, "请选择岗位"),
    FIELD_CHECKED(struct registration_wish, region_code, OPTIONAL, 6, 12, region_is_code,
                  "请选择管哪里"),
    FIELD_TEXT(struct registration_wish, reason, OPTIONAL, 2, 100,
               "请写明单位和职务，2 到 100 个字"),
};
const struct shape REGISTRATION_WISH_SHAPE = SHAPE(struct registration_wish, WISH_FIELDS);

static bool need(const char *value, const char *field, struct refusal *why)
{
    return value != NULL || refuse(why, &REFUSAL_MISSING_FIELD, field);
}

/* ---- whom the register has ---- */

struct applying {
    int64_t account_id, id, household_id;
    const struct registration_wish *wish;
    const struct idempotency *key;
    struct grant_wish grant;
    char county_code[7];
    const char *place_code, *name_masked;
    bool at_once;
};

static const char *own_phone(struct task *task, int64_t account_id, struct refusal *why)
{
    struct db_rows *rows;
    size_t length;
    if (!db_query(task, &SQL_account_find, DB_ARGS(DB_I64(account_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_UNAUTHENTICATED, NULL);
        return NULL;
    }
    const void *sealed = db_bytes(rows, 0, ACCOUNT_FIND__PHONE, &length);
    const char *phone =
        crypto_open_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, account_id), sealed, length);
    if (phone == NULL)
        refuse(why, &REFUSAL_INTERNAL, NULL);
    return phone;
}

static bool is_name(struct task *task, const struct db_rows *rows, const char *typed)
{
    char name[NAME_SIZE];
    size_t length;
    const void *sealed = db_bytes(rows, 0, REGISTRATION_MATCH__NAME, &length);
    int64_t household_id = db_i64(rows, 0, REGISTRATION_MATCH_HOUSEHOLD_ID);
    int64_t member_no = db_i64(rows, 0, REGISTRATION_MATCH_MEMBER_NO);
    const char *plain = crypto_open_at(
        task->arena, CRYPTO_PART(MEMBER_NAME, household_id, member_no), sealed, length);
    return plain != NULL && identifier_canonical(typed, name, sizeof(name)) &&
           strcmp(plain, name) == 0;
}

static bool match(struct task *task, struct applying *applying, struct refusal *why)
{
    const struct registration_wish *wish = applying->wish;
    struct crypto_lookup ids[CRYPTO_KEYS_MAX], phones[CRYPTO_KEYS_MAX];
    struct db_rows *rows;
    char number[19];
    const char *phone = own_phone(task, applying->account_id, why);
    if (phone == NULL)
        return false;
    identifier_canonical(wish->id_number, number, sizeof(number));
    int id_count = crypto_lookup_hashes(MEMBER_ID_NUMBER, number, ids);
    int phone_count = crypto_lookup_hashes(HOUSEHOLD_PHONE, phone, phones);
    if (!db_query(task, &SQL_registration_match,
                  DB_ARGS(DB_COLUMN_HASH(ids, id_count, hash), DB_TEXT(wish->village_code),
                          DB_COLUMN_HASH(phones, phone_count, hash)),
                  &rows, why))
        return false;
    if (db_count(rows) == 1 && is_name(task, rows, wish->name)) {
        applying->household_id = db_i64(rows, 0, REGISTRATION_MATCH_HOUSEHOLD_ID);
        applying->at_once = db_bool(rows, 0, REGISTRATION_MATCH_SAME_PHONE);
    }
    return true;
}

/* ---- roles ---- */

/* Gives the role that a registration asks for, in the name of who decides; 0 = by itself. */
static bool give(struct db_tx *tx, int64_t account_id, const char *role, const char *region_code,
                 int64_t household_id, int64_t actor_id, const char *reason, int64_t *grant_id,
                 struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_grant_give,
                     DB_ARGS(DB_I64(id_next()), DB_I64(account_id), DB_TEXT(role),
                             DB_TEXT(region_code), DB_I64(0), DB_I64(household_id),
                             DB_I64(actor_id), DB_TEXT(reason), DB_TEXT(""), DB_BOOL(false)),
                     &rows, why))
        return false;
    *grant_id = db_i64(rows, 0, GRANT_GIVE_ID);
    grant_leave_trail(tx, actor_id, "grant", *grant_id);
    session_tell_all(tx);
    return true;
}

static bool move(struct db_tx *tx, int64_t id, const char *county_code, int from, int to,
                 int64_t actor_id, const char *reason, int64_t grant_id, struct refusal *why)
{
    struct db_rows *rows;
    int64_t decider_id = to == REGISTRATION_GRANTED || to == REGISTRATION_REFUSED ? actor_id : 0;
    if (!db_tx_query(tx, &SQL_registration_move,
                     DB_ARGS(DB_I64(id), DB_TEXT(machine_state_name(&REGISTRATION_MACHINE, from)),
                             DB_TEXT(machine_state_name(&REGISTRATION_MACHINE, to)),
                             DB_I64(decider_id), DB_TEXT(reason), DB_I64(grant_id)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REGISTRATION_CLOSED, NULL);
    machine_log(tx, &REGISTRATION_MACHINE, &id, &county_code, 1, from, to, actor_id, reason);
    db_tx_send(tx, &SQL_registration_stamp, DB_ARGS(stamp_key(), DB_I64(id)));
    return true;
}

/* A household that has an account of its own needs nobody any more. */
static bool take_over(struct db_tx *tx, int64_t household_id, int64_t actor_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_registration_of_household, DB_ARGS(DB_I64(household_id)), &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++)
        if (!move(tx, db_i64(rows, row, REGISTRATION_OF_HOUSEHOLD_ID),
                  db_text(rows, row, REGISTRATION_OF_HOUSEHOLD_COUNTY_CODE), REGISTRATION_GRANTED,
                  REGISTRATION_ENDED, actor_id, "农户有了自己的账号", 0, why))
            return false;
    return authority_end_all(tx, household_id, actor_id, "农户有了自己的账号", why);
}

static bool become_household(struct db_tx *tx, int64_t account_id, int64_t household_id,
                             int64_t actor_id, int64_t *grant_id, struct refusal *why)
{
    return give(tx, account_id, role_name(ROLE_HOUSEHOLD), "", household_id, actor_id, "登记为农户",
                grant_id, why) &&
           take_over(tx, household_id, actor_id, why);
}

/* ---- applying ---- */

static bool check_tries(struct db_tx *tx, int64_t account_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_account_close_lock, DB_ARGS(DB_I64(account_id)), NULL, why) ||
        !db_tx_query(tx, &SQL_registration_tries, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    int64_t allowed = config_int("MALL_CLAIM_DAILY");
    if (db_i64(rows, 0, REGISTRATION_TRIES_TRIES) < allowed)
        return true;
    refuse(why, &REGISTRATION_TRIES, NULL);
    refusal_limit(why, "claim", allowed, 86400, 86400);
    return false;
}

/* Once is enough. */
static bool check_caring(struct db_tx *tx, int64_t account_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_registration_caring, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    return db_count(rows) == 0 || refuse(why, &REGISTRATION_EXISTS, "kind");
}

static bool apply_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct applying *applying = argument;
    const struct registration_wish *wish = applying->wish;
    bool household = strcmp(wish->kind, "household") == 0,
         caring = strcmp(wish->kind, "caring") == 0;
    int64_t before = 0, grant_id;
    (void)task;
    if (!idempotency_find(tx, applying->key, &before, why))
        return false;
    applying->id = before > 0 ? before : id_next();
    if (before > 0)
        return true;
    if (household && !check_tries(tx, applying->account_id, why))
        return false;
    if (caring && !check_caring(tx, applying->account_id, why))
        return false;
    db_tx_send(tx, &SQL_registration_add,
               DB_ARGS(DB_I64(applying->id), DB_TEXT(applying->county_code),
                       DB_TEXT(applying->place_code), DB_TEXT(wish->kind),
                       DB_I64(applying->account_id), DB_I64(applying->household_id),
                       DB_TEXT(applying->name_masked), DB_TEXT(applying->grant.role),
                       DB_TEXT(applying->grant.reason), DB_I64(applying->account_id),
                       DB_TEXT(caring ? "granted" : "applied")));
    db_tx_send(tx, &SQL_registration_stamp, DB_ARGS(stamp_key(), DB_I64(applying->id)));
    change_trail_add(tx, &(struct change){.subject = "registration",
                                          .subject_id = applying->id,
                                          .county_code = applying->county_code,
                                          .action = "create",
                                          .after = json_pack("{s:s}", "kind", wish->kind)});
    idempotency_save(tx, applying->key, applying->id);
    if (!applying->at_once)
        return true;
    return become_household(tx, applying->account_id, applying->household_id, NOBODY, &grant_id,
                            why) &&
           move(tx, applying->id, applying->county_code, REGISTRATION_APPLIED, REGISTRATION_GRANTED,
                ACTOR_SYSTEM, "手机号和登记的一致", grant_id, why);
}

static bool check_household(struct task *task, struct applying *applying, struct refusal *why)
{
    const struct registration_wish *wish = applying->wish;
    struct region region;
    if (wish->id_number != NULL && !identifier_is_id_card(wish->id_number))
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "id_number",
                             "身份证号是 18 位，请再核对");
    if (!need(wish->village_code, "village_code", why) || !need(wish->name, "name", why) ||
        !need(wish->id_number, "id_number", why) ||
        !region_find(task, wish->village_code, &region, why))
        return false;
    if (region.level != REGION_LEVEL_VILLAGE || region.valid_to[0] != '\0')
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "village_code", "请选到村");
    applying->place_code = wish->village_code;
    applying->name_masked = mask_name(task->arena, wish->name);
    return match(task, applying, why);
}

static bool check_administrator(struct task *task, struct applying *applying, struct refusal *why)
{
    const struct registration_wish *wish = applying->wish;
    if (!need(wish->role, "role", why) || !need(wish->region_code, "region_code", why) ||
        !need(wish->reason, "reason", why))
        return false;
    applying->grant.role = wish->role;
    applying->grant.region_code = wish->region_code;
    applying->grant.reason = wish->reason;
    applying->place_code = wish->region_code;
    return grant_check(&applying->grant, why) && grant_check_region(task, &applying->grant, why);
}

bool registration_apply(struct task *task, int64_t account_id, const struct registration_wish *wish,
                        const struct idempotency *key, int64_t *id, struct refusal *why)
{
    struct applying applying = {
        .account_id = account_id,
        .wish = wish,
        .key = key,
        .place_code = "",
        .name_masked = "",
        .grant = {.role = "", .region_code = "", .reason = "", .expires_on = ""},
    };
    if ((strcmp(wish->kind, "household") == 0 && !check_household(task, &applying, why)) ||
        (strcmp(wish->kind, "administrator") == 0 && !check_administrator(task, &applying, why)))
        return false;
    snprintf(applying.county_code, sizeof(applying.county_code), "%.6s", applying.place_code);
    if (!db_transact(task, DB_FAST, apply_body, &applying, why))
        return false;
    if (applying.at_once)
        session_forget_all();
    *id = applying.id;
    return true;
}

/* ---- by an officer ---- */

struct registering {
    const struct household *household;
    const struct consent_reference *consent;
    const struct idempotency *key;
    int64_t actor_id, id;
};

static bool register_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct registering *it = argument;
    int64_t before = 0;
    (void)task;
    if (!idempotency_find(tx, it->key, &before, why))
        return false;
    it->id = before > 0 ? before : id_next();
    if (before > 0)
        return true;
    db_tx_send(tx, &SQL_registration_add_proxy,
               DB_ARGS(DB_I64(it->id), DB_TEXT(it->household->county_code),
                       DB_TEXT(it->household->village_code), DB_I64(it->household->id),
                       DB_TEXT(it->consent->kind), DB_TEXT(it->consent->number),
                       DB_TEXT(it->consent->taken_on), DB_TEXT(it->consent->taken_by),
                       DB_I64(it->consent->scan_id), DB_I64(it->actor_id)));
    db_tx_send(tx, &SQL_registration_stamp, DB_ARGS(stamp_key(), DB_I64(it->id)));
    change_trail_add(tx, &(struct change){.subject = "registration",
                                          .subject_id = it->id,
                                          .county_code = it->household->county_code,
                                          .action = "create",
                                          .after = json_pack("{s:I}", "household_id",
                                                             (json_int_t)it->household->id)});
    idempotency_save(tx, it->key, it->id);
    return true;
}

bool registration_by_proxy(struct task *task, const struct household *household,
                           struct consent_reference *consent, int64_t actor_id,
                           const struct idempotency *key, int64_t *id, struct refusal *why)
{
    struct registering it = {household, consent, key, actor_id, 0};
    if (!consent_reference_check(consent, why))
        return false;
    if (household->state == HOUSEHOLD_REMOVED)
        return refuse_detail(why, &REFUSAL_CONFLICT, NULL, "这户已不在登记范围，不能再登记");
    if (!db_transact(task, DB_FAST, register_body, &it, why))
        return false;
    *id = it.id;
    return true;
}

/* ---- moving ---- */

struct moving {
    int64_t id, actor_id;
    enum registration_state to;
    const char *reason;
};

static bool grant_it(struct db_tx *tx, const struct moving *moving, const struct db_rows *row,
                     int64_t *grant_id, struct refusal *why)
{
    int64_t account_id = db_i64(row, 0, REGISTRATION_LOCK_ACCOUNT_ID);
    int64_t household_id = db_i64(row, 0, REGISTRATION_LOCK_HOUSEHOLD_ID);
    const char *role = db_text(row, 0, REGISTRATION_LOCK_ROLE);
    if (role[0] != '\0')
        return give(tx, account_id, role, db_text(row, 0, REGISTRATION_LOCK_PLACE_CODE), 0,
                    moving->actor_id, "申请信息管理员", grant_id, why);
    if (household_id == 0)
        return refuse(why, &REGISTRATION_NO_MATCH, NULL);
    return become_household(tx, account_id, household_id, moving->actor_id, grant_id, why);
}

static bool take_role(struct db_tx *tx, int64_t grant_id, int64_t actor_id, struct refusal *why)
{
    struct db_rows *rows;
    if (grant_id == 0)
        return true;
    if (!db_tx_query(tx, &SQL_grant_take_back, DB_ARGS(DB_I64(grant_id)), &rows, why))
        return false;
    if (db_count(rows) > 0)
        grant_leave_trail(tx, actor_id, "revoke", grant_id);
    session_tell_all(tx);
    return true;
}

static bool move_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct moving *moving = argument;
    struct db_rows *rows;
    int64_t grant_id = 0;
    if (!db_tx_query(tx, &SQL_registration_lock, DB_ARGS(DB_I64(moving->id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    int from = machine_state(&REGISTRATION_MACHINE, db_text(rows, 0, REGISTRATION_LOCK_STATE));
    if (!machine_allows(&REGISTRATION_MACHINE, from, (int)moving->to))
        return refuse(why, &REGISTRATION_CLOSED, NULL);
    bool decides = moving->to == REGISTRATION_GRANTED || moving->to == REGISTRATION_REFUSED;
    if (decides && db_i64(rows, 0, REGISTRATION_LOCK_ACCOUNT_ID) == moving->actor_id)
        return refuse_detail(why, &GRANT_OWN, NULL, "不能办自己的登记，请另一位来办");
    if (moving->to == REGISTRATION_GRANTED && !grant_it(tx, moving, rows, &grant_id, why))
        return false;
    if (moving->to == REGISTRATION_ENDED &&
        !take_role(tx, db_i64(rows, 0, REGISTRATION_LOCK_GRANT_ID), moving->actor_id, why))
        return false;
    return move(tx, moving->id, db_text(rows, 0, REGISTRATION_LOCK_COUNTY_CODE), from,
                (int)moving->to, moving->actor_id, moving->reason, grant_id, why) &&
           registration_tell(task, tx, db_i64(rows, 0, REGISTRATION_LOCK_ACCOUNT_ID), moving->to,
                             why);
}

bool registration_move(struct task *task, int64_t id, enum registration_state to, int64_t actor_id,
                       const char *reason, struct refusal *why)
{
    struct moving moving = {id, actor_id, to, reason};
    if (!db_transact(task, DB_FAST, move_body, &moving, why))
        return false;
    session_forget_all();
    return true;
}

/* ---- by itself ---- */

static bool lapse_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    int *done = argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_registration_due,
                     DB_ARGS(DB_I64(config_int("MALL_REGISTRATION_DAYS")), DB_I64(LAPSED_A_ROUND)),
                     &rows, why))
        return false;
    *done = db_count(rows);
    for (int row = 0; row < *done; row++)
        if (!move(tx, db_i64(rows, row, REGISTRATION_DUE_ID),
                  db_text(rows, row, REGISTRATION_DUE_COUNTY_CODE), REGISTRATION_APPLIED,
                  REGISTRATION_LAPSED, ACTOR_SYSTEM, "到期没有人办，可以再交一次", 0, why))
            return false;
    return true;
}

bool registration_lapse_due(struct task *task, int *done, struct refusal *why)
{
    *done = 0;
    return db_transact(task, DB_WORK, lapse_body, done, why);
}
