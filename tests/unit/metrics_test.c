/* Metrics: registration, recording, and the text format. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/metrics.h"

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(ARENA_LIMIT_DEFAULT);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void assert_line(const char *text, const char *line)
{
    char *wanted = arena_printf(arena, "\n%s\n", line);
    if (strstr(text, wanted) == NULL)
        fail_msg("no line '%s' in:\n%s", line, text);
}

static int occurrences(const char *text, const char *part)
{
    int count = 0;
    while ((text = strstr(text, part)) != NULL) {
        count++;
        text += strlen(part);
    }
    return count;
}

static void the_same_name_and_labels_are_one_metric(void **state)
{
    (void)state;
    char name[] = "test_requests_total";
    char labels[] = "route=\"a\"";
    struct metric *first = metrics_counter(name, labels, "Requests.");
    name[0] = labels[0] = 'X'; /* the registry keeps its own copies */
    assert_ptr_equal(metrics_counter("test_requests_total", "route=\"a\"", "Requests."), first);
    struct metric *other = metrics_counter("test_requests_total", "route=\"b\"", "Requests.");
    assert_ptr_not_equal(other, first);
    struct metric *bare = metrics_gauge("test_queue", "", "Queue.");
    metric_add(first, 2);
    metric_add(first, 3);
    metric_add(other, 1);
    metric_set(bare, -7);
    metric_add(bare, 3);
    char *text = metrics_render(arena);
    assert_line(text, "test_requests_total{route=\"a\"} 5");
    assert_line(text, "test_requests_total{route=\"b\"} 1");
    assert_line(text, "test_queue -4");
    assert_line(text, "# TYPE test_queue gauge");
    assert_int_equal(occurrences(text, "# TYPE test_requests_total counter\n"), 1);
    assert_int_equal(occurrences(text, "# HELP test_requests_total Requests.\n"), 1);
}

static void one_name_stays_together(void **state)
{
    (void)state;
    metrics_counter("test_x_total", "n=\"1\"", "X.");
    metrics_counter("test_y_total", "", "Y.");
    metrics_counter("test_x_total", "n=\"2\"", "X.");
    char *text = metrics_render(arena);
    assert_non_null(strstr(
        text, "# TYPE test_x_total counter\ntest_x_total{n=\"1\"} 0\ntest_x_total{n=\"2\"} 0\n"));
}

static void buckets_are_cumulative(void **state)
{
    (void)state;
    struct metric *metric = metrics_histogram_ms("test_duration_ms", "db=\"fast\"", "Duration.");
    static const int64_t SEEN_US[] = {0, 500, 501, 1000, 1001, 999999, 10000000, 10000001, -5};
    for (size_t i = 0; i < sizeof(SEEN_US) / sizeof(SEEN_US[0]); i++)
        metric_observe_us(metric, SEEN_US[i]);
    char *text = metrics_render(arena);
    assert_line(text, "# TYPE test_duration_ms histogram");
    assert_line(text, "test_duration_ms_bucket{db=\"fast\",le=\"0.5\"} 3"); /* a bound belongs to
                                                                               its bucket */
    assert_line(text, "test_duration_ms_bucket{db=\"fast\",le=\"1\"} 5");
    assert_line(text, "test_duration_ms_bucket{db=\"fast\",le=\"2\"} 6");
    assert_line(text, "test_duration_ms_bucket{db=\"fast\",le=\"500\"} 6");
    assert_line(text, "test_duration_ms_bucket{db=\"fast\",le=\"1000\"} 7");
    assert_line(text, "test_duration_ms_bucket{db=\"fast\",le=\"10000\"} 8");
    assert_line(text, "test_duration_ms_bucket{db=\"fast\",le=\"+Inf\"} 9");
    assert_line(text, "test_duration_ms_count{db=\"fast\"} 9");
    assert_line(text, "test_duration_ms_sum{db=\"fast\"} 21003.002");

    metric_observe_us(metrics_histogram_ms("test_bare_ms", "", "Bare."), 7);
    text = metrics_render(arena);
    assert_line(text, "test_bare_ms_bucket{le=\"0.5\"} 1");
    assert_line(text, "test_bare_ms_sum 0.007");
    assert_line(text, "test_bare_ms_count 1");
}

static void refresh(void)
{
    struct metric *gauge = metrics_gauge("test_refreshed", "", "Set by the hook.");
    metric_add(gauge, 1);
}

static void hooks_run_before_the_text_is_made(void **state)
{
    (void)state;
    metrics_on_render(refresh);
    assert_line(metrics_render(arena), "test_refreshed 1");
    assert_line(metrics_render(arena), "test_refreshed 2");
}

static void the_process_is_measured(void **state)
{
    (void)state;
    char *text = metrics_render(arena);
    char *memory = strstr(text, "\nprocess_resident_memory_bytes ");
    assert_non_null(memory);
    assert_true(strtoll(strchr(memory, ' '), NULL, 10) > 100 * 1024);
    assert_non_null(strstr(text, "\nprocess_cpu_seconds_total "));
    assert_int_equal(text[strlen(text) - 1], '\n');
}

static void many_metrics_are_told_apart(void **state)
{
    (void)state;
    for (int i = 0; i < 3000; i++) {
        char *labels = arena_printf(arena, "route=\"r%d\"", i);
        metric_add(metrics_counter("test_many_total", labels, "Many."), i);
    }
    char *text = metrics_render(arena);
    assert_int_equal(occurrences(text, "test_many_total{"), 3000);
    assert_line(text, "test_many_total{route=\"r2999\"} 2999");
}

#define METRICS_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        METRICS_TEST(the_same_name_and_labels_are_one_metric),
        METRICS_TEST(one_name_stays_together),
        METRICS_TEST(buckets_are_cumulative),
        METRICS_TEST(hooks_run_before_the_text_is_made),
        METRICS_TEST(the_process_is_measured),
        METRICS_TEST(many_metrics_are_told_apart),
    };
    return cmocka_run_group_tests_name("metrics", tests, NULL, NULL);
}
