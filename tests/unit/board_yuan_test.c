/* Where a yuan goes, to the fen, without telling what few households hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "mall/board/board_yuan.h"
#include "tests/unit/prng.h"

enum { LEAST = 5 };

static struct board_row sold(int64_t sales_fen, int64_t freight_fen, int64_t households_fen,
                             int64_t withheld_fen, int64_t withheld_households)
{
    return (struct board_row){.sales_fen = sales_fen,
                              .freight_fen = freight_fen,
                              .households = 40,
                              .with = {40, 0},
                              .fen = {households_fen, 0},
                              .withheld_fen = withheld_fen,
                              .withheld_households = withheld_households};
}

static void check_sums(const struct board_row *total, const struct board_part *parts, int count)
{
    int64_t fen = 0, share_fen = 0;
    for (int i = 0; i < count; i++) {
        fen += parts[i].fen;
        share_fen += parts[i].share_fen;
        assert_true(parts[i].share_fen * total->sales_fen > parts[i].fen * 100 - total->sales_fen);
        assert_true(parts[i].share_fen * total->sales_fen < parts[i].fen * 100 + total->sales_fen);
    }
    assert_int_equal(fen, total->sales_fen);
    assert_int_equal(share_fen, 100);
}

static void parts_are_the_sales(void **state)
{
    (void)state;
    struct board_part parts[BOARD_YUAN_PARTS];
    struct board_row total = sold(7180, 1200, 1890, 0, 0);
    assert_int_equal(board_yuan(&total, LEAST, parts), 3);
    assert_int_equal(parts[0].fen, 1890);
    assert_int_equal(parts[1].fen, 4090);
    assert_int_equal(parts[2].fen, 1200);
    check_sums(&total, parts, 3);
}

static void any_sales_are_dealt_out_whole(void **state)
{
    (void)state;
    struct prng prng = {20261127};
    for (int i = 0; i < 2000; i++) {
        int64_t households = prng_between(&prng, 0, 1000000) + 1;
        int64_t freight = prng_between(&prng, 0, 300000);
        int64_t withheld = prng_between(&prng, 0, 50000);
        int64_t sales = households + freight + withheld + prng_between(&prng, 0, 1000000);
        struct board_row total =
            sold(sales, freight, households, withheld, withheld > 0 ? 1 + i % 9 : 0);
        struct board_part parts[BOARD_YUAN_PARTS];
        check_sums(&total, parts, board_yuan(&total, LEAST, parts));
    }
}

static void what_few_are_denied_is_no_line(void **state)
{
    (void)state;
    struct board_part parts[BOARD_YUAN_PARTS];
    struct board_row total = sold(7180, 1200, 1890, 300, 4);
    assert_int_equal(board_yuan(&total, LEAST, parts), 3);
    assert_int_equal(parts[1].fen, 4090);
    assert_non_null(strstr(parts[1].text, "暂存待核实"));
    total.withheld_households = 5;
    assert_int_equal(board_yuan(&total, LEAST, parts), 4);
    assert_int_equal(parts[1].fen, 3790);
    assert_int_equal(parts[3].fen, 300);
}

static void nothing_is_told_of_few_households(void **state)
{
    (void)state;
    struct board_part parts[BOARD_YUAN_PARTS];
    struct board_row total = sold(7180, 1200, 1890, 0, 0);
    total.households = total.with[BOARD_ACCRUED] = 4;
    assert_int_equal(board_yuan(&total, LEAST, parts), 0);
    total = sold(0, 0, 0, 0, 0);
    assert_int_equal(board_yuan(&total, LEAST, parts), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_the_sales),
        cmocka_unit_test(any_sales_are_dealt_out_whole),
        cmocka_unit_test(what_few_are_denied_is_no_line),
        cmocka_unit_test(nothing_is_told_of_few_households),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
