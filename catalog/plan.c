#include "catalog/plan.h"

#include <assert.h>

#include "gen/catalog/sql.h"

/* The row behind the run of rows from `first` on that have the same value in a column. */
static int run_end(const struct db_rows *rows, int first, int end, int column)
{
    int i = first;
    while (i < end && db_i64(rows, i, column) == db_i64(rows, first, column))
        i++;
    return i;
}

static void read_pool(struct task *task, const struct db_rows *rows, int first, int end,
                      struct plan_pool *pool)
{
    size_t count = (size_t)(end - first);
    *pool = (struct plan_pool){.pool_no = (int)db_i64(rows, first, PLAN_LOAD_POOL_NO),
                               .kind = db_text(rows, first, PLAN_LOAD_KIND),
                               .rule = db_text(rows, first, PLAN_LOAD_RULE),
                               .rate = db_i64(rows, first, PLAN_LOAD_RATE),
                               .shares = arena_array(task->arena, count, sizeof(*pool->shares)),
                               .share_count = end - first};
    for (int i = first; i < end; i++)
        pool->shares[i - first] =
            (struct plan_share){.household_id = db_i64(rows, i, PLAN_LOAD_HOUSEHOLD_ID),
                                .weight = db_i64(rows, i, PLAN_LOAD_WEIGHT),
                                .village_code = db_text(rows, i, PLAN_LOAD_VILLAGE_CODE),
                                .state = (enum household_state)machine_state(
                                    &HOUSEHOLD_MACHINE, db_text(rows, i, PLAN_LOAD_STATE))};
}

/* Rows come ordered by plan, pool, household; each run of one pool number is a pool. */
static void read_plan(struct task *task, const struct db_rows *rows, int first, int end,
                      struct plan *plan)
{
    plan->pools = arena_array(task->arena, PLAN_MAX_POOLS, sizeof(*plan->pools));
    for (int i = first, next; i < end; i = next) {
        next = run_end(rows, i, end, PLAN_LOAD_POOL_NO);
        assert(plan->pool_count < PLAN_MAX_POOLS);
        read_pool(task, rows, i, next, &plan->pools[plan->pool_count++]);
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
        if (first < n)
            read_plan(task, rows, first, run_end(rows, first, n, PLAN_LOAD_PLAN_ID), &plans[p]);
    }
    return true;
}
