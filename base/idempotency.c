#include "base/idempotency.h"

#include <string.h>

#include "base/crypto.h"
#include "gen/base/sql.h"

enum { KEY_MIN = 8, KEY_MAX = 255 };

const struct refusal_kind IDEMPOTENCY_KEY_MISSING = {"idempotency_key_missing", 400,
                                                     "这个操作需要带上 Idempotency-Key"};
const struct refusal_kind IDEMPOTENCY_KEY_REUSED = {
    "idempotency_key_reused", 422, "这个 Idempotency-Key 已经用于另一次不同的提交"};

/* A twin that was granted first: the second run finds its row and answers from it. */
static const struct db_constraint CONSTRAINTS[] = {
    {"idempotency_key_pk", &DB_TWIN, NULL},
    {NULL, NULL, NULL},
};

static bool is_printable(const char *text)
{
    for (; *text != '\0'; text++)
        if (*text < 0x21 || *text > 0x7e)
            return false;
    return true;
}

bool idempotency_init(struct idempotency *out, int64_t account_id, const char *route,
                      const char *key, const char *body, size_t length, struct refusal *why)
{
    db_map_constraints(CONSTRAINTS);
    if (key == NULL || key[0] == '\0')
        return refuse(why, &IDEMPOTENCY_KEY_MISSING, NULL);
    size_t size = strlen(key);
    if (size < KEY_MIN || size > KEY_MAX || !is_printable(key)) {
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "Idempotency-Key",
                             "Idempotency-Key 须为 8 到 255 个可见的 ASCII 字符");
    }
    out->account_id = account_id;
    out->route = route;
    out->key = key;
    crypto_sha256(body, length, out->body_hash);
    return true;
}

bool idempotency_find(struct db_tx *tx, const struct idempotency *key, int64_t *result_id,
                      struct refusal *why)
{
    struct db_rows *rows;
    *result_id = 0;
    if (!db_tx_query(tx, &SQL_idempotency_find,
                     DB_ARGS(DB_I64(key->account_id), DB_TEXT(key->route), DB_TEXT(key->key),
                             DB_BYTES(key->body_hash, sizeof key->body_hash)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true;
    if (!db_bool(rows, 0, IDEMPOTENCY_FIND_SAME_BODY))
        return refuse(why, &IDEMPOTENCY_KEY_REUSED, NULL);
    *result_id = db_i64(rows, 0, IDEMPOTENCY_FIND_RESULT_ID);
    return true;
}

void idempotency_stamp(const struct idempotency *key, int64_t result_id, uint8_t stamp[STAMP_BYTES])
{
    stamp_begin("idempotency_key", 5);
    stamp_i64(key->account_id);
    stamp_text(key->route);
    stamp_text(key->key);
    stamp_bytes(key->body_hash, sizeof(key->body_hash));
    stamp_i64(result_id);
    stamp_end(stamp);
}

void idempotency_save(struct db_tx *tx, const struct idempotency *key, int64_t result_id)
{
    uint8_t stamp[STAMP_BYTES];
    idempotency_stamp(key, result_id, stamp);
    db_tx_send(tx, &SQL_idempotency_save,
               DB_ARGS(DB_I64(key->account_id), DB_TEXT(key->route), DB_TEXT(key->key),
                       DB_BYTES(key->body_hash, sizeof key->body_hash), DB_I64(result_id),
                       DB_BYTES(stamp, sizeof(stamp))));
}

bool idempotency_peek(struct task *task, const struct idempotency *key, int64_t *result_id,
                      struct refusal *why)
{
    struct db_rows *rows;
    *result_id = 0;
    if (!db_query(task, &SQL_idempotency_find,
                  DB_ARGS(DB_I64(key->account_id), DB_TEXT(key->route), DB_TEXT(key->key),
                          DB_BYTES(key->body_hash, sizeof key->body_hash)),
                  &rows, why))
        return false;
    if (db_count(rows) != 1 || !db_bool(rows, 0, IDEMPOTENCY_FIND_SAME_BODY))
        return true;
    *result_id = db_i64(rows, 0, IDEMPOTENCY_FIND_RESULT_ID);
    return db_settle(task, why);
}
