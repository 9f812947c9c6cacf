/* Time: wall clock in microseconds UTC, monotonic milliseconds, RFC 3339 text. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

int64_t clock_now_us(void);
int64_t clock_mono_ms(void);
int64_t clock_mono_us(void);
/* "2026-11-22T08:05:00+08:00" for offset 480 minutes, "...+00:00" for 0 (the API writes UTC with
 * offset). buffer >= 32. Returns buffer. */
char *clock_rfc3339(int64_t us, int offset_minutes, char buffer[32]);
/* RFC 3339 with optional fraction -> microseconds UTC; false when not exactly that. */
bool clock_parse_rfc3339(const char *text, int64_t *us);
/* "YYYY-MM-DD", a date that exists, years 1900..2199. */
bool clock_is_date(const char *text);
/* IMF-fixdate of RFC 9110 for the Date header, refreshed once a second; static storage. */
const char *clock_http_date(void);
/* Beijing calendar day "YYYY-MM-DD" of a moment. */
char *clock_beijing_day(int64_t us, char buffer[11]);
/* The Beijing month of a moment, counted from the year 0 on; and that of a text 'YYYY-MM', -1 when
 * it is none. */
int clock_beijing_month(int64_t us);
int clock_month(const char *text);
/* Seconds from a moment to the end of its Beijing day, 1..86400. */
int64_t clock_beijing_left_s(int64_t us);

/* ---- for tests: the time of this process
 *
 * The loop's timers and the database's now() keep the machine's time: what waits in the loop still
 * waits, and looks at these clocks when it wakes. */

/* Both clocks stand still from now on. */
void clock_test_stop(void);
/* Moves both clocks on, stopped or not. */
void clock_test_advance_ms(int64_t ms);
/* Moves the wall clock alone, either way. */
void clock_test_shift_wall_s(int64_t seconds);
/* The machine's time again. */
void clock_test_end(void);

#endif
