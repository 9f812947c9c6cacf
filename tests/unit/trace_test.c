/* Small groups of a lot's households: merged until nothing small can be told from the total. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "catalog/trace.h"

static int merge(struct trace_village *villages, const int64_t *households, int count)
{
    for (int i = 0; i < count; i++)
        villages[i] = (struct trace_village){"村", households[i], households[i] * 10};
    return trace_merge_villages(villages, count, 5);
}

static void large_groups_stay(void **state)
{
    (void)state;
    struct trace_village villages[3];
    assert_int_equal(merge(villages, (int64_t[]){9, 6, 5}, 3), 3);
    assert_string_equal(villages[2].name, "村");
}

static void small_ones_are_merged(void **state)
{
    (void)state;
    struct trace_village villages[4];
    assert_int_equal(merge(villages, (int64_t[]){9, 4, 3, 2}, 4), 2);
    assert_null(villages[1].name);
    assert_int_equal(villages[1].households, 9);
    assert_int_equal(villages[1].grams, 90);
}

static void a_small_rest_takes_the_next(void **state)
{
    (void)state;
    struct trace_village villages[3];
    assert_int_equal(merge(villages, (int64_t[]){9, 6, 1}, 3), 2);
    assert_int_equal(villages[0].households, 9);
    assert_int_equal(villages[1].households, 7);
    assert_int_equal(merge(villages, (int64_t[]){6, 1}, 2), 1);
    assert_int_equal(villages[0].households, 7);
    assert_null(villages[0].name);
}

static void few_in_all_are_nothing(void **state)
{
    (void)state;
    struct trace_village villages[2];
    assert_int_equal(merge(villages, (int64_t[]){3, 1}, 2), 0);
    assert_int_equal(merge(villages, (int64_t[]){0}, 0), 0);
}

static void codes_as_typed(void **state)
{
    (void)state;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    assert_string_equal(trace_code(arena, " 5002-3613 ５０"), "5002361350");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_groups_stay),
        cmocka_unit_test(small_ones_are_merged),
        cmocka_unit_test(a_small_rest_takes_the_next),
        cmocka_unit_test(few_in_all_are_nothing),
        cmocka_unit_test(codes_as_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
