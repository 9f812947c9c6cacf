#include "registry/grant.h"

#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/grant_rule.h"
#include "registry/organisation.h"
#include "registry/region.h"

const struct refusal_kind GRANT_NO_ACCOUNT = {"no_account", 404,
                                              "这个手机号还没有登录过，请先登录一次"};
const struct refusal_kind GRANT_UNFIT = {"grant_unfit", 422, "角色和所填的单位、地区或农户不相符"};
const struct refusal_kind GRANT_LAST_OPERATOR = {"last_operator", 409, "至少要留一位平台运营员"};
const struct refusal_kind GRANT_OWN = {"own_grant", 409, "不能给自己岗位，请另一位平台运营员来办"};
const struct refusal_kind GRANT_APART = {
    "roles_apart", 409, "平台运营员和县审计员不能是同一个人，先收回另一个岗位再给"};

/* An end further away than this is a slip of the pen. */
enum { YEARS_MAX = 10 };

/* What a role needs. */
struct need {
    bool organisation, household;
    unsigned kinds;                /* of the organisation: bits 1 << enum organisation_kind */
    int level;                     /* of the region with six digits; 0 = any */
    size_t digits_min, digits_max; /* of the region's code; both 0 = no region */
};

static const struct need NEEDS[ROLE_COUNT] = {
    [ROLE_PRODUCER] = {.organisation = true, .kinds = ORGANISATION_SELLS},
    [ROLE_STATION_OFFICER] = {.organisation = true, .kinds = 1u << ORGANISATION_STATION},
    [ROLE_VILLAGE_OFFICER] = {.digits_min = 9, .digits_max = 12},
    [ROLE_COUNTY_AUDITOR] = {.digits_min = 6, .digits_max = 6, .level = REGION_LEVEL_COUNTY},
    [ROLE_HOUSEHOLD] = {.household = true},
    [ROLE_OPERATOR] = {.organisation = false},
    [ROLE_TOWNSHIP_OFFICER] = {.digits_min = 9, .digits_max = 9},
    [ROLE_DEPARTMENT_OFFICER] = {.digits_min = 6, .digits_max = 6, .level = REGION_LEVEL_COUNTY},
    [ROLE_COUNTY_CENTRE] = {.digits_min = 6, .digits_max = 6, .level = REGION_LEVEL_COUNTY},
    [ROLE_CITY_OFFICER] = {.digits_min = 6, .digits_max = 6, .level = REGION_LEVEL_CITY},
    [ROLE_LISTING_CLERK] = {.organisation = true, .kinds = ORGANISATION_SELLS},
    [ROLE_PACKER] = {.organisation = true,
                     .kinds = ORGANISATION_SELLS | 1u << ORGANISATION_STATION},
    [ROLE_ACCOUNTANT] = {.organisation = true, .kinds = ORGANISATION_SELLS},
};

/* Days compare as text. */
bool grant_check_end(const char *day, struct refusal *why)
{
    char today[11], last[11];
    if (day[0] == '\0')
        return true;
    int64_t now_us = clock_now_us();
    clock_beijing_day(now_us, today);
    clock_beijing_day(now_us + YEARS_MAX * INT64_C(366) * 86400 * 1000000, last);
    if (clock_is_date(day) && strcmp(day, today) >= 0 && strcmp(day, last) <= 0)
        return true;
    return refuse_detail(why, &REFUSAL_INVALID_FIELD, "expires_on",
                         "到期日要是今天或以后，最多 %d 年", YEARS_MAX);
}

bool grant_check(const struct grant_wish *wish, struct refusal *why)
{
    enum role role;
    if (!role_parse(wish->role, &role))
        return refuse(why, &GRANT_UNFIT, "role");
    const struct need *need = &NEEDS[role];
    size_t digits = strlen(wish->region_code);
    if (need->organisation != (wish->organisation_id != 0))
        return refuse(why, &GRANT_UNFIT, "organisation_id");
    if (need->household != (wish->household_id != 0))
        return refuse(why, &GRANT_UNFIT, "household_id");
    if (digits < need->digits_min || digits > need->digits_max)
        return refuse(why, &GRANT_UNFIT, "region_code");
    return grant_check_end(wish->expires_on, why);
}

/* ---- what must be there ---- */

static bool check_organisation(struct db_tx *tx, const struct grant_wish *wish, struct refusal *why)
{
    enum role role;
    struct db_rows *rows;
    if (wish->organisation_id == 0)
        return true;
    if (!db_tx_query(tx, &SQL_organisation_find, DB_ARGS(DB_I64(wish->organisation_id)), &rows,
                     why))
        return false;
    unsigned kind =
        db_count(rows) == 0 ? 0 : 1u << organisation_kind(db_text(rows, 0, ORGANISATION_FIND_KIND));
    if (!role_parse(wish->role, &role) || (kind & NEEDS[role].kinds) == 0)
        return refuse(why, &GRANT_UNFIT, "organisation_id");
    return true;
}

static bool check_household(struct db_tx *tx, const struct grant_wish *wish, struct refusal *why)
{
    struct db_rows *rows;
    if (wish->household_id == 0)
        return true;
    if (!db_tx_query(tx, &SQL_household_find, DB_ARGS(DB_I64(wish->household_id)), &rows, why))
        return false;
    return db_count(rows) == 1 || refuse(why, &GRANT_UNFIT, "household_id");
}

static bool find_account(struct db_tx *tx, const char *phone, int64_t *account_id,
                         struct refusal *why)
{
    struct account_phone hashes;
    struct db_rows *rows;
    account_phone_hashes(phone, &hashes);
    if (!db_tx_query(tx, &SQL_account_find_by_phone, ACCOUNT_PHONE_ARGS(&hashes), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &GRANT_NO_ACCOUNT, "phone");
    *account_id = db_i64(rows, 0, ACCOUNT_FIND_BY_PHONE_ID);
    return true;
}

/* Whoever gives a role or takes it back says so, and the role is stamped as it is now. */
void grant_leave_trail(struct db_tx *tx, int64_t actor_id, const char *what, int64_t grant_id)
{
    struct task *task = db_tx_task(tx);
    task->changes++;
    db_tx_send(tx, &SQL_grant_trail_add,
               DB_ARGS(DB_I64(id_next()), DB_I64(actor_id), DB_TEXT(what), DB_I64(grant_id),
                       stamp_key(), DB_TEXT(task_acting_request(task)),
                       DB_I64(task->acting.on_behalf_of_id)));
    db_tx_send(tx, &SQL_grant_stamp, DB_ARGS(stamp_key(), DB_I64S(&grant_id, 1)));
}

/* ---- giving ---- */

struct giving {
    const struct grant_wish *wish;
    int64_t actor_id;
    struct grant_given *given;
};

/* There must be somebody who can agree: neither who gives the role nor who gets it. */
bool grant_needs_second(struct db_tx *tx, const char *role, int64_t actor_id, int64_t account_id,
                        bool *needed, struct refusal *why)
{
    struct db_rows *operators;
    *needed = false;
    if (strcmp(role, role_name(ROLE_OPERATOR)) != 0)
        return true;
    if (!db_tx_query(tx, &SQL_grant_lock_operators, DB_NO_ARGS, &operators, why))
        return false;
    for (int row = 0; row < db_count(operators); row++) {
        int64_t other = db_i64(operators, row, GRANT_LOCK_OPERATORS_ACCOUNT_ID);
        *needed |= other != actor_id && other != account_id;
    }
    return true;
}

static bool give_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct giving *giving = argument;
    const struct grant_wish *wish = giving->wish;
    struct db_rows *rows;
    int64_t account_id = 0;
    bool second;
    (void)task;
    if (!find_account(tx, wish->phone, &account_id, why))
        return false;
    if (account_id == giving->actor_id)
        return refuse(why, &GRANT_OWN, "phone");
    if (!check_organisation(tx, wish, why) || !check_household(tx, wish, why) ||
        !grant_needs_second(tx, wish->role, giving->actor_id, account_id, &second, why))
        return false;
    if (!db_tx_query(tx, &SQL_grant_give,
                     DB_ARGS(DB_I64(id_next()), DB_I64(account_id), DB_TEXT(wish->role),
                             DB_TEXT(wish->region_code), DB_I64(wish->organisation_id),
                             DB_I64(wish->household_id), DB_I64(giving->actor_id),
                             DB_TEXT(wish->reason), DB_TEXT(wish->expires_on), DB_BOOL(second)),
                     &rows, why))
        return false;
    giving->given->grant_id = db_i64(rows, 0, GRANT_GIVE_ID);
    giving->given->awaits_second = db_bool(rows, 0, GRANT_GIVE_AWAITS_SECOND);
    grant_leave_trail(tx, giving->actor_id, "grant", giving->given->grant_id);
    session_tell_all(tx);
    return true;
}

/* The region is there, and of the level that the role has: a code of six digits may be a
 * province's.
 */
bool grant_check_region(struct task *task, const struct grant_wish *wish, struct refusal *why)
{
    struct region region;
    enum role role;
    if (wish->region_code[0] == '\0')
        return true;
    if (!region_find(task, wish->region_code, &region, why))
        return why->kind == &REGION_UNKNOWN ? refuse(why, &GRANT_UNFIT, "region_code") : false;
    if (region.valid_to[0] != '\0')
        return region_refuse(task, wish->region_code, "region_code", why);
    int level = role_parse(wish->role, &role) ? NEEDS[role].level : 0;
    if (level == 0 || region.level == level)
        return true;
    if (level == REGION_LEVEL_COUNTY)
        return refuse_detail(why, &GRANT_UNFIT, "region_code",
                             "这个岗位按县给，不能给整个省或市；管几个县就给几次");
    return refuse_detail(why, &GRANT_UNFIT, "region_code", "市设办的人按市给，请选择市");
}

bool grant_give(struct task *task, const struct grant_wish *wish, int64_t actor_id,
                struct grant_given *given, struct refusal *why)
{
    struct giving giving = {wish, actor_id, given};
    if (!grant_check(wish, why) || !grant_check_region(task, wish, why))
        return false;
    if (!db_transact(task, DB_FAST, give_body, &giving, why))
        return false;
    session_forget_all();
    return true;
}

/* ---- taking back ---- */

struct taking {
    int64_t grant_id, actor_id;
};

static bool is_last_operator(const struct db_rows *operators, int64_t grant_id)
{
    return db_count(operators) == 1 && db_i64(operators, 0, GRANT_LOCK_OPERATORS_ID) == grant_id;
}

static bool take_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct taking *taking = argument;
    struct db_rows *operators, *taken;
    (void)task;
    if (!db_tx_query(tx, &SQL_grant_lock_operators, DB_NO_ARGS, &operators, why))
        return false;
    if (is_last_operator(operators, taking->grant_id))
        return refuse(why, &GRANT_LAST_OPERATOR, NULL);
    if (!db_tx_query(tx, &SQL_grant_take_back, DB_ARGS(DB_I64(taking->grant_id)), &taken, why))
        return false;
    if (db_count(taken) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    grant_leave_trail(tx, taking->actor_id, "revoke", taking->grant_id);
    session_tell_all(tx);
    return true;
}

bool grant_take_back(struct task *task, int64_t grant_id, int64_t actor_id, struct refusal *why)
{
    struct taking taking = {grant_id, actor_id};
    if (!db_transact(task, DB_FAST, take_body, &taking, why))
        return false;
    session_forget_all();
    return true;
}
