/* Plans that a worker remembers, against a real database (MALL_TEST_DB). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>
#include "catalog/plan.h"
#include "tests/unit/world.h"

static const struct plan_share *share_of(const struct plan *plan, int64_t household_id)
{
    for (int p = 0; p < plan->pool_count; p++)
        for (int s = 0; s < plan->pools[p].share_count; s++)
            if (plan->pools[p].shares[s].household_id == household_id)
                return &plan->pools[p].shares[s];
    return NULL;
}

static struct plan load(struct task *task, const struct world *world)
{
    struct refusal why = {.have = -1};
    struct plan plan;
    int64_t id = world->base + PLAN;
    granted(plan_load(task, NULL, &id, 1, &plan, &why));
    expect_i64(plan.id, id);
    return plan;
}

static void expect_same(const struct plan *a, const struct plan *b)
{
    expect_i64(a->pool_count, b->pool_count);
    for (int p = 0; p < a->pool_count; p++) {
        const struct plan_pool *x = &a->pools[p], *y = &b->pools[p];
        expect(x->pool_no == y->pool_no && x->rate == y->rate && strcmp(x->kind, y->kind) == 0 &&
               strcmp(x->rule, y->rule) == 0 && x->share_count == y->share_count);
        for (int s = 0; s < x->share_count; s++)
            expect(x->shares[s].household_id == y->shares[s].household_id &&
                   x->shares[s].weight == y->shares[s].weight &&
                   x->shares[s].state == y->shares[s].state &&
                   strcmp(x->shares[s].village_code, y->shares[s].village_code) == 0);
    }
}

SCENARIO(a_remembered_plan_knows_its_households_now)
{
    struct world world = world_make(1, 0, 0, 0);
    int64_t household = world.base + HOUSEHOLD;
    struct plan before = load(task, &world);
    expect(share_of(&before, world.base + SUSPENDED)->state == HOUSEHOLD_SUSPENDED);
    world_exec(&world, "update household set state = 'confirmed' where id = $B+32");
    struct plan fresh = load(task, &world), remembered = load(task, &world);
    expect(share_of(&fresh, world.base + SUSPENDED)->state == HOUSEHOLD_CONFIRMED);
    expect_same(&fresh, &remembered);
    world_exec(&world, "update household set state = 'removed' where id = $B+30");
    for (int i = 0; i < 2; i++) {
        struct plan plan = load(task, &world);
        expect(share_of(&plan, household)->state == HOUSEHOLD_REMOVED);
        expect(share_of(&plan, world.base + SUSPENDED)->state == HOUSEHOLD_CONFIRMED);
    }
    world_exec(&world, "update household set state = 'confirmed' where id = $B+30");
    load(task, &world);
    world_exec(&world, "update household set village_code = left(village_code, 6) || '999999'"
                       " where id = $B+30");
    for (int i = 0; i < 2; i++) {
        struct plan plan = load(task, &world);
        expect(strcmp(share_of(&plan, household)->village_code + 6, "999999") == 0);
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(a_remembered_plan_knows_its_households_now),
    };
    return cmocka_run_group_tests(TESTS, world_setup, world_teardown);
}
