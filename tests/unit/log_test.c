/* Log lines: each is one JSON object whatever the input, levels filter, and a stuck reader costs
 * lines only. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

static int real_stderr = -1;
static int reader = -1;
static char text[256 * 1024];
static size_t text_length;

/* Standard error becomes a pipe that the test reads. */
static int setup(void **state)
{
    (void)state;
    int ends[2];
    log_flush();
    real_stderr = dup(STDERR_FILENO);
    if (pipe(ends) != 0 || dup2(ends[1], STDERR_FILENO) < 0)
        return -1;
    close(ends[1]);
    reader = ends[0];
    text_length = 0;
    fcntl(reader, F_SETFL, O_NONBLOCK);
    log_set_level(LOG_DEBUG_);
    log_set_worker(3);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    dup2(real_stderr, STDERR_FILENO);
    close(real_stderr);
    close(reader);
    return 0;
}

static void take_output(void)
{
    ssize_t got = 0;
    while (text_length < sizeof(text) - 1 &&
           (got = read(reader, text + text_length, sizeof(text) - 1 - text_length)) > 0)
        text_length += (size_t)got;
    text[text_length] = '\0';
}

/* Takes the next line off `*at`, as JSON. */
static json_t *next_line(char **at)
{
    char *end = strchr(*at, '\n');
    if (end == NULL)
        return NULL;
    assert_true(end - *at < PIPE_BUF);
    json_error_t error;
    json_t *line = json_loadb(*at, (size_t)(end - *at), JSON_REJECT_DUPLICATES, &error);
    assert_non_null(line);
    *at = end + 1;
    return line;
}

static const char *member(json_t *line, const char *key)
{
    const char *value = json_string_value(json_object_get(line, key));
    assert_non_null(value);
    return value;
}

static void a_line_says_who_when_and_what(void **state)
{
    (void)state;
    int64_t before_us = clock_now_us();
    log_info("order_placed", LOG_S("id", "123"), LOG_I("lines", -2), LOG_I("low", INT64_MIN),
             LOG_S("none", NULL));
    take_output();
    assert_int_equal(text_length, 0); /* waits for the end of the turn */
    log_flush();
    take_output();
    char *at = text;
    json_t *line = next_line(&at);
    assert_non_null(line);
    assert_int_equal(*at, '\0');
    assert_string_equal(member(line, "level"), "info");
    assert_string_equal(member(line, "event"), "order_placed");
    assert_string_equal(member(line, "id"), "123");
    assert_string_equal(member(line, "none"), "");
    assert_int_equal(json_integer_value(json_object_get(line, "lines")), -2);
    assert_true(json_integer_value(json_object_get(line, "low")) == INT64_MIN);
    assert_int_equal(json_integer_value(json_object_get(line, "worker")), 3);
    assert_int_equal(json_integer_value(json_object_get(line, "pid")), getpid());
    const char *stamp = member(line, "ts");
    assert_int_equal(strlen(stamp), strlen("2026-11-22T00:05:00.123Z"));
    int64_t stamp_us = 0;
    assert_true(clock_parse_rfc3339(stamp, &stamp_us));
    assert_true(stamp_us >= before_us - 1000 && stamp_us <= clock_now_us());
    json_decref(line);
}

static void no_input_forges_a_line(void **state)
{
    (void)state;
    static const char *const NASTY[] = {
        "\"}\n{\"level\":\"error\",\"event\":\"forged\"}",
        "back\\slash \t tab \r \x01 \x1f \x7f",
        "脐橙 \xF0\x9F\x8D\x8A",
        "\xC0\x80 \xED\xA0\x80 \xF5\x80\x80\x80 \xE8\x84",
        "\xFF",
    };
    static const char *const READ_BACK[] = {
        "\"}\n{\"level\":\"error\",\"event\":\"forged\"}",
        "back\\slash \t tab \r \x01 \x1f \x7f",
        "脐橙 \xF0\x9F\x8D\x8A",
        "\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD\uFFFD \uFFFD\uFFFD",
        "\uFFFD",
    };
    int count = (int)(sizeof(NASTY) / sizeof(NASTY[0]));
    for (int i = 0; i < count; i++)
        log_info("nasty", LOG_S("text", NASTY[i]));
    log_flush();
    take_output();
    char *at = text;
    for (int i = 0; i < count; i++) {
        json_t *line = next_line(&at);
        assert_non_null(line);
        assert_string_equal(member(line, "event"), "nasty");
        assert_string_equal(member(line, "text"), READ_BACK[i]);
        json_decref(line);
    }
    assert_int_equal(*at, '\0');
}

static void warnings_do_not_wait(void **state)
{
    (void)state;
    log_set_level(LOG_WARN_);
    log_info("below_the_level", LOG_I("n", 1));
    log_warn("seen_at_once", LOG_I("n", 2));
    take_output();
    char *at = text;
    json_t *line = next_line(&at);
    assert_non_null(line);
    assert_string_equal(member(line, "event"), "seen_at_once");
    assert_string_equal(member(line, "level"), "warn");
    json_decref(line);
    assert_int_equal(*at, '\0');
}

static void levels_have_names(void **state)
{
    (void)state;
    enum log_level level = LOG_ERROR_;
    assert_true(log_parse_level("debug", &level));
    assert_int_equal(level, LOG_DEBUG_);
    assert_true(log_parse_level("error", &level));
    assert_int_equal(level, LOG_ERROR_);
    assert_false(log_parse_level("", &level));
    assert_false(log_parse_level("Info", &level));
    assert_int_equal(level, LOG_ERROR_);
}

static void a_field_too_long_is_left_out(void **state)
{
    (void)state;
    static char huge[10001];
    memset(huge, 'x', sizeof(huge) - 1);
    log_info("big", LOG_I("before", 1), LOG_S("huge", huge), LOG_I("after", 2));
    log_flush();
    take_output();
    char *at = text;
    json_t *line = next_line(&at);
    assert_non_null(line);
    assert_int_equal(json_integer_value(json_object_get(line, "before")), 1);
    assert_int_equal(json_integer_value(json_object_get(line, "after")), 2);
    assert_null(json_object_get(line, "huge"));
    assert_true(json_is_true(json_object_get(line, "cut")));
    json_decref(line);
}

static void lines_survive_the_edge_of_a_line(void **state)
{
    (void)state;
    static char huge[4101];
    memset(huge, 'x', sizeof(huge) - 1);
    int whole = 0;
    int cut = 0;
    for (size_t length = 3800; length < 4100; length++) {
        text_length = 0;
        log_warn("edge", LOG_S("text", huge + sizeof(huge) - 1 - length));
        take_output();
        char *at = text;
        json_t *line = next_line(&at);
        assert_non_null(line);
        json_t *kept = json_object_get(line, "text");
        assert_true((kept != NULL) != (json_object_get(line, "cut") != NULL));
        assert_true(kept == NULL || json_string_length(kept) == length);
        whole += kept != NULL;
        cut += kept == NULL;
        json_decref(line);
    }
    assert_true(whole > 0 && cut > 0);
}

static void a_stuck_reader_costs_lines_but_tears_none(void **state)
{
    (void)state;
    enum { LINES = 3000 };
    fcntl(STDERR_FILENO, F_SETFL, fcntl(STDERR_FILENO, F_GETFL) | O_NONBLOCK);
    char padding[101];
    memset(padding, 'p', 100);
    padding[100] = '\0';
    for (int i = 0; i < LINES; i++) /* far more than pipe and buffer hold */
        log_info("flood", LOG_I("n", i), LOG_S("padding", padding));
    take_output();
    log_flush();
    take_output();
    log_info("after", LOG_I("n", 0)); /* now there is room to say what was lost */
    log_flush();
    take_output();
    char *at = text;
    int64_t kept = 0;
    int64_t lost = 0;
    bool after = false;
    json_t *line = NULL;
    while ((line = next_line(&at)) != NULL) {
        const char *event = member(line, "event");
        if (strcmp(event, "flood") == 0) {
            assert_int_equal(json_integer_value(json_object_get(line, "n")), kept);
            kept++;
        } else if (strcmp(event, "log_lines_dropped") == 0) {
            lost += json_integer_value(json_object_get(line, "count"));
        } else {
            after = strcmp(event, "after") == 0;
        }
        json_decref(line);
    }
    assert_int_equal(*at, '\0');
    assert_true(kept > 0 && lost > 0 && after);
    assert_int_equal(kept + lost, LINES);
}

static void a_closed_reader_does_no_harm(void **state)
{
    (void)state;
    int null = open("/dev/full", O_WRONLY | O_CLOEXEC);
    dup2(null, STDERR_FILENO);
    close(null);
    for (int i = 0; i < 2000; i++)
        log_info("nobody_reads", LOG_I("n", i));
    log_flush();
    log_error("nobody_reads", LOG_I("n", -1));
}

#define LOG_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOG_TEST(a_line_says_who_when_and_what),
        LOG_TEST(no_input_forges_a_line),
        LOG_TEST(warnings_do_not_wait),
        LOG_TEST(levels_have_names),
        LOG_TEST(a_field_too_long_is_left_out),
        LOG_TEST(lines_survive_the_edge_of_a_line),
        LOG_TEST(a_stuck_reader_costs_lines_but_tears_none),
        LOG_TEST(a_closed_reader_does_no_harm),
    };
    return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
