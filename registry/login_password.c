#include "registry/login_password.h"

#include <string.h>

#include "base/password.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/password_rule.h"
#include "registry/session.h"

const struct refusal_kind LOGIN_PASSWORD_WRONG = {"login_password_wrong", 422,
                                                  "手机号或密码不正确"};

struct opening {
    const char *phone;
    const struct session_origin *origin;
    struct login_taken taken;
    int64_t owner_id;
    const char *derived; /* NULL = nobody has a password there */
    const char *renewed; /* derived anew; NULL = as it was */
    int64_t *account_id;
    char *token;
};

static bool try_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct opening *opening = argument;
    struct account_phone hashes;
    struct db_rows *rows;
    const struct login_taken *taken = &opening->taken;
    account_phone_hashes(opening->phone, &hashes);
    if (!login_count_try(tx, taken->phone_hash, DB_BYTES(taken->requester_hash, 32), LOGIN_TRIES,
                         "password", why) ||
        !login_count_try(tx, taken->phone_hash, DB_BYTES("", 0), LOGIN_PASSWORD_TRIES, "password",
                         why) ||
        !db_tx_query(tx, &SQL_password_of_phone,
                     DB_ARGS(DB_COLUMN_HASH(hashes.hashes, hashes.count, hash)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true;
    opening->owner_id = db_i64(rows, 0, PASSWORD_OF_PHONE_ACCOUNT_ID);
    opening->derived = arena_strdup(task->arena, db_text(rows, 0, PASSWORD_OF_PHONE_DERIVED));
    return true;
}

static bool refuse_wrong(struct refusal *why)
{
    return refuse(why, &LOGIN_PASSWORD_WRONG, "password");
}

/* It may have been changed, or the account closed, while it was checked. */
static bool open_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct opening *opening = argument;
    struct db_rows *rows;
    if (!account_find_or_create(task, tx, opening->phone, opening->account_id, why))
        return false;
    if (*opening->account_id != opening->owner_id)
        return refuse_wrong(why);
    if (!db_tx_query(
            tx, &SQL_password_renew,
            DB_ARGS(DB_I64(opening->owner_id), DB_TEXT(opening->derived),
                    DB_TEXT(opening->renewed != NULL ? opening->renewed : opening->derived),
                    stamp_key()),
            &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse_wrong(why);
    return login_prove(tx, &opening->taken, why) &&
           session_create(task, tx, *opening->account_id, opening->origin, opening->token, why);
}

static bool renew_if_old(struct task *task, struct opening *opening, const char *plain,
                         struct refusal *why)
{
    if (!password_is_old(opening->derived))
        return true;
    opening->renewed = password_derive(task, plain, why);
    return opening->renewed != NULL;
}

bool login_open_by_password(struct task *task, const char *phone, const char *typed,
                            const struct session_origin *origin, int64_t *account_id,
                            char token[44], struct refusal *why)
{
    struct opening opening = {
        .phone = phone, .origin = origin, .account_id = account_id, .token = token};
    const char *plain = password_plain(task->arena, typed);
    bool right;
    if (!login_allow_client(origin->client, why))
        return false;
    struct rate_limit limit = why->limit;
    account_phone_hash(phone, opening.taken.phone_hash);
    login_hash_requester(task, phone, origin->client, opening.taken.requester_hash);
    if (!db_transact(task, DB_FAST, try_body, &opening, why) ||
        !password_check(task, plain, opening.derived, &right, why))
        return false;
    if (!right)
        return refuse_wrong(why);
    if (!renew_if_old(task, &opening, plain, why) ||
        !db_transact(task, DB_FAST, open_body, &opening, why))
        return false;
    why->limit = limit;
    return true;
}
