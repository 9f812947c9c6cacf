#include "registry/account_desk.h"

#include "base/arena.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/access_trail.h"
#include "registry/account.h"
#include "registry/grant.h"
#include "registry/mask.h"
#include "registry/session.h"

const struct refusal_kind ACCOUNT_OWN = {"own_account", 409, "不能停用自己的账号"};
const struct refusal_kind ACCOUNT_STATE = {"account_state", 409, "账号已经是这样了，请刷新再看"};

bool account_find_by_phone(struct task *task, const char *phone, int64_t *account_id,
                           struct refusal *why)
{
    struct account_phone hashes;
    struct db_rows *rows;
    account_phone_hashes(phone, &hashes);
    if (!db_query(task, &SQL_account_find_by_phone, ACCOUNT_PHONE_ARGS(&hashes), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &GRANT_NO_ACCOUNT, "phone");
    *account_id = db_i64(rows, 0, ACCOUNT_FIND_BY_PHONE_ID);
    return true;
}

json_t *account_desk_json(struct task *task, int64_t account_id, struct refusal *why)
{
    struct db_rows *rows, *grants;
    size_t length;
    if (!db_query(task, &SQL_account_desk, DB_ARGS(DB_I64(account_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    if (!db_query(task, &SQL_grant_of_account, DB_ARGS(DB_I64(account_id)), &grants, why))
        return NULL;
    json_t *account = db_row_json(rows, 0);
    const void *sealed = db_bytes(rows, 0, ACCOUNT_DESK__PHONE, &length);
    const char *phone =
        crypto_open_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, account_id), sealed, length);
    json_object_set_new(account, "phone",
                        json_string(phone != NULL ? mask_mobile(task->arena, phone) : ""));
    json_object_set_new(account, "roles", db_rows_json(grants));
    return account;
}

/* ---- locking ---- */

struct locking {
    int64_t account_id, actor_id;
    bool locked;
    const char *reason;
};

static bool lock_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct locking *locking = argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_account_lock,
                     DB_ARGS(DB_I64(locking->account_id),
                             DB_TEXT(locking->locked ? "active" : "locked"),
                             DB_TEXT(locking->locked ? "locked" : "active")),
                     &rows, why))
        return false;
    if (db_affected(rows) == 0)
        return refuse(why, &ACCOUNT_STATE, NULL);
    if (locking->locked)
        db_tx_send(tx, &SQL_session_end_all, DB_ARGS(DB_I64(locking->account_id)));
    access_trail_send(tx, &(struct access_reading){locking->actor_id,
                                                   locking->locked ? "lock" : "unlock", "account",
                                                   locking->account_id, "", locking->reason});
    session_tell_all(tx);
    return true;
}

bool account_lock(struct task *task, int64_t account_id, bool locked, int64_t actor_id,
                  const char *reason, struct refusal *why)
{
    struct locking locking = {account_id, actor_id, locked, reason};
    struct db_rows *rows;
    if (account_id == actor_id)
        return refuse(why, &ACCOUNT_OWN, NULL);
    if (!db_query(task, &SQL_account_desk, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (!db_transact(task, DB_FAST, lock_body, &locking, why))
        return false;
    session_forget_all();
    return true;
}
