/* What an import remembers of a whole file: its faults in the order of reading, its keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/import_seen.h"

static void add(struct import_faults *faults, int file, enum import_phase phase, int64_t row,
                const char *message)
{
    char label[] = "a.csv", column[] = "c", copy[40];
    snprintf(copy, sizeof(copy), "%s", message);
    import_faults_add(faults, &(struct import_fault){.file = file,
                                                     .phase = phase,
                                                     .row = row,
                                                     .label = label,
                                                     .column = column,
                                                     .message = copy});
}

static char *printed(const struct import_faults *faults)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    import_faults_print(faults, out);
    fclose(out);
    return text;
}

static void faults_stand_as_a_file_is_read(void **state)
{
    struct import_faults faults = {0};
    (void)state;
    add(&faults, 1, IMPORT_LINK, 2, "sixth");
    add(&faults, 1, IMPORT_CHECK, 3, "fourth");
    add(&faults, 2, IMPORT_PARSE, 2, "seventh");
    add(&faults, 1, IMPORT_CHECK, 2, "second");
    add(&faults, 1, IMPORT_PARSE, 9, "first");
    add(&faults, 1, IMPORT_CHECK, 2, "third");
    add(&faults, 1, IMPORT_CHECK, 3, "fifth");
    char *text = printed(&faults);
    assert_string_equal(text, "a.csv: row 9, column c: first\n"
                              "a.csv: row 2, column c: second\n"
                              "a.csv: row 2, column c: third\n"
                              "a.csv: row 3, column c: fourth\n"
                              "a.csv: row 3, column c: fifth\n"
                              "a.csv: row 2, column c: sixth\n"
                              "a.csv: row 2, column c: seventh\n");
    free(text);
    import_faults_release(&faults);
}

static void the_first_faults_are_kept_and_all_are_counted(void **state)
{
    struct import_faults faults = {0};
    (void)state;
    for (int64_t row = 3 * IMPORT_FAULTS_KEPT; row > 0; row--)
        add(&faults, 1, IMPORT_CHECK, row, "x");
    assert_int_equal(faults.count, 3 * IMPORT_FAULTS_KEPT);
    assert_int_equal(faults.kept, IMPORT_FAULTS_KEPT);
    for (int64_t i = 0; i < faults.kept; i++)
        assert_int_equal(faults.items[i].row, i + 1);
    char *text = printed(&faults);
    assert_non_null(strstr(text, "a.csv: row 50, column c: x\n... and 2950 more\n"));
    free(text);
    import_faults_release(&faults);
    assert_int_equal(faults.count, 0);
}

static void keys_are_seen_once(void **state)
{
    enum { KEYS = 100000 };
    struct import_seen seen = {.count = 0};
    char key[16];
    (void)state;
    assert_false(import_seen_has(&seen, "k1"));
    for (int i = 0; i < KEYS; i++) {
        snprintf(key, sizeof(key), "k%d", i);
        assert_true(import_seen_add(&seen, key));
    }
    for (int i = 0; i < KEYS; i++) {
        snprintf(key, sizeof(key), "k%d", i);
        assert_true(import_seen_has(&seen, key));
        assert_false(import_seen_add(&seen, key));
    }
    assert_false(import_seen_has(&seen, "k"));
    assert_int_equal(seen.count, KEYS);
    assert_true(seen.size * sizeof(*seen.places) <= 22 * KEYS);
    import_seen_release(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_stand_as_a_file_is_read),
        cmocka_unit_test(the_first_faults_are_kept_and_all_are_counted),
        cmocka_unit_test(keys_are_seen_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
