#include "registry/account_close.h"

#include <string.h>

#include "base/crypto.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/session.h"

const struct refusal_kind ACCOUNT_HAS_ROLE = {
    "account_has_role", 409, "这个账号还有工作身份或农户身份，先请平台运营或村里收回，再来注销"};

/* The account's row, with its phone in the clear ("" when it cannot be opened). */
static bool find(struct task *task, int64_t account_id, struct db_rows **rows, const char **phone,
                 struct refusal *why)
{
    size_t length;
    if (!db_query(task, &SQL_account_desk, DB_ARGS(DB_I64(account_id)), rows, why))
        return false;
    if (db_count(*rows) == 0)
        return refuse(why, &REFUSAL_UNAUTHENTICATED, NULL);
    const void *sealed = db_bytes(*rows, 0, ACCOUNT_DESK__PHONE, &length);
    const char *opened =
        crypto_open_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, account_id), sealed, length);
    *phone = opened != NULL ? opened : "";
    return true;
}

json_t *account_own_json(struct task *task, int64_t account_id, struct refusal *why)
{
    struct db_rows *rows;
    const char *phone;
    if (!find(task, account_id, &rows, &phone, why))
        return NULL;
    json_t *account = db_row_json(rows, 0);
    json_object_del(account, "open_sessions");
    json_object_del(account, "signed_in_at");
    json_object_set_new(account, "phone", json_string(phone));
    return account;
}

bool account_phone_ends(struct task *task, int64_t account_id, const char *end, bool *ends,
                        struct refusal *why)
{
    struct db_rows *rows;
    const char *phone;
    if (!find(task, account_id, &rows, &phone, why))
        return false;
    size_t length = strlen(phone);
    *ends = length >= 4 && strcmp(phone + length - 4, end) == 0;
    return true;
}

bool account_close_begin(struct db_tx *tx, int64_t account_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_account_close_lock, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    if (db_count(rows) == 0 || strcmp(db_text(rows, 0, ACCOUNT_CLOSE_LOCK_STATE), "active") != 0)
        return refuse(why, &REFUSAL_UNAUTHENTICATED, NULL);
    return !db_bool(rows, 0, ACCOUNT_CLOSE_LOCK_HAS_ROLE) || refuse(why, &ACCOUNT_HAS_ROLE, NULL);
}

/* What stands for the phone is sealed and hashed like one, so that a change of keys and the audit
 * walk over it; nobody can type it. */
void account_close_end(struct task *task, struct db_tx *tx, int64_t account_id)
{
    uint8_t hash[32];
    size_t length;
    const char *closed = arena_printf(task->arena, "closed %lld", (long long)account_id);
    const uint8_t *sealed =
        crypto_seal_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, account_id), closed, &length);
    account_phone_hash(closed, hash);
    db_tx_send(tx, &SQL_account_close,
               DB_ARGS(DB_I64(account_id), DB_BYTES(hash, sizeof(hash)), DB_BYTES(sealed, length)));
    db_tx_send(tx, &SQL_address_forget, DB_ARGS(DB_I64(account_id)));
    db_tx_send(tx, &SQL_session_end_all, DB_ARGS(DB_I64(account_id)));
    session_tell_all(tx);
}
