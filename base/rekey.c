#include "base/rekey.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/code_key.h"
#include "base/crypto.h"
#include "base/id_lease.h"
#include "gen/base/sql.h"

const struct refusal_kind REKEY_WRITTEN_OLD = {"rekey_written_old", 409,
                                               "还有程序在用旧的主密钥写入"};
const struct refusal_kind REKEY_SHUT = {"rekey_shut", 409, "有字段用哪一把主密钥都打不开"};

enum { ARGS_MAX = 2 + 3 * SEALED_FIELDS_MAX, LOOK_PAUSE_MS = 500 };

/* ---- who writes ---- */

static bool look_for_writers(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_id_maker_writers, DB_ARGS(DB_I64(crypto_newest_key())), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true;
    /* "host machine process start" */
    const char *holder = db_text(rows, 0, ID_MAKER_WRITERS_HOLDER);
    int host = (int)strcspn(holder, " ");
    const char *pid = strchr(holder + host + (holder[host] != '\0'), ' ');
    return refuse_detail(why, &REKEY_WRITTEN_OLD, "key",
                         "host %.*s, process %ld, does not write under the key number %d yet: give "
                         "it that key, name the old one as old, and HUP it",
                         host, holder, pid != NULL ? strtol(pid, NULL, 10) : 0,
                         crypto_newest_key());
}

/* Who has ended without a word holds its number for some seconds more. */
bool rekey_may_begin(struct task *task, struct refusal *why)
{
    int64_t until_ms = clock_mono_ms() + ID_LEASE_WAIT_MS;
    struct refusal slept;
    while (!look_for_writers(task, why))
        if (why->kind != &REKEY_WRITTEN_OLD || clock_mono_ms() >= until_ms ||
            !task_sleep(task, LOOK_PAUSE_MS, &slept))
            return false;
    return true;
}

bool rekey_begin(struct task *task, struct refusal *why)
{
    /* Twice: nobody who could be asked to change over is turned away, and nobody slips in. */
    return rekey_may_begin(task, why) &&
           db_query(task, &SQL_key_check_leave, DB_ARGS(DB_I64(crypto_newest_key())), NULL, why) &&
           rekey_may_begin(task, why);
}

bool rekey_where(struct task *task, const struct sealed_table *table, struct rekey_table *out,
                 struct refusal *why)
{
    struct db_rows *rows;
    *out = (struct rekey_table){.done = false};
    if (!db_query(task, &SQL_rekey_table_list, DB_ARGS(DB_I64(crypto_newest_key())), &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++)
        if (strcmp(db_text(rows, i, REKEY_TABLE_LIST_NAME), table->name) == 0)
            *out = (struct rekey_table){.row = db_i64(rows, i, REKEY_TABLE_LIST_LAST_ROW),
                                        .part = db_i64(rows, i, REKEY_TABLE_LIST_LAST_PART),
                                        .seen = db_i64(rows, i, REKEY_TABLE_LIST_SEEN),
                                        .written = db_i64(rows, i, REKEY_TABLE_LIST_WRITTEN),
                                        .shut = db_i64(rows, i, REKEY_TABLE_LIST_SHUT),
                                        .done = db_bool(rows, i, REKEY_TABLE_LIST_DONE)};
    return true;
}

/* ---- one chunk ---- */

/* A field as it is to be. */
struct fresh_value {
    const void *was, *now, *hash;
    size_t was_length, now_length, hash_length;
};

struct fresh_row {
    int64_t row, part;
    struct fresh_value values[SEALED_FIELDS_MAX];
};

struct chunk {
    const struct sealed_table *table;
    int limit;
    struct sealed_row *rows;
    int count;
    struct fresh_row *fresh;
    int fresh_count;
    struct rekey_table next; /* where it stands when the chunk is written */
    bool again;              /* a row had moved meanwhile */
};

static const uint8_t *hash_of(struct task *task, const struct sealed_field *field,
                              const char *plain)
{
    uint8_t *hash = arena_alloc(task->arena, 32);
    sealed_hash(task->arena, field, plain, hash);
    return hash;
}

/* What does not open, or is found by something else's hash, stays as it is. */
static struct fresh_value renew(struct task *task, const struct sealed_field *field,
                                const struct sealed_row *row, const struct sealed_value *value)
{
    struct fresh_value fresh = {.was = value->bytes,
                                .was_length = value->length,
                                .now = value->bytes,
                                .now_length = value->length,
                                .hash = value->hash,
                                .hash_length = value->hash_length};
    if (value->state != SEALED_OLD)
        return fresh;
    if (field->recall != NULL) {
        fresh.now = hash_of(task, field, value->plain);
        fresh.now_length = 32;
        return fresh;
    }
    fresh.now = crypto_seal_at(task->arena, CRYPTO_PART(field->field, row->row, row->part),
                               value->plain, &fresh.now_length);
    if (field->hash_column != NULL) {
        fresh.hash = hash_of(task, field, value->plain);
        fresh.hash_length = 32;
    }
    return fresh;
}

static void renew_row(struct task *task, struct chunk *chunk, const struct sealed_row *row)
{
    struct fresh_row *fresh = &chunk->fresh[chunk->fresh_count];
    int old = 0;
    *fresh = (struct fresh_row){.row = row->row, .part = row->part};
    for (int f = 0; chunk->table->fields[f].column != NULL; f++) {
        const struct sealed_value *value = &row->values[f];
        fresh->values[f] = renew(task, &chunk->table->fields[f], row, value);
        old += value->state == SEALED_OLD;
        chunk->next.shut += value->state == SEALED_SHUT || value->state == SEALED_MISLEADING;
    }
    chunk->next.written += old;
    chunk->fresh_count += old > 0;
}

#define COLUMN(chunk_, f_, member_)                                                                \
    ((struct db_value){.type = DB_BYTESS_,                                                         \
                       .pointer = (chunk_)->fresh,                                                 \
                       .length = (size_t)(chunk_)->fresh_count,                                    \
                       .stride = sizeof(struct fresh_row),                                         \
                       .offset = (uint32_t)(offsetof(struct fresh_row, values) +                   \
                                            (size_t)(f_) * sizeof(struct fresh_value) +            \
                                            offsetof(struct fresh_value, member_)),                \
                       .lengths = (chunk_)->fresh,                                                 \
                       .length_offset =                                                            \
                           (uint32_t)(offsetof(struct fresh_row, values) +                         \
                                      (size_t)(f_) * sizeof(struct fresh_value) +                  \
                                      offsetof(struct fresh_value, member_##_length))})

static bool write_rows(struct db_tx *tx, struct chunk *chunk, struct refusal *why)
{
    const struct sealed_table *table = chunk->table;
    struct db_value args[ARGS_MAX];
    struct db_rows *rows;
    int n = 0, f;
    if (chunk->fresh_count == 0)
        return true;
    args[n++] = DB_COLUMN_I64(chunk->fresh, chunk->fresh_count, row);
    if (table->parts)
        args[n++] = DB_COLUMN_I64(chunk->fresh, chunk->fresh_count, part);
    for (f = 0; table->fields[f].column != NULL; f++) {
        args[n++] = COLUMN(chunk, f, was);
        args[n++] = COLUMN(chunk, f, now);
        if (table->fields[f].hash_column != NULL)
            args[n++] = COLUMN(chunk, f, hash);
    }
    if (!db_tx_query(tx, table->write, args, n, &rows, why))
        return false;
    chunk->again = db_count(rows) < chunk->fresh_count;
    return true;
}

static bool write_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct chunk *chunk = argument;
    const struct rekey_table *next = &chunk->next;
    (void)task;
    if (!write_rows(tx, chunk, why))
        return false;
    if (chunk->again)
        return true; /* what did not move is written; the chunk is looked at again */
    db_tx_send(tx, &SQL_rekey_table_move,
               DB_ARGS(DB_TEXT(chunk->table->name), DB_I64(crypto_newest_key()), DB_I64(next->row),
                       DB_I64(next->part), DB_I64(next->seen), DB_I64(next->written),
                       DB_I64(next->shut), DB_BOOL(next->done)));
    return db_tx_wait(tx, why);
}

static bool step(struct task *task, struct chunk *chunk, const struct rekey_table *at,
                 struct refusal *why)
{
    if (!sealed_read(task, chunk->table, at->row, at->part, chunk->limit, &chunk->rows,
                     &chunk->count, why))
        return false;
    chunk->fresh = arena_array(task->arena, (size_t)chunk->count, sizeof(*chunk->fresh));
    chunk->next = *at;
    for (int i = 0; i < chunk->count; i++)
        renew_row(task, chunk, &chunk->rows[i]);
    chunk->next.seen += chunk->count;
    chunk->next.done = chunk->count == 0;
    if (chunk->count > 0) {
        chunk->next.row = chunk->rows[chunk->count - 1].row;
        chunk->next.part = chunk->rows[chunk->count - 1].part;
    }
    return db_transact(task, DB_REPORT, write_body, chunk, why);
}

bool rekey_step(struct task *task, const struct sealed_table *table, int limit,
                struct rekey_table *at, struct refusal *why)
{
    struct arena *outer = task->arena;
    struct chunk chunk;
    bool ok;
    do {
        chunk = (struct chunk){.table = table, .limit = limit};
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        ok = step(task, &chunk, at, why);
        arena_free(task->arena);
        task->arena = outer;
    } while (ok && chunk.again);
    if (ok)
        *at = chunk.next;
    return ok;
}

/* ---- the end ---- */

static bool end_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    int *retired = argument;
    struct db_rows *rows;
    if (!code_key_reseal(task, tx, why) ||
        !db_tx_query(tx, &SQL_key_check_retire, DB_ARGS(DB_I64(crypto_newest_key())), &rows, why))
        return false;
    *retired = db_count(rows);
    db_tx_send(tx, &SQL_rekey_table_clear, DB_NO_ARGS);
    return db_tx_wait(tx, why);
}

bool rekey_end(struct task *task, int64_t shut, int *retired, struct refusal *why)
{
    *retired = 0;
    /* the next run looks at all of it again: what is mended may stand anywhere */
    if (shut > 0)
        return db_query(task, &SQL_rekey_table_clear, DB_NO_ARGS, NULL, why) &&
               refuse_detail(why, &REKEY_SHUT, "key",
                             "%lld fields open under no key, or are found by the wrong hash: a "
                             "check names them; the older keys stay needed",
                             (long long)shut);
    return db_transact(task, DB_REPORT, end_body, retired, why);
}
