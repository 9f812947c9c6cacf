#include "base/key_check.h"

#include "base/code_key.h"
#include "base/crypto.h"
#include "base/log.h"
#include "gen/base/sql.h"

const struct refusal_kind KEY_WRONG = {"key_wrong", 500, "主密钥不是写这个数据库时用的那一把"};
const struct refusal_kind KEY_MISSING = {"key_missing", 500, "缺少一把以前用过的主密钥"};
const struct refusal_kind KEY_LEFT = {"key_left", 500, "这把主密钥已经被更新的一把取代"};

static bool refuse_left(struct refusal *why)
{
    return refuse_detail(why, &KEY_LEFT, "key",
                         "the key number %d was replaced by a newer one and is not written under "
                         "any more: give the newer one as the key",
                         crypto_newest_key());
}

static bool compare(const struct db_rows *rows, int row, struct refusal *why)
{
    uint8_t ours[32];
    size_t length;
    int key_id = (int)db_i64(rows, row, KEY_CHECK_LIST_KEY_ID);
    const void *theirs = db_bytes(rows, row, KEY_CHECK_LIST_CHECK_VALUE, &length);
    if (!crypto_key_check(key_id, ours))
        return db_bool(rows, row, KEY_CHECK_LIST_RETIRED) ||
               refuse_detail(why, &KEY_MISSING, "key",
                             "this database was written with a key number %d as well, which is not "
                             "among the keys given: name it as an old one, until a finished "
                             "rotation (rekey) says that it is not needed",
                             key_id);
    if (length != sizeof(ours) || !crypto_equal(ours, theirs, length))
        return refuse_detail(why, &KEY_WRONG, "key",
                             "the key number %d given is not the one that this database was "
                             "written with: a new key needs a new number, and the old one kept",
                             key_id);
    return key_id != crypto_newest_key() || db_is_null(rows, row, KEY_CHECK_LIST_LEFT_AT_MS) ||
           refuse_left(why);
}

/* What is known of a key that is good. */
static void learn(const struct db_rows *rows, int row)
{
    uint8_t unused[32];
    int key_id = (int)db_i64(rows, row, KEY_CHECK_LIST_KEY_ID);
    if (db_bool(rows, row, KEY_CHECK_LIST_ONLY_PLACED))
        crypto_refuse_unplaced(key_id);
    if (!db_is_null(rows, row, KEY_CHECK_LIST_LEFT_AT_MS))
        crypto_leave_master(key_id,
                            db_i64(rows, row, KEY_CHECK_LIST_LEFT_AT_MS) + CODE_KEY_MARGIN_MS);
    if (db_bool(rows, row, KEY_CHECK_LIST_RETIRED) && crypto_key_check(key_id, unused)) {
        log_warn("old_key_not_needed", LOG_I("key", key_id));
        crypto_forget_master(key_id);
    }
}

bool key_check(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    uint8_t newest[32];
    if (!db_query(task, &SQL_key_check_list, DB_NO_ARGS, &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++)
        if (!compare(rows, row, why))
            return false;
    for (int row = 0; row < db_count(rows); row++)
        learn(rows, row);
    crypto_key_check(crypto_newest_key(), newest);
    return db_query(task, &SQL_key_check_add,
                    DB_ARGS(DB_I64(crypto_newest_key()), DB_BYTES(newest, sizeof(newest))), NULL,
                    why) &&
           code_key_load(task, why);
}

bool key_check_hold(struct db_tx *tx, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_key_check_hold, DB_ARGS(DB_I64(crypto_newest_key())), &rows, why))
        return false;
    return db_count(rows) == 0 || !db_bool(rows, 0, KEY_CHECK_HOLD_IS_LEFT) || refuse_left(why);
}
