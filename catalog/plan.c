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
        if (i == first ||
            db_i64(rows, i, PLAN_LOAD_POOL_NO) != db_i64(rows, i - 1, PLAN_LOAD_POOL_NO))
            pools++;
    plan->pools = arena_array(task->arena, (size_t)pools, sizeof(*plan->pools));
    plan->pool_count = 0;
    for (int i = first; i < end; i++) {
        if (i == first ||
            db_i64(rows, i, PLAN_LOAD_POOL_NO) != db_i64(rows, i - 1, PLAN_LOAD_POOL_NO)) {
            int last = i;
            while (last < end &&
                   db_i64(rows, last, PLAN_LOAD_POOL_NO) == db_i64(rows, i, PLAN_LOAD_POOL_NO))
                last++;
            plan->pools[plan->pool_count++] = (struct plan_pool){
                .pool_no = (int)db_i64(rows, i, PLAN_LOAD_POOL_NO),
                .kind = db_text(rows, i, PLAN_LOAD_KIND),
                .rule = db_text(rows, i, PLAN_LOAD_RULE),
                .rate = db_i64(rows, i, PLAN_LOAD_RATE),
                .shares = arena_array(task->arena, (size_t)(last - i), sizeof(struct plan_share))};
        }
        struct plan_pool *pool = &plan->pools[plan->pool_count - 1];
        pool->shares[pool->share_count++] =
            (struct plan_share){.household_id = db_i64(rows, i, PLAN_LOAD_HOUSEHOLD_ID),
                                .weight = db_i64(rows, i, PLAN_LOAD_WEIGHT),
                                .village_code = db_text(rows, i, PLAN_LOAD_VILLAGE_CODE),
                                .state = db_text(rows, i, PLAN_LOAD_STATE)};
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
        while (first < n && db_i64(rows, first, PLAN_LOAD_PLAN_ID) != ids[p])
            first++;
        int end = first;
        while (end < n && db_i64(rows, end, PLAN_LOAD_PLAN_ID) == ids[p])
            end++;
        read_plan(task, rows, first, end, &plans[p]);
    }
    return true;
}
