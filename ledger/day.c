#include "ledger/day.h"

#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "gen/ledger/sql.h"

enum { LINES_A_READ = 20000 };

bool ledger_day_compute(struct task *task, const char *day, const uint8_t previous[32],
                        struct ledger_day *out, struct refusal *why)
{
    struct crypto_hash *hash = crypto_hash_new();
    int64_t after = 0;
    snprintf(out->day, sizeof(out->day), "%s", day);
    memcpy(out->previous, previous, 32);
    out->transfers = 0;
    out->amount_fen = 0;
    for (;;) {
        struct db_rows *rows;
        if (!db_query_class(task, DB_SLOW, &SQL_ledger_day_lines,
                            DB_ARGS(DB_TEXT(day), DB_I64(after), DB_I64(LINES_A_READ)), &rows,
                            why)) {
            crypto_hash_end(hash, out->root);
            return false;
        }
        int n = db_count(rows);
        for (int i = 0; i < n; i++) {
            const char *line = db_text(rows, i, LEDGER_DAY_LINES_LINE);
            crypto_hash_add(hash, line, strlen(line));
            after = db_i64(rows, i, LEDGER_DAY_LINES_ID);
            out->amount_fen += db_i64(rows, i, LEDGER_DAY_LINES_AMOUNT_FEN);
        }
        out->transfers += n;
        if (n < LINES_A_READ)
            break;
    }
    crypto_hash_end(hash, out->root);
    char head[64];
    int length = snprintf(head, sizeof(head), "%s|%lld|", day, (long long)out->transfers);
    hash = crypto_hash_new();
    crypto_hash_add(hash, previous, 32);
    crypto_hash_add(hash, head, (size_t)length);
    crypto_hash_add(hash, out->root, 32);
    crypto_hash_end(hash, out->chain);
    return true;
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
            !ledger_day_compute(task, db_text(rows, i, LEDGER_DAY_DUE_DAY), previous, &day, why) ||
            !db_query(task, &SQL_ledger_day_add,
                      DB_ARGS(DB_TEXT(day.day), DB_I64(day.transfers), DB_I64(day.amount_fen),
                              DB_BYTES(day.root, 32), DB_BYTES(day.previous, 32),
                              DB_BYTES(day.chain, 32)),
                      NULL, why))
            return false;
        ++*closed;
    }
    return true;
}

bool ledger_day_verify(struct task *task, char bad[11], int64_t *days, struct refusal *why)
{
    struct db_rows *rows;
    uint8_t previous[32] = {0};
    bad[0] = '\0';
    if (!db_query_class(task, DB_SLOW, &SQL_ledger_day_list, DB_NO_ARGS, &rows, why))
        return false;
    *days = db_count(rows);
    for (int i = 0; i < db_count(rows); i++) {
        struct ledger_day day;
        size_t length;
        if (!ledger_day_compute(task, db_text(rows, i, LEDGER_DAY_LIST_DAY), previous, &day, why))
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
    }
    if (!db_query_class(task, DB_SLOW, &SQL_ledger_day_gap, DB_NO_ARGS, &rows, why))
        return false;
    if (db_count(rows) == 1)
        snprintf(bad, 11, "%s", db_text(rows, 0, LEDGER_DAY_GAP_DAY));
    return true;
}
