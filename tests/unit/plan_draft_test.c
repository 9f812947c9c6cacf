/* Benefit plans as they are drafted: the limits, and that no plan ever promises more than the
 * price. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "catalog/plan_draft.h"
#include "ledger/split.h"
#include "tests/unit/prng.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new(ARENA_LIMIT_DEFAULT);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static bool read_plan(const char *json, struct plan_draft *draft, struct refusal *why)
{
    *draft = (struct plan_draft){{NULL, 0}};
    *why = (struct refusal){.have = -1};
    return shape_read(arena, &PLAN_DRAFT_SHAPE, json, strlen(json), draft, why);
}

static const struct plan_unit BOX = {.price_fen = 5980, .net_weight_g = 5000};

static bool check(const char *json, struct refusal *why)
{
    struct plan_draft draft;
    assert_true(read_plan(json, &draft, why));
    return plan_draft_check(&draft, &BOX, 1, why);
}

#define SHARE(id) "{\"household_id\":\"" #id "\",\"weight\":1}"
#define POOL(rule, rate, shares)                                                                   \
    "{\"kind\":\"purchase\",\"rule\":\"" rule "\",\"rate\":" #rate ",\"shares\":[" shares "]}"
#define PLAN(pools) "{\"pools\":[" pools "]}"

static void a_plan_is_read(void **state)
{
    (void)state;
    struct refusal why;
    struct plan_draft draft;
    assert_true(read_plan(PLAN(POOL("fen_per_kg", 460, SHARE(7) "," SHARE(9))), &draft, &why));
    const struct plan_draft_pool *pool = draft.pools.items;
    const struct plan_draft_share *shares = pool->shares.items;
    assert_int_equal(draft.pools.count, 1);
    assert_string_equal(pool->rule, "fen_per_kg");
    assert_int_equal(pool->rate, 460);
    assert_int_equal(pool->shares.count, 2);
    assert_int_equal(shares[1].household_id, 9);
}

static void what_is_no_plan_is_refused(void **state)
{
    (void)state;
    struct refusal why;
    struct plan_draft draft;
    assert_false(read_plan(PLAN(""), &draft, &why));
    assert_string_equal(why.field, "pools");
    assert_false(read_plan(PLAN(POOL("fen_per_kg", 460, "")), &draft, &why));
    assert_string_equal(why.field, "pools/0/shares");
    assert_false(read_plan(PLAN(POOL("fen_per_kg", 0, SHARE(1))), &draft, &why));
    assert_string_equal(why.field, "pools/0/rate");
    assert_false(read_plan(PLAN(POOL("gift", 1, SHARE(1))), &draft, &why));
    assert_string_equal(why.field, "pools/0/rule");
    assert_false(
        read_plan(PLAN(POOL("rate_bp", 1, "{\"household_id\":\"1\",\"weight\":0}")), &draft, &why));
    assert_string_equal(why.field, "pools/0/shares/0/weight");
}

static void two_hundred_households_share_a_pool_and_no_more(void **state)
{
    (void)state;
    struct refusal why;
    struct plan_draft draft;
    for (int count = PLAN_MAX_SHARES; count <= PLAN_MAX_SHARES + 1; count++) {
        const char *shares = arena_printf(arena, "%s", SHARE(1));
        for (int i = 2; i <= count; i++)
            shares = arena_printf(arena, "%s,{\"household_id\":\"%d\",\"weight\":1}", shares, i);
        const char *json = arena_printf(
            arena,
            "{\"pools\":[{\"kind\":\"wage\",\"rule\":\"rate_bp\",\"rate\":1,\"shares\":[%s]}]}",
            shares);
        assert_int_equal(read_plan(json, &draft, &why), count == PLAN_MAX_SHARES);
    }
}

static void a_household_stands_once_in_a_pool(void **state)
{
    (void)state;
    struct refusal why;
    assert_false(check(PLAN(POOL("rate_bp", 1, SHARE(1)) "," POOL(
                           "rate_bp", 1, SHARE(3) "," SHARE(4) "," SHARE(3))),
                       &why));
    assert_ptr_equal(why.kind, &PLAN_HOUSEHOLD_TWICE);
    assert_string_equal(why.field, "pools/1/shares/2/household_id");
    /* but in two pools it may: it sold fruit and worked */
    assert_true(check(PLAN(POOL("rate_bp", 1, SHARE(3)) "," POOL("rate_bp", 1, SHARE(3))), &why));
}

static void rates_add_up_to_the_whole_at_most(void **state)
{
    (void)state;
    struct refusal why;
    assert_true(
        check(PLAN(POOL("rate_bp", 4000, SHARE(1)) "," POOL("rate_bp", 6000, SHARE(1))), &why));
    assert_false(
        check(PLAN(POOL("rate_bp", 4000, SHARE(1)) "," POOL("rate_bp", 6001, SHARE(1))), &why));
    assert_ptr_equal(why.kind, &PLAN_RATES_EXCEED);
    assert_string_equal(why.field, "pools/1/rate");
}

static void the_price_is_the_limit_to_the_fen(void **state)
{
    (void)state;
    struct refusal why;
    /* 5 kg x 1000 + 980 = 5980, the price itself */
    assert_true(check(
        PLAN(POOL("fen_per_kg", 1000, SHARE(1)) "," POOL("fen_per_unit", 980, SHARE(1))), &why));
    assert_false(check(
        PLAN(POOL("fen_per_kg", 1000, SHARE(1)) "," POOL("fen_per_unit", 981, SHARE(1))), &why));
    assert_ptr_equal(why.kind, &PLAN_EXCEEDS_PRICE);
    /* a tenth of a fen too much on one box is a fen too much on ten */
    assert_true(check(
        PLAN(POOL("rate_bp", 5000, SHARE(1)) "," POOL("fen_per_unit", 2990, SHARE(1))), &why));
    assert_false(check(
        PLAN(POOL("rate_bp", 5001, SHARE(1)) "," POOL("fen_per_unit", 2990, SHARE(1))), &why));
    /* the largest numbers that the shape lets through do not overflow */
    struct plan_unit heavy = {.price_fen = 100000000, .net_weight_g = 1000000};
    struct plan_draft draft;
    assert_true(read_plan(
        PLAN(POOL("fen_per_kg", 100000000, SHARE(1)) "," POOL("fen_per_kg", 100000000, SHARE(1))),
        &draft, &why));
    assert_false(plan_draft_check(&draft, &heavy, 1, &why));
}

static void every_sku_is_looked_at(void **state)
{
    (void)state;
    struct refusal why;
    struct plan_draft draft;
    struct plan_unit units[] = {{5980, 5000}, {100, 5000}};
    assert_true(read_plan(PLAN(POOL("fen_per_kg", 460, SHARE(1))), &draft, &why));
    assert_true(plan_draft_check(&draft, units, 1, &why));
    assert_false(plan_draft_check(&draft, units, 2, &why));
}

/* What is accepted here is never cut by the arithmetic that pays it out, whatever the quantity. */
static void accepted_plans_are_never_cut(void **state)
{
    (void)state;
    static const char *const RULES[] = {"rate_bp", "fen_per_unit", "fen_per_kg"};
    struct prng prng = {0x9a7e};
    int accepted = 0;
    for (int round = 0; round < 20000; round++) {
        struct plan_draft_share share = {1, 1};
        struct plan_draft_pool drafted[3];
        struct split_pool pools[3];
        struct plan_unit unit = {prng_between(&prng, 1, 9000), prng_between(&prng, 1, 9000)};
        int count = (int)prng_between(&prng, 1, 3);
        for (int i = 0; i < count; i++) {
            int rule = (int)prng_between(&prng, 0, 2);
            int64_t rate = prng_between(&prng, 1, rule == 0 ? 5000 : 1500);
            drafted[i] = (struct plan_draft_pool){"wage", RULES[rule], rate, {&share, 1}};
            pools[i] = (struct split_pool){(enum split_rule)rule, rate};
        }
        struct plan_draft draft = {{drafted, count}};
        struct refusal why;
        if (!plan_draft_check(&draft, &unit, 1, &why))
            continue;
        accepted++;
        int64_t quantity = prng_between(&prng, 1, 999), alone[3], together[3];
        struct split_kept kept = {unit.price_fen * quantity, quantity, unit.net_weight_g};
        split_pool_amounts(pools, count, &kept, together);
        for (int i = 0; i < count; i++) {
            split_pool_amounts(&pools[i], 1, &kept, &alone[i]);
            assert_int_equal(alone[i], together[i]);
        }
    }
    assert_true(accepted > 2000);
}

static void a_draft_equals_a_plan_in_any_order_of_shares(void **state)
{
    (void)state;
    struct refusal why;
    struct plan_draft draft;
    struct plan_share shares[] = {{.household_id = 7, .weight = 1},
                                  {.household_id = 9, .weight = 1}};
    struct plan_pool pool = {1, "purchase", "fen_per_kg", 460, shares, 2};
    struct plan plan = {.id = 5, .pools = &pool, .pool_count = 1};
    assert_true(read_plan(PLAN(POOL("fen_per_kg", 460, SHARE(9) "," SHARE(7))), &draft, &why));
    assert_true(plan_draft_equals(&draft, &plan));
    shares[1].weight = 2;
    assert_false(plan_draft_equals(&draft, &plan));
    shares[1].weight = 1;
    shares[1].household_id = 8;
    assert_false(plan_draft_equals(&draft, &plan));
    shares[1].household_id = 9;
    pool.rate = 461;
    assert_false(plan_draft_equals(&draft, &plan));
    pool.rate = 460;
    plan.pool_count = 0;
    assert_false(plan_draft_equals(&draft, &plan));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_is_read),
        cmocka_unit_test(what_is_no_plan_is_refused),
        cmocka_unit_test(two_hundred_households_share_a_pool_and_no_more),
        cmocka_unit_test(a_household_stands_once_in_a_pool),
        cmocka_unit_test(rates_add_up_to_the_whole_at_most),
        cmocka_unit_test(the_price_is_the_limit_to_the_fen),
        cmocka_unit_test(every_sku_is_looked_at),
        cmocka_unit_test(accepted_plans_are_never_cut),
        cmocka_unit_test(a_draft_equals_a_plan_in_any_order_of_shares),
    };
    return cmocka_run_group_tests_name("plan_draft", tests, set_up, tear_down);
}
