#include "orders/audit_order_stamp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/audit.h"
#include "base/db.h"
#include "base/stamp.h"
#include "gen/orders/sql.h"

/* Some 4 MB with their lines. */
enum { ORDERS_A_PAGE = 5000 };

/* A page of orders with its lines; `at` is the first line of an order that was not looked at. */
struct page {
    const struct db_rows *orders, *lines;
    int at;
    json_t *violations;
};

static bool is_same_text(const struct db_rows *a, int row, int column, const struct db_rows *b,
                         int b_row, int b_column)
{
    return strcmp(db_text(a, row, column), db_text(b, b_row, b_column)) == 0;
}

/* Where the lines of an order end that begin at page->at. */
static int end_of_lines(struct page *page, int64_t order_id)
{
    int n = db_count(page->lines), end;
    while (page->at < n && db_i64(page->lines, page->at, AUDIT_ORDER_LINE_PAGE_ORDER_ID) < order_id)
        page->at++;
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
                          AUDIT_ORDER_LINE_PAGE_COUNTY_CODE))
            continue;
        const void *line = db_bytes(page->lines, page->at, AUDIT_ORDER_LINE_PAGE_CONTENT, &size);
        memcpy(whole + used, line, size);
        used += size;
        taken++;
    }
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
    if (audit_is_full(page->violations) || stamp_fits(content, length, stamp, stamp_length))
        return;
    snprintf(subject, sizeof(subject), "order:%lld",
             (long long)db_i64(page->orders, order, AUDIT_ORDER_PAGE_ID));
    audit_violation(page->violations, subject, "does not fit its stamp");
}

/* *after gets the last order of the page, 0 when there is none behind it. */
static bool look_at_page(struct task *task, int64_t *after, json_t *violations, struct refusal *why)
{
    struct db_rows *orders, *lines;
    if (!db_query_class(task, DB_AUDIT, &SQL_audit_order_page,
                        DB_ARGS(DB_I64(*after), DB_I64(ORDERS_A_PAGE)), &orders, why))
        return false;
    int n = db_count(orders);
    *after = 0;
    if (n == 0)
        return true;
    int64_t last = db_i64(orders, n - 1, AUDIT_ORDER_PAGE_ID);
    if (!db_query_class(task, DB_AUDIT, &SQL_audit_order_line_page,
                        DB_ARGS(DB_I64(db_i64(orders, 0, AUDIT_ORDER_PAGE_ID)), DB_I64(last)),
                        &lines, why))
        return false;
    struct page page = {.orders = orders, .lines = lines, .violations = violations};
    for (int i = 0; i < n; i++)
        look_at_order(task, &page, i);
    *after = n == ORDERS_A_PAGE ? last : 0;
    return true;
}

bool audit_order_stamps(struct task *task, int64_t from_id, json_t *violations, struct refusal *why)
{
    int64_t after = from_id > 0 ? from_id - 1 : 0;
    bool asked = true;
    do {
        struct arena *own = task->arena;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        asked = look_at_page(task, &after, violations, why);
        arena_free(task->arena);
        task->arena = own;
    } while (asked && after > 0 && !audit_is_full(violations));
    return asked;
}
