/* How long a batch waits for more who come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/gather.h"

enum { WINDOW_US = 50000 };

/* `came` in each of two windows, evenly; what a batch may wait at their end. */
static int wait_after(int came, int queued, int under_way)
{
    struct gather gather = {0};
    int64_t now_us = 1000000;
    for (int i = 0; i < 2 * came; i++)
        gather_note(&gather, now_us + (int64_t)i * WINDOW_US / came);
    return gather_wait_ms(&gather, now_us + (int64_t)2 * WINDOW_US - 1, queued, under_way);
}

static void few_never_wait(void **state)
{
    (void)state;
    for (int under_way = 0; under_way <= 31; under_way++)
        for (int came = 1; came <= 2000; came += 7)
            assert_int_equal(wait_after(came, 1, under_way), 0);
}

static void a_crowd_waits_a_sixteenth_of_its_time(void **state)
{
    (void)state;
    /* 128 who come at 800/s take 160 ms: 10 ms, in which 8 come */
    assert_int_equal(wait_after(40, 1, 128), 10);
    /* at 1,600/s 80 ms: 5 */
    assert_int_equal(wait_after(80, 1, 128), 5);
    /* at 4,000/s and at 20,000/s they come before it is worth a wait */
    assert_int_equal(wait_after(200, 1, 128), 0);
    assert_int_equal(wait_after(1000, 1, 128), 0);
}

static void nobody_waits_longer_than_the_most(void **state)
{
    (void)state;
    assert_int_equal(wait_after(40, 1, 100000), GATHER_MAX_MS);
    /* so slow that not two come meanwhile */
    assert_int_equal(wait_after(9, 1, 100000), 0);
}

static void what_is_enough_goes(void **state)
{
    (void)state;
    assert_true(wait_after(40, GATHER_ENOUGH - 1, 128) > 0);
    assert_int_equal(wait_after(40, GATHER_ENOUGH, 128), 0);
}

static void who_came_long_ago_is_forgotten(void **state)
{
    (void)state;
    struct gather gather = {0};
    int64_t now_us = 1000000;
    assert_int_equal(gather_wait_ms(&gather, now_us, 1, 128), 0);
    for (int i = 0; i < 100; i++)
        gather_note(&gather, now_us);
    now_us += WINDOW_US;
    assert_true(gather_wait_ms(&gather, now_us, 1, 128) > 0);
    now_us += 2 * WINDOW_US;
    assert_int_equal(gather_wait_ms(&gather, now_us, 1, 128), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_never_wait),
        cmocka_unit_test(a_crowd_waits_a_sixteenth_of_its_time),
        cmocka_unit_test(nobody_waits_longer_than_the_most),
        cmocka_unit_test(what_is_enough_goes),
        cmocka_unit_test(who_came_long_ago_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
