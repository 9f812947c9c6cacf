/* The rule that keeps small groups out of the public board's tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "mall/board/board.h"
#include "mall/board/edition.h"
#include "tests/unit/prng.h"

enum { LEAST = 5, ROWS_MAX = 12 };

/* One row: households with accrued and with matured money. */
#define ROW(accrued_, matured_)                                                                    \
    {                                                                                              \
        .with = {(accrued_), (matured_)},                                                          \
        .households = (accrued_) > (matured_) ? (accrued_) : (matured_)                            \
    }

/* What is hidden of each row, column by column: shown, small, companion. */
static void check(struct board_row *rows, int count, bool disjoint, const char *accrued,
                  const char *matured)
{
    const char *wanted[] = {accrued, matured};
    board_hide(rows, count, LEAST, disjoint);
    for (int column = BOARD_ACCRUED; column <= BOARD_MATURED; column++) {
        char got[ROWS_MAX + 1] = "";
        for (int i = 0; i < count; i++)
            got[i] = "-sc"[rows[i].hidden[column]];
        assert_string_equal(got, wanted[column]);
    }
}

#define CHECK(disjoint_, accrued_, matured_, ...)                                                  \
    do {                                                                                           \
        struct board_row rows_[] = {__VA_ARGS__};                                                  \
        check(rows_, (int)(sizeof(rows_) / sizeof(rows_[0])), (disjoint_), (accrued_),             \
              (matured_));                                                                         \
    } while (0)

static void large_cells_are_shown(void **state)
{
    (void)state;
    CHECK(true, "---", "---", ROW(5, 5), ROW(100, 7), ROW(6, 0));
    CHECK(true, "-", "-", ROW(0, 0));
    check(NULL, 0, true, "", "");
}

static void a_small_cell_takes_the_next_smallest_with_it(void **state)
{
    (void)state;
    CHECK(true, "s-c", "---", ROW(4, 0), ROW(30, 0), ROW(9, 0));
    CHECK(true, "---", "-cs", ROW(0, 12), ROW(0, 5), ROW(0, 1));
}

static void a_row_without_such_money_protects_nobody(void **state)
{
    (void)state;
    /* the row of 6 has no matured money: what is missing from the total would be the small row's */
    CHECK(true, "---", "s-c", ROW(0, 2), ROW(6, 0), ROW(0, 40));
}

/* A row of twenty households keeps the cell that is about all of them. */
static void a_small_cell_leaves_its_row(void **state)
{
    (void)state;
    CHECK(true, "---", "sc-", ROW(20, 1), ROW(30, 8), ROW(40, 9));
    struct board_row rows[] = {ROW(20, 1), ROW(3, 0)};
    board_hide(rows, 2, LEAST, true);
    assert_false(rows[0].households_hidden);
    assert_true(rows[1].households_hidden);
}

static void two_small_cells_need_enough_households_together(void **state)
{
    (void)state;
    CHECK(true, "ss-", "---", ROW(3, 0), ROW(2, 0), ROW(9, 0));
    CHECK(true, "ssc", "---", ROW(1, 0), ROW(2, 0), ROW(9, 0));
    /* the same households may be in both months */
    CHECK(false, "ssc", "---", ROW(3, 0), ROW(4, 0), ROW(9, 0));
}

static void when_all_are_small_all_are_hidden(void **state)
{
    (void)state;
    CHECK(true, "s", "s", ROW(4, 1));
    CHECK(true, "ss", "-s", ROW(1, 0), ROW(2, 2));
}

static void total_of_few_is_not_shown(void **state)
{
    (void)state;
    struct board_row total = ROW(5, 4);
    assert_true(board_total_shown(&total, BOARD_ACCRUED, LEAST));
    assert_false(board_total_shown(&total, BOARD_MATURED, LEAST));
    total.with[BOARD_MATURED] = 0;
    assert_true(board_total_shown(&total, BOARD_MATURED, LEAST));
}

/* Whatever the table: nothing shown is small, and what total minus shown leaves is made of two rows
 * and enough households, unless no shown row was left to hide. */
static void nothing_small_follows_from_the_total(void **state)
{
    (void)state;
    struct prng prng = {5};
    for (int round = 0; round < 20000; round++) {
        struct board_row rows[ROWS_MAX];
        int count = (int)prng_between(&prng, 1, ROWS_MAX);
        memset(rows, 0, sizeof(rows));
        for (int i = 0; i < count; i++) {
            int64_t accrued = prng_between(&prng, 0, 12), matured = prng_between(&prng, 0, 12);
            rows[i] = (struct board_row)ROW(accrued, matured);
        }
        board_hide(rows, count, LEAST, true);
        for (int column = 0; column < BOARD_COLUMNS; column++) {
            int64_t hidden_sum = 0;
            int hidden = 0, shown = 0, small = 0;
            for (int i = 0; i < count; i++) {
                int64_t with = rows[i].with[column];
                if (rows[i].hidden[column] == BOARD_SHOWN)
                    assert_true(with == 0 || with >= LEAST);
                if (with == 0)
                    continue;
                small += with < LEAST;
                hidden += rows[i].hidden[column] != BOARD_SHOWN;
                shown += rows[i].hidden[column] == BOARD_SHOWN;
                hidden_sum += rows[i].hidden[column] != BOARD_SHOWN ? with : 0;
            }
            assert_true(small == 0 || shown == 0 || (hidden >= 2 && hidden_sum >= LEAST));
        }
    }
}

static void an_edition_ends_at_midnight_in_beijing(void **state)
{
    (void)state;
    int64_t midnight_s = 1764259200; /* 2025-11-28 00:00 in Beijing */
    int64_t day = edition_of(midnight_s * 1000000, 86400);
    assert_int_equal(edition_of((midnight_s + 86399) * 1000000, 86400), day);
    assert_int_equal(edition_of((midnight_s + 86400) * 1000000, 86400), day + 1);
    assert_int_equal(edition_of(midnight_s * 1000000 - 1, 86400), day - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_cells_are_shown),
        cmocka_unit_test(a_small_cell_takes_the_next_smallest_with_it),
        cmocka_unit_test(a_row_without_such_money_protects_nobody),
        cmocka_unit_test(a_small_cell_leaves_its_row),
        cmocka_unit_test(two_small_cells_need_enough_households_together),
        cmocka_unit_test(when_all_are_small_all_are_hidden),
        cmocka_unit_test(total_of_few_is_not_shown),
        cmocka_unit_test(nothing_small_follows_from_the_total),
        cmocka_unit_test(an_edition_ends_at_midnight_in_beijing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
