/* Freight: first unit, further steps, volume weight. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "logistics/freight.h"
#include "tests/unit/prng.h"

static void fees_of_three_rows(void **state)
{
    (void)state;
    static const struct freight_row NEAR = {1000, 600, 1000, 200};
    static const struct freight_row BOX = {3000, 1000, 1000, 300};
    static const struct freight_row REMOTE = {1000, 1800, 1000, 1200};
    static const int64_t ROWS[][4] = {
        {500, 600, 1000, 1800},   {1000, 600, 1000, 1800},  {1001, 800, 1000, 3000},
        {3000, 1000, 1000, 4200}, {5300, 1600, 1900, 7800}, {10400, 2600, 3400, 13800},
        {0, 600, 1000, 1800},
    };
    for (size_t i = 0; i < sizeof(ROWS) / sizeof(ROWS[0]); i++) {
        assert_int_equal(freight_fee(&NEAR, ROWS[i][0]), ROWS[i][1]);
        assert_int_equal(freight_fee(&BOX, ROWS[i][0]), ROWS[i][2]);
        assert_int_equal(freight_fee(&REMOTE, ROWS[i][0]), ROWS[i][3]);
    }
}

static void flat_and_free_rows(void **state)
{
    (void)state;
    assert_int_equal(freight_fee(&(struct freight_row){1000, 600, 0, 0}, 50000), 600);
    assert_int_equal(freight_fee(&(struct freight_row){0, 0, 0, 0}, 50000), 0);
    assert_int_equal(freight_fee(&(struct freight_row){0, 0, 500, 100}, 501), 200);
    /* pieces: the first two 500 fen, each one more 100 */
    assert_int_equal(freight_fee(&(struct freight_row){2, 500, 1, 100}, 5), 800);
}

/* Never falls with weight; one gram more costs nothing or exactly one step. */
static void fees_rise_by_steps(void **state)
{
    (void)state;
    struct prng prng = {7};
    for (int i = 0; i < 3000; i++) {
        struct freight_row row = {prng_between(&prng, 0, 5000), prng_between(&prng, 0, 3000),
                                  prng_between(&prng, 1, 3000), prng_between(&prng, 0, 2000)};
        int64_t weight = prng_between(&prng, 0, 60000);
        int64_t rise = freight_fee(&row, weight + 1) - freight_fee(&row, weight);
        assert_true(rise == 0 || rise == row.step_fen);
        assert_int_equal(freight_fee(&row, weight + row.first_g + row.step_g) -
                             freight_fee(&row, weight + row.first_g),
                         row.step_fen);
    }
}

static void volume_counts_when_it_is_more(void **state)
{
    (void)state;
    assert_int_equal(freight_chargeable_g(2500, 400, 300, 200, 6000), 4000); /* 24,000 cm3 */
    assert_int_equal(freight_chargeable_g(4500, 400, 300, 200, 6000), 4500);
    assert_int_equal(freight_chargeable_g(1, 400, 300, 200, 12000), 2000);
    assert_int_equal(freight_chargeable_g(1, 400, 300, 201, 6000), 4020);
    assert_int_equal(freight_chargeable_g(1, 101, 101, 101, 6000), 172); /* 171.7 */
    assert_int_equal(freight_chargeable_g(2500, 400, 300, 200, 0), 2500);
    assert_int_equal(freight_chargeable_g(2500, 0, 300, 200, 6000), 2500);
    assert_int_equal(freight_chargeable_g(0, 10000, 10000, 10000, 1), INT64_C(1000000000000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fees_of_three_rows),
        cmocka_unit_test(flat_and_free_rows),
        cmocka_unit_test(fees_rise_by_steps),
        cmocka_unit_test(volume_counts_when_it_is_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
