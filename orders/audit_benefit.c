#include "orders/audit_benefit.h"

#include <assert.h>
#include <stdint.h>

#include "base/audit.h"
#include "base/db.h"
#include "gen/orders/sql.h"
#include "ledger/split.h"
#include "orders/benefit.h"

enum { VIOLATIONS_MAX = 20 };
/* The largest lines (8 pools of 200 households) have 1,600 rows each. */
enum { LINES_A_PAGE = 1000, ROWS_A_PAGE = 20000 };

/* Both statements begin with the line. */
enum { LINE_COLUMN = AUDIT_POOL_LINE_ID, PAID_COLUMN = AUDIT_POOL_IS_PAID };
static_assert((int)LINE_COLUMN == (int)AUDIT_SHARE_LINE_ID &&
                  (int)PAID_COLUMN == (int)AUDIT_SHARE_IS_PAID,
              "the line's columns");

/* One line stands in rows first..end-1. */
typedef void line_check(struct task *task, const struct db_rows *rows, int first, int end,
                        json_t *violations);

/* Runs `check` over a page's lines that were paid; returns the last line that was looked at. When
 * the page is full of rows its last line may go on behind it, so the next page begins with it. */
static int64_t look_at_lines(struct task *task, const struct db_rows *rows, line_check *check,
                             json_t *violations)
{
    int n = db_count(rows), end;
    int64_t line_id = 0, last = 0;
    for (int first = 0; first < n; first = end) {
        line_id = db_i64(rows, first, LINE_COLUMN);
        for (end = first; end < n && db_i64(rows, end, LINE_COLUMN) == line_id; end++)
            ;
        if (n == ROWS_A_PAGE && end == n && first > 0)
            return last;
        if (db_bool(rows, first, PAID_COLUMN) && json_array_size(violations) < VIOLATIONS_MAX)
            check(task, rows, first, end, violations);
        last = line_id;
    }
    return last;
}

/* Runs `check` over all lines from an id on, page by page, each in an arena of its own; the
 * statement takes the last line id, the lines and the rows a page. */
static bool each_line(struct task *task, const struct sql *sql, int64_t from_id, line_check *check,
                      json_t *violations, struct refusal *why)
{
    struct arena *own = task->arena;
    int64_t after = from_id > 0 ? from_id - 1 : 0;
    bool asked = true, more = true;
    while (asked && more) {
        struct db_rows *rows;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        asked = db_query_class(task, DB_AUDIT, sql,
                               DB_ARGS(DB_I64(after), DB_I64(LINES_A_PAGE), DB_I64(ROWS_A_PAGE)),
                               &rows, why);
        more = asked && db_count(rows) > 0;
        if (more)
            after = look_at_lines(task, rows, check, violations);
        arena_free(task->arena);
        task->arena = own;
    }
    return asked;
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
        int64_t has = db_i64(rows, first + i, AUDIT_POOL_KEPT_FEN),
                negative = db_i64(rows, first + i, AUDIT_POOL_NEGATIVE);
        if (has != amounts[i] || negative != 0)
            differs(task, violations, line_id, db_i64(rows, first + i, AUDIT_POOL_POOL_NO),
                    negative != 0 ? "somebody is below zero; households keep" : "households keep",
                    has, amounts[i]);
    }
}

bool audit_kept(struct task *task, int64_t from_id, json_t *violations, struct refusal *why)
{
    return each_line(task, &SQL_audit_pool, from_id, check_kept, violations, why);
}

/* ---- what was credited: one row a share */

/* One pool's shares stand in rows first..end-1. */
static void check_pool_shares(struct task *task, const struct db_rows *rows, int first, int end,
                              int64_t amount, json_t *violations)
{
    int count = end - first;
    int64_t *weights = arena_array(task->arena, (size_t)count, sizeof(*weights));
    int64_t *shares = arena_array(task->arena, (size_t)count, sizeof(*shares));
    for (int i = 0; i < count; i++)
        weights[i] = db_i64(rows, first + i, AUDIT_SHARE_WEIGHT);
    split_shares(amount, weights, count, shares);
    for (int i = 0; i < count; i++) {
        int64_t credited = db_i64(rows, first + i, AUDIT_SHARE_CREDITED);
        if (credited == shares[i])
            continue;
        differs(task, violations, db_i64(rows, first, AUDIT_SHARE_LINE_ID),
                db_i64(rows, first, AUDIT_SHARE_POOL_NO),
                arena_printf(task->arena, "household %lld was credited",
                             (long long)db_i64(rows, first + i, AUDIT_SHARE_HOUSEHOLD_ID)),
                credited, shares[i]);
        return; /* the others follow from it */
    }
}

static void check_shares(struct task *task, const struct db_rows *rows, int first, int end,
                         json_t *violations)
{
    if (db_is_null(rows, first, AUDIT_SHARE_HOUSEHOLD_ID))
        return; /* a plan without shares: check_kept() says so */
    struct split_pool pools[PLAN_MAX_POOLS];
    int64_t amounts[PLAN_MAX_POOLS];
    int begin[PLAN_MAX_POOLS + 1], count = 0;
    for (int i = first; i < end; i++) {
        if (i > first &&
            db_i64(rows, i, AUDIT_SHARE_POOL_NO) == db_i64(rows, i - 1, AUDIT_SHARE_POOL_NO))
            continue;
        if (count == PLAN_MAX_POOLS)
            return; /* check_kept() says so */
        begin[count] = i;
        pools[count++] =
            (struct split_pool){.rule = benefit_rule(db_text(rows, i, AUDIT_SHARE_RULE)),
                                .rate = db_i64(rows, i, AUDIT_SHARE_RATE)};
    }
    begin[count] = end;
    struct split_kept all = {.goods_paid_fen = db_i64(rows, first, AUDIT_SHARE_PAID_FEN),
                             .quantity = db_i64(rows, first, AUDIT_SHARE_QUANTITY),
                             .net_weight_g_per_unit =
                                 db_i64(rows, first, AUDIT_SHARE_NET_WEIGHT_G)};
    split_pool_amounts(pools, count, &all, amounts);
    for (int p = 0; p < count; p++)
        check_pool_shares(task, rows, begin[p], begin[p + 1], amounts[p], violations);
}

bool audit_shares(struct task *task, int64_t from_id, json_t *violations, struct refusal *why)
{
    return each_line(task, &SQL_audit_share, from_id, check_shares, violations, why);
}
