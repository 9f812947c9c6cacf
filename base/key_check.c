#include "base/key_check.h"

#include "base/crypto.h"
#include "base/db.h"
#include "gen/base/sql.h"

const struct refusal_kind KEY_WRONG = {"key_wrong", 500, "主密钥不是写这个数据库时用的那一把"};
const struct refusal_kind KEY_MISSING = {"key_missing", 500, "缺少一把以前用过的主密钥"};

static bool compare(const struct db_rows *rows, int row, struct refusal *why)
{
    uint8_t ours[32];
    size_t length;
    int key_id = (int)db_i64(rows, row, KEY_CHECK_LIST_KEY_ID);
    const void *theirs = db_bytes(rows, row, KEY_CHECK_LIST_CHECK_VALUE, &length);
    if (!crypto_key_check(key_id, ours))
        return refuse_detail(why, &KEY_MISSING, "key",
                             "this database was written with a key number %d as well, which is not "
                             "among the keys given: name it as an old one",
                             key_id);
    if (length != sizeof(ours) || !crypto_equal(ours, theirs, length))
        return refuse_detail(why, &KEY_WRONG, "key",
                             "the key number %d given is not the one that this database was "
                             "written with: a new key needs a new number, and the old one kept",
                             key_id);
    return true;
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
    crypto_key_check(crypto_newest_key(), newest);
    return db_query(task, &SQL_key_check_add,
                    DB_ARGS(DB_I64(crypto_newest_key()), DB_BYTES(newest, sizeof(newest))), NULL,
                    why);
}
