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

#define CHAIN_NAME "ledger"

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

/* Told of a page's lines of one day. */
typedef void on_lines(void *argument, const struct db_rows *rows, int row);

/* Walks over the transfers behind an id up to another, page by page, each in an arena of its own:
 * those of one day in a format, or ("" as day) of all days. */
static bool each_page(struct task *task, enum db_class class, const char *day, int format,
                      int64_t after, int64_t to, on_lines *tell, void *argument,
                      struct refusal *why)
{
    struct arena *own = task->arena;
    bool asked = true, more = true;
    while (asked && more) {
        struct db_rows *rows;
        int64_t read = 0;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        asked = db_query_class(
            task, class, &SQL_ledger_day_lines,
            DB_ARGS(DB_I64(after), DB_I64(LINES_A_PAGE), DB_TEXT(day), DB_I64(format), DB_I64(to)),
            &rows, why);
        for (int i = 0; asked && i < db_count(rows); i++) {
            int64_t last_id = db_i64(rows, i, LEDGER_DAY_LINES_LAST_ID);
            tell(argument, rows, i);
            read += db_i64(rows, i, LEDGER_DAY_LINES_TRANSFERS);
            after = last_id > after ? last_id : after;
        }
        more = read == LINES_A_PAGE;
        arena_free(task->arena);
        task->arena = own;
    }
    return asked;
}

static void add_to_day(void *argument, const struct db_rows *rows, int row)
{
    sum_add(argument, rows, row);
}

/* Midnight of Beijing at which a day ("YYYY-MM-DD") begins, as the first id of that time less the
 * slack. */
static int64_t first_id(const char *day)
{
    char text[32];
    int64_t us = 0;
    snprintf(text, sizeof(text), "%sT00:00:00+08:00", day);
    bool is_time = clock_parse_rfc3339(text, &us);
    assert(is_time);
    (void)is_time;
    return ledger_day_first_id(us / 1000);
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
    bool asked = each_page(task, DB_REPORT, day, format, out->first_id - 1, out->last_id,
                           add_to_day, &sum, why);
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
    day_chain_note_end(tx, CHAIN_NAME, day->day, day->chain);
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

/* All closed days while their transfers are walked over, which is in order of id: a day's lines may
 * stand between those of others. */
struct looking {
    const struct db_rows *days;
    struct sum *sums; /* a closed day each */
    int first;        /* the first day that is added up anew */
    char orphan[11];  /* the first day with transfers before the newest closed one that was never
                         closed: somebody wrote into the past; "" = there is none */
};

static int find_day(const struct looking *looking, const char *day)
{
    int low = 0, high = db_count(looking->days) - 1;
    while (low <= high) {
        int middle = (low + high) / 2;
        int order = strcmp(db_text(looking->days, middle, LEDGER_DAY_LIST_DAY), day);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle - 1;
    }
    return -1;
}

static void add_to_days(void *argument, const struct db_rows *rows, int row)
{
    struct looking *looking = argument;
    const char *day = db_text(rows, row, LEDGER_DAY_LINES_DAY);
    int at = find_day(looking, day), count = db_count(looking->days);
    if (at >= 0)
        sum_add(&looking->sums[at], rows, row);
    else if (count > 0 && strcmp(day, db_text(looking->days, count - 1, LEDGER_DAY_LIST_DAY)) < 0 &&
             (looking->orphan[0] == '\0' || strcmp(day, looking->orphan) < 0))
        snprintf(looking->orphan, sizeof(looking->orphan), "%s", day);
}

static const void *kept(const struct db_rows *rows, int row, int column)
{
    size_t length;
    return db_bytes(rows, row, column, &length);
}

/* Whether a day is as it was kept; *out gets its chain value. One that is not added up anew keeps
 * its root: that it is chained is looked at all the same. */
static bool is_as_kept(const struct looking *looking, int i, const uint8_t previous[32],
                       struct ledger_day *out)
{
    const struct db_rows *rows = looking->days;
    snprintf(out->day, sizeof(out->day), "%s", db_text(rows, i, LEDGER_DAY_LIST_DAY));
    out->transfers = db_i64(rows, i, LEDGER_DAY_LIST_TRANSFERS);
    memcpy(out->root, kept(rows, i, LEDGER_DAY_LIST_ROOT), 32);
    uint8_t root[32];
    crypto_hash_end(looking->sums[i].hash, root);
    bool same = i < looking->first ||
                (looking->sums[i].transfers == out->transfers &&
                 looking->sums[i].amount_fen == db_i64(rows, i, LEDGER_DAY_LIST_AMOUNT_FEN) &&
                 memcmp(root, out->root, 32) == 0);
    day_end(out, previous);
    return same && memcmp(previous, kept(rows, i, LEDGER_DAY_LIST_PREVIOUS), 32) == 0 &&
           memcmp(out->chain, kept(rows, i, LEDGER_DAY_LIST_CHAIN), 32) == 0;
}

/* The days whose rows all have ids from from_id on are added up anew. */
static void begin_looking(struct task *task, int64_t from_id, struct looking *looking)
{
    int count = db_count(looking->days);
    looking->sums = arena_array(task->arena, (size_t)count + 1, sizeof(*looking->sums));
    while (looking->first < count &&
           first_id(db_text(looking->days, looking->first, LEDGER_DAY_LIST_DAY)) < from_id)
        looking->first++;
    for (int i = 0; i < count; i++)
        looking->sums[i] = (struct sum){.hash = crypto_hash_new()};
}

bool ledger_day_verify(struct task *task, int64_t from_id, char bad[11], int64_t *days,
                       struct refusal *why)
{
    struct looking looking = {.orphan = ""};
    struct ledger_day day = {.day = ""};
    struct db_rows *rows;
    uint8_t previous[32] = {0};
    bad[0] = '\0';
    if (!db_query_class(task, DB_AUDIT, &SQL_ledger_day_list, DB_NO_ARGS, &rows, why))
        return false;
    looking.days = rows;
    *days = db_count(rows);
    begin_looking(task, from_id, &looking);
    bool asked = each_page(task, DB_AUDIT, "", 0, from_id > 0 ? from_id - 1 : 0, INT64_MAX,
                           add_to_days, &looking, why);
    for (int i = 0; i < *days; i++) {
        if (!is_as_kept(&looking, i, previous, &day) && bad[0] == '\0')
            snprintf(bad, 11, "%s", day.day);
        memcpy(previous, day.chain, 32);
    }
    if (!asked || bad[0] != '\0')
        return asked;
    if (!check_end(task, day.day, previous, bad, why))
        return false;
    if (bad[0] == '\0')
        snprintf(bad, 11, "%s", looking.orphan);
    return true;
}
