#include "ledger/day.h"

#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/day_chain.h"
#include "gen/ledger/sql.h"

enum { LINES_A_READ = 20000 };

#define CHAIN_NAME "ledger"

/* Adds the lines of a day's transfers behind an id to the hash, in an arena of their own; *more
 * when there may be others. */
static bool add_lines(struct task *task, struct ledger_day *day, int64_t *after,
                      struct crypto_hash *hash, bool *more, struct refusal *why)
{
    struct arena *own = task->arena;
    struct db_rows *rows;
    task->arena = arena_new(ARENA_LIMIT_DEFAULT);
    bool asked = db_query_class(
        task, DB_SLOW, &SQL_ledger_day_lines,
        DB_ARGS(DB_TEXT(day->day), DB_I64(*after), DB_I64(LINES_A_READ), DB_I64(day->format)),
        &rows, why);
    int n = asked ? db_count(rows) : 0;
    for (int i = 0; i < n; i++) {
        const char *line = db_text(rows, i, LEDGER_DAY_LINES_LINE);
        crypto_hash_add(hash, line, strlen(line));
        *after = db_i64(rows, i, LEDGER_DAY_LINES_ID);
        day->amount_fen += db_i64(rows, i, LEDGER_DAY_LINES_AMOUNT_FEN);
    }
    day->transfers += n;
    *more = n == LINES_A_READ;
    arena_free(task->arena);
    task->arena = own;
    return asked;
}

bool ledger_day_compute(struct task *task, const char *day, int format, const uint8_t previous[32],
                        struct ledger_day *out, struct refusal *why)
{
    struct crypto_hash *hash = crypto_hash_new();
    int64_t after = 0;
    bool asked = true, more = true;
    snprintf(out->day, sizeof(out->day), "%s", day);
    memcpy(out->previous, previous, 32);
    out->format = format;
    out->transfers = 0;
    out->amount_fen = 0;
    while (asked && more)
        asked = add_lines(task, out, &after, hash, &more, why);
    crypto_hash_end(hash, out->root);
    char head[64];
    int length = snprintf(head, sizeof(head), "%s|%lld|", day, (long long)out->transfers);
    hash = crypto_hash_new();
    crypto_hash_add(hash, previous, 32);
    crypto_hash_add(hash, head, (size_t)length);
    crypto_hash_add(hash, out->root, 32);
    crypto_hash_end(hash, out->chain);
    return asked;
}

/* The chain value before the first day is all zero. */
static bool last_chain(struct task *task, uint8_t chain[32], struct refusal *why)
{
    struct db_rows *rows;
    memset(chain, 0, 32);
    if (!db_query(task, &SQL_ledger_day_last, DB_NO_ARGS, &rows, why))
        return false;
    if (db_count(rows) == 1) {
        size_t length;
        memcpy(chain, db_bytes(rows, 0, LEDGER_DAY_LAST_CHAIN, &length), 32);
    }
    return true;
}

static bool close_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct ledger_day *day = argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_ledger_day_add,
                     DB_ARGS(DB_TEXT(day->day), DB_I64(day->transfers), DB_I64(day->amount_fen),
                             DB_BYTES(day->root, 32), DB_BYTES(day->previous, 32),
                             DB_BYTES(day->chain, 32), DB_I64(day->format)),
                     &rows, why))
        return false;
    if (db_affected(rows) == 1)
        day_chain_note_end(tx, CHAIN_NAME, day->day, day->chain);
    return true;
}

bool ledger_day_close_due(struct task *task, int *closed, struct refusal *why)
{
    struct db_rows *rows;
    *closed = 0;
    if (!db_query_class(task, DB_SLOW, &SQL_ledger_day_due, DB_NO_ARGS, &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        struct ledger_day day;
        uint8_t previous[32];
        if (!last_chain(task, previous, why) ||
            !ledger_day_compute(task, db_text(rows, i, LEDGER_DAY_DUE_DAY), LEDGER_DAY_FORMAT,
                                previous, &day, why) ||
            !db_transact(task, DB_FAST, close_body, &day, why))
            return false;
        ++*closed;
    }
    return true;
}

/* The newest day cannot be taken away unseen. */
static bool check_end(struct task *task, const char *last, const uint8_t chain[32], char bad[11],
                      struct refusal *why)
{
    json_t *violations = json_array();
    bool asked = day_chain_check_end(task, CHAIN_NAME, last, chain, violations, why);
    if (asked && json_array_size(violations) > 0)
        snprintf(bad, 11, "%s", last[0] != '\0' ? last : "no day");
    json_decref(violations);
    return asked;
}

bool ledger_day_verify(struct task *task, char bad[11], int64_t *days, struct refusal *why)
{
    struct db_rows *rows;
    uint8_t previous[32] = {0};
    const char *last = "";
    bad[0] = '\0';
    if (!db_query_class(task, DB_SLOW, &SQL_ledger_day_list, DB_NO_ARGS, &rows, why))
        return false;
    *days = db_count(rows);
    for (int i = 0; i < db_count(rows); i++) {
        struct ledger_day day;
        size_t length;
        if (!ledger_day_compute(task, db_text(rows, i, LEDGER_DAY_LIST_DAY),
                                (int)db_i64(rows, i, LEDGER_DAY_LIST_FORMAT), previous, &day, why))
            return false;
        if (day.transfers != db_i64(rows, i, LEDGER_DAY_LIST_TRANSFERS) ||
            day.amount_fen != db_i64(rows, i, LEDGER_DAY_LIST_AMOUNT_FEN) ||
            memcmp(day.root, db_bytes(rows, i, LEDGER_DAY_LIST_ROOT, &length), 32) != 0 ||
            memcmp(day.previous, db_bytes(rows, i, LEDGER_DAY_LIST_PREVIOUS, &length), 32) != 0 ||
            memcmp(day.chain, db_bytes(rows, i, LEDGER_DAY_LIST_CHAIN, &length), 32) != 0) {
            snprintf(bad, 11, "%s", db_text(rows, i, LEDGER_DAY_LIST_DAY));
            return true;
        }
        memcpy(previous, day.chain, 32);
        last = db_text(rows, i, LEDGER_DAY_LIST_DAY);
    }
    if (!check_end(task, last, previous, bad, why) || bad[0] != '\0')
        return bad[0] != '\0';
    if (!db_query_class(task, DB_SLOW, &SQL_ledger_day_gap, DB_NO_ARGS, &rows, why))
        return false;
    if (db_count(rows) == 1)
        snprintf(bad, 11, "%s", db_text(rows, 0, LEDGER_DAY_GAP_DAY));
    return true;
}
