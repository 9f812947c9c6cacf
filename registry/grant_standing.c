/* What becomes of a role that was given: a second operator agrees, it gets another end, it stands
 * in the list. */
#include "base/crypto.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/grant.h"
#include "registry/grant_rule.h"
#include "registry/mask.h"

const struct refusal_kind GRANT_NOT_SECOND = {"not_second_operator", 409,
                                              "要由另一位平台运营员确认，给岗位的人和本人都不行"};
const struct refusal_kind GRANT_NOT_WAITING = {"grant_not_waiting", 409,
                                               "这个岗位不在等确认，请刷新再看"};

const char *const GRANT_STANDINGS[] = {"in_force", "expiring", "expired",
                                       "waiting",  "ending",   NULL};

/* ---- a second operator's word ---- */

struct confirming {
    int64_t grant_id, actor_id;
};

static bool confirm_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct confirming *confirming = argument;
    struct db_rows *found, *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_grant_find, DB_ARGS(DB_I64(confirming->grant_id)), &found, why))
        return false;
    if (db_count(found) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (db_i64(found, 0, GRANT_FIND_ACCOUNT_ID) == confirming->actor_id ||
        db_i64(found, 0, GRANT_FIND_GRANTED_BY) == confirming->actor_id)
        return refuse(why, &GRANT_NOT_SECOND, NULL);
    if (!db_tx_query(tx, &SQL_grant_confirm,
                     DB_ARGS(DB_I64(confirming->grant_id), DB_I64(confirming->actor_id)), &rows,
                     why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &GRANT_NOT_WAITING, NULL);
    grant_leave_trail(tx, confirming->actor_id, "grant_confirm", confirming->grant_id);
    session_tell_all(tx);
    return true;
}

bool grant_confirm(struct task *task, int64_t grant_id, int64_t actor_id, struct refusal *why)
{
    struct confirming confirming = {grant_id, actor_id};
    if (!db_transact(task, DB_FAST, confirm_body, &confirming, why))
        return false;
    session_forget_all();
    return true;
}

/* ---- another end ---- */

struct extending {
    int64_t grant_id, actor_id;
    const char *expires_on;
    struct grant_given *given;
};

static bool extend_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct extending *extending = argument;
    struct db_rows *found, *rows;
    bool second;
    (void)task;
    if (!db_tx_query(tx, &SQL_grant_find, DB_ARGS(DB_I64(extending->grant_id)), &found, why))
        return false;
    if (db_count(found) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    int64_t account_id = db_i64(found, 0, GRANT_FIND_ACCOUNT_ID);
    if (account_id == extending->actor_id)
        return refuse(why, &GRANT_OWN, NULL);
    if (!grant_needs_second(tx, db_text(found, 0, GRANT_FIND_ROLE), extending->actor_id, account_id,
                            &second, why) ||
        !db_tx_query(tx, &SQL_grant_extend,
                     DB_ARGS(DB_I64(extending->grant_id), DB_TEXT(extending->expires_on),
                             DB_I64(extending->actor_id), DB_BOOL(second)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    extending->given->grant_id = extending->grant_id;
    extending->given->awaits_second = db_bool(rows, 0, GRANT_EXTEND_AWAITS_SECOND);
    grant_leave_trail(tx, extending->actor_id, "grant", extending->grant_id);
    session_tell_all(tx);
    return true;
}

bool grant_extend(struct task *task, int64_t grant_id, const char *expires_on, int64_t actor_id,
                  struct grant_given *given, struct refusal *why)
{
    struct extending extending = {grant_id, actor_id, expires_on, given};
    if (!grant_check_end(expires_on, why) ||
        !db_transact(task, DB_FAST, extend_body, &extending, why))
        return false;
    session_forget_all();
    return true;
}

/* ---- listing ---- */

json_t *grant_list_json(struct task *task, const char *role, const char *standing,
                        const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_grant_list,
                        DB_ARGS(DB_TEXT(role), PAGE_ARGS(page), DB_TEXT(standing)), &rows, why))
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
