#include "base/day_chain.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/audit.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/base/sql.h"

enum { LINES_A_READ = 10000, DAYS_A_CALL = 31 };
/* Columns of a chain's statements: both give an id first. */
enum { ID, LINE };

static const int64_t DAY_MS = INT64_C(86400000), BEIJING_MS = INT64_C(28800000),
                     CLOSES_AFTER_MS = INT64_C(600000);

struct closed_day {
    char day[11];
    int64_t rows;
    uint8_t root[32], previous[32], value[32];
};

/* Midnight of Beijing before an id was made, Unix milliseconds. */
static int64_t day_of_id(int64_t id)
{
    int64_t local_ms = id_time_ms(id) + BEIJING_MS;
    return local_ms - local_ms % DAY_MS - BEIJING_MS;
}

/* ---- one day ---- */

/* Adds a chunk of rows to the hash; *more when there may be others, *from is where they begin. */
static bool add_chunk(struct task *task, enum db_class class, const struct day_chain *chain,
                      int64_t *from, int64_t below, struct crypto_hash *hash, int64_t *rows_added,
                      bool *more, struct refusal *why)
{
    struct arena *own = task->arena;
    struct db_rows *rows;
    task->arena = arena_new(ARENA_LIMIT_DEFAULT);
    bool asked =
        db_query_class(task, class, chain->lines,
                       DB_ARGS(DB_I64(*from), DB_I64(below), DB_I64(LINES_A_READ)), &rows, why);
    int n = asked ? db_count(rows) : 0;
    for (int i = 0; i < n; i++) {
        const char *line = db_text(rows, i, LINE);
        crypto_hash_add(hash, line, strlen(line));
        crypto_hash_add(hash, "\n", 1);
        *from = db_i64(rows, i, ID) + 1;
    }
    *rows_added += n;
    *more = n == LINES_A_READ;
    arena_free(task->arena);
    task->arena = own;
    return asked;
}

void day_chain_value(const uint8_t previous[32], const char *day, int64_t rows,
                     const uint8_t root[32], uint8_t value[32])
{
    char head[64];
    int length = snprintf(head, sizeof(head), "%s|%" PRId64 "|", day, rows);
    struct crypto_hash *hash = crypto_hash_new();
    crypto_hash_add(hash, previous, 32);
    crypto_hash_add(hash, head, (size_t)length);
    crypto_hash_add(hash, root, 32);
    crypto_hash_end(hash, value);
}

static void close_value(struct closed_day *out, const uint8_t previous[32])
{
    memcpy(out->previous, previous, 32);
    day_chain_value(previous, out->day, out->rows, out->root, out->value);
}

static bool compute(struct task *task, enum db_class class, const struct day_chain *chain,
                    int64_t midnight_ms, const uint8_t previous[32], struct closed_day *out,
                    struct refusal *why)
{
    struct crypto_hash *hash = crypto_hash_new();
    int64_t from = id_first_of_ms(midnight_ms), below = id_first_of_ms(midnight_ms + DAY_MS);
    bool asked = true, more = true;
    clock_beijing_day(midnight_ms * 1000, out->day);
    out->rows = 0;
    while (asked && more)
        asked = add_chunk(task, class, chain, &from, below, hash, &out->rows, &more, why);
    crypto_hash_end(hash, out->root);
    close_value(out, previous);
    return asked;
}

/* The day of the first row from a moment on; *found false when there is none. */
static bool next_day(struct task *task, const struct day_chain *chain, int64_t from_ms,
                     int64_t *midnight_ms, bool *found, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_REPORT, chain->next, DB_ARGS(DB_I64(id_first_of_ms(from_ms))),
                        &rows, why))
        return false;
    *found = db_count(rows) == 1 && !db_is_null(rows, 0, ID);
    if (*found)
        *midnight_ms = day_of_id(db_i64(rows, 0, ID));
    return true;
}

/* ---- where it ended ---- */

void day_chain_note_end(struct db_tx *tx, const char *chain, const char *day,
                        const uint8_t value[32])
{
    db_tx_send(tx, &SQL_chain_end_note,
               DB_ARGS(DB_TEXT(chain), DB_TEXT(day), DB_BYTES(value, 32), stamp_key()));
}

bool day_chain_check_end(struct task *task, const char *chain, const char *day,
                         const uint8_t value[32], json_t *violations, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_chain_end_find, DB_ARGS(DB_TEXT(chain), stamp_key()), &rows, why))
        return false;
    if (db_count(rows) == 0) {
        if (day[0] != '\0')
            audit_violation(violations, chain, "nothing says where the chain ended");
        return true;
    }
    size_t length;
    const void *end = db_bytes(rows, 0, CHAIN_END_FIND_VALUE, &length);
    const char *end_day = db_text(rows, 0, CHAIN_END_FIND_DAY);
    if (!db_bool(rows, 0, CHAIN_END_FIND_FITS))
        audit_violation(violations, chain, "where the chain ended does not fit its stamp");
    else if (strcmp(end_day, day) != 0 || length != 32 || memcmp(end, value, 32) != 0)
        audit_violation(violations, end_day,
                        "the chain ended with this day, which is not its last one now");
    return true;
}

/* ---- closing ---- */

struct closing {
    const struct day_chain *chain;
    const struct closed_day *day;
};

static bool close_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct closing *closing = argument;
    const struct closed_day *day = closing->day;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_chain_day_add,
                     DB_ARGS(DB_TEXT(closing->chain->name), DB_TEXT(day->day), DB_I64(day->rows),
                             DB_BYTES(day->root, 32), DB_BYTES(day->previous, 32),
                             DB_BYTES(day->value, 32)),
                     &rows, why))
        return false;
    if (db_affected(rows) == 1)
        day_chain_note_end(tx, closing->chain->name, day->day, day->value);
    return true;
}

/* The value before the first day is all zero; *from_ms is the end of the last closed day. */
static bool last_day(struct task *task, const struct day_chain *chain, uint8_t value[32],
                     int64_t *from_ms, struct refusal *why)
{
    struct db_rows *rows;
    size_t length;
    memset(value, 0, 32);
    *from_ms = id_time_ms(0);
    if (!db_query(task, &SQL_chain_day_last, DB_ARGS(DB_TEXT(chain->name)), &rows, why))
        return false;
    if (db_count(rows) == 1) {
        memcpy(value, db_bytes(rows, 0, CHAIN_DAY_LAST_VALUE, &length), 32);
        *from_ms = db_i64(rows, 0, CHAIN_DAY_LAST_END_MS);
    }
    return true;
}

bool day_chain_close(struct task *task, const struct day_chain *chain, int *closed,
                     struct refusal *why)
{
    int64_t now_ms = clock_now_us() / 1000;
    for (int i = 0; i < DAYS_A_CALL; i++) {
        uint8_t previous[32];
        struct closed_day day;
        int64_t from_ms, midnight_ms = 0;
        bool found;
        if (!last_day(task, chain, previous, &from_ms, why) ||
            !next_day(task, chain, from_ms, &midnight_ms, &found, why))
            return false;
        if (!found || midnight_ms + DAY_MS + CLOSES_AFTER_MS > now_ms)
            return true;
        if (!compute(task, DB_REPORT, chain, midnight_ms, previous, &day, why) ||
            !db_transact(task, DB_FAST, close_body, &(struct closing){chain, &day}, why))
            return false;
        ++*closed;
    }
    return true;
}

/* ---- looking ---- */

static bool is_as_kept(const struct closed_day *day, const struct db_rows *rows, int row)
{
    size_t length;
    return day->rows == db_i64(rows, row, CHAIN_DAY_LIST_ROW_COUNT) &&
           strcmp(day->day, db_text(rows, row, CHAIN_DAY_LIST_DAY)) == 0 &&
           memcmp(day->root, db_bytes(rows, row, CHAIN_DAY_LIST_ROOT, &length), 32) == 0 &&
           memcmp(day->previous, db_bytes(rows, row, CHAIN_DAY_LIST_PREVIOUS, &length), 32) == 0 &&
           memcmp(day->value, db_bytes(rows, row, CHAIN_DAY_LIST_VALUE, &length), 32) == 0;
}

/* A day that keeps its root. */
static void check_link(const struct db_rows *rows, int row, struct closed_day *day,
                       json_t *violations)
{
    uint8_t previous[32];
    size_t length;
    memcpy(previous, day->value, 32);
    snprintf(day->day, sizeof(day->day), "%s", db_text(rows, row, CHAIN_DAY_LIST_DAY));
    day->rows = db_i64(rows, row, CHAIN_DAY_LIST_ROW_COUNT);
    memcpy(day->root, db_bytes(rows, row, CHAIN_DAY_LIST_ROOT, &length), 32);
    close_value(day, previous);
    if (!is_as_kept(day, rows, row))
        audit_violation(violations, day->day, "the day's value is not chained to the day before");
}

/* The rows between two closed days: there are none, as their day would be closed. */
static bool check_day(struct task *task, const struct day_chain *chain, const struct db_rows *rows,
                      int row, int64_t from_ms, struct closed_day *day, json_t *violations,
                      struct refusal *why)
{
    int64_t midnight_ms = db_i64(rows, row, CHAIN_DAY_LIST_BEGIN_MS), first_ms = 0;
    uint8_t previous[32];
    bool found;
    memcpy(previous, day->value, 32);
    if (!next_day(task, chain, from_ms, &first_ms, &found, why) ||
        !compute(task, DB_AUDIT, chain, midnight_ms, previous, day, why))
        return false;
    if (!found || first_ms != midnight_ms || !is_as_kept(day, rows, row))
        audit_violation(violations, db_text(rows, row, CHAIN_DAY_LIST_DAY),
                        "the day's rows do not give the root and value that were kept");
    return true;
}

bool day_chain_verify(struct task *task, const struct day_chain *chain, int64_t from_id,
                      json_t *violations, struct refusal *why)
{
    struct db_rows *rows;
    struct closed_day day = {.day = ""};
    int64_t from_ms = id_time_ms(0);
    if (!db_query_class(task, DB_AUDIT, &SQL_chain_day_list, DB_ARGS(DB_TEXT(chain->name)), &rows,
                        why))
        return false;
    for (int row = 0; row < db_count(rows) && json_array_size(violations) == 0; row++) {
        if (id_first_of_ms(db_i64(rows, row, CHAIN_DAY_LIST_BEGIN_MS)) < from_id)
            check_link(rows, row, &day, violations);
        else if (!check_day(task, chain, rows, row, from_ms, &day, violations, why))
            return false;
        from_ms = db_i64(rows, row, CHAIN_DAY_LIST_BEGIN_MS) + DAY_MS;
    }
    return json_array_size(violations) > 0 ||
           day_chain_check_end(task, chain->name, day.day, day.value, violations, why);
}
