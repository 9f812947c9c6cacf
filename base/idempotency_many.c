/* Idempotency keys of a whole batch: one look-up and one insert for a lane. */
#include <assert.h>
#include <string.h>

#include "base/idempotency.h"
#include "gen/base/sql.h"

enum { MANY_MAX = 500 };

bool idempotency_same_key(const struct idempotency *a, const struct idempotency *b)
{
    return a->account_id == b->account_id && strcmp(a->key, b->key) == 0 &&
           strcmp(a->route, b->route) == 0;
}

bool idempotency_same_body(const struct idempotency *a, const struct idempotency *b)
{
    return memcmp(a->body_hash, b->body_hash, sizeof(a->body_hash)) == 0;
}

void idempotency_ask_many(struct db_tx *tx, const struct idempotency *keys, int count,
                          struct db_rows **rows)
{
    db_tx_ask(tx, &SQL_idempotency_find_many,
              DB_ARGS(DB_COLUMN_I64(keys, count, account_id), DB_COLUMN_TEXT(keys, count, route),
                      DB_COLUMN_TEXT(keys, count, key), DB_COLUMN_HASH(keys, count, body_hash)),
              rows);
}

void idempotency_read_many(const struct db_rows *rows, int count, int64_t *results, bool *reused)
{
    for (int i = 0; i < count; i++) {
        results[i] = 0;
        reused[i] = false;
    }
    for (int r = 0; r < db_count(rows); r++) {
        int64_t at = db_i64(rows, r, IDEMPOTENCY_FIND_MANY_POSITION) - 1;
        results[at] = db_i64(rows, r, IDEMPOTENCY_FIND_MANY_RESULT_ID);
        reused[at] = !db_bool(rows, r, IDEMPOTENCY_FIND_MANY_SAME_BODY);
    }
}

void idempotency_save_many(struct db_tx *tx, const struct idempotency *keys, const int64_t *results,
                           int count)
{
    struct {
        uint8_t stamp[STAMP_BYTES];
    } stamps[MANY_MAX];
    assert(count <= MANY_MAX);
    for (int i = 0; i < count; i++)
        idempotency_stamp(&keys[i], results[i], stamps[i].stamp);
    db_tx_send(tx, &SQL_idempotency_save_many,
               DB_ARGS(DB_COLUMN_I64(keys, count, account_id), DB_COLUMN_TEXT(keys, count, route),
                       DB_COLUMN_TEXT(keys, count, key), DB_COLUMN_HASH(keys, count, body_hash),
                       DB_I64S(results, count), DB_COLUMN_HASH(stamps, count, stamp)));
}
