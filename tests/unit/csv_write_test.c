/* Tables as text: RFC 4180, and cells that a spreadsheet would compute. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/csv.h"
#include "base/csv_write.h"

static struct arena *arena;

static int fresh_arena(void **state)
{
    (void)state;
    arena = arena_new(ARENA_LIMIT_DEFAULT);
    return 0;
}

static int drop_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* A table of this one cell. */
static const char *cell(const char *text)
{
    struct csv_writer csv;
    csv_write_begin(&csv, arena);
    csv_write_text(&csv, text);
    csv_write_row_end(&csv);
    return csv_write_end(&csv, NULL);
}

static void writes_rows(void **state)
{
    struct csv_writer csv;
    size_t length;
    (void)state;
    csv_write_begin(&csv, arena);
    csv_write_text(&csv, "name");
    csv_write_text(&csv, "n");
    csv_write_row_end(&csv);
    csv_write_text(&csv, "say \"hi\", twice\nor more");
    csv_write_i64(&csv, -5);
    csv_write_row_end(&csv);
    csv_write_text(&csv, NULL);
    csv_write_number(&csv, "-12.30");
    csv_write_number(&csv, "");
    csv_write_row_end(&csv);
    const char *table = csv_write_end(&csv, &length);
    assert_string_equal(table, "\xEF\xBB\xBF\"name\",\"n\"\r\n"
                               "\"say \"\"hi\"\", twice\nor more\",-5\r\n\"\",-12.30,\r\n");
    assert_int_equal(length, strlen(table));
}

static void an_empty_table_has_its_mark_only(void **state)
{
    struct csv_writer csv;
    (void)state;
    csv_write_begin(&csv, arena);
    assert_string_equal(csv_write_end(&csv, NULL), "\xEF\xBB\xBF");
}

static void formulas_are_shown_not_computed(void **state)
{
    static const char *const FORMULAS[] = {
        "=1+1",    "+1",   "-1",     "@SUM(A1)", "\t=1",
        "\r=1",    "\n=1", "\"=1\"", "'=1",      " =1",
        "＝1+1",   "＋1",  "－1",    "＠A1",     "=cmd|' /C calc'!A0",
        "\"\"\t=1"};
    (void)state;
    for (size_t i = 0; i < sizeof(FORMULAS) / sizeof(FORMULAS[0]); i++) {
        assert_int_equal(cell(FORMULAS[i])[3], '"');
        assert_int_equal(cell(FORMULAS[i])[4], '\'');
    }
    assert_string_equal(cell("=1\",\"=2"), "\xEF\xBB\xBF\"'=1\"\",\"\"=2\"\r\n");
}

static void other_text_stays(void **state)
{
    (void)state;
    assert_string_equal(cell("1=1"), "\xEF\xBB\xBF\"1=1\"\r\n");
    assert_string_equal(cell("奉节县"), "\xEF\xBB\xBF\"奉节县\"\r\n");
    assert_string_equal(cell("a-b"), "\xEF\xBB\xBF\"a-b\"\r\n");
    assert_string_equal(cell("\"a\""), "\xEF\xBB\xBF\"\"\"a\"\"\"\r\n");
}

static void no_fault(void *argument, size_t row, const char *column, const char *message)
{
    (void)argument;
    fail_msg("%zu %s %s", row, column, message);
}

static void what_is_written_can_be_read(void **state)
{
    struct csv_writer csv;
    struct csv read;
    size_t length;
    (void)state;
    csv_write_begin(&csv, arena);
    csv_write_text(&csv, "a");
    csv_write_text(&csv, "b");
    csv_write_row_end(&csv);
    csv_write_text(&csv, "x, \"y\"\nz");
    csv_write_i64(&csv, INT64_MIN);
    csv_write_row_end(&csv);
    const char *table = csv_write_end(&csv, &length);
    assert_true(csv_parse(arena, table, length, &read, no_fault, NULL));
    assert_string_equal(csv_field(&read, 0, 0), "x, \"y\"\nz");
    assert_string_equal(csv_field(&read, 0, 1), "-9223372036854775808");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_rows, fresh_arena, drop_arena),
        cmocka_unit_test_setup_teardown(an_empty_table_has_its_mark_only, fresh_arena, drop_arena),
        cmocka_unit_test_setup_teardown(formulas_are_shown_not_computed, fresh_arena, drop_arena),
        cmocka_unit_test_setup_teardown(other_text_stays, fresh_arena, drop_arena),
        cmocka_unit_test_setup_teardown(what_is_written_can_be_read, fresh_arena, drop_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
