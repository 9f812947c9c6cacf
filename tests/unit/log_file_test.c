/* The log's own file: mode, turning over at a size, how many stay, another that took its name, and
 * lines of several processes meanwhile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log_file.h"

enum { LINES = 4000, WRITERS = 3, KEEP = 50 };

static char folder[] = "/tmp/log_file_test.XXXXXX";
static char path[64];
static int real_stderr = -1;

static int setup(void **state)
{
    (void)state;
    memcpy(folder + sizeof(folder) - 7, "XXXXXX", 6);
    real_stderr = dup(STDERR_FILENO);
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof(path), "%s/log", folder);
    return 0;
}

static char *name_of(int number, char name[80])
{
    snprintf(name, 80, number > 0 ? "%s.%d" : "%s", path, number);
    return name;
}

static int teardown(void **state)
{
    char name[80];
    (void)state;
    dup2(real_stderr, STDERR_FILENO);
    close(real_stderr);
    for (int i = 0; i <= KEEP; i++)
        unlink(name_of(i, name));
    return rmdir(folder);
}

static void open_it(int64_t max_bytes, int keep, bool turns)
{
    const struct log_file_plan plan = {
        .path = path, .max_bytes = max_bytes, .keep = keep, .turns = turns};
    assert_true(log_file_open(&plan));
}

static void say(const char *text)
{
    assert_int_equal(write(STDERR_FILENO, text, strlen(text)), strlen(text));
}

/* What stands in a file; "-" when there is none. */
static const char *text_of(int number)
{
    static char text[256];
    char name[80];
    FILE *file = fopen(name_of(number, name), "r");
    if (file == NULL)
        return "-";
    text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
    fclose(file);
    return text;
}

static void a_full_file_makes_room(void **state)
{
    char name[80];
    struct stat status;
    (void)state;
    open_it(6, 2, true);
    say("first\n");
    assert_true(log_file_look(true));
    say("2nd\n");
    assert_false(log_file_look(true)); /* it is not full */
    say("second\n");
    assert_true(log_file_look(true));
    say("third\n");
    assert_true(log_file_look(true));
    assert_string_equal(text_of(0), "");
    assert_string_equal(text_of(1), "third\n");
    assert_string_equal(text_of(2), "2nd\nsecond\n");
    assert_string_equal(text_of(3), "-"); /* two stay */
    for (int i = 0; i <= 2; i++) {
        assert_int_equal(stat(name_of(i, name), &status), 0);
        assert_int_equal(status.st_mode & 07777, 0640);
    }
}

static void looks_have_a_pause(void **state)
{
    (void)state;
    open_it(1, 1, true);
    say("x");
    assert_false(log_file_look(false));
    assert_true(log_file_look(true));
}

/* One of several processes, or logrotate, gave the file another name. */
static void who_does_not_turn_follows(void **state)
{
    char name[80];
    (void)state;
    open_it(1, 1, false);
    say("old\n");
    assert_false(log_file_look(true)); /* full as it is, it is not for this process */
    assert_int_equal(rename(path, name_of(1, name)), 0);
    say("on its way\n");
    assert_true(log_file_look(true));
    say("new\n");
    assert_string_equal(text_of(1), "old\non its way\n");
    assert_string_equal(text_of(0), "new\n");
}

static void no_file_no_change(void **state)
{
    (void)state;
    const struct log_file_plan plan = {
        .path = "/nowhere/log", .max_bytes = 1, .keep = 1, .turns = true};
    assert_false(log_file_open(&plan));
    struct stat ours, real;
    assert_int_equal(fstat(STDERR_FILENO, &ours), 0);
    assert_int_equal(fstat(real_stderr, &real), 0);
    assert_int_equal(ours.st_ino, real.st_ino);
}

_Noreturn static void write_lines(int writer)
{
    char line[64];
    open_it(2000, KEEP, writer == 0);
    for (int i = 0; i < LINES; i++) {
        int length = snprintf(line, sizeof(line), "%d %d\n", writer, i);
        if (write(STDERR_FILENO, line, (size_t)length) != length)
            _exit(1);
        if (i % 100 == 0)
            log_file_look(true);
    }
    _exit(0);
}

static int count_lines(int number, int seen[WRITERS][LINES])
{
    char name[80];
    int writer, line, count = 0;
    FILE *file = fopen(name_of(number, name), "r");
    if (file == NULL)
        return 0;
    while (fscanf(file, "%d %d\n", &writer, &line) == 2 && line >= 0 && line < LINES) {
        seen[writer][line]++;
        count++;
    }
    assert_true(feof(file));
    fclose(file);
    return count;
}

static void no_line_is_lost_while_it_turns(void **state)
{
    static int seen[WRITERS][LINES];
    int count = 0, files = 0;
    (void)state;
    for (int i = 0; i < WRITERS; i++)
        if (fork() == 0)
            write_lines(i);
    for (int i = 0; i < WRITERS; i++) {
        int status;
        wait(&status);
        assert_int_equal(status, 0);
    }
    for (int i = 0; i <= KEEP; i++) {
        int more = count_lines(i, seen);
        count += more;
        files += more > 0;
    }
    assert_true(files > 1);
    assert_int_equal(count, WRITERS * LINES);
    for (int i = 0; i < WRITERS; i++)
        for (int line = 0; line < LINES; line++)
            assert_int_equal(seen[i][line], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_full_file_makes_room, setup, teardown),
        cmocka_unit_test_setup_teardown(looks_have_a_pause, setup, teardown),
        cmocka_unit_test_setup_teardown(who_does_not_turn_follows, setup, teardown),
        cmocka_unit_test_setup_teardown(no_line_is_lost_while_it_turns, setup, teardown),
        cmocka_unit_test_setup_teardown(no_file_no_change, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
