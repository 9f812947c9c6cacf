#include "catalog/plan.h"

#include <assert.h>
#include <string.h>

#include "gen/catalog/sql.h"

/* Rows come ordered by plan, pool, household; each run of equal (plan, pool) is one pool. */
static void read_plan(struct task *task, const struct db_rows *rows, int first, int end,
                      struct plan *plan)
{
    int pools = 0;
    for (int i = first; i < end; i++)
        if (i == first || db_i64(rows, i, 1) != db_i64(rows, i - 1, 1))
            pools++;
    plan->pools = arena_array(task->arena, (size_t)pools, sizeof(*plan->pools));
    plan->pool_count = 0;
    for (int i = first; i < end; i++) {
        if (i == first || db_i64(rows, i, 1) != db_i64(rows, i - 1, 1)) {
            int last = i;
            while (last < end && db_i64(rows, last, 1) == db_i64(rows, i, 1))
                last++;
            plan->pools[plan->pool_count++] = (struct plan_pool){
                .pool_no = (int)db_i64(rows, i, 1),
                .kind = db_text(rows, i, 2),
                .rule = db_text(rows, i, 3),
                .rate = db_i64(rows, i, 4),
                .shares = arena_array(task->arena, (size_t)(last - i), sizeof(struct plan_share))};
        }
        struct plan_pool *pool = &plan->pools[plan->pool_count - 1];
        pool->shares[pool->share_count++] = (struct plan_share){.household_id = db_i64(rows, i, 5),
                                                                .weight = db_i64(rows, i, 6),
                                                                .village_code = db_text(rows, i, 7),
                                                                .state = db_text(rows, i, 8)};
    }
}

bool plan_load(struct task *task, struct db_tx *tx, const int64_t *ids, int count,
               struct plan *plans, struct refusal *why)
{
    struct db_rows *rows;
    bool ok =
        tx != NULL
            ? db_tx_query(tx, &SQL_plan_load, DB_ARGS(DB_I64S(ids, (size_t)count)), &rows, why)
            : db_query(task, &SQL_plan_load, DB_ARGS(DB_I64S(ids, (size_t)count)), &rows, why);
    if (!ok)
        return false;
    int n = db_count(rows);
    for (int p = 0; p < count; p++) {
        plans[p] = (struct plan){.id = ids[p]};
        int first = 0;
        while (first < n && db_i64(rows, first, 0) != ids[p])
            first++;
        int end = first;
        while (end < n && db_i64(rows, end, 0) == ids[p])
            end++;
        read_plan(task, rows, first, end, &plans[p]);
    }
    return true;
}
