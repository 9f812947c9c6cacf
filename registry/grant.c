#include "registry/grant.h"

#include <string.h>

#include "base/crypto.h"
#include "base/id.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/mask.h"
#include "registry/region.h"

const struct refusal_kind GRANT_NO_ACCOUNT = {"no_account", 404,
                                              "这个手机号还没有登录过，请先登录一次"};
const struct refusal_kind GRANT_UNFIT = {"grant_unfit", 422, "角色和所填的单位、地区或农户不相符"};
const struct refusal_kind GRANT_LAST_OPERATOR = {"last_operator", 409, "至少要留一位平台运营员"};

/* What a role needs. */
struct need {
    bool organisation, household;
    bool station;                  /* the organisation must be one, otherwise one that sells */
    size_t digits_min, digits_max; /* of the region's code; both 0 = no region */
};

static const struct need NEEDS[ROLE_COUNT] = {
    [ROLE_PRODUCER] = {.organisation = true},
    [ROLE_STATION_OFFICER] = {.organisation = true, .station = true},
    [ROLE_VILLAGE_OFFICER] = {.digits_min = 9, .digits_max = 12},
    [ROLE_COUNTY_AUDITOR] = {.digits_min = 6, .digits_max = 6},
    [ROLE_HOUSEHOLD] = {.household = true},
    [ROLE_OPERATOR] = {.organisation = false},
};

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
    return true;
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
    bool is_station =
        db_count(rows) == 1 && strcmp(db_text(rows, 0, ORGANISATION_FIND_KIND), "station") == 0;
    if (db_count(rows) == 0 || !role_parse(wish->role, &role) || is_station != NEEDS[role].station)
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

static void leave_trail(struct db_tx *tx, int64_t actor_id, const char *what, int64_t grant_id)
{
    db_tx_send(tx, &SQL_grant_trail_add,
               DB_ARGS(DB_I64(id_next()), DB_I64(actor_id), DB_TEXT(what), DB_I64(grant_id)));
}

/* ---- giving ---- */

struct giving {
    const struct grant_wish *wish;
    int64_t actor_id;
    int64_t *grant_id;
};

static bool give_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct giving *giving = argument;
    const struct grant_wish *wish = giving->wish;
    struct db_rows *rows;
    int64_t account_id = 0;
    (void)task;
    if (!find_account(tx, wish->phone, &account_id, why) || !check_organisation(tx, wish, why) ||
        !check_household(tx, wish, why))
        return false;
    if (!db_tx_query(tx, &SQL_grant_give,
                     DB_ARGS(DB_I64(id_next()), DB_I64(account_id), DB_TEXT(wish->role),
                             DB_TEXT(wish->region_code), DB_I64(wish->organisation_id),
                             DB_I64(wish->household_id), DB_I64(giving->actor_id),
                             DB_TEXT(wish->reason)),
                     &rows, why))
        return false;
    *giving->grant_id = db_i64(rows, 0, GRANT_GIVE_ID);
    leave_trail(tx, giving->actor_id, "grant", *giving->grant_id);
    session_tell_all(tx);
    return true;
}

bool grant_give(struct task *task, const struct grant_wish *wish, int64_t actor_id,
                int64_t *grant_id, struct refusal *why)
{
    struct giving giving = {wish, actor_id, grant_id};
    struct region region;
    if (!grant_check(wish, why))
        return false;
    if (wish->region_code[0] != '\0' && !region_find(task, wish->region_code, &region, why)) {
        if (why->kind == &REGION_UNKNOWN)
            refuse(why, &GRANT_UNFIT, "region_code");
        return false;
    }
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
    leave_trail(tx, taking->actor_id, "revoke", taking->grant_id);
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

/* ---- listing ---- */

json_t *grant_list_json(struct task *task, const char *role, const struct page *page,
                        struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_grant_list, DB_ARGS(DB_TEXT(role), PAGE_ARGS(page)), &rows, why))
        return NULL;
    json_t *grants = page_json(page, rows, GRANT_LIST_GRANT_ID);
    for (int row = 0; row < db_count(rows); row++) {
        size_t length;
        const void *sealed = db_bytes(rows, row, GRANT_LIST__PHONE, &length);
        int64_t account_id = db_i64(rows, row, GRANT_LIST_ACCOUNT_ID);
        const char *phone =
            crypto_open_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, account_id), sealed, length);
        json_object_set_new(json_array_get(json_object_get(grants, "items"), (size_t)row), "phone",
                            json_string(phone != NULL ? mask_mobile(task->arena, phone) : ""));
    }
    return grants;
}
