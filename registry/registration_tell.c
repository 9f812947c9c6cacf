#include "registry/registration_tell.h"

#include "base/arena.h"
#include "base/config.h"
#include "base/crypto.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/identifier.h"
#include "sms/sms.h"

/* An account that was closed has no phone any more. */
static bool tell(struct task *task, struct db_tx *tx, int64_t account_id,
                 const struct sms_template *template, const char *value, struct refusal *why)
{
    struct db_rows *rows;
    size_t length;
    if (!db_tx_query(tx, &SQL_account_find, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true;
    const void *sealed = db_bytes(rows, 0, ACCOUNT_FIND__PHONE, &length);
    const char *phone =
        crypto_open_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, account_id), sealed, length);
    const struct sms_wish wish = {.phone = phone, .template = template, .values = {value}};
    if (phone != NULL && identifier_is_mobile(phone))
        sms_notify(task, tx, &wish);
    return true;
}

bool registration_tell(struct task *task, struct db_tx *tx, int64_t account_id,
                       enum registration_state to, struct refusal *why)
{
    if (account_id == 0 || (to != REGISTRATION_GRANTED && to != REGISTRATION_REFUSED))
        return true;
    return tell(task, tx, account_id,
                to == REGISTRATION_GRANTED ? &SMS_REGISTRATION_GRANTED : &SMS_REGISTRATION_REFUSED,
                NULL, why);
}

static bool warn_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    int *done = argument;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_registration_to_warn,
                     DB_ARGS(DB_I64(config_int("MALL_REGISTRATION_DAYS")),
                             DB_I64(REGISTRATION_WARN_DAYS), DB_I64(REGISTRATION_WARNED_MORE)),
                     &rows, why))
        return false;
    *done = db_count(rows);
    for (int row = 0; row < *done; row++)
        if (!tell(task, tx, db_i64(rows, row, REGISTRATION_TO_WARN_ACCOUNT_ID),
                  &SMS_REGISTRATION_ENDING, db_text(rows, row, REGISTRATION_TO_WARN_LAST_DAY), why))
            return false;
    if (*done > 0)
        db_tx_send(
            tx, &SQL_registration_warned,
            DB_ARGS(DB_I64S(db_column(task->arena, rows, REGISTRATION_TO_WARN_ID), (size_t)*done)));
    return true;
}

bool registration_warn_due(struct task *task, int *done, struct refusal *why)
{
    *done = 0;
    return db_transact(task, DB_WORK, warn_body, done, why);
}
