#include "base/day_chain.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/audit.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/row_page.h"
#include "base/stamp.h"
#include "gen/base/sql.h"

enum { LINES_A_READ = 10000, DAYS_A_CALL = 31 };
/* Columns of a chain's statements: both give an id first. */
enum { ID, CONTENT };

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

/* How rows are read: in a transaction, or each page by itself in a class. */
struct reader {
    struct db_tx *tx; /* NULL = none */
    enum db_class class;
};

static bool ask(struct task *task, const struct reader *reader, const struct sql *sql,
                const struct db_value *args, int count, struct db_rows **rows, struct refusal *why)
{
    return reader->tx != NULL ? db_tx_query(reader->tx, sql, args, count, rows, why)
                              : db_query_class(task, reader->class, sql, args, count, rows, why);
}

/* ---- one day ---- */

/* A row's content in hexadecimal, as a line. */
static void add_line(struct crypto_hash *hash, const uint8_t *content, size_t length)
{
    enum { PIECE = 512 };
    char line[2 * PIECE + 1]; /* behind the digits the end of the line, or of the text */
    for (; length > PIECE; content += PIECE, length -= PIECE)
        crypto_hash_add(hash, crypto_hex(content, PIECE, line), (size_t)2 * PIECE);
    crypto_hex(content, length, line)[2 * length] = '\n';
    crypto_hash_add(hash, line, 2 * length + 1);
}

/* A row whose stamped columns stand side by side, its stamp behind them. */
static void read_columns(const struct day_chain *chain, const struct db_rows *rows, int row,
                         struct stamp_row *columns, struct day_chain_seen *seen)
{
    int stamp = chain->lines->column_count - 1, count = stamp;
    if (chain->later > 0 && db_is_null(rows, row, stamp - chain->later))
        count -= chain->later;
    stamp_row_read(columns, chain->table, rows, row, ID, count);
    seen->content = columns->content;
    seen->length = columns->length;
    seen->fields = columns->fields;
    seen->field_count = columns->count;
    seen->stamp = db_bytes(rows, row, stamp, &seen->stamp_length);
}

/* A walk over rows from an id on, below another, in order of id, until `tell` says that it has seen
 * enough. */
struct row_telling {
    const struct day_chain *chain;
    int64_t from, below; /* of the next page */
    bool (*tell)(void *argument, const struct day_chain_seen *row);
    void *argument;
    struct db_tx *tx; /* NULL = none */
};

static void tell_rows(struct row_telling *telling, const struct db_rows *rows)
{
    const struct day_chain *chain = telling->chain;
    struct stamp_row columns;
    for (int i = 0; i < db_count(rows); i++) {
        struct day_chain_seen row = {.id = db_i64(rows, i, ID)};
        if (chain->table != NULL)
            read_columns(chain, rows, i, &columns, &row);
        else
            row.content = db_bytes(rows, i, CONTENT, &row.length);
        if (!telling->tell(telling->argument, &row)) {
            telling->from = telling->below = INT64_MIN;
            return;
        }
    }
}

static void go_on(struct row_telling *telling, const struct db_rows *rows)
{
    int n = db_count(rows);
    telling->from = n == LINES_A_READ ? db_i64(rows, n - 1, ID) + 1 : telling->below;
}

static void ask_page(void *argument, const struct db_rows *rows, struct row_page *page)
{
    struct row_telling *telling = argument;
    if (rows != NULL)
        go_on(telling, rows);
    if (rows == NULL || telling->from < telling->below)
        row_page_ask(telling->tx, page, telling->chain->lines,
                     DB_ARGS(DB_I64(telling->from), DB_I64(telling->below), DB_I64(LINES_A_READ)));
}

static bool take_page(struct task *task, void *argument, const struct db_rows *rows,
                      struct refusal *why)
{
    struct row_telling *telling = argument;
    (void)task;
    (void)why;
    if (telling->below != INT64_MIN)
        tell_rows(telling, rows);
    return true;
}

/* A page at a time, each in an arena of its own. */
static bool each_row(struct task *task, const struct reader *reader, struct row_telling *telling,
                     struct refusal *why)
{
    struct arena *own = task->arena;
    bool asked = true;
    telling->tx = reader->tx;
    if (reader->tx != NULL)
        return row_pages_take(task, reader->tx, &(struct row_pages){ask_page, take_page, telling},
                              why);
    while (asked && telling->from < telling->below) {
        struct db_rows *rows = NULL;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        asked = db_query_class(
            task, reader->class, telling->chain->lines,
            DB_ARGS(DB_I64(telling->from), DB_I64(telling->below), DB_I64(LINES_A_READ)), &rows,
            why);
        if (asked) {
            go_on(telling, rows);
            tell_rows(telling, rows);
        }
        arena_free(task->arena);
        task->arena = own;
    }
    return asked;
}

/* A day whose rows are being hashed. */
struct hashing {
    struct crypto_hash *hash;
    int64_t rows;
};

static bool hash_row(void *argument, const struct day_chain_seen *row)
{
    struct hashing *hashing = argument;
    add_line(hashing->hash, row->content, row->length);
    hashing->rows++;
    return true;
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

static bool compute(struct task *task, const struct day_chain *chain, int64_t midnight_ms,
                    const uint8_t previous[32], struct closed_day *out, struct refusal *why)
{
    struct hashing hashing = {.hash = crypto_hash_new()};
    clock_beijing_day(midnight_ms * 1000, out->day);
    bool asked = each_row(task, &(struct reader){.class = DB_REPORT},
                          &(struct row_telling){.chain = chain,
                                                .from = id_first_of_ms(midnight_ms),
                                                .below = id_first_of_ms(midnight_ms + DAY_MS),
                                                .tell = hash_row,
                                                .argument = &hashing},
                          why);
    crypto_hash_end(hashing.hash, out->root);
    out->rows = hashing.rows;
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

static bool check_end(struct task *task, const struct reader *reader, const char *chain,
                      const char *day, const uint8_t value[32], json_t *violations,
                      struct refusal *why)
{
    struct db_rows *rows;
    if (!ask(task, reader, &SQL_chain_end_find, DB_ARGS(DB_TEXT(chain), stamp_key()), &rows, why))
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

bool day_chain_check_end(struct task *task, const char *chain, const char *day,
                         const uint8_t value[32], json_t *violations, struct refusal *why)
{
    return check_end(task, &(struct reader){.class = DB_FAST}, chain, day, value, violations, why);
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
        if (!compute(task, chain, midnight_ms, previous, &day, why) ||
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

/* Closed days while the rows are walked over. */
struct looking {
    const struct db_rows *days;
    const struct day_chain_watch *watch; /* NULL = nobody */
    int at;                              /* the day whose rows come next */
    int64_t since;                       /* from here on rows are of days that are looked at */
    int64_t begin, end;                  /* the ids of that day */
    bool is_stray; /* there are rows between the day before and it, which there cannot be: their
                      day would be closed */
    struct hashing hashing;
    struct closed_day day; /* the last one that was looked at */
    json_t *violations;
};

/* The chain is looked at up to the first day that differs. */
static bool is_looking(const struct looking *looking)
{
    return looking->at < db_count(looking->days) && json_array_size(looking->violations) == 0;
}

static void begin_day(struct looking *looking)
{
    if (!is_looking(looking))
        return;
    int64_t begin_ms = db_i64(looking->days, looking->at, CHAIN_DAY_LIST_BEGIN_MS);
    looking->begin = id_first_of_ms(begin_ms);
    looking->end = id_first_of_ms(begin_ms + DAY_MS);
    looking->is_stray = false;
    looking->hashing = (struct hashing){.hash = crypto_hash_new()};
}

static void end_day(struct looking *looking)
{
    struct closed_day *day = &looking->day;
    const struct db_rows *days = looking->days;
    uint8_t previous[32];
    memcpy(previous, day->value, 32);
    clock_beijing_day(db_i64(days, looking->at, CHAIN_DAY_LIST_BEGIN_MS) * 1000, day->day);
    crypto_hash_end(looking->hashing.hash, day->root);
    day->rows = looking->hashing.rows;
    close_value(day, previous);
    if (looking->is_stray || day->rows == 0 || !is_as_kept(day, days, looking->at))
        audit_violation(looking->violations, db_text(days, looking->at, CHAIN_DAY_LIST_DAY),
                        "the day's rows do not give the root and value that were kept");
    looking->at++;
    begin_day(looking);
}

static bool look_at_row(void *argument, const struct day_chain_seen *row)
{
    struct looking *looking = argument;
    const struct day_chain_watch *watch = looking->watch;
    if (watch != NULL && row->id >= watch->from_id)
        watch->tell(watch->argument, row);
    if (row->id >= looking->since) {
        while (is_looking(looking) && row->id >= looking->end)
            end_day(looking);
        if (is_looking(looking) && row->id >= looking->begin)
            hash_row(&looking->hashing, row);
        else if (is_looking(looking))
            looking->is_stray = true;
    }
    return watch != NULL || is_looking(looking);
}

/* Days that begin before an id keep their roots. Where the rows of the others begin stands in
 * looking->since. */
static void look_at_links(int64_t from_id, struct looking *looking)
{
    int64_t from_ms = id_time_ms(0);
    while (is_looking(looking)) {
        int64_t begin_ms = db_i64(looking->days, looking->at, CHAIN_DAY_LIST_BEGIN_MS);
        if (id_first_of_ms(begin_ms) >= from_id)
            break;
        check_link(looking->days, looking->at++, &looking->day, looking->violations);
        from_ms = begin_ms + DAY_MS;
    }
    looking->since = id_first_of_ms(from_ms);
}

bool day_chain_verify(struct task *task, const struct day_chain *chain, int64_t from_id,
                      const struct day_chain_watch *watch, json_t *violations, struct refusal *why)
{
    struct db_rows *days;
    struct looking looking = {.watch = watch, .day = {.day = ""}, .violations = violations};
    const struct reader reader = {watch != NULL ? watch->tx : NULL, DB_AUDIT};
    if (!ask(task, &reader, &SQL_chain_day_list, DB_ARGS(DB_TEXT(chain->name)), &days, why))
        return false;
    looking.days = days;
    look_at_links(from_id, &looking);
    begin_day(&looking);
    int64_t from = is_looking(&looking) ? looking.since : INT64_MAX, below = INT64_MAX;
    if (watch != NULL && watch->from_id < from)
        from = watch->from_id;
    else if (watch == NULL && is_looking(&looking))
        below = id_first_of_ms(db_i64(days, db_count(days) - 1, CHAIN_DAY_LIST_BEGIN_MS) + DAY_MS);
    bool asked = from == INT64_MAX || each_row(task, &reader,
                                               &(struct row_telling){.chain = chain,
                                                                     .from = from,
                                                                     .below = below,
                                                                     .tell = look_at_row,
                                                                     .argument = &looking},
                                               why);
    while (asked && is_looking(&looking))
        end_day(&looking);
    if (!asked && is_looking(&looking))
        crypto_hash_end(looking.hashing.hash, looking.day.root);
    return asked && (json_array_size(violations) > 0 ||
                     check_end(task, &reader, chain->name, looking.day.day, looking.day.value,
                               violations, why));
}
