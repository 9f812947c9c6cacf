/* Which changes of households' income the board tells, and which wait for others. */
#include "mall/board/board_step.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/prng.h"

enum { LEAST = 5, MANY = 100, CHANGES_MAX = 60 };

/* A change in rows that many households are in. */
static struct board_change change(const char *county, const char *month, const char *kind,
                                  const char *step, int64_t household)
{
    return (struct board_change){.county_code = county,
                                 .month = month,
                                 .kind = kind,
                                 .step = step,
                                 .household_id = household,
                                 .fen = 100,
                                 .county_with = MANY,
                                 .month_with = MANY,
                                 .kind_with = MANY};
}

static int hold(struct board_change *changes, int count)
{
    struct arena *arena = arena_new(1 << 20);
    int held = board_step_hold(arena, changes, count, LEAST);
    arena_free(arena);
    return held;
}

static void enough_are_told_and_few_wait(void **state)
{
    (void)state;
    struct board_change changes[LEAST];
    for (int i = 0; i < LEAST; i++)
        changes[i] = change("500236", "2026-11", "purchase", "accrued", i);
    assert_int_equal(hold(changes, LEAST), 0);
    assert_int_equal(hold(changes, LEAST - 1), LEAST - 1);
    assert_int_equal(hold(changes, 0), 0);
}

/* One household that changes twice is one. */
static void a_household_counts_once(void **state)
{
    (void)state;
    struct board_change changes[LEAST];
    for (int i = 0; i < LEAST; i++)
        changes[i] = change("500236", "2026-11", i % 2 == 0 ? "purchase" : "labour", "accrued", 1);
    assert_int_equal(hold(changes, LEAST), LEAST);
}

/* Six of the county, but the sixth alone in another kind: the difference of that kind would be its
 * income. */
static void who_is_alone_in_a_row_waits(void **state)
{
    (void)state;
    struct board_change changes[LEAST + 1];
    for (int i = 0; i <= LEAST; i++)
        changes[i] = change("500236", "2026-11", i < LEAST ? "purchase" : "labour", "accrued", i);
    assert_int_equal(hold(changes, LEAST + 1), 1);
    assert_true(changes[LEAST].held);
}

/* Holding one leaves another row with too few, and so on. */
static void what_is_held_counts_nowhere(void **state)
{
    (void)state;
    struct board_change changes[LEAST + 1];
    for (int i = 0; i <= LEAST; i++)
        changes[i] = change(i < LEAST - 1 ? "500236"
                            : i < LEAST   ? "130881"
                                          : "500236",
                            "2026-11", "purchase", "accrued", i);
    /* five of 500236, one of 130881, which waits; five are told */
    assert_int_equal(hold(changes, LEAST + 1), 1);
    assert_true(changes[LEAST - 1].held);
    changes[0].kind = "labour"; /* alone in its kind: then the county has four, too */
    assert_int_equal(hold(changes, LEAST + 1), LEAST + 1);
}

/* What moves from one column to another moves whole: nothing is missing meanwhile. */
static void a_household_moves_whole(void **state)
{
    (void)state;
    struct board_change changes[2 * LEAST];
    for (int i = 0; i < LEAST; i++) {
        changes[2 * i] = change("500236", "2026-11", "purchase", "accrued", i);
        changes[2 * i].fen = 0;
        changes[2 * i + 1] =
            change("500236", "2026-11", "purchase", i > 0 ? "matured" : "borne", i);
    }
    /* one household's money is borne by the seller: alone in that column, so all of it waits, and
     * then too few are left */
    assert_int_equal(hold(changes, 2 * LEAST), 2 * LEAST);
    changes[1].step = "matured";
    assert_int_equal(hold(changes, 2 * LEAST), 0);
}

/* Rows of few households are hidden; the total would tell their sum. */
static void hidden_rows_count_together(void **state)
{
    (void)state;
    static const char *const COUNTIES[] = {"500236", "130881"};
    struct board_change changes[2 * LEAST];
    for (int i = 0; i < 2 * LEAST; i++)
        changes[i] = change("510725", "2026-11", "purchase", "accrued", i);
    for (int i = 0; i < 3; i++) {
        changes[i].county_code = COUNTIES[0];
        changes[i].county_with = 3;
    }
    assert_int_equal(hold(changes, 2 * LEAST), 3);
    for (int i = 3; i < 5; i++) {
        changes[i].county_code = COUNTIES[1];
        changes[i].county_with = 2;
    }
    assert_int_equal(hold(changes, 2 * LEAST), 0);
}

/* Households that change in one row and column by what is told. */
static int told_in(const struct board_change *changes, int count, const struct board_change *like,
                   int dimension)
{
    bool seen[8] = {false};
    int households = 0;
    for (int i = 0; i < count; i++) {
        const struct board_change *it = &changes[i];
        bool in = (dimension == 0 && strcmp(it->county_code, like->county_code) == 0) ||
                  (dimension == 1 && strcmp(it->month, like->month) == 0) ||
                  (dimension == 2 && strcmp(it->kind, like->kind) == 0) || dimension == 3;
        if (it->held || !in || strcmp(it->step, like->step) != 0 || seen[it->household_id])
            continue;
        seen[it->household_id] = true;
        households++;
    }
    return households;
}

/* No difference of a row is about fewer than the least group. */
static void no_difference_is_about_few(void **state)
{
    (void)state;
    static const char *const COUNTIES[] = {"500236", "130881"},
                             *const MONTHS[] = {"2026-10", "2026-11"},
                             *const KINDS[] = {"purchase", "labour"},
                             *const STEPS[] = {"accrued", "matured"};
    struct prng prng = {.state = 7};
    int told = 0;
    for (int round = 0; round < 2000; round++) {
        struct board_change changes[CHANGES_MAX];
        int count = 1 + (int)prng_between(&prng, 0, CHANGES_MAX - 1);
        for (int i = 0; i < count; i++)
            changes[i] = change(COUNTIES[prng_between(&prng, 0, 1)],
                                MONTHS[prng_between(&prng, 0, 1)], KINDS[prng_between(&prng, 0, 1)],
                                STEPS[prng_between(&prng, 0, 1)], prng_between(&prng, 0, 7));
        told += count - hold(changes, count);
        for (int i = 0; i < count; i++)
            for (int dimension = 0; !changes[i].held && dimension < 4; dimension++)
                assert_true(told_in(changes, count, &changes[i], dimension) >= LEAST);
    }
    assert_true(told > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enough_are_told_and_few_wait),
        cmocka_unit_test(a_household_counts_once),
        cmocka_unit_test(who_is_alone_in_a_row_waits),
        cmocka_unit_test(what_is_held_counts_nowhere),
        cmocka_unit_test(a_household_moves_whole),
        cmocka_unit_test(hidden_rows_count_together),
        cmocka_unit_test(no_difference_is_about_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
