/* Time as text, dates that exist. Held against the C library's calendar over many years. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "tests/unit/prng.h"

static const int64_t US = 1000000;

static void rfc3339_is_written(void **state)
{
    (void)state;
    char text[32];
    int64_t us = INT64_C(1795305900) * US; /* 2026-11-22T00:05:00Z */
    assert_string_equal(clock_rfc3339(us, 480, text), "2026-11-22T08:05:00+08:00");
    assert_string_equal(clock_rfc3339(us, 0, text), "2026-11-22T00:05:00+00:00");
    assert_string_equal(clock_rfc3339(us, -330, text), "2026-11-21T18:35:00-05:30");
    assert_string_equal(clock_rfc3339(us + US - 1, 0, text), "2026-11-22T00:05:00+00:00");
    assert_string_equal(clock_rfc3339(0, 0, text), "1970-01-01T00:00:00+00:00");
    assert_string_equal(clock_rfc3339(-1, 0, text), "1969-12-31T23:59:59+00:00");
}

static void rfc3339_is_read(void **state)
{
    (void)state;
    int64_t us;
    assert_true(clock_parse_rfc3339("2026-11-22T08:05:00+08:00", &us));
    assert_int_equal(us, INT64_C(1795305900) * US);
    assert_true(clock_parse_rfc3339("2026-11-22T00:05:00Z", &us));
    assert_int_equal(us, INT64_C(1795305900) * US);
    assert_true(clock_parse_rfc3339("2026-11-22T00:05:00.5-00:00", &us));
    assert_int_equal(us, INT64_C(1795305900) * US + 500000);
    assert_true(clock_parse_rfc3339("2026-11-22T00:05:00.123456789Z", &us));
    assert_int_equal(us, INT64_C(1795305900) * US + 123456);
    assert_true(clock_parse_rfc3339("2024-02-29T23:59:59Z", &us));
    /* samples of RFC 3339 section 5.8 */
    assert_true(clock_parse_rfc3339("1985-04-12T23:20:50.52Z", &us));
    assert_int_equal(us, INT64_C(482196050520000));
    assert_true(clock_parse_rfc3339("1996-12-19T16:39:57-08:00", &us));
    assert_int_equal(us, INT64_C(851042397) * US);
    assert_true(clock_parse_rfc3339("1937-01-01T12:00:27.87+00:20", &us));
    assert_int_equal(us, INT64_C(-1041337172130000));
}

static void anything_else_is_refused(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "",
        "2026-11-22",
        "2026-11-22T08:05:00",
        "2026-11-22T08:05Z",
        "2026-11-22 08:05:00Z",
        "2026-11-22t08:05:00z",
        "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-04-00T00:00:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T23:60:00Z",
        "2026-11-22T23:59:60Z",
        "2026-11-22T08:05:00.Z",
        "2026-11-22T08:05:00.1234567890Z",
        "2026-11-22T08:05:00+24:00",
        "2026-11-22T08:05:00+08:60",
        "2026-11-22T08:05:00+0800",
        "2026-11-22T08:05:00+8:00",
        "2026-11-22T08:05:00ZZ",
        "2026-11-22T08:05:00Z ",
        " 2026-11-22T08:05:00Z",
        "+026-11-22T08:05:00Z",
        "2026-1-22T08:05:00Z",
        "２026-11-22T08:05:00Z",
        "2026-11-22T-8:05:00Z",
    };
    int64_t us;
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++)
        assert_false(clock_parse_rfc3339(WRONG[i], &us));
}

static void dates_exist(void **state)
{
    (void)state;
    static const char *const REAL[] = {"1900-01-01", "2000-02-29", "2024-02-29", "2199-12-31",
                                       "2026-04-30"};
    static const char *const WRONG[] = {"1900-02-29", "2100-02-29",  "2023-02-29", "2026-04-31",
                                        "1899-12-31", "2200-01-01",  "2026-1-01",  "2026-01-1",
                                        "20260101",   "2026-01-01 ", "2026/01/01", "",
                                        "2026-01",    "2026-01-32",  "2026-13-01"};
    for (size_t i = 0; i < sizeof(REAL) / sizeof(REAL[0]); i++)
        assert_true(clock_is_date(REAL[i]));
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++)
        assert_false(clock_is_date(WRONG[i]));
}

/* 0001..9999 against timegm-like arithmetic of the C library. */
static void the_calendar_is_that_of_the_c_library(void **state)
{
    (void)state;
    struct prng prng = {4};
    for (int i = 0; i < 20000; i++) {
        int64_t second = prng_between(&prng, INT64_C(-62135596800), INT64_C(253402300799));
        time_t when = (time_t)second;
        struct tm parts;
        assert_non_null(gmtime_r(&when, &parts));
        char wanted[64], text[32];
        strftime(wanted, sizeof(wanted), "-%m-%dT%H:%M:%S+00:00", &parts);
        clock_rfc3339(second * US + 7, 0, text);
        assert_string_equal(text + 4, wanted);
        int64_t again;
        assert_true(clock_parse_rfc3339(text, &again));
        assert_int_equal(again, second * US);
        clock_rfc3339(second * US, second % 3 == 0 ? -719 : 480, text);
        if (second > INT64_C(-62135500000) && second < INT64_C(253402200000)) {
            assert_true(clock_parse_rfc3339(text, &again));
            assert_int_equal(again, second * US);
        }
    }
}

static void beijing_days_begin_at_16_utc(void **state)
{
    (void)state;
    char day[11];
    int64_t us;
    assert_true(clock_parse_rfc3339("2026-11-21T15:59:59.999999Z", &us));
    assert_string_equal(clock_beijing_day(us, day), "2026-11-21");
    assert_string_equal(clock_beijing_day(us + 1, day), "2026-11-22");
    assert_int_equal(clock_beijing_left_s(us), 1);
    assert_int_equal(clock_beijing_left_s(us + 1), 86400);
}

static void http_date_is_now(void **state)
{
    (void)state;
    for (int tries = 0; tries < 3; tries++) {
        time_t when = (time_t)(clock_now_us() / US);
        const char *text = clock_http_date();
        struct tm parts;
        gmtime_r(&when, &parts);
        char wanted[64];
        strftime(wanted, sizeof(wanted), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        if (strcmp(text, wanted) == 0)
            return;
    }
    fail(); /* three times at the turn of a second is no accident */
}

static void time_goes_on(void **state)
{
    (void)state;
    int64_t mono = clock_mono_us();
    struct timespec pause = {.tv_nsec = 2000000};
    nanosleep(&pause, NULL);
    assert_true(clock_mono_us() - mono >= 2000);
    assert_true(clock_mono_ms() >= mono / 1000);
    assert_true(clock_now_us() > INT64_C(1700000000) * US);
}

static void a_test_may_stop_the_time_and_move_it(void **state)
{
    (void)state;
    char day[32];
    clock_test_stop();
    int64_t wall = clock_now_us(), mono = clock_mono_us();
    struct timespec pause = {.tv_nsec = 2000000};
    nanosleep(&pause, NULL);
    assert_int_equal(clock_now_us(), wall);
    assert_int_equal(clock_mono_us(), mono);
    clock_test_advance_ms(90000);
    assert_int_equal(clock_now_us(), wall + 90 * US);
    assert_int_equal(clock_mono_ms(), mono / 1000 + 90000);
    clock_test_shift_wall_s(-90 - wall / US);
    assert_string_equal(clock_rfc3339(clock_now_us(), 0, day), "1970-01-01T00:00:00+00:00");
    assert_string_equal(clock_http_date(), "Thu, 01 Jan 1970 00:00:00 GMT");
    assert_int_equal(clock_mono_us(), mono + 90 * US);
    clock_test_end();
    assert_true(clock_now_us() >= wall + 2000);
    assert_true(clock_mono_us() >= mono + 2000);
    clock_test_advance_ms(3600000);
    assert_true(clock_mono_us() >= mono + 3600 * US);
    clock_test_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rfc3339_is_written),
        cmocka_unit_test(rfc3339_is_read),
        cmocka_unit_test(anything_else_is_refused),
        cmocka_unit_test(dates_exist),
        cmocka_unit_test(the_calendar_is_that_of_the_c_library),
        cmocka_unit_test(beijing_days_begin_at_16_utc),
        cmocka_unit_test(http_date_is_now),
        cmocka_unit_test(time_goes_on),
        cmocka_unit_test(a_test_may_stop_the_time_and_move_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
