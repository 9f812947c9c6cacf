/* What is done with modules: their settings in one table, their timed work with its rests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/module.h"

static const struct config_setting OWN[] = {SETTING_INT("A_PORT", "1", 1, 9, "port"),
                                            {.name = NULL}};
static const struct config_setting OTHERS[] = {
    SETTING_FLAG("A_FLAG", "flag"), SETTING_TEXT("A_TEXT", "x", "text"), {.name = NULL}};

static void settings_stand_in_one_table(void **state)
{
    (void)state;
    static const struct module BARE = {.name = "bare"}, RICH = {.name = "rich", .settings = OTHERS};
    static const struct module *const LIST[] = {&BARE, &RICH, &BARE};
    static const char *const NAMES[] = {"A_PORT", "A_FLAG", "A_TEXT"};
    struct config_setting *all = module_settings(OWN, LIST, 3);
    for (int i = 0; i < 3; i++)
        assert_string_equal(all[i].name, NAMES[i]);
    assert_null(all[3].name);
    assert_int_equal(all[0].max, 9);
    assert_string_equal(all[1].fallback, "0");
    free(all);
}

/* ---- timed work ---- */

static int runs, due;
static bool can, more;

static bool work(struct task *task, int *done, struct refusal *why)
{
    (void)task;
    runs++;
    *done = due;
    return can || refuse(why, &REFUSAL_UNAVAILABLE, NULL);
}

/* Runs it so often, and says how often it really ran. */
static int tried(const struct timed_piece *piece, int64_t *next_ms, int times)
{
    struct refusal why;
    int done;
    runs = 0;
    for (int i = 0; i < times; i++) {
        assert_true(timed_run(piece, next_ms, NULL, &done, &more, &why));
        assert_int_equal(done, runs > i ? due : 0);
    }
    return runs;
}

static void a_piece_without_period_never_rests(void **state)
{
    (void)state;
    static const struct timed_piece PIECE = {.name = "piece", .run = work};
    int64_t next_ms = 0;
    can = true;
    due = 0;
    assert_int_equal(tried(&PIECE, &next_ms, 3), 3);
}

static void a_piece_rests_after_each_run(void **state)
{
    (void)state;
    static const struct timed_piece PIECE = {.name = "piece", .run = work, .period_ms = 3600000};
    int64_t next_ms = 0;
    can = true;
    due = 5;
    assert_int_equal(tried(&PIECE, &next_ms, 3), 1);
    assert_true(next_ms > clock_mono_ms());
    next_ms = clock_mono_ms();
    assert_int_equal(tried(&PIECE, &next_ms, 3), 1);
}

static void a_piece_with_more_to_do_does_not_rest(void **state)
{
    (void)state;
    static const struct timed_piece PIECE = {
        .name = "piece", .run = work, .period_ms = 3600000, .again_from = 3};
    int64_t next_ms = 0;
    can = true;
    due = 5;
    assert_int_equal(tried(&PIECE, &next_ms, 3), 3);
    assert_true(more);
    due = 3;
    assert_int_equal(tried(&PIECE, &next_ms, 3), 3);
    assert_true(more);
    due = 2; /* less than its part: the rest can wait */
    assert_int_equal(tried(&PIECE, &next_ms, 3), 1);
    assert_false(more);
}

static void who_rests_has_no_more_to_do(void **state)
{
    (void)state;
    static const struct timed_piece PIECE = {.name = "piece", .run = work, .period_ms = 3600000};
    int64_t next_ms = 0;
    can = true;
    due = 5;
    more = true;
    assert_int_equal(tried(&PIECE, &next_ms, 1), 1);
    assert_false(more);
    more = true;
    assert_int_equal(tried(&PIECE, &next_ms, 1), 0);
    assert_false(more);
}

static void a_piece_that_could_not_tries_again(void **state)
{
    (void)state;
    static const struct timed_piece PIECE = {
        .name = "piece", .run = work, .period_ms = 3600000, .again_from = 1};
    struct refusal why;
    int64_t next_ms = 0;
    int done;
    can = false;
    due = 5;
    runs = 0;
    for (int i = 0; i < 2; i++) {
        more = true;
        assert_false(timed_run(&PIECE, &next_ms, NULL, &done, &more, &why));
        assert_false(more); /* not at once: in the next round */
    }
    assert_int_equal(runs, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_stand_in_one_table),
        cmocka_unit_test(a_piece_without_period_never_rests),
        cmocka_unit_test(a_piece_rests_after_each_run),
        cmocka_unit_test(a_piece_with_more_to_do_does_not_rest),
        cmocka_unit_test(who_rests_has_no_more_to_do),
        cmocka_unit_test(a_piece_that_could_not_tries_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
