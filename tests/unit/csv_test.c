/* Tables in text, after RFC 4180, and what becomes of broken ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"

/* Faults as text: "row/column/message;" one behind the other. */
struct faults {
    char text[2048];
    int count;
};

static void note(void *argument, size_t row, const char *column, const char *message)
{
    struct faults *faults = argument;
    size_t used = strlen(faults->text);
    snprintf(faults->text + used, sizeof(faults->text) - used, "%zu/%s/%s;", row, column, message);
    faults->count++;
}

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

/* The bytes stand in memory of just their length, so that a sanitizer sees a step beyond. */
static bool parse_bytes(const char *bytes, size_t length, struct csv *csv, struct faults *faults)
{
    char *exact = malloc(length > 0 ? length : 1);
    assert_non_null(exact);
    memcpy(exact, bytes, length);
    memset(faults, 0, sizeof(*faults));
    bool ok = csv_parse(arena, exact, length, csv, note, faults);
    free(exact);
    assert_int_equal(ok, faults->count == 0);
    return ok;
}

static bool parse(const char *text, struct csv *csv, struct faults *faults)
{
    return parse_bytes(text, strlen(text), csv, faults);
}

static void reads_a_plain_table(void **state)
{
    struct csv csv;
    struct faults faults;
    (void)state;
    assert_true(parse("code,name\n500236,奉节县\n430421,\n", &csv, &faults));
    assert_int_equal(csv.column_count, 2);
    assert_int_equal(csv.row_count, 2);
    assert_int_equal(csv_column(&csv, "name"), 1);
    assert_int_equal(csv_column(&csv, "nam"), -1);
    assert_string_equal(csv_field(&csv, 0, 1), "奉节县");
    assert_string_equal(csv_field(&csv, 1, 0), "430421");
    assert_string_equal(csv_field(&csv, 1, 1), "");
}

static void takes_byte_order_mark_crlf_and_a_missing_last_line_end(void **state)
{
    struct csv csv;
    struct faults faults;
    (void)state;
    assert_true(parse("\xEF\xBB\xBF"
                      "a,b\r\n1,2\r\n3,4",
                      &csv, &faults));
    assert_string_equal(csv.names[0], "a");
    assert_int_equal(csv.row_count, 2);
    assert_string_equal(csv_field(&csv, 0, 1), "2");
    assert_string_equal(csv_field(&csv, 1, 1), "4");
}

static void reads_quoted_fields(void **state)
{
    struct csv csv;
    struct faults faults;
    (void)state;
    assert_true(parse("a,b,c\n\"x, y\",\"say \"\"hi\"\"\",\"\"\n\"two\nlines\",\"\"\"\",3\n", &csv,
                      &faults));
    assert_int_equal(csv.row_count, 2);
    assert_string_equal(csv_field(&csv, 0, 0), "x, y");
    assert_string_equal(csv_field(&csv, 0, 1), "say \"hi\"");
    assert_string_equal(csv_field(&csv, 0, 2), "");
    assert_string_equal(csv_field(&csv, 1, 0), "two\nlines");
    assert_string_equal(csv_field(&csv, 1, 1), "\"");
}

static void names_row_and_column_of_every_fault(void **state)
{
    struct csv csv;
    struct faults faults;
    (void)state;
    assert_false(parse("a,b\n1\n1,2,3\n1,2\n", &csv, &faults));
    assert_string_equal(faults.text,
                        "2//the row has too few fields;3//the row has too many fields;");
    assert_int_equal(csv.row_count, 1);

    assert_false(parse("a,b\nx\"y,2\n\"x\"y,2\n1,\xFF\n", &csv, &faults));
    assert_string_equal(faults.text, "2/a/a quote inside a field that is not quoted;"
                                     "3/a/text behind a closing quote;4/b/not clean UTF-8 text;");
}

static void an_open_quote_ends_the_reading(void **state)
{
    struct csv csv;
    struct faults faults;
    (void)state;
    assert_false(parse("a,b\n1,\"never closed\n2,3\n", &csv, &faults));
    assert_string_equal(faults.text, "2/b/a quote is not closed;");
    assert_false(parse("a,b,c\n1,\"never closed\n2,3\n", &csv, &faults));
    assert_string_equal(faults.text, "2/b/a quote is not closed;");
    assert_false(parse("a,b\n1,\"", &csv, &faults));
    assert_string_equal(faults.text, "2/b/a quote is not closed;");
    assert_false(parse("a,b\n1,\"x\"\"", &csv, &faults));
    assert_string_equal(faults.text, "2/b/a quote is not closed;");
}

static void refuses_nul_and_control_characters(void **state)
{
    struct csv csv;
    struct faults faults;
    (void)state;
    assert_false(parse_bytes("a,b\n1,x\0y\n", 10, &csv, &faults));
    assert_string_equal(faults.text, "2/b/not clean UTF-8 text;");
    assert_false(parse("a,b\n1,x\x07\n", &csv, &faults));
    assert_false(parse("a,b\n1,x\ry\n", &csv, &faults));
}

static void the_first_line_must_name_columns(void **state)
{
    struct csv csv;
    struct faults faults;
    (void)state;
    assert_false(parse("", &csv, &faults));
    assert_string_equal(faults.text, "1//the file is empty;");
    assert_false(parse("\xEF\xBB\xBF", &csv, &faults));
    assert_false(parse("a,\n1,2\n", &csv, &faults));
    assert_string_equal(faults.text, "1//a column has no name;");
    assert_false(parse("a,b,a\n1,2,3\n", &csv, &faults));
    assert_string_equal(faults.text, "1/a/the column is there twice;");
    assert_true(parse("a,b\n", &csv, &faults));
    assert_int_equal(csv.row_count, 0);
}

static void has_limits(void **state)
{
    struct csv csv;
    struct faults faults;
    (void)state;
    char *long_field = malloc(CSV_FIELD_MAX + 16);
    assert_non_null(long_field);
    int head = snprintf(long_field, 16, "a\n");
    memset(long_field + head, 'x', CSV_FIELD_MAX + 1);
    assert_false(parse_bytes(long_field, (size_t)head + CSV_FIELD_MAX + 1, &csv, &faults));
    assert_string_equal(faults.text, "2/a/the field is too long;");
    assert_true(parse_bytes(long_field, (size_t)head + CSV_FIELD_MAX, &csv, &faults));
    free(long_field);

    char wide[4 * (CSV_COLUMNS_MAX + 1) + 1] = "";
    for (int i = 0; i <= CSV_COLUMNS_MAX; i++)
        snprintf(wide + strlen(wide), sizeof(wide) - strlen(wide), "%sc%d", i > 0 ? "," : "", i);
    assert_false(parse(wide, &csv, &faults));
    assert_string_equal(faults.text, "1//too many columns;");
}

static void many_rows_keep_their_fields(void **state)
{
    enum { ROWS = 5000 };
    struct csv csv;
    struct faults faults;
    (void)state;
    char *text = malloc(ROWS * 16 + 16);
    assert_non_null(text);
    size_t length = (size_t)snprintf(text, 16, "n,twice\n");
    for (int i = 0; i < ROWS; i++)
        length += (size_t)snprintf(text + length, 16, "%d,%d\n", i, 2 * i);
    assert_true(parse_bytes(text, length, &csv, &faults));
    assert_int_equal(csv.row_count, ROWS);
    for (int i = 0; i < ROWS; i++)
        assert_int_equal(strtol(csv_field(&csv, (size_t)i, 1), NULL, 10), 2 * i);
    free(text);
}

/* ---- row by row ---- */

/* Rows as text, "field|field|/" one behind the other, of a table read by pieces: quotes, line ends
 * and doubled quotes come to stand on both sides of the buffer's end. */
static void rows_across_the_buffer(void **state)
{
    static const char ROW[] = "\"a \"\"b\"\",\r\nc\",d\r\n";
    enum { FIRST = 64 * 1024 };
    (void)state;
    for (size_t shift = 0; shift < sizeof(ROW) + 4; shift++) {
        /* a first row that is so long that the second begins `shift` bytes before the end */
        size_t filler = FIRST - 4 - 3 - shift;
        size_t length = 4 + filler + 3 + 2 * (sizeof(ROW) - 1);
        char *bytes = malloc(length + 1);
        assert_non_null(bytes);
        char *at = stpcpy(bytes, "x,y\n");
        memset(at, 'z', filler);
        at = stpcpy(at + filler, ",1\n");
        stpcpy(stpcpy(at, ROW), ROW);
        struct faults faults = {.count = 0};
        struct csv_reader *reader = csv_open_bytes(bytes, length, note, &faults);
        const char *const *fields = csv_next(reader);
        assert_non_null(fields);
        assert_int_equal(strlen(fields[0]), filler);
        for (size_t i = 0; i < 2; i++) {
            fields = csv_next(reader);
            assert_non_null(fields);
            assert_string_equal(fields[0], "a \"b\",\r\nc");
            assert_string_equal(fields[1], "d");
            assert_int_equal(csv_row(reader), 3 + i);
        }
        assert_null(csv_next(reader));
        assert_int_equal(faults.count > 0, !csv_is_clean(reader));
        csv_close(reader);
        free(bytes);
    }
}

static void a_file_row_by_row(void **state)
{
    enum { ROWS = 50000 };
    struct faults faults = {.count = 0};
    const char *const *names, *const *fields;
    FILE *file = tmpfile();
    (void)state;
    assert_non_null(file);
    fputs("n,twice\n", file);
    for (int i = 0; i < ROWS; i++)
        fprintf(file, i == 40000 ? "%d\n" : "%d,\"%d\"\n", i, 2 * i);
    rewind(file);
    struct csv_reader *reader = csv_open(file, note, &faults);
    assert_int_equal(csv_columns(reader, &names), 2);
    assert_string_equal(names[1], "twice");
    for (int i = 0; i < ROWS; i++) {
        if (i == 40000)
            continue;
        fields = csv_next(reader);
        assert_non_null(fields);
        assert_int_equal(strtol(fields[0], NULL, 10), i);
        assert_int_equal(strtol(fields[1], NULL, 10), 2 * i);
        assert_int_equal(csv_row(reader), i + 2);
    }
    assert_null(csv_next(reader));
    assert_null(csv_next(reader));
    assert_false(csv_is_clean(reader));
    assert_string_equal(faults.text, "40002//the row has too few fields;");
    csv_close(reader);
    fclose(file);
}

static void a_row_without_end_ends_the_reading(void **state)
{
    size_t length = 3 * CSV_ROW_MAX;
    struct faults faults = {.count = 0};
    char *bytes = malloc(length);
    (void)state;
    assert_non_null(bytes);
    memset(bytes, 'x', length);
    memcpy(bytes, "a\n1\n\"", 5);
    struct csv_reader *reader = csv_open_bytes(bytes, length, note, &faults);
    assert_non_null(csv_next(reader));
    assert_null(csv_next(reader));
    assert_string_equal(faults.text, "3//the row is too long;");
    csv_close(reader);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_a_plain_table, fresh_arena, drop_arena),
        cmocka_unit_test_setup_teardown(takes_byte_order_mark_crlf_and_a_missing_last_line_end,
                                        fresh_arena, drop_arena),
        cmocka_unit_test_setup_teardown(reads_quoted_fields, fresh_arena, drop_arena),
        cmocka_unit_test_setup_teardown(names_row_and_column_of_every_fault, fresh_arena,
                                        drop_arena),
        cmocka_unit_test_setup_teardown(an_open_quote_ends_the_reading, fresh_arena, drop_arena),
        cmocka_unit_test_setup_teardown(refuses_nul_and_control_characters, fresh_arena,
                                        drop_arena),
        cmocka_unit_test_setup_teardown(the_first_line_must_name_columns, fresh_arena, drop_arena),
        cmocka_unit_test_setup_teardown(has_limits, fresh_arena, drop_arena),
        cmocka_unit_test_setup_teardown(many_rows_keep_their_fields, fresh_arena, drop_arena),
        cmocka_unit_test(rows_across_the_buffer),
        cmocka_unit_test(a_file_row_by_row),
        cmocka_unit_test(a_row_without_end_ends_the_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
