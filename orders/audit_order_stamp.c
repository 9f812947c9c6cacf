#include "orders/audit_order_stamp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/audit.h"
#include "base/db.h"
#include "base/map.h"
#include "base/stamp.h"
#include "gen/orders/sql.h"

/* Some 4 MB with their lines. */
enum { ORDERS_A_PAGE = 5000, TRADES_A_PAGE = 10000 };

/* Fields of a line's content, and of an order's. */
enum { LINE_QUANTITY = 10, LINE_PRICE, LINE_PAID, LINE_FIELDS };
enum { ORDER_TRADE_ID = 3, ORDER_GOODS = 7, ORDER_FREIGHT, ORDER_FIELDS };

/* What a number of a trade is weighed as. */
enum { OF_TOTAL, OF_BOXES };

struct looking {
    json_t *violations; /* of stamps */
    int64_t from_id;
    uint64_t trades;  /* weighed orders less trades: 0 when each trade is the sum of its orders */
    bool is_doubtful; /* something does not add up, or was not added */
};

/* A page of orders with its lines; `at` is the first line of an order that was not looked at. */
struct page {
    const struct db_rows *orders, *lines;
    int at;
    struct looking *looking;
};

static bool is_same_text(const struct db_rows *a, int row, int column, const struct db_rows *b,
                         int b_row, int b_column)
{
    return strcmp(db_text(a, row, column), db_text(b, b_row, b_column)) == 0;
}

/* ---- sums ---- */

static uint64_t weighed(int of, int64_t trade_id, int64_t number)
{
    const struct {
        int64_t of, trade_id;
    } key = {of, trade_id};
    return map_hash(&key, sizeof(key)) * (uint64_t)number;
}

/* What a line adds to its order. */
static void add_line(struct looking *looking, const void *content, size_t length, int64_t *fen,
                     int64_t *boxes)
{
    struct stamp_field fields[LINE_FIELDS];
    if (stamp_read(content, length, fields, LINE_FIELDS) != LINE_FIELDS) {
        looking->is_doubtful = true;
        return;
    }
    int64_t paid = stamp_field_i64(&fields[LINE_PAID]),
            quantity = stamp_field_i64(&fields[LINE_QUANTITY]), price_fen;
    if (__builtin_mul_overflow(stamp_field_i64(&fields[LINE_PRICE]), quantity, &price_fen) ||
        paid != price_fen)
        looking->is_doubtful = true;
    *fen += paid;
    *boxes += quantity;
}

static void add_order(struct looking *looking, const void *content, size_t length, int64_t fen,
                      int64_t boxes)
{
    struct stamp_field fields[ORDER_FIELDS];
    if (stamp_read(content, length, fields, ORDER_FIELDS) != ORDER_FIELDS) {
        looking->is_doubtful = true;
        return;
    }
    int64_t trade_id = stamp_field_i64(&fields[ORDER_TRADE_ID]),
            goods = stamp_field_i64(&fields[ORDER_GOODS]);
    if (goods != fen || boxes == 0)
        looking->is_doubtful = true;
    looking->trades +=
        weighed(OF_TOTAL, trade_id, goods + stamp_field_i64(&fields[ORDER_FREIGHT])) +
        weighed(OF_BOXES, trade_id, boxes);
}

static bool add_trades(struct task *task, struct db_tx *tx, struct looking *looking,
                       struct refusal *why)
{
    int64_t after = 0;
    bool asked = true, more = true;
    while (asked && more) {
        struct arena *own = task->arena;
        struct db_rows *rows;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        asked = db_tx_query(tx, &SQL_audit_trade_total,
                            DB_ARGS(DB_I64(after), DB_I64(TRADES_A_PAGE)), &rows, why);
        int n = asked ? db_count(rows) : 0;
        for (int i = 0; i < n; i++) {
            int64_t total_fen = db_i64(rows, i, AUDIT_TRADE_TOTAL_TOTAL_FEN);
            after = db_i64(rows, i, AUDIT_TRADE_TOTAL_ID);
            looking->trades -= weighed(OF_TOTAL, after, total_fen) +
                               weighed(OF_BOXES, after, db_i64(rows, i, AUDIT_TRADE_TOTAL_BOXES));
            looking->is_doubtful = looking->is_doubtful || total_fen == 0;
        }
        more = n == TRADES_A_PAGE;
        arena_free(task->arena);
        task->arena = own;
    }
    return asked;
}

/* ---- orders with their lines ---- */

/* Where the lines of an order end that begin at page->at. */
static int end_of_lines(struct page *page, int64_t order_id)
{
    int n = db_count(page->lines), end;
    while (page->at < n &&
           db_i64(page->lines, page->at, AUDIT_ORDER_LINE_PAGE_ORDER_ID) < order_id) {
        page->looking->is_doubtful = true; /* a line of no order */
        page->at++;
    }
    for (end = page->at;
         end < n && db_i64(page->lines, end, AUDIT_ORDER_LINE_PAGE_ORDER_ID) == order_id; end++)
        ;
    return end;
}

/* The order's content with its lines: what the database gave, whose last field is null, and in that
 * one the lines, if there are any. */
static uint8_t *whole_content(struct task *task, struct page *page, int order, size_t *length)
{
    size_t used, size;
    const void *content = db_bytes(page->orders, order, AUDIT_ORDER_PAGE_CONTENT, &used);
    int end = end_of_lines(page, db_i64(page->orders, order, AUDIT_ORDER_PAGE_ID)), taken = 0;
    int64_t fen = 0, boxes = 0;
    *length = used;
    for (int i = page->at; i < end; i++) {
        (void)db_bytes(page->lines, i, AUDIT_ORDER_LINE_PAGE_CONTENT, &size);
        *length += size;
    }
    uint8_t *whole = arena_alloc(task->arena, *length);
    memcpy(whole, content, used);
    size_t head = used;
    for (; page->at < end; page->at++) {
        if (!is_same_text(page->orders, order, AUDIT_ORDER_PAGE_COUNTY_CODE, page->lines, page->at,
                          AUDIT_ORDER_LINE_PAGE_COUNTY_CODE)) {
            page->looking->is_doubtful = true;
            continue;
        }
        const void *line = db_bytes(page->lines, page->at, AUDIT_ORDER_LINE_PAGE_CONTENT, &size);
        add_line(page->looking, line, size, &fen, &boxes);
        memcpy(whole + used, line, size);
        used += size;
        taken++;
    }
    add_order(page->looking, content, head, fen, boxes);
    for (int i = 0; taken > 0 && i < 4; i++)
        whole[head - 4 + (size_t)i] = (uint8_t)((used - head) >> (24 - 8 * i));
    *length = used;
    return whole;
}

static void look_at_order(struct task *task, struct page *page, int order)
{
    size_t length, stamp_length;
    const uint8_t *content = whole_content(task, page, order, &length);
    const void *stamp = db_bytes(page->orders, order, AUDIT_ORDER_PAGE_STAMP, &stamp_length);
    char subject[32];
    if (audit_is_full(page->looking->violations) ||
        stamp_fits(content, length, stamp, stamp_length))
        return;
    snprintf(subject, sizeof(subject), "order:%lld",
             (long long)db_i64(page->orders, order, AUDIT_ORDER_PAGE_ID));
    audit_violation(page->looking->violations, subject, "does not fit its stamp");
}

/* *after gets the last order of the page, 0 when there is none behind it. */
static bool look_at_page(struct task *task, struct db_tx *tx, struct looking *looking,
                         int64_t *after, struct refusal *why)
{
    struct db_rows *orders, *lines;
    if (!db_tx_query(tx, &SQL_audit_order_page, DB_ARGS(DB_I64(*after), DB_I64(ORDERS_A_PAGE)),
                     &orders, why))
        return false;
    int n = db_count(orders);
    int64_t first = *after + 1, last = INT64_MAX;
    *after = 0;
    if (n == ORDERS_A_PAGE)
        *after = last = db_i64(orders, n - 1, AUDIT_ORDER_PAGE_ID);
    if (!db_tx_query(tx, &SQL_audit_order_line_page, DB_ARGS(DB_I64(first), DB_I64(last)), &lines,
                     why))
        return false;
    struct page page = {.orders = orders, .lines = lines, .looking = looking};
    for (int i = 0; i < n; i++)
        look_at_order(task, &page, i);
    if (page.at < db_count(lines))
        looking->is_doubtful = true;
    return true;
}

/* Orders, lines and trades as they were at one moment. */
static bool read_orders(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct looking *looking = argument;
    int64_t after = looking->from_id > 0 ? looking->from_id - 1 : 0;
    bool asked = true;
    db_tx_steady(tx);
    json_array_clear(looking->violations);
    looking->trades = 0;
    looking->is_doubtful = looking->from_id > 0; /* of a few days' trades the database is asked */
    do {
        struct arena *own = task->arena;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        asked = look_at_page(task, tx, looking, &after, why);
        arena_free(task->arena);
        task->arena = own;
    } while (asked && after > 0);
    return asked && (looking->is_doubtful || add_trades(task, tx, looking, why));
}

static bool look_at_orders(struct task *task, int64_t from_id, json_t *const *found,
                           struct refusal *why)
{
    enum { STAMPS, SUMS };
    struct looking looking = {.violations = found[STAMPS], .from_id = from_id};
    if (!db_transact(task, DB_AUDIT, read_orders, &looking, why))
        return false;
    if (!looking.is_doubtful && looking.trades == 0)
        return true;
    return (from_id > 0 ? audit_ask_since : audit_ask)(task, &SQL_audit_trade_sum,
                                                       DB_ARGS(DB_I64(from_id)), found[SUMS], why);
}

const struct audit_pass AUDIT_ORDER_PASS = {{AUDIT_ORDER_STAMPS, AUDIT_TRADE_SUMS}, look_at_orders};
