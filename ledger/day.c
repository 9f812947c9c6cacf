#include "ledger/day.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/day_chain.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/ledger/sql.h"

/* A page of 5,000 lines is some 750 kB. */
enum { LINES_A_PAGE = 5000 };

/* Behind the last closed day. */
enum { DAYS_NEAR = 62, DAYS_EVER = 100000 };

/* A transfer's id may be older than the time it is booked at: that of the transaction that wrote
 * it. It is so by seconds. */
static const int64_t ID_SLACK_MS = INT64_C(86400000);

/* A day whose lines are being added up. */
struct sum {
    struct crypto_hash *hash;
    int64_t transfers, amount_fen;
};

static void sum_add(struct sum *sum, const struct db_rows *rows, int row)
{
    sum->transfers += db_i64(rows, row, LEDGER_DAY_LINES_TRANSFERS);
    sum->amount_fen += db_i64(rows, row, LEDGER_DAY_LINES_AMOUNT_FEN);
    if (!db_is_null(rows, row, LEDGER_DAY_LINES_LINES)) {
        const char *lines = db_text(rows, row, LEDGER_DAY_LINES_LINES);
        crypto_hash_add(sum->hash, lines, strlen(lines));
    }
}

static void day_end(struct ledger_day *out, const uint8_t previous[32])
{
    memcpy(out->previous, previous, 32);
    day_chain_value(previous, out->day, out->transfers, out->root, out->chain);
}

/* Adds up the transfers of a day between two ids, page by page, each in an arena of its own. */
static bool add_pages(struct task *task, const struct ledger_day *day, struct sum *sum,
                      struct refusal *why)
{
    struct arena *own = task->arena;
    int64_t after = day->first_id - 1;
    bool asked = true, more = true;
    while (asked && more) {
        struct db_rows *rows;
        int64_t before = sum->transfers;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        asked = db_query_class(task, DB_REPORT, &SQL_ledger_day_lines,
                               DB_ARGS(DB_I64(after), DB_I64(LINES_A_PAGE), DB_TEXT(day->day),
                                       DB_I64(day->format), DB_I64(day->last_id)),
                               &rows, why);
        if (asked && db_count(rows) > 0) {
            sum_add(sum, rows, 0);
            after = db_i64(rows, 0, LEDGER_DAY_LINES_LAST_ID);
        }
        more = sum->transfers - before == LINES_A_PAGE;
        arena_free(task->arena);
        task->arena = own;
    }
    return asked;
}

int64_t ledger_day_first_id(int64_t midnight_ms)
{
    int64_t ms = midnight_ms - ID_SLACK_MS;
    return ms > id_time_ms(0) ? id_first_of_ms(ms) : 1;
}

bool ledger_day_compute(struct task *task, const char *day, int format, const uint8_t previous[32],
                        struct ledger_day *out, struct refusal *why)
{
    struct db_rows *rows;
    /* without an end the last page would look for another of the day's lines among all behind it */
    if (!db_query_class(task, DB_REPORT, &SQL_ledger_day_span, DB_ARGS(DB_TEXT(day)), &rows, why))
        return false;
    struct sum sum = {.hash = crypto_hash_new()};
    snprintf(out->day, sizeof(out->day), "%s", day);
    out->format = format;
    out->first_id = db_i64(rows, 0, LEDGER_DAY_SPAN_FIRST_ID);
    out->last_id = db_i64(rows, 0, LEDGER_DAY_SPAN_LAST_ID);
    bool asked = add_pages(task, out, &sum, why);
    crypto_hash_end(sum.hash, out->root);
    out->transfers = sum.transfers;
    out->amount_fen = sum.amount_fen;
    day_end(out, previous);
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

/* What a day moved, by kind of account. */
struct kind_sum {
    const char *kind;
    int64_t debit_fen, credit_fen;
};

struct closing {
    const struct ledger_day *day;
    const struct kind_sum *sums;
    int count;
};

static bool close_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct closing *closing = argument;
    const struct ledger_day *day = closing->day;
    const struct kind_sum *sums = closing->sums;
    int n = closing->count;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_ledger_day_add,
                     DB_ARGS(DB_TEXT(day->day), DB_I64(day->transfers), DB_I64(day->amount_fen),
                             DB_BYTES(day->root, 32), DB_BYTES(day->previous, 32),
                             DB_BYTES(day->chain, 32), DB_I64(day->format)),
                     &rows, why))
        return false;
    if (db_affected(rows) != 1)
        return true;
    db_tx_send(tx, &SQL_ledger_day_sum_add,
               DB_ARGS(DB_TEXT(day->day), DB_BYTES(day->chain, 32), DB_COLUMN_TEXT(sums, n, kind),
                       DB_COLUMN_I64(sums, n, debit_fen), DB_COLUMN_I64(sums, n, credit_fen),
                       stamp_key()));
    day_chain_note_end(tx, LEDGER_DAY_CHAIN, day->day, day->chain);
    return true;
}

static bool close_day(struct task *task, const struct ledger_day *day, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_REPORT, &SQL_ledger_day_sums,
                        DB_ARGS(DB_TEXT(day->day), DB_I64(day->first_id), DB_I64(day->last_id)),
                        &rows, why))
        return false;
    int n = db_count(rows);
    struct kind_sum *sums = arena_array(task->arena, (size_t)n + 1, sizeof(*sums));
    for (int i = 0; i < n; i++)
        sums[i] = (struct kind_sum){db_text(rows, i, LEDGER_DAY_SUMS_KIND),
                                    db_i64(rows, i, LEDGER_DAY_SUMS_DEBIT_FEN),
                                    db_i64(rows, i, LEDGER_DAY_SUMS_CREDIT_FEN)};
    return db_transact(task, DB_FAST, close_body, &(struct closing){day, sums, n}, why);
}

/* The next days to close. Those just behind the last closed one are enough to go on with; only
 * where there are none is all of the journal behind it looked at. */
static bool find_due(struct task *task, struct db_rows **rows, struct refusal *why)
{
    return db_query_class(task, DB_REPORT, &SQL_ledger_day_due, DB_ARGS(DB_I64(DAYS_NEAR)), rows,
                          why) &&
           (db_count(*rows) > 0 || db_query_class(task, DB_REPORT, &SQL_ledger_day_due,
                                                  DB_ARGS(DB_I64(DAYS_EVER)), rows, why));
}

bool ledger_day_close_due(struct task *task, int *closed, struct refusal *why)
{
    struct db_rows *rows;
    *closed = 0;
    if (!find_due(task, &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        struct ledger_day day;
        uint8_t previous[32];
        if (!last_chain(task, previous, why) ||
            !ledger_day_compute(task, db_text(rows, i, LEDGER_DAY_DUE_DAY), LEDGER_DAY_FORMAT,
                                previous, &day, why) ||
            !close_day(task, &day, why))
            return false;
        ++*closed;
    }
    return true;
}
