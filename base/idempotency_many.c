/* Idempotency keys of a whole batch: one look-up and one insert for a lane. */
#include <string.h>

#include "base/idempotency.h"
#include "gen/sql.h"

bool idempotency_same_key(const struct idempotency *a, const struct idempotency *b)
{
    return a->account_id == b->account_id && strcmp(a->key, b->key) == 0 &&
           strcmp(a->route, b->route) == 0;
}

bool idempotency_same_body(const struct idempotency *a, const struct idempotency *b)
{
    return memcmp(a->body_hash, b->body_hash, sizeof(a->body_hash)) == 0;
}

struct columns {
    int64_t *accounts;
    const char **routes, **keys;
    const void **hashes;
    size_t *lengths;
};

static struct columns columns_of(struct arena *arena, const struct idempotency *const *keys,
                                 size_t n)
{
    struct columns c = {
        arena_array(arena, n, sizeof(*c.accounts)), arena_array(arena, n, sizeof(*c.routes)),
        arena_array(arena, n, sizeof(*c.keys)), arena_array(arena, n, sizeof(*c.hashes)),
        arena_array(arena, n, sizeof(*c.lengths))};
    for (size_t i = 0; i < n; i++) {
        c.accounts[i] = keys[i]->account_id;
        c.routes[i] = keys[i]->route;
        c.keys[i] = keys[i]->key;
        c.hashes[i] = keys[i]->body_hash;
        c.lengths[i] = sizeof(keys[i]->body_hash);
    }
    return c;
}

void idempotency_ask_many(struct task *task, struct db_tx *tx,
                          const struct idempotency *const *keys, int count, struct db_rows **rows)
{
    size_t n = (size_t)count;
    struct columns c = columns_of(task->arena, keys, n);
    db_tx_ask(tx, &SQL_idempotency_find_many,
              DB_ARGS(DB_I64S(c.accounts, n), DB_TEXTS(c.routes, n), DB_TEXTS(c.keys, n),
                      DB_BYTESS(c.hashes, c.lengths, n)),
              rows);
}

void idempotency_read_many(const struct db_rows *rows, int count, int64_t *results, bool *reused)
{
    for (int i = 0; i < count; i++) {
        results[i] = 0;
        reused[i] = false;
    }
    for (int r = 0; r < db_count(rows); r++) {
        int64_t at = db_i64(rows, r, 0) - 1;
        results[at] = db_i64(rows, r, 1);
        reused[at] = !db_bool(rows, r, 2);
    }
}

void idempotency_save_many(struct task *task, struct db_tx *tx,
                           const struct idempotency *const *keys, const int64_t *results, int count)
{
    size_t n = (size_t)count;
    struct columns c = columns_of(task->arena, keys, n);
    db_tx_send(tx, &SQL_idempotency_save_many,
               DB_ARGS(DB_I64S(c.accounts, n), DB_TEXTS(c.routes, n), DB_TEXTS(c.keys, n),
                       DB_BYTESS(c.hashes, c.lengths, n), DB_I64S(results, n)));
}
