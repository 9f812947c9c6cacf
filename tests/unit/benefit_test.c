/* From a paid line to the households: what is credited, what a refund takes back, for any plan that
 * promises no more than the price (catalog/plan_draft.h refuses others). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "orders/benefit.h"
#include "tests/unit/prng.h"

enum { SHARES_MAX = 12, CREDITS_MAX = PLAN_MAX_POOLS * SHARES_MAX };

/* A plan with room for its pools and shares. */
struct sketch {
    struct plan plan;
    struct plan_pool pools[PLAN_MAX_POOLS];
    struct plan_share shares[PLAN_MAX_POOLS][SHARES_MAX];
};

static struct task task;

static int start(void **state)
{
    (void)state;
    task = (struct task){.arena = arena_new(ARENA_LIMIT_DEFAULT), .deadline_ms = INT64_MAX};
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(task.arena);
    return 0;
}

static void add_pool(struct sketch *sketch, const char *kind, const char *rule, int64_t rate)
{
    int n = sketch->plan.pool_count++;
    sketch->plan.pools = sketch->pools;
    sketch->pools[n] = (struct plan_pool){
        .pool_no = n + 1, .kind = kind, .rule = rule, .rate = rate, .shares = sketch->shares[n]};
}

static void add_share(struct sketch *sketch, int64_t household_id, int64_t weight,
                      enum household_state register_state)
{
    struct plan_pool *pool = &sketch->pools[sketch->plan.pool_count - 1];
    pool->shares[pool->share_count++] = (struct plan_share){.household_id = household_id,
                                                            .weight = weight,
                                                            .village_code = "990101001001",
                                                            .state = register_state};
}

/* Two pools over three households; the second household is not confirmed. */
static void two_pools(struct sketch *sketch)
{
    memset(sketch, 0, sizeof(*sketch));
    sketch->plan.id = 7;
    add_pool(sketch, "purchase", "rate_bp", 2000);
    add_share(sketch, 11, 1, HOUSEHOLD_CONFIRMED);
    add_share(sketch, 12, 1, HOUSEHOLD_SUSPENDED);
    add_share(sketch, 13, 1, HOUSEHOLD_CONFIRMED);
    add_pool(sketch, "wage", "fen_per_kg", 33);
    add_share(sketch, 11, 3, HOUSEHOLD_CONFIRMED);
    add_share(sketch, 14, 1, HOUSEHOLD_REMOVED);
}

static const struct benefit_line TWO_BOXES = {.order_id = 3,
                                              .line_id = 4,
                                              .plan_id = 7,
                                              .county_code = "990101",
                                              .paid_fen = 5980,
                                              .quantity = 2,
                                              .net_weight_g = 2500};

static void credits_say_whose_and_why(void **state)
{
    (void)state;
    struct sketch sketch;
    struct attribution_credit credits[CREDITS_MAX];
    two_pools(&sketch);
    assert_int_equal(benefit_credit_count(&sketch.plan), 5);
    assert_int_equal(benefit_credits(&task, &sketch.plan, &TWO_BOXES, credits), 5);
    /* 20 % of 5980 = 1196 over three; 5 kg x 33 = 165 by 3 : 1 */
    static const int64_t AMOUNTS[] = {399, 399, 398, 124, 41};
    static const int64_t HOUSEHOLDS[] = {11, 12, 13, 11, 14};
    static const char *const WITHHELD[] = {NULL, "suspended", NULL, NULL, "removed"};
    for (int i = 0; i < 5; i++) {
        assert_int_equal(credits[i].amount_fen, AMOUNTS[i]);
        assert_int_equal(credits[i].household_id, HOUSEHOLDS[i]);
        assert_int_equal(credits[i].pool_no, i < 3 ? 1 : 2);
        assert_string_equal(credits[i].kind, i < 3 ? "purchase" : "wage");
        assert_int_equal(credits[i].order_id, 3);
        assert_int_equal(credits[i].line_id, 4);
        assert_int_equal(credits[i].plan_id, 7);
        assert_string_equal(credits[i].county_code, "990101");
        if (WITHHELD[i] == NULL)
            assert_null(credits[i].withhold_reason);
        else
            assert_string_equal(credits[i].withhold_reason, WITHHELD[i]);
    }
}

static void kept_is_by_quantity(void **state)
{
    (void)state;
    struct benefit_line line = {.paid_fen = 1000, .quantity = 3, .net_weight_g = 700};
    struct split_kept kept = benefit_kept(&line, 1);
    assert_int_equal(kept.goods_paid_fen, 666);
    assert_int_equal(kept.quantity, 2);
    assert_int_equal(kept.net_weight_g_per_unit, 700);
    kept = benefit_kept(&line, 3);
    assert_int_equal(kept.goods_paid_fen, 0);
    assert_int_equal(kept.quantity, 0);
}

/* ---- refunds of entries as they stand */

struct kept_entries {
    struct attribution_entry items[CREDITS_MAX];
    int count;
};

/* What the ledger keeps of credits: no entry for a zero share. */
static void keep(struct kept_entries *entries, const struct attribution_credit *credits, int count)
{
    entries->count = 0;
    for (int i = 0; i < count; i++)
        if (credits[i].amount_fen > 0)
            entries->items[entries->count++] = (struct attribution_entry){
                .pool_no = credits[i].pool_no,
                .household_id = credits[i].household_id,
                .state =
                    credits[i].withhold_reason == NULL ? ATTRIBUTION_ACCRUED : ATTRIBUTION_WITHHELD,
                .amount_fen = credits[i].amount_fen,
            };
}

static int64_t remains_in(const struct kept_entries *entries, int pool_no)
{
    int64_t sum = 0;
    for (int i = 0; i < entries->count; i++)
        if (entries->items[i].pool_no == pool_no)
            sum += entries->items[i].amount_fen - entries->items[i].reversed_fen;
    return sum;
}

/* Applies a refund up to `gone` units and holds it against the promises of ledger/split.h. */
static void refund_to(const struct sketch *sketch, const struct benefit_line *line, int64_t gone,
                      struct kept_entries *entries)
{
    int64_t takes[CREDITS_MAX] = {0}, amounts[PLAN_MAX_POOLS];
    struct split_pool pools[PLAN_MAX_POOLS];
    struct split_kept kept = benefit_kept(line, gone);
    benefit_pools(&sketch->plan, pools);
    split_pool_amounts(pools, sketch->plan.pool_count, &kept, amounts);
    benefit_takes(&task, &sketch->plan, line, gone, entries->items, entries->count, takes);
    for (int i = 0; i < entries->count; i++) {
        struct attribution_entry *entry = &entries->items[i];
        assert_true(takes[i] >= 0); /* nobody's credit rises */
        entry->reversed_fen += takes[i];
        assert_true(entry->reversed_fen <= entry->amount_fen); /* none below zero */
        assert_true(gone < line->quantity || entry->reversed_fen == entry->amount_fen);
    }
    for (int p = 0; p < sketch->plan.pool_count; p++)
        assert_int_equal(remains_in(entries, sketch->pools[p].pool_no), amounts[p]);
}

static void a_refund_takes_back_from_withheld_shares_too(void **state)
{
    (void)state;
    struct sketch sketch;
    struct attribution_credit credits[CREDITS_MAX];
    struct kept_entries entries;
    two_pools(&sketch);
    keep(&entries, credits, benefit_credits(&task, &sketch.plan, &TWO_BOXES, credits));
    refund_to(&sketch, &TWO_BOXES, 1, &entries);
    /* 598 and 82 remain */
    assert_int_equal(entries.items[0].reversed_fen + entries.items[1].reversed_fen +
                         entries.items[2].reversed_fen,
                     598);
    assert_in_range(entries.items[1].reversed_fen, 199, 200);
    assert_int_equal(entries.items[3].reversed_fen + entries.items[4].reversed_fen, 83);
    refund_to(&sketch, &TWO_BOXES, 2, &entries);
}

static void a_refund_of_nothing_takes_nothing(void **state)
{
    (void)state;
    struct sketch sketch;
    struct attribution_credit credits[CREDITS_MAX];
    struct kept_entries entries;
    two_pools(&sketch);
    keep(&entries, credits, benefit_credits(&task, &sketch.plan, &TWO_BOXES, credits));
    refund_to(&sketch, &TWO_BOXES, 0, &entries);
    for (int i = 0; i < entries.count; i++)
        assert_int_equal(entries.items[i].reversed_fen, 0);
}

/* Shares of a pool of nothing are nothing, and an empty pool between others confuses no refund. */
static void pools_too_small_to_share(void **state)
{
    (void)state;
    struct sketch sketch = {.plan = {.id = 1}};
    struct attribution_credit credits[CREDITS_MAX];
    struct kept_entries entries;
    struct benefit_line line = {.paid_fen = 300, .quantity = 3, .net_weight_g = 1};
    add_pool(&sketch, "wage", "fen_per_unit", 1);
    add_share(&sketch, 5, 1, HOUSEHOLD_CONFIRMED);
    add_share(&sketch, 6, 1, HOUSEHOLD_CONFIRMED);
    add_pool(&sketch, "purchase", "fen_per_kg", 100); /* 3 g x 100 fen a kilogram: nothing */
    add_share(&sketch, 5, 1, HOUSEHOLD_CONFIRMED);
    add_pool(&sketch, "dividend", "rate_bp", 100);
    add_share(&sketch, 6, 1, HOUSEHOLD_CONFIRMED);
    assert_int_equal(benefit_credits(&task, &sketch.plan, &line, credits), 4);
    keep(&entries, credits, 4);
    assert_int_equal(entries.count, 3);
    for (int64_t gone = 1; gone <= 3; gone++)
        refund_to(&sketch, &line, gone, &entries);
}

/* ---- any plan, any portions */

static const char *const RULES[] = {"rate_bp", "fen_per_unit", "fen_per_kg"};
static const enum household_state STATES[] = {HOUSEHOLD_CONFIRMED, HOUSEHOLD_CONFIRMED,
                                              HOUSEHOLD_CONFIRMED, HOUSEHOLD_SUSPENDED,
                                              HOUSEHOLD_REMOVED};

/* A rate that gives at most `budget` ten-thousandths of a fen for one unit, and what it gives. */
static int64_t random_rate(struct prng *prng, const char *rule, int64_t price_fen, int64_t grams,
                           int64_t budget, int64_t *given)
{
    int64_t step = strcmp(rule, "rate_bp") == 0        ? price_fen
                   : strcmp(rule, "fen_per_unit") == 0 ? 10000
                                                       : grams * 10;
    int64_t most = budget / step;
    int64_t rate = most == 0 ? 0 : prng_between(prng, 1, most);
    *given = rate * step;
    return rate;
}

static void random_plan(struct prng *prng, int64_t price_fen, int64_t grams, struct sketch *sketch)
{
    memset(sketch, 0, sizeof(*sketch));
    int64_t budget = price_fen * 10000;
    int pools = (int)prng_between(prng, 1, PLAN_MAX_POOLS);
    while (pools-- > 0) {
        const char *rule = RULES[prng_between(prng, 0, 2)];
        int64_t given, rate = random_rate(prng, rule, price_fen, grams, budget, &given);
        if (rate == 0)
            continue;
        budget -= given;
        add_pool(sketch, "purchase", rule, rate);
        int shares = (int)prng_between(prng, 1, SHARES_MAX);
        for (int s = 0; s < shares; s++) {
            int64_t weight = prng_between(prng, 1, s % 3 == 0 ? INT64_C(1000000000000) : 20);
            add_share(sketch, 100 + s, weight, STATES[prng_between(prng, 0, 4)]);
        }
    }
}

static void check_credits(const struct sketch *sketch, const struct benefit_line *line,
                          const struct attribution_credit *credits, int count)
{
    int64_t amounts[PLAN_MAX_POOLS], all = 0;
    struct split_pool pools[PLAN_MAX_POOLS];
    struct split_kept kept = benefit_kept(line, 0);
    benefit_pools(&sketch->plan, pools);
    split_pool_amounts(pools, sketch->plan.pool_count, &kept, amounts);
    int n = 0;
    for (int p = 0; p < sketch->plan.pool_count; p++) {
        const struct plan_pool *pool = &sketch->pools[p];
        int64_t sum = 0;
        for (int s = 0; s < pool->share_count; s++, n++) {
            bool confirmed = pool->shares[s].state == HOUSEHOLD_CONFIRMED;
            assert_int_equal(credits[n].household_id, pool->shares[s].household_id);
            assert_int_equal(credits[n].pool_no, pool->pool_no);
            assert_int_equal(credits[n].withhold_reason == NULL, confirmed);
            assert_true(credits[n].amount_fen >= 0);
            sum += credits[n].amount_fen;
        }
        assert_int_equal(sum, amounts[p]);
        all += sum;
    }
    assert_int_equal(n, count);
    assert_true(all <= line->paid_fen);
}

static void any_plan_and_any_portions(void **state)
{
    (void)state;
    struct prng prng = {971};
    int64_t refunds = 0;
    for (int round = 0; round < 4000; round++) {
        struct sketch sketch;
        struct attribution_credit credits[CREDITS_MAX];
        struct kept_entries entries;
        int64_t price = prng_between(&prng, 1, round % 3 == 0 ? 100000000 : 9000);
        struct benefit_line line = {.quantity = prng_between(&prng, 1, round % 5 == 0 ? 999 : 12),
                                    .net_weight_g = prng_between(&prng, 1, 1000000)};
        line.paid_fen = price * line.quantity;
        random_plan(&prng, price, line.net_weight_g, &sketch);
        int count = benefit_credits(&task, &sketch.plan, &line, credits);
        assert_int_equal(count, benefit_credit_count(&sketch.plan));
        check_credits(&sketch, &line, credits, count);
        keep(&entries, credits, count);
        for (int64_t gone = 0; gone < line.quantity; refunds++) {
            gone += prng_between(&prng, 1, line.quantity - gone);
            refund_to(&sketch, &line, gone, &entries);
        }
        if (round % 50 == 0) {
            stop(NULL);
            start(NULL);
        }
    }
    assert_true(refunds > 8000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(credits_say_whose_and_why),
        cmocka_unit_test(kept_is_by_quantity),
        cmocka_unit_test(a_refund_takes_back_from_withheld_shares_too),
        cmocka_unit_test(a_refund_of_nothing_takes_nothing),
        cmocka_unit_test(pools_too_small_to_share),
        cmocka_unit_test(any_plan_and_any_portions),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
