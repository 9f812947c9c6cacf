/* What is remembered, for how long, and what is forgotten. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memo.h"

struct value {
    int64_t number;
    char *owned;
};

static int dropped;

static void drop(void *argument)
{
    struct value *value = argument;
    free(value->owned);
    dropped++;
}

static struct memo memo;

static int set_up(void **state)
{
    (void)state;
    memo = (struct memo){.sets = 4,
                         .ways = 2,
                         .key_size = 8,
                         .value_size = sizeof(struct value),
                         .max_age_ms = 1000,
                         .drop = drop};
    dropped = 0;
    clock_test_stop();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    clock_test_end();
    memo_forget_all(&memo);
    free(memo.entries);
    return 0;
}

static const struct value *keep(const char *key, int64_t number)
{
    struct value value = {number, strdup(key)};
    return memo_keep_text(&memo, key, &value, memo_stamp(&memo));
}

static int64_t known(const char *key)
{
    const struct value *value = memo_find_text(&memo, key);
    if (value != NULL)
        assert_string_equal(value->owned, key);
    return value != NULL ? value->number : 0;
}

static void what_was_kept_is_found(void **state)
{
    (void)state;
    assert_int_equal(known("a"), 0);
    assert_int_equal(keep("a", 1)->number, 1);
    assert_int_equal(keep("ab", 2)->number, 2);
    assert_int_equal(known("a"), 1);
    assert_int_equal(known("ab"), 2);
    keep("a", 3);
    assert_int_equal(known("a"), 3);
    assert_int_equal(dropped, 1);
    assert_int_equal(known("12345678"), 0); /* no key of this memo */
}

static void age_ends_it(void **state)
{
    (void)state;
    keep("a", 1);
    clock_test_advance_ms(999);
    assert_int_equal(known("a"), 1);
    clock_test_advance_ms(1);
    assert_int_equal(known("a"), 0);
    memo.max_age_ms = 0;
    keep("a", 1);
    assert_int_equal(known("a"), 0);
}

static void the_oldest_gives_way(void **state)
{
    char key[12];
    int found = 0;
    (void)state;
    for (int i = 1; i <= 100; i++) {
        snprintf(key, sizeof(key), "%d", i);
        keep(key, i);
        clock_test_advance_ms(1);
        assert_int_equal(known(key), i);
    }
    for (int i = 1; i <= 100; i++) {
        snprintf(key, sizeof(key), "%d", i);
        found += known(key) == i;
    }
    assert_true(found <= 8);
    assert_int_equal(dropped, 100 - found);
    assert_int_equal(known("100"), 100);
}

static bool is_odd(const void *value, const void *argument)
{
    (void)argument;
    return ((const struct value *)value)->number % 2 == 1;
}

static void forgetting(void **state)
{
    (void)state;
    memo.ways = 8;
    for (int i = 1; i <= 6; i++)
        keep((char[]){(char)('a' + i), '\0'}, i);
    memo_forget_text(&memo, "b");
    assert_int_equal(known("b"), 0);
    assert_int_equal(known("c"), 2);
    memo_forget_where(&memo, is_odd, NULL);
    assert_int_equal(known("d"), 0);
    assert_int_equal(known("e"), 4);
    memo_forget_all(&memo);
    assert_int_equal(known("e"), 0);
    assert_int_equal(dropped, 6);
    memo_forget_text(&memo, "b");
}

static void what_changed_while_it_was_read_is_good_for_once(void **state)
{
    struct value value = {7, strdup("a")};
    uint64_t stamp = memo_stamp(&memo);
    (void)state;
    memo_forget_text(&memo, "other");
    const struct value *kept = memo_keep_text(&memo, "a", &value, stamp);
    assert_int_equal(kept->number, 7);
    assert_int_equal(known("a"), 0);
    keep("a", 8);
    assert_int_equal(known("a"), 8);
}

#define CASE(test_) cmocka_unit_test_setup_teardown(test_, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(what_was_kept_is_found),
        CASE(age_ends_it),
        CASE(the_oldest_gives_way),
        CASE(forgetting),
        CASE(what_changed_while_it_was_read_is_good_for_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
