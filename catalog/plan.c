#include "catalog/plan.h"

#include <assert.h>
#include <string.h>

#include "base/memo.h"
#include "catalog/plan_look.h"
#include "gen/catalog/sql.h"

const char *plan_share_withheld(const struct plan_share *share)
{
    if (share->state != HOUSEHOLD_CONFIRMED)
        return machine_state_name(&HOUSEHOLD_MACHINE, share->state);
    switch (share->link) {
    case BENEFIT_LINK_HELD:
        return "link_held";
    case BENEFIT_LINK_ENDED:
        return "link_ended";
    default:
        return NULL;
    }
}

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
                                    &HOUSEHOLD_MACHINE, db_text(rows, i, PLAN_LOAD_STATE)),
                                .link = (enum benefit_link_state)machine_state(
                                    &BENEFIT_LINK_MACHINE, db_text(rows, i, PLAN_LOAD_LINK_STATE))};
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

/* ---- what a worker remembers ---- */

enum { REMEMBERED_SHARES = 256 };

/* A plan as if none of its shares were withheld: who recalls it looks which of them are. */
struct remembered {
    struct arena *arena; /* that the plan lies in */
    struct plan plan;
};

static void drop(void *value)
{
    arena_free(((struct remembered *)value)->arena);
}

static struct memo remembered = {.sets = 256,
                                 .ways = 4,
                                 .key_size = sizeof(int64_t),
                                 .value_size = sizeof(struct remembered),
                                 .max_age_ms = 600000,
                                 .drop = drop};

static void copy_plan(struct arena *arena, const struct plan *from, struct plan *to)
{
    *to = *from;
    to->county_code = arena_strdup(arena, from->county_code);
    to->pools = arena_array(arena, (size_t)from->pool_count, sizeof(*to->pools));
    for (int p = 0; p < from->pool_count; p++) {
        const struct plan_pool *pool = &from->pools[p];
        size_t count = (size_t)pool->share_count;
        to->pools[p] = *pool;
        to->pools[p].kind = arena_strdup(arena, pool->kind);
        to->pools[p].rule = arena_strdup(arena, pool->rule);
        to->pools[p].shares = arena_array(arena, count, sizeof(*pool->shares));
        memcpy(to->pools[p].shares, pool->shares, count * sizeof(*pool->shares));
        for (size_t s = 0; s < count; s++)
            to->pools[p].shares[s].village_code = arena_strdup(arena, pool->shares[s].village_code);
    }
}

static int share_count(const struct plan *plan)
{
    int count = 0;
    for (int p = 0; p < plan->pool_count; p++)
        count += plan->pools[p].share_count;
    return count;
}

static void set_free(struct plan *plan)
{
    for (int p = 0; p < plan->pool_count; p++)
        for (int s = 0; s < plan->pools[p].share_count; s++) {
            plan->pools[p].shares[s].state = HOUSEHOLD_CONFIRMED;
            plan->pools[p].shares[s].link = BENEFIT_LINK_FREE;
        }
}

static void remember(const struct plan *plan)
{
    if (plan->pool_count == 0 || share_count(plan) > REMEMBERED_SHARES)
        return;
    struct remembered value = {.arena = arena_new(ARENA_LIMIT_DEFAULT)};
    copy_plan(value.arena, plan, &value.plan);
    set_free(&value.plan);
    memo_keep(&remembered, &plan->id, &value, memo_stamp(&remembered));
}

/* ---- loading ---- */

static bool ask(struct task *task, struct db_tx *tx, const struct sql *sql,
                const struct db_value *args, int count, struct db_rows **rows, struct refusal *why)
{
    return tx != NULL ? db_tx_query(tx, sql, args, count, rows, why)
                      : db_query(task, sql, args, count, rows, why);
}

static int first_row(const struct db_rows *rows, int64_t plan_id)
{
    int row = 0;
    while (row < db_count(rows) && db_i64(rows, row, PLAN_LOAD_PLAN_ID) != plan_id)
        row++;
    return row;
}

/* Loads those that are not loaded yet (id 0). */
static bool load_unknown(struct task *task, struct db_tx *tx, const int64_t *ids, int count,
                         struct plan *plans, struct refusal *why)
{
    int64_t *unknown = arena_array(task->arena, (size_t)count, sizeof(*unknown));
    int n = 0;
    for (int i = 0; i < count; i++)
        if (plans[i].id == 0)
            unknown[n++] = ids[i];
    struct db_rows *rows;
    if (n == 0)
        return true;
    if (!ask(task, tx, &SQL_plan_load, DB_ARGS(DB_I64S(unknown, (size_t)n)), &rows, why))
        return false;
    for (int i = 0; i < count; i++) {
        if (plans[i].id != 0)
            continue;
        plans[i] = (struct plan){.id = ids[i], .county_code = ""};
        int row = first_row(rows, ids[i]);
        if (row == db_count(rows))
            continue;
        plans[i].county_code = db_text(rows, row, PLAN_LOAD_COUNTY_CODE);
        plans[i].producer_id = db_i64(rows, row, PLAN_LOAD_PRODUCER_ID);
        read_plan(task, rows, row, run_end(rows, row, db_count(rows), PLAN_LOAD_PLAN_ID),
                  &plans[i]);
        remember(&plans[i]);
    }
    return true;
}

/* Copies the remembered ones; the others get the id 0. Returns how many shares were copied. */
static int recall(struct task *task, const int64_t *ids, int count, struct plan *plans)
{
    int shares = 0;
    for (int i = 0; i < count; i++) {
        const struct remembered *found = memo_find(&remembered, &ids[i]);
        plans[i] = (struct plan){.id = 0};
        if (found == NULL)
            continue;
        copy_plan(task->arena, &found->plan, &plans[i]);
        shares += share_count(&plans[i]);
    }
    return shares;
}

static int list_looks(struct plan *plans, int count, struct plan_look *looks)
{
    int n = 0;
    for (int i = 0; i < count; i++)
        for (int p = 0; p < plans[i].pool_count; p++)
            for (int s = 0; s < plans[i].pools[p].share_count; s++)
                looks[n++] =
                    (struct plan_look){.share = &plans[i].pools[p].shares[s], .plan = &plans[i]};
    return n;
}

/* Brings the households of recalled plans up to now, and forgets plans of households that live
 * elsewhere by now. */
static bool look_again(struct task *task, struct db_tx *tx, int shares, struct plan *plans,
                       int count, struct refusal *why)
{
    struct plan_look *looks = arena_array(task->arena, (size_t)shares, sizeof(*looks));
    int n = list_looks(plans, count, looks);
    if (!plan_look(task, tx, looks, n, why))
        return false;
    for (int i = 0; i < n; i++)
        if (looks[i].moved)
            memo_forget(&remembered, &looks[i].plan->id);
    return true;
}

bool plan_load(struct task *task, struct db_tx *tx, const int64_t *ids, int count,
               struct plan *plans, struct refusal *why)
{
    int shares = recall(task, ids, count, plans);
    return (shares == 0 || look_again(task, tx, shares, plans, count, why)) &&
           load_unknown(task, tx, ids, count, plans, why);
}
