/* Which rows of households stand by themselves for everybody, and which together. */
#include "ledger/group.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const APART[] = {"state", NULL};
static const char *const SUMS[] = {"fen", "parts", NULL};
static const struct group_shape SHAPE = {APART, SUMS};

static void add(json_t *rows, const char *village, int no, const char *state, int fen)
{
    char pseudonym[16];
    snprintf(pseudonym, sizeof(pseudonym), "第%d户", no);
    json_array_append_new(rows, json_pack("{s:s, s:s, s:s, s:s, s:i, s:[i, i]}", "pseudonym",
                                          pseudonym, "village_name", village, "village_code",
                                          village, "state", state, "fen", fen, "parts", fen, 1));
}

static json_int_t sum(json_t *rows)
{
    json_int_t all = 0;
    size_t i;
    json_t *row;
    json_array_foreach(rows, i, row) {
        all += json_integer_value(json_object_get(row, "fen"));
        assert_int_equal(json_integer_value(json_object_get(row, "fen")),
                         json_integer_value(json_array_get(json_object_get(row, "parts"), 0)));
        assert_null(json_object_get(row, "village_code"));
    }
    return all;
}

static const char *text(json_t *rows, size_t i, const char *name)
{
    return json_string_value(json_object_get(json_array_get(rows, i), name));
}

static json_t *count(json_t *rows, size_t i)
{
    return json_object_get(json_array_get(rows, i), "households");
}

static void a_large_village_is_named(void **state)
{
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    json_t *rows = json_array();
    for (int i = 1; i <= 5; i++)
        add(rows, "甲村", i, "accrued", i);
    for (int i = 1; i <= 2; i++)
        add(rows, "乙村", i, "accrued", 10);
    json_t *out = group_public(arena, rows, &SHAPE, 5);
    assert_int_equal(json_array_size(out), 6);
    assert_int_equal(sum(out), 35);
    assert_true(json_is_null(json_object_get(json_array_get(out, 0), "pseudonym")));
    assert_true(json_is_null(count(out, 0)));
    assert_string_equal(text(out, 0, "label"), "不到 5 户");
    assert_string_equal(text(out, 0, "village_name"), "乙村");
    assert_string_equal(text(out, 1, "label"), "第1户");
    assert_int_equal(json_integer_value(count(out, 1)), 1);
    json_decref(out);
    json_decref(rows);
    arena_free(arena);
}

static void small_villages_stand_together(void **state)
{
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    json_t *rows = json_array();
    const char *villages[] = {"甲村", "乙村", "丙村", "丁村", "戊村"};
    for (size_t v = 0; v < 5; v++) {
        add(rows, villages[v], 1, "accrued", 1);
        add(rows, villages[v], 2, "accrued", 1);
    }
    json_t *out = group_public(arena, rows, &SHAPE, 5);
    assert_int_equal(json_array_size(out), 1);
    assert_int_equal(sum(out), 10);
    assert_int_equal(json_integer_value(count(out, 0)), 10);
    assert_string_equal(text(out, 0, "label"), "10 户");
    assert_string_equal(text(out, 0, "village_name"), "甲村、乙村、丙村等");
    json_decref(out);
    json_decref(rows);
    arena_free(arena);
}

/* Five would be named, but the sixth would follow from them. */
static void one_small_set_hides_its_village(void **state)
{
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    json_t *rows = json_array();
    for (int i = 1; i <= 5; i++)
        add(rows, "甲村", i, "accrued", 1);
    add(rows, "甲村", 6, "withheld", 7);
    json_t *out = group_public(arena, rows, &SHAPE, 5);
    assert_int_equal(json_array_size(out), 2);
    assert_string_equal(text(out, 0, "label"), "5 户");
    assert_string_equal(text(out, 1, "label"), "不到 5 户");
    assert_int_equal(sum(out), 12);
    json_decref(out);
    out = group_public(arena, rows, &SHAPE, 0);
    assert_int_equal(json_array_size(out), 6);
    assert_string_equal(text(out, 5, "label"), "第6户");
    json_decref(out);
    json_decref(rows);
    arena_free(arena);
}

/* Who does not want to be shown never stands alone, and does not follow from the others. */
static void hidden_ones_never_stand_alone(void **state)
{
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    json_t *rows = json_array();
    for (int i = 1; i <= 12; i++)
        add(rows, "甲村", i, "accrued", 1);
    json_object_set_new(json_array_get(rows, 3), "hidden", json_true());
    json_t *out = group_public(arena, rows, &SHAPE, 5);
    assert_int_equal(json_array_size(out), 1); /* one alone hides its village */
    assert_string_equal(text(out, 0, "label"), "12 户");
    assert_null(json_object_get(json_array_get(out, 0), "hidden"));
    json_decref(out);
    for (size_t i = 4; i < 8; i++)
        json_object_set_new(json_array_get(rows, i), "hidden", json_true());
    out = group_public(arena, rows, &SHAPE, 5);
    assert_int_equal(json_array_size(out), 8); /* five stand together, seven alone */
    assert_string_equal(text(out, 0, "label"), "5 户");
    assert_string_equal(text(out, 4, "label"), "第9户");
    assert_null(json_object_get(json_array_get(out, 4), "hidden"));
    assert_int_equal(sum(out), 12);
    json_decref(out);
    out = group_public(arena, rows, &SHAPE, 0);
    assert_int_equal(json_array_size(out), 8); /* on the buyer's own receipt as well */
    json_decref(out);
    json_decref(rows);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_large_village_is_named),
        cmocka_unit_test(small_villages_stand_together),
        cmocka_unit_test(one_small_set_hides_its_village),
        cmocka_unit_test(hidden_ones_never_stand_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
