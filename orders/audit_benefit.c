#include "orders/audit_benefit.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/audit.h"
#include "base/db.h"
#include "gen/orders/sql.h"
#include "ledger/split.h"
#include "orders/audit_weight.h"
#include "orders/benefit.h"

/* A line has at most PLAN_MAX_POOLS rows. */
enum { LINES_A_PAGE = 20000, ROWS_A_PAGE = 160000 };

/* What is found of either check. */
struct benefit_found {
    json_t *kept, *shares;
};

static uint64_t read_number(const uint8_t *at, int bytes)
{
    uint64_t value = 0;
    for (int i = 0; i < bytes; i++)
        value = value << 8 | at[i];
    return value;
}

/* A column of whole numbers as PostgreSQL sends an array - dimensions, flags, type, and of each
 * dimension length and beginning, then each element behind its length - in the task's arena; *count
 * 0 where there is none. */
static int64_t *read_amounts(struct task *task, const struct db_rows *rows, int row, int column,
                             int *count)
{
    enum { HEAD = 12, DIMENSION = 8, ELEMENT = 12 };
    size_t length;
    const uint8_t *bytes = db_bytes(rows, row, column, &length);
    *count = 0;
    if (bytes == NULL || length < HEAD + DIMENSION || read_number(bytes, 4) != 1)
        return NULL;
    size_t most = read_number(bytes + HEAD, 4);
    int64_t *amounts = arena_array(task->arena, most + 1, sizeof(*amounts));
    const uint8_t *at = bytes + HEAD + DIMENSION;
    for (size_t i = 0; i < most && at + ELEMENT <= bytes + length; i++, at += ELEMENT) {
        if (read_number(at, 4) != 8)
            return NULL; /* the table has no such arrays */
        amounts[(*count)++] = (int64_t)read_number(at + 4, 8);
    }
    return amounts;
}

static void differs(struct task *task, json_t *violations, int64_t line_id, int64_t pool_no,
                    const char *whose, int64_t have, int64_t should)
{
    audit_violation(
        violations,
        arena_printf(task->arena, "line:%lld pool %lld", (long long)line_id, (long long)pool_no),
        arena_printf(task->arena, "%s %lld, the plan says %lld", whose, (long long)have,
                     (long long)should));
}

/* ---- what is kept: one row a pool */

/* What the households of an entry keep; *below whether one of them gave back more than it got. */
static int64_t kept_fen(struct task *task, const struct db_rows *rows, int row, bool *below)
{
    int count, back_count;
    int64_t *amounts = read_amounts(task, rows, row, AUDIT_POOL_AMOUNTS, &count),
            *back = read_amounts(task, rows, row, AUDIT_POOL_REVERSED, &back_count),
            kept = -db_i64(rows, row, AUDIT_POOL_GONE_FEN);
    *below = false;
    for (int i = 0; i < count; i++)
        kept += amounts[i];
    for (int i = 0; i < count && i < back_count; i++)
        *below = *below || back[i] > amounts[i];
    return kept;
}

static void check_kept(struct task *task, const struct db_rows *rows, int first, int end,
                       json_t *violations)
{
    struct split_pool pools[PLAN_MAX_POOLS];
    int64_t amounts[PLAN_MAX_POOLS];
    int64_t line_id = db_i64(rows, first, AUDIT_POOL_LINE_ID),
            quantity = db_i64(rows, first, AUDIT_POOL_QUANTITY),
            gone = db_i64(rows, first, AUDIT_POOL_UNITS_GONE);
    int count = end - first;
    if (db_is_null(rows, first, AUDIT_POOL_POOL_NO) || count > PLAN_MAX_POOLS || gone > quantity) {
        audit_violation(violations, arena_printf(task->arena, "line:%lld", (long long)line_id),
                        "its plan or its refunds make no sense");
        return;
    }
    for (int i = 0; i < count; i++)
        pools[i] =
            (struct split_pool){.rule = benefit_rule(db_text(rows, first + i, AUDIT_POOL_RULE)),
                                .rate = db_i64(rows, first + i, AUDIT_POOL_RATE)};
    struct split_kept kept = {
        .goods_paid_fen = split_kept_fen(db_i64(rows, first, AUDIT_POOL_PAID_FEN), quantity, gone),
        .quantity = quantity - gone,
        .net_weight_g_per_unit = db_i64(rows, first, AUDIT_POOL_NET_WEIGHT_G)};
    split_pool_amounts(pools, count, &kept, amounts);
    for (int i = 0; i < count; i++) {
        bool below;
        int64_t has = kept_fen(task, rows, first + i, &below);
        if (has != amounts[i] || below)
            differs(task, violations, line_id, db_i64(rows, first + i, AUDIT_POOL_POOL_NO),
                    below ? "somebody is below zero; households keep" : "households keep", has,
                    amounts[i]);
    }
}

/* ---- what was credited: one row a pool */

/* What the entry in a row has for the household at a place of its weights. */
static int64_t credited_fen(const int64_t *amounts, int count, const struct audit_weights *of,
                            int at)
{
    int place = of->places[at];
    return place > 0 && place <= count ? amounts[place - 1] : 0;
}

static void check_pool_shares(struct task *task, const struct db_rows *rows, int row,
                              int64_t amount, const struct audit_weight_book *book,
                              json_t *violations)
{
    int64_t line_id = db_i64(rows, row, AUDIT_POOL_LINE_ID),
            pool_no = db_i64(rows, row, AUDIT_POOL_POOL_NO);
    int count;
    int64_t *amounts = read_amounts(task, rows, row, AUDIT_POOL_AMOUNTS, &count);
    const struct audit_weights *of =
        audit_weight_find(book, db_i64(rows, row, AUDIT_POOL_ROSTER_ID));
    bool is_of_pool = of != NULL && of->plan_id == db_i64(rows, row, AUDIT_POOL_PLAN_ID) &&
                      of->pool_no == pool_no;
    if (!is_of_pool) {
        if (amount != 0 || count > 0)
            differs(task, violations, line_id, pool_no, "households of the pool were credited", 0,
                    amount);
        return;
    }
    int64_t *shares = arena_array(task->arena, (size_t)of->count, sizeof(*shares));
    memset(shares, 0, (size_t)of->count * sizeof(*shares));
    split_shares(amount, of->weights, of->count, shares);
    for (int i = 0; i < of->count; i++) {
        int64_t credited = credited_fen(amounts, count, of, i);
        if (credited == shares[i])
            continue;
        differs(task, violations, line_id, pool_no,
                arena_printf(task->arena, "the household at place %d was credited", of->places[i]),
                credited, shares[i]);
        return; /* the others follow from it */
    }
}

static void check_shares(struct task *task, const struct db_rows *rows, int first, int end,
                         const struct audit_weight_book *book, json_t *violations)
{
    struct split_pool pools[PLAN_MAX_POOLS];
    int64_t amounts[PLAN_MAX_POOLS];
    int count = end - first;
    if (db_is_null(rows, first, AUDIT_POOL_POOL_NO) || count > PLAN_MAX_POOLS)
        return; /* check_kept() says so */
    for (int i = 0; i < count; i++)
        pools[i] =
            (struct split_pool){.rule = benefit_rule(db_text(rows, first + i, AUDIT_POOL_RULE)),
                                .rate = db_i64(rows, first + i, AUDIT_POOL_RATE)};
    struct split_kept all = {.goods_paid_fen = db_i64(rows, first, AUDIT_POOL_PAID_FEN),
                             .quantity = db_i64(rows, first, AUDIT_POOL_QUANTITY),
                             .net_weight_g_per_unit = db_i64(rows, first, AUDIT_POOL_NET_WEIGHT_G)};
    split_pool_amounts(pools, count, &all, amounts);
    for (int i = 0; i < count; i++)
        check_pool_shares(task, rows, first + i, amounts[i], book, violations);
}

/* ---- all lines ---- */

/* Looks at a page's lines that were paid; returns the last line that was looked at. When the page
 * is full of rows its last line may go on behind it, so the next page begins with it. */
static int64_t look_at_lines(struct task *task, const struct db_rows *rows,
                             const struct audit_weight_book *book,
                             const struct benefit_found *found)
{
    int n = db_count(rows), end;
    int64_t line_id = 0, last = 0;
    for (int first = 0; first < n; first = end) {
        line_id = db_i64(rows, first, AUDIT_POOL_LINE_ID);
        for (end = first; end < n && db_i64(rows, end, AUDIT_POOL_LINE_ID) == line_id; end++)
            ;
        if (n == ROWS_A_PAGE && end == n && first > 0)
            return last;
        if (db_bool(rows, first, AUDIT_POOL_IS_PAID)) {
            if (!audit_is_full(found->kept))
                check_kept(task, rows, first, end, found->kept);
            if (!audit_is_full(found->shares))
                check_shares(task, rows, first, end, book, found->shares);
        }
        last = line_id;
    }
    return last;
}

/* The rosters of a page's entries. */
static bool read_rosters(struct task *task, const struct db_rows *rows,
                         struct audit_weight_book *book, struct refusal *why)
{
    int n = db_count(rows), count = 0;
    int64_t *rosters = arena_array(task->arena, (size_t)n + 1, sizeof(*rosters));
    for (int i = 0; i < n; i++) {
        rosters[count] = db_i64(rows, i, AUDIT_POOL_ROSTER_ID);
        count += rosters[count] != 0;
    }
    return audit_weight_read(task, book, rosters, count, why);
}

/* The next page of lines; NULL when there are none. Where their orders stand is asked for first, so
 * that the statement reads them and what hangs on them as ranges. */
static bool read_page(struct task *task, int64_t after, struct db_rows **lines, struct refusal *why)
{
    struct db_rows *page;
    if (!db_query_class(task, DB_AUDIT, &SQL_audit_line_page,
                        DB_ARGS(DB_I64(after), DB_I64(LINES_A_PAGE)), &page, why))
        return false;
    int64_t last = db_i64(page, 0, AUDIT_LINE_PAGE_LAST_ID);
    return last == 0 || db_query_class(task, DB_AUDIT, &SQL_audit_pool,
                                       DB_ARGS(DB_I64(after), DB_I64(last),
                                               DB_I64(db_i64(page, 0, AUDIT_LINE_PAGE_FIRST_ORDER)),
                                               DB_I64(db_i64(page, 0, AUDIT_LINE_PAGE_LAST_ORDER)),
                                               DB_I64(ROWS_A_PAGE)),
                                       lines, why);
}

/* All lines from an id on, page by page, each in an arena of its own. */
static bool each_line(struct task *task, int64_t from_id, struct audit_weight_book *book,
                      const struct benefit_found *found, struct refusal *why)
{
    struct arena *own = task->arena;
    int64_t after = from_id > 0 ? from_id - 1 : 0;
    bool asked = true, more = true;
    while (asked && more) {
        struct db_rows *rows = NULL;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        asked = read_page(task, after, &rows, why);
        more = asked && rows != NULL && db_count(rows) > 0;
        asked = asked && (!more || read_rosters(task, rows, book, why));
        if (asked && more)
            after = look_at_lines(task, rows, book, found);
        arena_free(task->arena);
        task->arena = own;
    }
    return asked;
}

static bool look_at_benefits(struct task *task, int64_t from_id, json_t *const *found,
                             struct refusal *why)
{
    struct audit_weight_book book = {.arena = NULL};
    bool asked = each_line(task, from_id, &book,
                           &(struct benefit_found){.kept = found[0], .shares = found[1]}, why);
    audit_weight_free(&book);
    return asked;
}

const struct audit_pass AUDIT_BENEFIT_PASS = {{AUDIT_KEPT, AUDIT_SHARES}, look_at_benefits};
