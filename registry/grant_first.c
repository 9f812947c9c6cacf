/* The first operator, made by a command: there is nobody yet who could give the role. */
#include "base/id.h"
#include "base/machine.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/grant.h"
#include "registry/grant_rule.h"

const struct refusal_kind GRANT_HAS_OPERATOR = {"operator_exists", 409,
                                                "已经有平台运营员了，请他在岗位页给"};

struct first {
    const char *phone;
    int64_t *grant_id;
};

/* A row cannot be locked that is not there: the table is, for the moment of this. */
static bool first_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct first *first = argument;
    struct db_rows *operators, *given;
    int64_t account_id;
    if (!db_tx_query(tx, &SQL_grant_lock_all, DB_NO_ARGS, NULL, why) ||
        !db_tx_query(tx, &SQL_grant_lock_operators, DB_NO_ARGS, &operators, why))
        return false;
    if (db_count(operators) > 0)
        return refuse(why, &GRANT_HAS_OPERATOR, NULL);
    if (!account_find_or_create(task, tx, first->phone, &account_id, why) ||
        !db_tx_query(tx, &SQL_grant_give,
                     DB_ARGS(DB_I64(id_next()), DB_I64(account_id),
                             DB_TEXT(role_name(ROLE_OPERATOR)), DB_TEXT(""), DB_I64(0), DB_I64(0),
                             DB_I64(ACTOR_SYSTEM), DB_TEXT("第一位平台运营员，用命令开通"),
                             DB_TEXT(""), DB_BOOL(false)),
                     &given, why))
        return false;
    *first->grant_id = db_i64(given, 0, GRANT_GIVE_ID);
    grant_leave_trail(tx, ACTOR_SYSTEM, "grant", *first->grant_id);
    session_tell_all(tx);
    return true;
}

bool grant_first_operator(struct task *task, const char *phone, int64_t *grant_id,
                          struct refusal *why)
{
    struct first first = {phone, grant_id};
    return db_transact(task, DB_FAST, first_body, &first, why);
}
