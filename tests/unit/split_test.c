/* Income attribution: pools, shares, reversals. What is promised to the households is held here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <jansson.h>
#include <string.h>

#include "ledger/split.h"
#include "tests/unit/prng.h"

enum { POOLS_MAX = 4, HOUSEHOLDS_MAX = 40 };

static int64_t sum_of(const int64_t *numbers, int count)
{
    int64_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += numbers[i];
    return sum;
}

static void pools_follow_their_rules(void **state)
{
    (void)state;
    static const struct split_pool POOLS[] = {
        {SPLIT_RATE_BP, 2000}, {SPLIT_FEN_PER_UNIT, 150}, {SPLIT_FEN_PER_KG, 33}};
    struct split_kept kept = {5980, 2, 2500};
    int64_t amounts[3];
    split_pool_amounts(POOLS, 3, &kept, amounts);
    assert_int_equal(amounts[0], 1196);
    assert_int_equal(amounts[1], 300);
    assert_int_equal(amounts[2], 165);
    kept = (struct split_kept){2990, 1, 2500};
    split_pool_amounts(POOLS, 3, &kept, amounts);
    assert_int_equal(amounts[0], 598);
    assert_int_equal(amounts[1], 150);
    assert_int_equal(amounts[2], 82); /* 82.5 */
    kept = (struct split_kept){0, 0, 2500};
    split_pool_amounts(POOLS, 3, &kept, amounts);
    assert_int_equal(sum_of(amounts, 3), 0);
}

static void pools_never_promise_more_than_was_paid(void **state)
{
    (void)state;
    static const struct split_pool POOLS[] = {
        {SPLIT_RATE_BP, 6000}, {SPLIT_FEN_PER_UNIT, 300}, {SPLIT_RATE_BP, 10000}};
    struct split_kept kept = {1000, 1, 500};
    int64_t amounts[3];
    split_pool_amounts(POOLS, 3, &kept, amounts);
    assert_int_equal(amounts[0], 600);
    assert_int_equal(amounts[1], 300);
    assert_int_equal(amounts[2], 100);
    /* factors whose products fit no integer are cut like all others */
    static const struct split_pool HUGE_POOLS[] = {{SPLIT_FEN_PER_KG, INT64_MAX},
                                                   {SPLIT_FEN_PER_UNIT, INT64_MAX}};
    kept = (struct split_kept){INT64_MAX, INT64_MAX, INT64_MAX};
    split_pool_amounts(HUGE_POOLS, 2, &kept, amounts);
    assert_int_equal(amounts[0], INT64_MAX);
    assert_int_equal(amounts[1], 0);
    split_pool_amounts(HUGE_POOLS + 1, 1, &kept, amounts);
    assert_int_equal(amounts[0], INT64_MAX);
}

static void shares_are_the_known_ones(void **state)
{
    (void)state;
    int64_t shares[7];
    assert_true(split_shares(5980, (const int64_t[]){12, 7, 7, 1}, 4, shares));
    assert_memory_equal(shares, ((const int64_t[]){2658, 1550, 1550, 222}), 4 * sizeof(int64_t));
    assert_true(split_shares(997, (const int64_t[]){3000, 2500, 4500}, 3, shares));
    assert_memory_equal(shares, ((const int64_t[]){299, 249, 449}), 3 * sizeof(int64_t));
    assert_true(split_shares(10, (const int64_t[]){1, 1, 1, 1, 1, 1, 1}, 7, shares));
    assert_memory_equal(shares, ((const int64_t[]){2, 2, 2, 1, 1, 1, 1}), sizeof(shares));
    assert_false(split_shares(10, (const int64_t[]){0, 0}, 2, shares));
}

static void refunds_by_amount_are_the_known_ones(void **state)
{
    (void)state;
    /* 1196 fen credited on 5980 paid; 1000, 1980 and 3000 fen go back */
    assert_int_equal(split_refund_fen(1196, 5980, 0, 1000), 200);
    assert_int_equal(split_refund_fen(1196, 5980, 1000, 1980), 396);
    assert_int_equal(split_refund_fen(1196, 5980, 2980, 3000), 600);
    assert_int_equal(split_kept_fen(1196, 5980, 5980), 0);
    /* 997 fen on 9970; three times one fen */
    assert_int_equal(split_refund_fen(997, 9970, 0, 1), 1);
    assert_int_equal(split_refund_fen(997, 9970, 1, 1), 0);
    assert_int_equal(split_refund_fen(997, 9970, 2, 1), 0);
}

static void refunds_by_quantity_add_up(void **state)
{
    (void)state;
    assert_int_equal(split_kept_fen(1000, 3, 1), 666);
    assert_int_equal(split_refund_fen(1000, 3, 0, 1), 334);
    assert_int_equal(split_refund_fen(1000, 3, 1, 1), 333);
    assert_int_equal(split_refund_fen(1000, 3, 2, 1), 333);
    struct prng prng = {8};
    for (int round = 0; round < 3000; round++) {
        int64_t paid = prng_between(&prng, 0, round % 4 == 0 ? INT64_MAX : 100000);
        int64_t quantity = prng_between(&prng, 1, 200);
        int64_t back = 0;
        for (int64_t gone = 0; gone < quantity;) {
            int64_t now = prng_between(&prng, 1, quantity - gone);
            int64_t refund = split_refund_fen(paid, quantity, gone, now);
            assert_true(refund >= 0);
            back += refund;
            gone += now;
            assert_int_equal(paid - back, split_kept_fen(paid, quantity, gone));
        }
        assert_int_equal(back, paid);
    }
}

static void reversals_take_in_proportion(void **state)
{
    (void)state;
    int64_t parts[4];
    split_reversal(10, (const int64_t[]){50, 30, 20}, 3, parts);
    assert_memory_equal(parts, ((const int64_t[]){5, 3, 2}), 3 * sizeof(int64_t));
    split_reversal(1, (const int64_t[]){4, 3, 3}, 3, parts); /* the largest remainder, not the first
                                                              */
    assert_memory_equal(parts, ((const int64_t[]){1, 0, 0}), 3 * sizeof(int64_t));
    split_reversal(1, (const int64_t[]){1, 1, 1}, 3, parts); /* ties to the lower index */
    assert_memory_equal(parts, ((const int64_t[]){1, 0, 0}), 3 * sizeof(int64_t));
    split_reversal(2, (const int64_t[]){0, 1, 0, 1}, 4, parts);
    assert_memory_equal(parts, ((const int64_t[]){0, 1, 0, 1}), 4 * sizeof(int64_t));
    split_reversal(0, (const int64_t[]){0, 0}, 2, parts);
    assert_int_equal(parts[0] + parts[1], 0);
    split_reversal(0, NULL, 0, parts);
    split_reversal(INT64_MAX, (const int64_t[]){INT64_MAX - 5, 5}, 2, parts);
    assert_memory_equal(parts, ((const int64_t[]){INT64_MAX - 5, 5}), 2 * sizeof(int64_t));
}

/* Takes `take` back and holds the three promises of one reversal. */
static void reverse(int64_t *credits, int count, int64_t take)
{
    int64_t parts[HOUSEHOLDS_MAX];
    int64_t before = sum_of(credits, count);
    split_reversal(take, credits, count, parts);
    for (int i = 0; i < count; i++) {
        assert_in_range(parts[i], 0, credits[i]);
        credits[i] -= parts[i];
    }
    assert_int_equal(sum_of(credits, count), before - take);
}

static void any_reversals_end_at_exactly_zero(void **state)
{
    (void)state;
    struct prng prng = {9};
    for (int round = 0; round < 3000; round++) {
        int count = (int)prng_between(&prng, 1, HOUSEHOLDS_MAX);
        int64_t weights[HOUSEHOLDS_MAX], credits[HOUSEHOLDS_MAX];
        for (int i = 0; i < count; i++)
            weights[i] = prng_between(&prng, 0, 50);
        weights[0]++;
        int64_t left = prng_between(&prng, 0, round % 3 == 0 ? INT64_MAX : 300);
        assert_true(split_shares(left, weights, count, credits));
        while (left > 0) {
            int64_t take = prng_between(&prng, 1, left);
            reverse(credits, count, take);
            left -= take;
        }
        for (int i = 0; i < count; i++)
            assert_int_equal(credits[i], 0);
    }
}

static int random_pools(struct prng *prng, struct split_pool *pools)
{
    int count = (int)prng_between(prng, 1, POOLS_MAX);
    for (int i = 0; i < count; i++) {
        pools[i].rule = (enum split_rule)prng_between(prng, 0, 2);
        pools[i].rate = prng_between(prng, 0, pools[i].rule == SPLIT_RATE_BP ? 4000 : 2000);
    }
    return count;
}

/* Whole lives of order lines: sold, refunded unit by unit in random portions until nothing is left.
 */
static void a_refund_never_raises_the_sum_of_pools(void **state)
{
    (void)state;
    struct prng prng = {10};
    for (int round = 0; round < 3000; round++) {
        struct split_pool pools[POOLS_MAX];
        int count = random_pools(&prng, pools);
        int64_t paid = prng_between(&prng, 0, 20000);
        int64_t quantity = prng_between(&prng, 1, 20);
        struct split_kept kept = {paid, quantity, prng_between(&prng, 0, 5000)};
        int64_t amounts[POOLS_MAX];
        split_pool_amounts(pools, count, &kept, amounts);
        int64_t before = sum_of(amounts, count);
        assert_true(before <= paid);
        for (int64_t gone = 0; gone < quantity;) {
            gone += prng_between(&prng, 1, quantity - gone);
            kept.goods_paid_fen = split_kept_fen(paid, quantity, gone);
            kept.quantity = quantity - gone;
            split_pool_amounts(pools, count, &kept, amounts);
            int64_t after = sum_of(amounts, count);
            assert_true(after <= before && after <= kept.goods_paid_fen);
            before = after;
        }
        assert_int_equal(before, 0);
    }
}

/* The same with one pool and its households: pool, shares and reversals together. */
static void a_household_never_gains_or_owes_by_refunds(void **state)
{
    (void)state;
    struct prng prng = {11};
    for (int round = 0; round < 3000; round++) {
        struct split_pool pool = {(enum split_rule)(round % 3), prng_between(&prng, 1, 3000)};
        int64_t paid = prng_between(&prng, 1, 20000);
        int64_t quantity = prng_between(&prng, 1, 20);
        int count = (int)prng_between(&prng, 1, 9);
        int64_t weights[HOUSEHOLDS_MAX], credits[HOUSEHOLDS_MAX], amount;
        for (int i = 0; i < count; i++)
            weights[i] = prng_between(&prng, 1, 9);
        struct split_kept kept = {paid, quantity, 2500};
        split_pool_amounts(&pool, 1, &kept, &amount);
        assert_true(split_shares(amount, weights, count, credits));
        for (int64_t gone = 0; gone < quantity;) {
            gone += prng_between(&prng, 1, quantity - gone);
            kept.goods_paid_fen = split_kept_fen(paid, quantity, gone);
            kept.quantity = quantity - gone;
            split_pool_amounts(&pool, 1, &kept, &amount);
            reverse(credits, count, sum_of(credits, count) - amount); /* a single pool never rises
                                                                       */
            assert_int_equal(sum_of(credits, count), amount);
        }
        for (int i = 0; i < count; i++)
            assert_int_equal(credits[i], 0);
    }
}

/* ---- the figures that the desk's own arithmetic is held to as well (tests/browser/split.mjs) ----
 */

enum { VECTOR_SHARES_MAX = 16 };

static enum split_rule rule_of(const char *word)
{
    if (strcmp(word, "rate_bp") == 0)
        return SPLIT_RATE_BP;
    return strcmp(word, "fen_per_unit") == 0 ? SPLIT_FEN_PER_UNIT : SPLIT_FEN_PER_KG;
}

static int numbers(const json_t *array, int64_t *out)
{
    size_t i;
    json_t *item;
    json_array_foreach(array, i, item)
        out[i] = json_integer_value(item);
    return (int)json_array_size(array);
}

static void check_vector(const json_t *vector)
{
    struct split_pool pools[POOLS_MAX];
    int64_t amounts[POOLS_MAX], weights[VECTOR_SHARES_MAX], wanted[VECTOR_SHARES_MAX],
        got[VECTOR_SHARES_MAX];
    const json_t *list = json_object_get(vector, "pools");
    struct split_kept kept = {json_integer_value(json_object_get(vector, "goods_fen")),
                              json_integer_value(json_object_get(vector, "quantity")),
                              json_integer_value(json_object_get(vector, "net_weight_g"))};
    size_t i;
    json_t *pool;
    json_array_foreach(list, i, pool)
        pools[i] = (struct split_pool){rule_of(json_string_value(json_object_get(pool, "rule"))),
                                       json_integer_value(json_object_get(pool, "rate"))};
    split_pool_amounts(pools, (int)json_array_size(list), &kept, amounts);
    json_array_foreach(list, i, pool) {
        assert_int_equal(amounts[i], json_integer_value(json_object_get(pool, "amount")));
        int count = numbers(json_object_get(pool, "weights"), weights);
        numbers(json_object_get(pool, "shares"), wanted);
        assert_true(split_shares(amounts[i], weights, count, got));
        for (int k = 0; k < count; k++)
            assert_int_equal(got[k], wanted[k]);
    }
}

static void vectors_hold(void **state)
{
    (void)state;
    json_t *vectors = json_load_file("tests/unit/split_vectors.json", 0, NULL), *vector;
    size_t i;
    assert_true(json_array_size(vectors) > 40);
    json_array_foreach(vectors, i, vector)
        check_vector(vector);
    json_decref(vectors);
}

/* What is printed for one box holds for any number of them: each pool's amount, and each
 * household's least share. By largest remainder alone it would not: of 10 fen for three households
 * the first gets 4, of 100 fen 34. */
static void what_is_printed_for_one_box_is_kept_for_ten(void **state)
{
    (void)state;
    const int64_t thirds[] = {1, 1, 1};
    int64_t one_box[3], ten_boxes[3], sure[3];
    assert_true(split_shares(10, thirds, 3, one_box) && split_shares(100, thirds, 3, ten_boxes));
    assert_true(ten_boxes[0] < 10 * one_box[0]);
    split_least(10, thirds, 3, sure);
    assert_true(sure[0] == 3 && ten_boxes[0] >= 10 * sure[0]);
    struct prng prng = {20261128};
    for (int round = 0; round < 20000; round++) {
        enum { HOUSEHOLDS = 7 };
        int64_t weights[HOUSEHOLDS], least[HOUSEHOLDS], shares[HOUSEHOLDS];
        int64_t price = prng_between(&prng, 100, 20000), n = prng_between(&prng, 1, 999);
        struct split_kept one = {price, 1, prng_between(&prng, 1, 20000)};
        struct split_kept many = {price * n, n, one.net_weight_g_per_unit};
        struct split_pool pool = {
            (enum split_rule)prng_between(&prng, SPLIT_RATE_BP, SPLIT_FEN_PER_KG),
            prng_between(&prng, 0, 99)};
        int64_t amount, amounts;
        split_pool_amounts(&pool, 1, &one, &amount);
        split_pool_amounts(&pool, 1, &many, &amounts);
        assert_true(amounts >= n * amount);
        for (int i = 0; i < HOUSEHOLDS; i++)
            weights[i] = prng_between(&prng, 1, 100);
        split_least(amount, weights, HOUSEHOLDS, least);
        assert_true(split_shares(amounts, weights, HOUSEHOLDS, shares));
        for (int i = 0; i < HOUSEHOLDS; i++)
            assert_true(shares[i] >= n * least[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_printed_for_one_box_is_kept_for_ten),
        cmocka_unit_test(vectors_hold),
        cmocka_unit_test(pools_follow_their_rules),
        cmocka_unit_test(pools_never_promise_more_than_was_paid),
        cmocka_unit_test(shares_are_the_known_ones),
        cmocka_unit_test(refunds_by_amount_are_the_known_ones),
        cmocka_unit_test(refunds_by_quantity_add_up),
        cmocka_unit_test(reversals_take_in_proportion),
        cmocka_unit_test(any_reversals_end_at_exactly_zero),
        cmocka_unit_test(a_refund_never_raises_the_sum_of_pools),
        cmocka_unit_test(a_household_never_gains_or_owes_by_refunds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
