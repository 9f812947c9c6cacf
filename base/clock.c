#include "base/clock.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const int64_t US = 1000000;
static const int64_t DAY_S = 86400;
static const int BEIJING_MINUTES = 480;

struct civil {
    int64_t year;
    int month; /* 1..12 */
    int day;   /* 1..31 */
};

/* What a test added to the machine's time, or, while it is stopped, the time itself. */
static struct {
    bool stopped;
    int64_t wall_us, mono_us;
} test;

static int64_t machine_us(clockid_t which)
{
    struct timespec now;
    int failed = clock_gettime(which, &now);
    assert(!failed);
    return (int64_t)now.tv_sec * US + now.tv_nsec / 1000;
}

int64_t clock_now_us(void)
{
    return test.stopped ? test.wall_us : machine_us(CLOCK_REALTIME) + test.wall_us;
}

int64_t clock_mono_us(void)
{
    return test.stopped ? test.mono_us : machine_us(CLOCK_MONOTONIC) + test.mono_us;
}

void clock_test_stop(void)
{
    int64_t wall_us = clock_now_us(), mono_us = clock_mono_us();
    test.stopped = true;
    test.wall_us = wall_us;
    test.mono_us = mono_us;
}

void clock_test_advance_ms(int64_t ms)
{
    assert(ms >= 0);
    test.wall_us += ms * 1000;
    test.mono_us += ms * 1000;
}

void clock_test_shift_wall_s(int64_t seconds)
{
    test.wall_us += seconds * US;
}

void clock_test_end(void)
{
    test.stopped = false;
    test.wall_us = test.mono_us = 0;
}

int64_t clock_mono_ms(void)
{
    return clock_mono_us() / 1000;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* Days since 1970-01-01 of a date of the proleptic Gregorian calendar. Years are counted from
 * March, so that the leap day is the last of a year, in eras of 400 years (146097 days). */
static int64_t days_of(struct civil date)
{
    int64_t year = date.year - (date.month <= 2);
    int64_t era = floor_div(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t month = (date.month + 9) % 12; /* March = 0 */
    int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

static struct civil civil_of(int64_t days)
{
    days += 719468;
    int64_t era = floor_div(days, 146097);
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153; /* March = 0 */
    return (struct civil){
        .year = year_of_era + era * 400 + (month >= 10),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
    };
}

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static bool is_civil(struct civil date)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    return date.day <= DAYS[date.month - 1] + (date.month == 2 && is_leap(date.year));
}

/* Writes `digits` decimal digits and what follows them; returns where it ends. snprintf() takes
 * longer than everything else that is put into a line of the log. */
static char *put_digits(char *at, int64_t number, int digits, char then)
{
    for (int i = digits - 1; i >= 0; i--, number /= 10)
        at[i] = (char)('0' + number % 10);
    at[digits] = then;
    return at + digits + 1;
}

char *clock_rfc3339(int64_t us, int offset_minutes, char buffer[32])
{
    assert(offset_minutes > -1440 && offset_minutes < 1440);
    int64_t seconds = floor_div(us, US) + (int64_t)offset_minutes * 60;
    int64_t days = floor_div(seconds, DAY_S);
    struct civil date = civil_of(days);
    assert(date.year >= 0 && date.year <= 9999);
    int64_t second = seconds - days * DAY_S;
    int offset = offset_minutes < 0 ? -offset_minutes : offset_minutes;
    char *at = put_digits(buffer, date.year, 4, '-');
    at = put_digits(at, date.month, 2, '-');
    at = put_digits(at, date.day, 2, 'T');
    at = put_digits(at, second / 3600, 2, ':');
    at = put_digits(at, second / 60 % 60, 2, ':');
    at = put_digits(at, second % 60, 2, offset_minutes < 0 ? '-' : '+');
    at = put_digits(at, offset / 60, 2, ':');
    put_digits(at, offset % 60, 2, '\0');
    return buffer;
}

/* Reads exactly `digits` decimal digits and moves on; -1 when there are not that many. */
static int take_number(const char **at, int digits)
{
    int number = 0;
    for (int i = 0; i < digits; i++, (*at)++) {
        if (**at < '0' || **at > '9')
            return -1;
        number = number * 10 + (**at - '0');
    }
    return number;
}

static bool take_char(const char **at, char wanted)
{
    if (**at != wanted)
        return false;
    (*at)++;
    return true;
}

static bool take_date(const char **at, struct civil *date)
{
    date->year = take_number(at, 4);
    if (date->year < 0 || !take_char(at, '-'))
        return false;
    date->month = take_number(at, 2);
    if (!take_char(at, '-'))
        return false;
    date->day = take_number(at, 2);
    return is_civil(*date);
}

static bool take_time(const char **at, int64_t *second_of_day)
{
    int hour = take_number(at, 2);
    if (!take_char(at, ':'))
        return false;
    int minute = take_number(at, 2);
    if (!take_char(at, ':'))
        return false;
    int second = take_number(at, 2);
    *second_of_day = hour * 3600 + minute * 60 + second;
    return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
}

/* ".123456789": one to nine digits, those behind the microsecond are dropped. */
static bool take_fraction(const char **at, int64_t *us)
{
    *us = 0;
    if (!take_char(at, '.'))
        return true;
    int digits = 0;
    for (int64_t unit = US / 10; **at >= '0' && **at <= '9'; (*at)++, digits++, unit /= 10)
        *us += (**at - '0') * unit;
    return digits >= 1 && digits <= 9;
}

static bool take_offset(const char **at, int64_t *seconds)
{
    *seconds = 0;
    if (take_char(at, 'Z'))
        return true;
    bool west = **at == '-';
    if (!west && **at != '+')
        return false;
    (*at)++;
    int hour = take_number(at, 2);
    if (!take_char(at, ':'))
        return false;
    int minute = take_number(at, 2);
    *seconds = (west ? -1 : 1) * (int64_t)(hour * 3600 + minute * 60);
    return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59;
}

bool clock_parse_rfc3339(const char *text, int64_t *us)
{
    const char *at = text;
    struct civil date;
    int64_t second, fraction, offset;
    if (!take_date(&at, &date) || !take_char(&at, 'T') || !take_time(&at, &second) ||
        !take_fraction(&at, &fraction) || !take_offset(&at, &offset) || *at != '\0')
        return false;
    *us = (days_of(date) * DAY_S + second - offset) * US + fraction;
    return true;
}

bool clock_is_date(const char *text)
{
    const char *at = text;
    struct civil date;
    return take_date(&at, &date) && *at == '\0' && date.year >= 1900 && date.year <= 2199;
}

const char *clock_http_date(void)
{
    static const char DAYS[7][4] = {"Thu", "Fri", "Sat", "Sun",
                                    "Mon", "Tue", "Wed"}; /* 1970-01-01 */
    static const char MONTHS[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static char text[40];
    static int64_t made_for = -1;
    int64_t now = clock_now_us() / US;
    if (now == made_for)
        return text;
    int64_t days = now / DAY_S;
    int second = (int)(now % DAY_S);
    struct civil date = civil_of(days);
    snprintf(text, sizeof(text), "%s, %02d %s %04d %02d:%02d:%02d GMT", DAYS[days % 7], date.day,
             MONTHS[date.month - 1], (int)date.year % 10000, second / 3600, second / 60 % 60,
             second % 60);
    made_for = now;
    return text;
}

char *clock_beijing_day(int64_t us, char buffer[11])
{
    struct civil date = civil_of(floor_div(floor_div(us, US) + BEIJING_MINUTES * 60, DAY_S));
    assert(date.year >= 0 && date.year <= 9999);
    char day[32];
    snprintf(day, sizeof(day), "%04d-%02d-%02d", (int)date.year % 10000, date.month, date.day);
    memcpy(buffer, day, 11);
    return buffer;
}

int clock_beijing_month(int64_t us)
{
    struct civil date = civil_of(floor_div(floor_div(us, US) + BEIJING_MINUTES * 60, DAY_S));
    return (int)date.year * 12 + date.month - 1;
}

int clock_month(const char *text)
{
    enum { YEAR = 4, LENGTH = 7 };
    int year = 0, month = 0;
    for (int i = 0; i < LENGTH; i++) {
        bool is_digit = text[i] >= '0' && text[i] <= '9';
        if (i == YEAR ? text[i] != '-' : !is_digit)
            return -1; /* the end is no digit either */
        if (i < YEAR)
            year = year * 10 + text[i] - '0';
        else if (i > YEAR)
            month = month * 10 + text[i] - '0';
    }
    return text[LENGTH] == '\0' && month >= 1 && month <= 12 ? year * 12 + month - 1 : -1;
}

int64_t clock_beijing_left_s(int64_t us)
{
    return 86400 - (us / 1000000 + 8 * 3600) % 86400;
}
