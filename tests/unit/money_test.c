/* Money: 128-bit products, largest remainder, yuan as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "base/money.h"
#include "tests/unit/prng.h"

__extension__ typedef unsigned __int128 wide;

static void mul_div_rounds_down_and_up(void **state)
{
    (void)state;
    assert_int_equal(money_mul_div(5980, 2000, 10000), 1196);
    assert_int_equal(money_mul_div(5980, 3, 20), 897);
    assert_int_equal(money_mul_div(5980, 1, 18), 332);
    assert_int_equal(money_mul_div_up(5980, 1, 18), 333);
    assert_int_equal(money_mul_div_up(5980, 1, 20), 299);
    assert_int_equal(money_mul_div(0, INT64_MAX, 1), 0);
    assert_int_equal(money_mul_div_up(0, 0, INT64_MAX), 0);
}

static void mul_div_holds_at_the_edges_of_64_bits(void **state)
{
    (void)state;
    assert_int_equal(money_mul_div(INT64_MAX, INT64_MAX, INT64_MAX), INT64_MAX);
    assert_int_equal(money_mul_div_up(INT64_MAX, INT64_MAX, INT64_MAX), INT64_MAX);
    assert_int_equal(money_mul_div(INT64_MAX, INT64_MAX - 1, INT64_MAX), INT64_MAX - 1);
    assert_int_equal(money_mul_div(INT64_MAX - 1, INT64_MAX - 1, INT64_MAX), INT64_MAX - 2);
    assert_int_equal(money_mul_div_up(INT64_MAX - 1, INT64_MAX - 1, INT64_MAX), INT64_MAX - 1);
    assert_int_equal(money_mul_div(INT64_MAX, 1, 1), INT64_MAX);
    assert_int_equal(money_mul_div(1, 1, INT64_MAX), 0);
    assert_int_equal(money_mul_div_up(1, 1, INT64_MAX), 1);
}

/* The quotient q of a * b / c is the one number with q * c <= a * b < (q + 1) * c. */
static void mul_div_is_the_quotient(void **state)
{
    (void)state;
    struct prng prng = {1};
    for (int i = 0; i < 20000; i++) {
        int64_t c = prng_between(&prng, 1, INT64_MAX);
        int64_t a = prng_between(&prng, 0, INT64_MAX);
        int64_t b = prng_between(&prng, 0, c); /* so that the result fits */
        wide product = (wide)a * (wide)b;
        wide down = (wide)money_mul_div(a, b, c);
        wide up = (wide)money_mul_div_up(a, b, c);
        assert_true(down * (wide)c <= product && product < (down + 1) * (wide)c);
        assert_true(up == down + (product % (wide)c != 0));
    }
}

static void check_split(int64_t total, const int64_t *weights, size_t count, const int64_t *wanted)
{
    int64_t shares[16];
    assert_true(money_split(total, weights, count, shares));
    for (size_t i = 0; i < count; i++)
        assert_int_equal(shares[i], wanted[i]);
}

#define SPLIT(total_, weights_, ...)                                                               \
    check_split((total_), (const int64_t[])weights_,                                               \
                sizeof((const int64_t[])weights_) / sizeof(int64_t),                               \
                (const int64_t[]){__VA_ARGS__})
#define W(...)                                                                                     \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }

static void split_gives_the_known_shares(void **state)
{
    (void)state;
    SPLIT(1000, W(1, 1, 1), 334, 333, 333);
    SPLIT(1, W(5, 3, 2), 1, 0, 0);
    SPLIT(2, W(1, 1, 1), 1, 1, 0);
    SPLIT(997, W(3000, 2500, 4500), 299, 249, 449);
    SPLIT(5980, W(12, 7, 7, 1), 2658, 1550, 1550, 222);
    SPLIT(9999, W(7, 11, 13, 17, 19), 1045, 1642, 1940, 2537, 2835);
    SPLIT(10, W(1, 1, 1, 1, 1, 1, 1), 2, 2, 2, 1, 1, 1, 1);
    SPLIT(0, W(3, 4), 0, 0);
    SPLIT(7, W(0, 1, 0), 0, 7, 0);
    SPLIT(INT64_MAX, W(INT64_MAX, INT64_MAX), INT64_MAX / 2 + 1, INT64_MAX / 2);
    SPLIT(INT64_MAX, W(INT64_MAX, 0), INT64_MAX, 0);
}

static void split_needs_a_weight(void **state)
{
    (void)state;
    int64_t shares[2] = {-1, -1};
    assert_false(money_split(10, (const int64_t[]){0, 0}, 2, shares));
    assert_false(money_split(0, (const int64_t[]){0, 0}, 2, shares));
    assert_false(money_split(10, NULL, 0, shares));
    assert_int_equal(shares[0], -1);
}

/* Exact sum; nobody further than a fen from his quota, below or above; the missing fen go by
 * remainder, then index. */
static void check_split_rule(int64_t total, const int64_t *weights, size_t count,
                             const int64_t *shares)
{
    wide sum = 0;
    int64_t given = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (wide)weights[i];
        given += shares[i];
    }
    assert_int_equal(given, total);
    wide lowest_lucky = sum;
    for (size_t i = 0; i < count; i++) {
        wide product = (wide)total * (wide)weights[i];
        bool lucky = (wide)shares[i] != product / sum;
        assert_true((wide)shares[i] - lucky == product / sum);
        if (lucky && product % sum < lowest_lucky)
            lowest_lucky = product % sum;
    }
    assert_true(lowest_lucky > 0);
    bool unlucky_tie = false;
    for (size_t i = 0; i < count; i++) {
        wide product = (wide)total * (wide)weights[i];
        bool lucky = (wide)shares[i] != product / sum;
        assert_true(lucky || product % sum <= lowest_lucky);
        assert_false(lucky && product % sum == lowest_lucky && unlucky_tie);
        unlucky_tie =
            unlucky_tie || (!lucky && product % sum == lowest_lucky && lowest_lucky < sum);
    }
}

static void split_keeps_its_rule(void **state)
{
    (void)state;
    enum { MOST = 600 }; /* beyond what the stack buffer holds */
    static int64_t weights[MOST], shares[MOST];
    struct prng prng = {2};
    for (int round = 0; round < 3000; round++) {
        size_t count = (size_t)prng_between(&prng, 1, round % 10 == 0 ? MOST : 12);
        int64_t most = round % 3 == 0 ? INT64_MAX : prng_between(&prng, 1, 1000);
        for (size_t i = 0; i < count; i++)
            weights[i] = prng_between(&prng, round % 2, most); /* zeros and ties among them */
        weights[count - 1] += weights[count - 1] == 0;
        int64_t total = prng_between(&prng, 0, round % 5 == 0 ? INT64_MAX : 5000);
        assert_true(money_split(total, weights, count, shares));
        check_split_rule(total, weights, count, shares);
    }
}

static void add_stops_at_the_limit(void **state)
{
    (void)state;
    int64_t sum = 7;
    assert_true(money_add(3, -5, &sum));
    assert_int_equal(sum, -2);
    assert_true(money_add(MONEY_MAX * 999, MONEY_MAX, &sum));
    assert_int_equal(sum, MONEY_MAX * 1000);
    assert_false(money_add(MONEY_MAX * 1000, 1, &sum));
    assert_false(money_add(-MONEY_MAX * 1000, -1, &sum));
    assert_false(money_add(INT64_MAX, 1, &sum));
    assert_false(money_add(INT64_MIN, -1, &sum));
    assert_int_equal(sum, MONEY_MAX * 1000);
}

static void yuan_is_written(void **state)
{
    (void)state;
    char text[24];
    assert_string_equal(money_yuan(123405, text), "1234.05");
    assert_string_equal(money_yuan(0, text), "0.00");
    assert_string_equal(money_yuan(7, text), "0.07");
    assert_string_equal(money_yuan(-7, text), "-0.07");
    assert_string_equal(money_yuan(INT64_MAX, text), "92233720368547758.07");
    assert_string_equal(money_yuan(INT64_MIN, text), "-92233720368547758.08");
}

static void yuan_is_read_strictly(void **state)
{
    (void)state;
    int64_t fen;
    assert_true(money_parse_yuan("1234.05", &fen));
    assert_int_equal(fen, 123405);
    assert_true(money_parse_yuan("1234", &fen));
    assert_int_equal(fen, 123400);
    assert_true(money_parse_yuan("0.00", &fen));
    assert_int_equal(fen, 0);
    assert_true(money_parse_yuan("100000000000.00", &fen));
    assert_int_equal(fen, MONEY_MAX);
    static const char *const WRONG[] = {
        "",
        ".",
        ".5",
        "1.",
        "1.5",
        "1.555",
        "01",
        "00.10",
        "-1",
        "+1",
        " 1",
        "1 ",
        "1,000.00",
        "1e3",
        "100000000000.01",
        "99999999999999999999",
        "1.0x",
        "¥1",
        "１",
        "0x1",
        "1.-5",
    };
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++)
        assert_false(money_parse_yuan(WRONG[i], &fen));
}

static void yuan_comes_back(void **state)
{
    (void)state;
    struct prng prng = {3};
    for (int i = 0; i < 5000; i++) {
        int64_t fen = prng_between(&prng, 0, i % 2 ? MONEY_MAX : 100000);
        int64_t again;
        char text[24];
        assert_true(money_parse_yuan(money_yuan(fen, text), &again));
        assert_int_equal(again, fen);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mul_div_rounds_down_and_up),
        cmocka_unit_test(mul_div_holds_at_the_edges_of_64_bits),
        cmocka_unit_test(mul_div_is_the_quotient),
        cmocka_unit_test(split_gives_the_known_shares),
        cmocka_unit_test(split_needs_a_weight),
        cmocka_unit_test(split_keeps_its_rule),
        cmocka_unit_test(add_stops_at_the_limit),
        cmocka_unit_test(yuan_is_written),
        cmocka_unit_test(yuan_is_read_strictly),
        cmocka_unit_test(yuan_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
