#include "registry/second_factor.h"

#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/db.h"
#include "base/log.h"
#include "base/totp.h"
#include "gen/registry/sql.h"

static bool open_secret(struct task *task, int64_t account_id, struct second_factor *factor)
{
    uint8_t *secret = arena_alloc(task->arena, TOTP_SECRET_BYTES);
    const char *text = crypto_open_at(task->arena, CRYPTO_PLACE(SECOND_SECRET, account_id),
                                      factor->sealed, factor->sealed_length);
    factor->secret = secret;
    return text != NULL && totp_secret_read(text, secret, TOTP_SECRET_BYTES);
}

bool second_factor_find(struct task *task, int64_t account_id, struct second_factor *factor,
                        struct refusal *why)
{
    struct db_rows *rows;
    memset(factor, 0, sizeof(*factor));
    if (!db_query(task, &SQL_second_factor_find, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true;
    factor->known = true;
    factor->sealed = db_bytes(rows, 0, SECOND_FACTOR_FIND_SECRET_SEALED, &factor->sealed_length);
    factor->last_step = db_i64(rows, 0, SECOND_FACTOR_FIND_LAST_STEP);
    factor->confirmed = db_bool(rows, 0, SECOND_FACTOR_FIND_CONFIRMED);
    if (open_secret(task, account_id, factor))
        return true;
    log_error("second_factor_sealed", LOG_I("account", account_id));
    return refuse(why, &REFUSAL_INTERNAL, NULL);
}

const char *second_factor_make(struct task *task, int64_t account_id, bool *kept,
                               struct refusal *why)
{
    uint8_t secret[TOTP_SECRET_BYTES];
    size_t length;
    struct db_rows *rows;
    arena_wipe(task->arena);
    crypto_random(secret, sizeof(secret));
    const char *text = totp_secret_text(task->arena, secret, sizeof(secret));
    explicit_bzero(secret, sizeof(secret));
    const uint8_t *sealed =
        crypto_seal_at(task->arena, CRYPTO_PLACE(SECOND_SECRET, account_id), text, &length);
    if (!db_query(task, &SQL_second_factor_begin,
                  DB_ARGS(DB_I64(account_id), DB_BYTES(sealed, length)), &rows, why))
        return NULL;
    *kept = db_count(rows) > 0;
    return text;
}
