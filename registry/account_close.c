#include "registry/account_close.h"

#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/access_trail.h"
#include "registry/account.h"
#include "registry/authority.h"
#include "registry/session.h"

const struct refusal_kind ACCOUNT_HAS_ROLE = {
    "account_has_role", 409, "这个账号还有工作身份或农户身份，先请平台运营或村里收回，再来注销"};

/* ---- a copy ---- */

static bool find(struct task *task, int64_t account_id, struct db_rows **rows, const char **phone,
                 struct refusal *why)
{
    size_t length;
    if (!db_query(task, &SQL_account_find, DB_ARGS(DB_I64(account_id)), rows, why))
        return false;
    if (db_count(*rows) == 0)
        return refuse(why, &REFUSAL_UNAUTHENTICATED, NULL);
    const void *sealed = db_bytes(*rows, 0, ACCOUNT_FIND__PHONE, &length);
    *phone = crypto_open_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, account_id), sealed, length);
    return *phone != NULL || refuse(why, &REFUSAL_INTERNAL, NULL);
}

const char *account_own_phone(struct task *task, int64_t account_id, struct refusal *why)
{
    struct db_rows *rows;
    const char *phone;
    return find(task, account_id, &rows, &phone, why) ? phone : NULL;
}

json_t *account_own_json(struct task *task, int64_t account_id, struct refusal *why)
{
    struct db_rows *rows, *roles;
    const char *phone;
    if (!find(task, account_id, &rows, &phone, why) ||
        !db_query(task, &SQL_grant_of_account, DB_ARGS(DB_I64(account_id)), &roles, why))
        return NULL;
    json_t *account = db_row_json(rows, 0);
    json_object_set_new(account, "phone", json_string(phone));
    json_object_set_new(account, "roles", db_rows_json(roles));
    return account;
}

/* ---- the end ---- */

bool account_close_begin(struct db_tx *tx, int64_t account_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_account_close_lock, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_UNAUTHENTICATED, NULL);
    /* A statement of its own, behind the lock: it sees a role that was given meanwhile. */
    if (!db_tx_query(tx, &SQL_account_close_role, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    return db_count(rows) == 0 || refuse(why, &ACCOUNT_HAS_ROLE, NULL);
}

/* What stands for the phone is sealed and hashed like one, so that a change of keys and the audit
 * walk over it; nobody can type it. */
bool account_close_end(struct task *task, struct db_tx *tx, int64_t account_id, const char *phone,
                       struct refusal *why)
{
    struct account_phone hashes;
    uint8_t hash[32];
    size_t length;
    const char *closed = arena_printf(task->arena, "closed %lld", (long long)account_id);
    const uint8_t *sealed =
        crypto_seal_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, account_id), closed, &length);
    account_phone_hashes(phone, &hashes);
    account_phone_hash(closed, hash);
    if (!authority_withdraw_held(tx, account_id, "代办人注销了账号", why))
        return false;
    db_tx_send(tx, &SQL_login_code_forget,
               DB_ARGS(DB_COLUMN_HASH(hashes.hashes, hashes.count, hash)));
    db_tx_send(tx, &SQL_address_forget, DB_ARGS(DB_I64(account_id)));
    db_tx_send(tx, &SQL_second_factor_remove, DB_ARGS(DB_I64(account_id)));
    db_tx_send(tx, &SQL_password_remove, DB_ARGS(DB_I64(account_id)));
    db_tx_send(tx, &SQL_session_end_all, DB_ARGS(DB_I64(account_id)));
    access_trail_send(tx,
                      &(struct access_reading){account_id, "close", "account", account_id, "", ""});
    session_tell_all(tx);
    return db_tx_query(
        tx, &SQL_account_close,
        DB_ARGS(DB_I64(account_id), DB_BYTES(hash, sizeof(hash)), DB_BYTES(sealed, length)), NULL,
        why);
}
