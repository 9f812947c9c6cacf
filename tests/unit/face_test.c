/* What cards compute: seasons over new year, the price of a jin, initials, the month before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "catalog/face.h"
#include "catalog/suggest.h"
#include "mall/board/month.h"

static void seasons_go_over_new_year(void **state)
{
    (void)state;
    assert_true(face_season_holds("", "", "06-01"));
    assert_true(face_season_holds("05-20", "08-10", "05-20"));
    assert_true(face_season_holds("05-20", "08-10", "08-10"));
    assert_false(face_season_holds("05-20", "08-10", "05-19"));
    assert_false(face_season_holds("05-20", "08-10", "08-11"));
    assert_true(face_season_holds("11-20", "03-31", "12-31"));
    assert_true(face_season_holds("11-20", "03-31", "01-01"));
    assert_true(face_season_holds("11-20", "03-31", "03-31"));
    assert_false(face_season_holds("11-20", "03-31", "04-01"));
    assert_false(face_season_holds("11-20", "03-31", "11-19"));
}

static void a_jin_is_rounded_half_up(void **state)
{
    (void)state;
    assert_int_equal(face_per_jin_fen(5980, 5000), 598);
    assert_int_equal(face_per_jin_fen(2180, 1500), 727); /* 726.67 */
    assert_int_equal(face_per_jin_fen(1, 1000), 1);      /* 0.5 */
    assert_int_equal(face_per_jin_fen(1, 1001), 0);
    assert_int_equal(face_per_jin_fen(3, 2000), 1); /* 0.75 */
    assert_int_equal(face_per_jin_fen(100000000, 1), INT64_C(50000000000));
}

static void initials_of_names(void **state)
{
    (void)state;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    assert_string_equal(suggest_initials(arena, "脐橙"), "qc");
    assert_string_equal(suggest_initials(arena, "奉节脐橙 大果（80-85 mm）"), "fjqcdg8085mm");
    assert_string_equal(suggest_initials(arena, "枸杞"), "gq");
    assert_string_equal(suggest_initials(arena, "藜麦"), "lm");
    assert_string_equal(suggest_initials(arena, "湄潭县"), "mtx");
    assert_string_equal(suggest_initials(arena, "ABC 9"), "abc9");
    assert_string_equal(suggest_initials(arena, "，。！"), "");
    assert_string_equal(suggest_initials(arena, "😀𠀀"), "");
    arena_free(arena);
}

static void the_month_before(void **state)
{
    (void)state;
    char first[11], next[11];
    month_before("2026-11-27", first, next);
    assert_string_equal(first, "2026-10-01");
    assert_string_equal(next, "2026-11-01");
    month_before("2027-01-31", first, next);
    assert_string_equal(first, "2026-12-01");
    assert_string_equal(next, "2027-01-01");
}

static void small_groups_are_not_shown(void **state)
{
    (void)state;
    struct month_figures figures = {
        .households = 12, .matured_households = 7, .accrued_households = 5};
    assert_true(month_is_shown(&figures, 5));
    figures.accrued_households = 4;
    assert_false(month_is_shown(&figures, 5));
    figures.accrued_households = 0;
    assert_true(month_is_shown(&figures, 5));
    assert_true(month_is_shown(&(struct month_figures){0}, 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seasons_go_over_new_year),   cmocka_unit_test(a_jin_is_rounded_half_up),
        cmocka_unit_test(initials_of_names),          cmocka_unit_test(the_month_before),
        cmocka_unit_test(small_groups_are_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
