/* Taking a second factor away: by whom it is, or by a command for who has lost it. */
#include "base/id.h"
#include "base/machine.h"
#include "gen/registry/sql.h"
#include "registry/account_desk.h"
#include "registry/second.h"
#include "registry/second_rule.h"

/* Its spare codes go with it. */
static bool remove_factor(struct db_tx *tx, int64_t account_id, struct refusal *why)
{
    struct db_rows *rows;
    return db_tx_query(tx, &SQL_second_factor_remove, DB_ARGS(DB_I64(account_id)), &rows, why) &&
           (db_count(rows) > 0 || refuse(why, &SECOND_NOT_SET_UP, NULL));
}

static bool remove_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const int64_t *account_id = argument;
    (void)task;
    if (!remove_factor(tx, *account_id, why))
        return false;
    second_leave_trail(tx, *account_id, "second_remove", *account_id);
    return db_tx_query(tx, &SQL_session_second_lost, DB_ARGS(DB_I64(*account_id)), NULL, why);
}

bool second_remove(struct task *task, const struct session *session, struct refusal *why)
{
    int64_t account_id = session->account_id;
    if (!session->proved)
        return refuse(why, &SECOND_NEEDED, NULL);
    if (!db_transact(task, DB_FAST, remove_body, &account_id, why))
        return false;
    session_forget_all();
    return true;
}

static bool reset_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const int64_t *account_id = argument;
    (void)task;
    if (!remove_factor(tx, *account_id, why))
        return false;
    db_tx_send(tx, &SQL_session_end_all, DB_ARGS(DB_I64(*account_id)));
    second_leave_trail(tx, ACTOR_SYSTEM, "second_remove", *account_id);
    session_tell_all(tx);
    return true;
}

bool second_reset(struct task *task, const char *phone, struct refusal *why)
{
    int64_t account_id;
    return account_find_by_phone(task, phone, &account_id, why) &&
           db_transact(task, DB_FAST, reset_body, &account_id, why);
}
