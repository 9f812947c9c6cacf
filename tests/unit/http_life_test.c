/* The life of connections: deadlines, clients that go, that do not read, that ask for too much;
 * drain. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/unit/http_trial.h"

enum { STATE_CONNECTIONS, STATE_IN_FLIGHT, STATE_CANCELLED };

#define REQUEST(target_) "GET " target_ " HTTP/1.1\r\nHost: t\r\n\r\n"
#define LAST(target_) "GET " target_ " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"

static char answer[1 << 16];

static void pause_ms(long ms)
{
    const struct timespec pause = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&pause, NULL);
}

static void assert_begins(const char *text, const char *start)
{
    if (strncmp(text, start, strlen(start)) != 0)
        fail_msg("expected %s, got %s", start, text);
}

static void assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("\"%s\" is not in %s", part, text);
}

/* Closes so that the server sees a reset. */
static void reset(int fd)
{
    const struct linger now = {.l_onoff = 1, .l_linger = 0};
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now)), 0);
    close(fd);
}

/* ---- deadlines ---- */

/* Sends `bytes` one by one for ever: inactivity never ends it, only a total time does. */
static void drip(const struct http_limits *limits, const char *head, const char *expected)
{
    struct trial trial = trial_start(limits);
    int fd = trial_connect(&trial);
    trial_send_text(fd, head);
    char first;
    int64_t begun_ms = clock_mono_ms();
    while (recv(fd, &first, 1, MSG_PEEK | MSG_DONTWAIT) < 0) {
        trial_send_text(fd, "a");
        pause_ms(10);
        assert_true(clock_mono_ms() - begun_ms < TRIAL_PATIENCE_MS);
    }
    trial_read_all(fd, answer, sizeof(answer));
    assert_begins(answer, expected);
    close(fd);
    trial_stop(&trial);
}

static void test_slow_head(void **state)
{
    (void)state;
    struct http_limits limits = TRIAL_LIMITS;
    limits.head_ms = 200;
    drip(&limits, "GET /echo HTTP/1.1\r\nHost: t\r\nfoo: ", "HTTP/1.1 408 ");
}

static void test_slow_body(void **state)
{
    (void)state;
    struct http_limits limits = TRIAL_LIMITS;
    limits.body_ms = 200;
    drip(&limits, "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 2999\r\n\r\n",
         "HTTP/1.1 408 ");
}

static void test_idle(void **state)
{
    (void)state;
    struct http_limits limits = TRIAL_LIMITS;
    limits.idle_ms = 1000; /* time enough to ask */
    struct trial trial = trial_start(&limits);
    int silent = trial_connect(&trial), kept = trial_connect(&trial);
    trial_send_text(kept, REQUEST("/fast"));
    assert_int_equal(trial_read_all(silent, answer, sizeof(answer)), 0);
    trial_read_all(kept, answer, sizeof(answer));
    assert_begins(answer, "HTTP/1.1 200 ");
    assert_null(strstr(answer, "408"));
    close(silent);
    close(kept);
    trial_stop(&trial);
}

static void test_late_answer(void **state)
{
    (void)state;
    struct http_limits limits = TRIAL_LIMITS;
    limits.answer_ms = 150;
    struct trial trial = trial_start(&limits);
    trial_ask(&trial, LAST("/sleep?ms=15000"), answer, sizeof(answer));
    assert_begins(answer, "HTTP/1.1 504 ");
    assert_has(answer, "\r\nRetry-After: ");
    trial_stop(&trial);
}

/* A client that takes its answer too slowly is left, and others are served meanwhile. */
static void test_slow_reader(void **state)
{
    (void)state;
    struct http_limits limits = TRIAL_LIMITS;
    limits.answer_ms = 1500; /* time enough for the others */
    struct trial trial = trial_start(&limits);
    int fd = trial_connect(&trial);
    trial_send_text(fd, REQUEST("/big?n=30000000"));
    trial_ask(&trial, LAST("/fast"), answer, sizeof(answer));
    assert_begins(answer, "HTTP/1.1 200 ");
    trial_state_becomes(&trial, STATE_CONNECTIONS, 1);
    close(fd);
    trial_stop(&trial);
}

/* ---- clients that go ---- */

static void test_reset_cancels(void **state)
{
    (void)state;
    struct trial trial = trial_start(&TRIAL_LIMITS);
    int fd = trial_connect(&trial);
    trial_send_text(fd, REQUEST("/sleep?ms=15000"));
    trial_state_becomes(&trial, STATE_IN_FLIGHT, 1);
    reset(fd);
    trial_state_becomes(&trial, STATE_CANCELLED, 1);
    trial_state_becomes(&trial, STATE_IN_FLIGHT, 0);
    trial_stop(&trial);
}

/* A FIN may be half a goodbye; the probe finds out that it was a whole one. */
static void test_close_cancels(void **state)
{
    (void)state;
    struct trial trial = trial_start(&TRIAL_LIMITS);
    int fd = trial_connect(&trial);
    trial_send_text(fd, REQUEST("/sleep?ms=15000"));
    trial_state_becomes(&trial, STATE_IN_FLIGHT, 1);
    close(fd);
    trial_state_becomes(&trial, STATE_CANCELLED, 1);
    trial_stop(&trial);
}

/* Gone before the task had its first turn, and gone with requests read ahead. */
static void test_gone_at_once(void **state)
{
    (void)state;
    struct trial trial = trial_start(&TRIAL_LIMITS);
    for (int i = 0; i < 50; i++) {
        int fd = trial_connect(&trial);
        trial_send_text(fd, REQUEST("/sleep?ms=20") REQUEST("/echo") REQUEST("/fast?n=100000"));
        if (i % 3 == 0)
            pause_ms(1);
        reset(fd);
    }
    trial_state_becomes(&trial, STATE_CONNECTIONS, 1);
    trial_state_becomes(&trial, STATE_IN_FLIGHT, 0);
    trial_stop(&trial);
}

static void half_close(const char *requests, const char *expected, int count)
{
    struct trial trial = trial_start(&TRIAL_LIMITS);
    int fd = trial_connect(&trial);
    trial_send_text(fd, requests);
    assert_int_equal(shutdown(fd, SHUT_WR), 0);
    trial_read_all(fd, answer, sizeof(answer));
    const char *at = answer;
    for (int i = 0; i < count; i++) {
        at = strstr(at, expected);
        assert_non_null(at);
        at += strlen(expected);
    }
    assert_null(strstr(at, expected));
    close(fd);
    trial_stop(&trial);
}

static void test_half_close(void **state)
{
    (void)state;
    half_close(REQUEST("/echo"), "HTTP/1.1 200 OK\r\n", 1);
    half_close(REQUEST("/sleep?ms=50"), "HTTP/1.1 200 OK\r\n", 1);
    half_close(REQUEST("/fast") REQUEST("/sleep?ms=50") REQUEST("/echo") REQUEST("/fast"),
               "HTTP/1.1 200 OK\r\n", 4);
    half_close(REQUEST("/sleep?ms=1300"), "HTTP/1.1 200 OK\r\n", 1);
}

/* ---- clients that ask for too much ---- */

static void test_in_flight_bound(void **state)
{
    (void)state;
    struct trial trial = trial_start(&TRIAL_LIMITS);
    int fds[4];
    for (int i = 0; i < 4; i++) {
        fds[i] = trial_connect(&trial);
        trial_send_text(fds[i], LAST("/wait"));
    }
    trial_state_becomes(&trial, STATE_IN_FLIGHT, 4);
    trial_ask(&trial, LAST("/echo"), answer, sizeof(answer));
    assert_begins(answer, "HTTP/1.1 503 ");
    assert_has(answer, "\r\nRetry-After: 1\r\n");
    trial_ask(&trial, LAST("/open"), answer, sizeof(answer)); /* needs no task */
    assert_begins(answer, "HTTP/1.1 200 ");
    for (int i = 0; i < 4; i++) {
        trial_read_all(fds[i], answer, sizeof(answer));
        assert_begins(answer, "HTTP/1.1 200 ");
        close(fds[i]);
    }
    trial_stop(&trial);
}

/* None of them has nothing to do: the next waits. */
static void test_connection_bound(void **state)
{
    (void)state;
    struct http_limits limits = TRIAL_LIMITS;
    limits.max_connections = 2;
    struct trial trial = trial_start(&limits);
    int first = trial_connect(&trial), second = trial_connect(&trial);
    trial_send_text(first, REQUEST("/fast") REQUEST("/wait"));
    trial_send_text(second, REQUEST("/fast") REQUEST("/wait"));
    trial_read_until(first, "\r\n\r\nf", answer, sizeof(answer));
    trial_read_until(second, "\r\n\r\nf", answer, sizeof(answer));
    int third = trial_connect(&trial);
    trial_send_text(third, LAST("/fast"));
    pause_ms(50);
    assert_true(recv(third, answer, 1, MSG_DONTWAIT) < 0);
    close(first);
    trial_read_all(third, answer, sizeof(answer));
    assert_begins(answer, "HTTP/1.1 200 ");
    close(second);
    close(third);
    trial_stop(&trial);
}

static long resident_kib(pid_t pid)
{
    char path[64], line[128];
    snprintf(path, sizeof(path), "/proc/%d/statm", (int)pid);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof(line), file));
    fclose(file);
    char *second = strchr(line, ' ');
    return strtol(second, NULL, 10) * (sysconf(_SC_PAGESIZE) / 1024);
}

/* Pushes pipelined requests and reads nothing: what the server holds must not grow with what is
 * pushed. */
static void test_unread_pipeline(void **state)
{
    (void)state;
    struct trial trial = trial_start(&TRIAL_LIMITS);
    trial_ask(&trial, LAST("/fast?n=1000000"), answer, sizeof(answer));
    long before_kib = resident_kib(trial.pid);
    int fd = trial_connect(&trial);
    assert_int_equal(fcntl(fd, F_SETFL, O_NONBLOCK), 0);
    static const char PIPELINE[] = REQUEST("/fast?n=60000") REQUEST("/big?n=60000");
    size_t pushed = 0;
    for (int idle = 0; idle < 50 && pushed < 64u << 20;) {
        ssize_t sent = send(fd, PIPELINE, sizeof(PIPELINE) - 1, MSG_NOSIGNAL);
        if (sent < 0) {
            idle++;
            pause_ms(2);
        } else {
            pushed += (size_t)sent;
        }
    }
    long grown_kib = resident_kib(trial.pid) - before_kib;
    if (grown_kib > 16 * 1024)
        fail_msg("%zu bytes pushed, %ld KiB grown", pushed, grown_kib);
    close(fd);
    trial_state_becomes(&trial, STATE_CONNECTIONS, 1);
    trial_stop(&trial);
}

/* Pipelined requests are all answered when the client reads late: reading goes on where it paused.
 */
static void test_late_pipeline_reader(void **state)
{
    (void)state;
    enum { COUNT = 2000 };
    struct trial trial = trial_start(&TRIAL_LIMITS);
    int fd = trial_connect(&trial);
    pid_t writer = fork();
    assert_true(writer >= 0);
    if (writer == 0) {
        for (int i = 0; i < COUNT; i++)
            trial_send_text(fd, i % 2 == 0 ? REQUEST("/fast?n=3000") : REQUEST("/big?n=2000"));
        trial_send_text(fd, LAST("/echo?the-end"));
        _exit(0);
    }
    pause_ms(200);
    size_t total = 0;
    ssize_t got;
    char end[64] = "";
    while ((got = recv(fd, answer, sizeof(answer), 0)) > 0) {
        total += (size_t)got;
        if (got >= 60)
            memcpy(end, answer + got - 60, 60);
    }
    assert_true(total > (size_t)COUNT / 2 * 5000);
    assert_has(end, "the-end");
    close(fd);
    trial_stop(&trial);
}

/* ---- streams ---- */

static void test_stream(void **state)
{
    (void)state;
    struct trial trial = trial_start(&TRIAL_LIMITS);
    trial_ask(&trial, LAST("/stream?n=2&size=3&ms=5"), answer, sizeof(answer));
    assert_has(answer, "\r\nContent-Type: text/event-stream\r\n");
    assert_has(answer, "\r\n\r\n00000017\r\nevent: tick\ndata: sss\n\n\r\n00000017\r\nevent: "
                       "tick\ndata: sss\n\n\r\n0\r\n\r\n");
    trial_ask(&trial, "GET /stream?n=1&size=3 HTTP/1.0\r\n\r\n", answer, sizeof(answer));
    assert_has(answer, "\r\n\r\nevent: tick\ndata: sss\n\n");
    int fd = trial_connect(&trial);
    trial_send_text(fd, REQUEST("/stream?n=1&size=1"));
    trial_read_until(fd, "0\r\n\r\n", answer, sizeof(answer));
    trial_send_text(fd, LAST("/echo"));
    trial_read_all(fd, answer, sizeof(answer));
    assert_begins(answer, "HTTP/1.1 200 ");
    close(fd);
    trial_stop(&trial);
}

static void test_stream_back_pressure(void **state)
{
    (void)state;
    struct trial trial = trial_start(&TRIAL_LIMITS);
    long before_kib = resident_kib(trial.pid);
    int fd = trial_connect(&trial);
    trial_send_text(fd, REQUEST("/stream?n=1000000&size=1000"));
    trial_state_becomes(&trial, STATE_IN_FLIGHT, 1);
    pause_ms(300);
    assert_true(resident_kib(trial.pid) - before_kib < 16 * 1024);
    assert_int_equal(trial_state(&trial, STATE_IN_FLIGHT), 1);
    for (int i = 0; i < 100; i++) /* it goes on as the client reads */
        assert_true(recv(fd, answer, sizeof(answer), 0) > 0);
    close(fd);
    trial_state_becomes(&trial, STATE_CANCELLED, 1);
    trial_state_becomes(&trial, STATE_IN_FLIGHT, 0);
    trial_stop(&trial);
}

/* The sender sleeps between events: the close of its client wakes it. */
static void test_stream_left(void **state)
{
    (void)state;
    struct trial trial = trial_start(&TRIAL_LIMITS);
    int fd = trial_connect(&trial);
    trial_send_text(fd, REQUEST("/stream?n=10&ms=10000"));
    trial_read_until(fd, "\r\n\r\n", answer, sizeof(answer));
    close(fd);
    trial_state_becomes(&trial, STATE_CANCELLED, 1);
    trial_stop(&trial);
}

static void test_stream_stalled(void **state)
{
    (void)state;
    struct http_limits limits = TRIAL_LIMITS;
    limits.answer_ms = 1500;
    struct trial trial = trial_start(&limits);
    int fd = trial_connect(&trial);
    trial_send_text(fd, REQUEST("/stream?n=1000000&size=1000"));
    trial_state_becomes(&trial, STATE_CANCELLED, 1);
    trial_state_becomes(&trial, STATE_CONNECTIONS, 1);
    close(fd);
    trial_stop(&trial);
}

/* ---- cache over the wire ---- */

static void test_cached(void **state)
{
    (void)state;
    struct trial trial = trial_start(&TRIAL_LIMITS);
    trial_ask(&trial, LAST("/fast/cached?n=2000"), answer, sizeof(answer));
    assert_begins(answer, "HTTP/1.1 200 ");
    char *etag = strstr(answer, "ETag: ");
    assert_non_null(etag);
    char request[512], known[32];
    snprintf(known, sizeof(known), "%.18s", etag + 6);
    snprintf(request, sizeof(request),
             "GET /fast/cached?n=2000 HTTP/1.1\r\nHost: t\r\nConnection: close\r\nIf-None-Match: "
             "%s\r\n\r\n",
             known);
    trial_ask(&trial, request, answer, sizeof(answer));
    assert_begins(answer, "HTTP/1.1 304 ");
    assert_null(strstr(answer, "Content-Length"));
    assert_int_equal(strlen(strstr(answer, "\r\n\r\n")), 4);
    trial_ask(&trial, "HEAD /fast/cached?n=2000 HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n",
              answer, sizeof(answer));
    assert_has(answer, "\r\nContent-Length: 2000\r\n");
    assert_int_equal(strlen(strstr(answer, "\r\n\r\n")), 4);
    trial_ask(&trial,
              "GET /fast/cached?n=2000 HTTP/1.1\r\nHost: t\r\nConnection: "
              "close\r\nAccept-Encoding: br, gzip;q=0.5\r\n\r\n",
              answer, sizeof(answer));
    assert_has(answer, "\r\nContent-Encoding: gzip\r\n");
    assert_has(answer, "\r\nVary: Accept-Encoding\r\n");
    trial_stop(&trial);
}

/* ---- the end ---- */

/* False when the machine did not let the client ask within the time that a draining server gives.
 */
static bool drains(void)
{
    struct trial trial = trial_start(&TRIAL_LIMITS);
    int busy = trial_connect(&trial), idle = trial_connect(&trial),
        about_to = trial_connect(&trial);
    trial_send_text(about_to, REQUEST("/fast"));
    trial_read_until(about_to, "\r\n\r\nf", answer, sizeof(answer));
    trial_send_text(busy, REQUEST("/wait"));
    trial_state_becomes(&trial, STATE_IN_FLIGHT, 1);
    trial_drain(&trial);
    trial_send_text(about_to, REQUEST("/open?n=7"));
    bool in_time = trial_read_all(about_to, answer, sizeof(answer)) > 0;
    if (in_time) {
        assert_has(answer, "\r\nConnection: close\r\n");
        assert_has(answer, "fffffff");
        assert_int_equal(trial_read_all(idle, answer, sizeof(answer)), 0);
        trial_read_all(busy, answer, sizeof(answer));
        assert_begins(answer, "HTTP/1.1 200 ");
        assert_has(answer, "\r\nConnection: close\r\n");
    }
    close(busy);
    close(idle);
    close(about_to);
    trial_wait(&trial);
    return in_time;
}

static void test_drain(void **state)
{
    (void)state;
    bool in_time = false;
    for (int tries = 0; tries < 20 && !in_time; tries++)
        in_time = drains();
    assert_true(in_time);
}

static void test_free_with_all_in_hand(void **state)
{
    (void)state;
    struct trial trial = trial_start(&TRIAL_LIMITS);
    static const char *const REQUESTS[] = {
        REQUEST("/sleep?ms=15000"),
        REQUEST("/stream?n=1000000&size=1000"),
        REQUEST("/big?n=9000000"),
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nab",
        "GET / HT",
        ""};
    int fds[6];
    for (size_t i = 0; i < 6; i++) {
        fds[i] = trial_connect(&trial);
        trial_send_text(fds[i], REQUESTS[i]);
    }
    pause_ms(100);
    trial_stop_at_once(&trial);
    for (size_t i = 0; i < 6; i++)
        close(fds[i]);
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slow_head),
        cmocka_unit_test(test_slow_body),
        cmocka_unit_test(test_idle),
        cmocka_unit_test(test_late_answer),
        cmocka_unit_test(test_slow_reader),
        cmocka_unit_test(test_reset_cancels),
        cmocka_unit_test(test_close_cancels),
        cmocka_unit_test(test_gone_at_once),
        cmocka_unit_test(test_half_close),
        cmocka_unit_test(test_in_flight_bound),
        cmocka_unit_test(test_connection_bound),
        cmocka_unit_test(test_unread_pipeline),
        cmocka_unit_test(test_late_pipeline_reader),
        cmocka_unit_test(test_stream),
        cmocka_unit_test(test_stream_back_pressure),
        cmocka_unit_test(test_stream_left),
        cmocka_unit_test(test_stream_stalled),
        cmocka_unit_test(test_cached),
        cmocka_unit_test(test_drain),
        cmocka_unit_test(test_free_with_all_in_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
