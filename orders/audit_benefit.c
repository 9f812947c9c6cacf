#include "orders/audit_benefit.h"

#include <stdint.h>
#include <string.h>

#include "base/audit.h"
#include "base/db.h"
#include "gen/orders/sql.h"
#include "ledger/split.h"

enum { POOLS_MAX = 8, VIOLATIONS_MAX = 20 };
/* So that a page of the largest lines (8 pools of 200 households) stays below the limit of rows. */
enum { KEPT_A_PAGE = 1000, SHARES_A_PAGE = 60 };

/* One line stands in rows first..end-1. */
typedef void line_check(struct task *task, const struct db_rows *rows, int first, int end,
                        json_t *violations);

/* Runs `check` over all lines, page by page; the statement takes the last line id and the lines a
 * page, its first column is the line. */
static bool each_line(struct task *task, const struct sql *sql, int64_t lines_a_page,
                      line_check *check, json_t *violations, struct refusal *why)
{
    struct arena *own = task->arena;
    int64_t after = 0;
    bool asked = true, more = true;
    while (asked && more) {
        struct db_rows *rows;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        asked = db_query_class(task, DB_SLOW, sql, DB_ARGS(DB_I64(after), DB_I64(lines_a_page)),
                               &rows, why);
        int n = asked ? db_count(rows) : 0;
        more = n > 0;
        for (int first = 0, end; first < n; first = end) {
            after = db_i64(rows, first, 0);
            for (end = first; end < n && db_i64(rows, end, 0) == after; end++)
                ;
            if (json_array_size(violations) < VIOLATIONS_MAX)
                check(task, rows, first, end, violations);
        }
        arena_free(task->arena);
        task->arena = own;
    }
    return asked;
}

static enum split_rule rule_of(const char *name)
{
    return strcmp(name, "rate_bp") == 0        ? SPLIT_RATE_BP
           : strcmp(name, "fen_per_unit") == 0 ? SPLIT_FEN_PER_UNIT
                                               : SPLIT_FEN_PER_KG;
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
    struct split_pool pools[POOLS_MAX];
    int64_t amounts[POOLS_MAX];
    int64_t line_id = db_i64(rows, first, 0), quantity = db_i64(rows, first, 3),
            gone = db_i64(rows, first, 5);
    int count = end - first;
    if (db_is_null(rows, first, 6) || count > POOLS_MAX || gone > quantity) {
        audit_violation(violations, arena_printf(task->arena, "line:%lld", (long long)line_id),
                        "its plan or its refunds make no sense");
        return;
    }
    for (int i = 0; i < count; i++)
        pools[i] = (struct split_pool){.rule = rule_of(db_text(rows, first + i, 7)),
                                       .rate = db_i64(rows, first + i, 8)};
    struct split_kept kept = {.goods_paid_fen =
                                  split_kept_fen(db_i64(rows, first, 2), quantity, gone),
                              .quantity = quantity - gone,
                              .net_weight_g_per_unit = db_i64(rows, first, 4)};
    split_pool_amounts(pools, count, &kept, amounts);
    for (int i = 0; i < count; i++) {
        int64_t has = db_i64(rows, first + i, 9), negative = db_i64(rows, first + i, 10);
        if (has != amounts[i] || negative != 0)
            differs(task, violations, line_id, db_i64(rows, first + i, 6),
                    negative != 0 ? "somebody is below zero; households keep" : "households keep",
                    has, amounts[i]);
    }
}

bool audit_kept(struct task *task, json_t *violations, struct refusal *why)
{
    return each_line(task, &SQL_audit_pool, KEPT_A_PAGE, check_kept, violations, why);
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
        weights[i] = db_i64(rows, first + i, 8);
    split_shares(amount, weights, count, shares);
    for (int i = 0; i < count; i++) {
        int64_t credited = db_i64(rows, first + i, 9);
        if (credited == shares[i])
            continue;
        differs(task, violations, db_i64(rows, first, 0), db_i64(rows, first, 4),
                arena_printf(task->arena, "household %lld was credited",
                             (long long)db_i64(rows, first + i, 7)),
                credited, shares[i]);
        return; /* the others follow from it */
    }
}

static void check_shares(struct task *task, const struct db_rows *rows, int first, int end,
                         json_t *violations)
{
    struct split_pool pools[POOLS_MAX];
    int64_t amounts[POOLS_MAX];
    int begin[POOLS_MAX + 1], count = 0;
    for (int i = first; i < end; i++) {
        if (i > first && db_i64(rows, i, 4) == db_i64(rows, i - 1, 4))
            continue;
        if (count == POOLS_MAX)
            return; /* check_kept() says so */
        begin[count] = i;
        pools[count++] =
            (struct split_pool){.rule = rule_of(db_text(rows, i, 5)), .rate = db_i64(rows, i, 6)};
    }
    begin[count] = end;
    struct split_kept all = {.goods_paid_fen = db_i64(rows, first, 1),
                             .quantity = db_i64(rows, first, 2),
                             .net_weight_g_per_unit = db_i64(rows, first, 3)};
    split_pool_amounts(pools, count, &all, amounts);
    for (int p = 0; p < count; p++)
        check_pool_shares(task, rows, begin[p], begin[p + 1], amounts[p], violations);
}

bool audit_shares(struct task *task, json_t *violations, struct refusal *why)
{
    return each_line(task, &SQL_audit_share, SHARES_A_PAGE, check_shares, violations, why);
}
