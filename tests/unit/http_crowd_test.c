/* What strangers may cost: bodies before and while they come, connections of one client, and who
 * gives way when a server is full. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include <unistd.h>

#include "base/http_client.h"
#include "tests/unit/http_trial.h"

enum {
    STATE_CONNECTIONS,
    STATE_BODY_BYTES = 3,
    STATE_BODY_REFUSED,
    STATE_CLIENT_REFUSED,
    STATE_EVICTED_IDLE,
    STATE_EVICTED_SILENT
};

#define POST(headers_) "POST /echo HTTP/1.1\r\nHost: t\r\n" headers_ "\r\n"
#define CHUNKED "Transfer-Encoding: chunked\r\n"
#define CLOSE "Connection: close\r\n"
#define GET(target_, headers_) "GET " target_ " HTTP/1.1\r\nHost: t\r\n" headers_ "\r\n"

static char answer[1 << 16];

/* One request, and how its answer begins; the server closes. */
static void check_answer(const struct trial *trial, const char *request, const char *begins)
{
    trial_ask(trial, request, answer, sizeof(answer));
    if (strncmp(answer, begins, strlen(begins)) != 0)
        fail_msg("expected %s, got %s", begins, answer);
}

static void check_closed(int fd)
{
    trial_read_all(fd, answer, sizeof(answer));
    assert_string_equal(answer, "");
    close(fd);
}

/* ---- bodies ---- */

static void test_lengths(void **state)
{
    (void)state;
    struct trial trial = trial_start(&TRIAL_LIMITS); /* 3000 bytes of body */
    check_answer(&trial, POST("Content-Length: 3001\r\n"), "HTTP/1.1 413 ");
    check_answer(&trial, POST("Content-Length: 3001\r\nExpect: 100-continue\r\n"), "HTTP/1.1 413 ");
    check_answer(&trial, POST(CHUNKED) "bb9\r\n", "HTTP/1.1 413 ");
    check_answer(&trial, POST(CHUNKED) "ffffffffffffffff\r\n", "HTTP/1.1 413 ");
    check_answer(&trial, POST(CHUNKED) "2\r\nab\r\nbb7\r\n", "HTTP/1.1 413 ");
    check_answer(&trial, POST(CHUNKED CLOSE) "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", "HTTP/1.1 200 ");
    assert_non_null(strstr(answer, " 3:abc]"));
    check_answer(&trial, POST(CHUNKED) "bb9;\n", "HTTP/1.1 400 ");
    trial_stop(&trial);
}

static void test_encodings(void **state)
{
    (void)state;
    struct trial trial = trial_start(&TRIAL_LIMITS);
    static const char *const UNKNOWN[] = {
        POST("Content-Encoding: gzip\r\nContent-Length: 2\r\n"),
        POST("Content-Encoding: identity, br\r\nContent-Length: 2\r\n"),
        POST("content-encoding: deflate\r\n" CHUNKED),
    };
    for (size_t i = 0; i < sizeof(UNKNOWN) / sizeof(UNKNOWN[0]); i++) {
        check_answer(&trial, UNKNOWN[i], "HTTP/1.1 415 ");
        assert_non_null(strstr(answer, "\r\nAccept-Encoding: identity\r\n"));
        assert_non_null(strstr(answer, "\"code\":\"content_encoding\""));
        assert_non_null(strstr(answer, "压缩"));
    }
    check_answer(&trial, POST("Content-Encoding: Identity\r\nContent-Length: 2\r\n" CLOSE) "ab",
                 "HTTP/1.1 200 ");
    check_answer(&trial, GET("/echo", "Content-Encoding: gzip\r\n" CLOSE), "HTTP/1.1 200 ");
    trial_stop(&trial);
}

static void test_body_memory(void **state)
{
    (void)state;
    struct http_limits limits = TRIAL_LIMITS;
    limits.max_body_memory = 4000;
    struct trial trial = trial_start(&limits);
    int first = trial_connect(&trial);
    trial_send_text(first, POST("Content-Length: 2500\r\n" CLOSE)); /* and nothing of it comes */
    trial_state_becomes(&trial, STATE_BODY_BYTES, 2501);
    static const char *const MORE[] = {POST("Content-Length: 2500\r\n"), POST(CHUNKED) "9c4\r\n"};
    for (size_t i = 0; i < sizeof(MORE) / sizeof(MORE[0]); i++) {
        check_answer(&trial, MORE[i], "HTTP/1.1 503 ");
        assert_non_null(strstr(answer, "\r\nRetry-After: "));
        assert_non_null(strstr(answer, "\r\nConnection: close\r\n"));
    }
    check_answer(&trial, POST("Content-Length: 1\r\n" CLOSE) "a", "HTTP/1.1 200 ");
    assert_int_equal(trial_state(&trial, STATE_BODY_REFUSED), 2);
    char body[2500];
    memset(body, 'x', sizeof(body));
    trial_send(first, body, sizeof(body));
    trial_read_all(first, answer, sizeof(answer));
    assert_non_null(strstr(answer, " 2500:xxx"));
    close(first);
    trial_state_becomes(&trial, STATE_BODY_BYTES, 0);
    int gone = trial_connect(&trial);
    trial_send_text(gone, POST("Content-Length: 2500\r\n") "abc");
    trial_state_becomes(&trial, STATE_BODY_BYTES, 2501);
    close(gone);
    trial_state_becomes(&trial, STATE_BODY_BYTES, 0);
    trial_stop(&trial);
}

/* ---- connections of one client ---- */

static void test_client_keys(void **state)
{
    (void)state;
    int64_t key = http_client_key("192.0.2.1");
    assert_int_equal(http_client_key("::ffff:192.0.2.1"), key);
    assert_int_not_equal(http_client_key("192.0.2.2"), key);
    key = http_client_key("2001:db8:0:1::1");
    assert_int_equal(http_client_key("2001:db8:0:1:ffff:ffff:ffff:ffff"), key);
    assert_int_not_equal(http_client_key("2001:db8:0:2::1"), key);
    assert_int_not_equal(http_client_key("::"), http_client_key("0.0.0.0"));
    assert_int_equal(http_client_key("local"), http_client_key("local"));
}

static void test_client_counts(void **state)
{
    (void)state;
    struct map clients = {.slots = NULL};
    assert_true(http_client_join(&clients, 1, 2));
    assert_true(http_client_join(&clients, 1, 2));
    assert_false(http_client_join(&clients, 1, 2));
    assert_true(http_client_join(&clients, 2, 2));
    http_client_leave(&clients, 1);
    assert_true(http_client_join(&clients, 1, 2));
    http_client_leave(&clients, 1);
    http_client_leave(&clients, 1);
    http_client_leave(&clients, 2);
    assert_int_equal(clients.count, 0);
    map_release(&clients);
}

static void check_refused(int fd)
{
    trial_read_all(fd, answer, sizeof(answer));
    assert_int_equal(strncmp(answer, "HTTP/1.1 429 ", 13), 0);
    assert_non_null(strstr(answer, "\r\nRetry-After: "));
    assert_non_null(strstr(answer, "\"code\":\"too_many_connections\""));
    close(fd);
}

static void test_client_share(void **state)
{
    (void)state;
    struct http_limits limits = TRIAL_LIMITS;
    limits.max_per_client = 2;
    struct trial trial = trial_start(&limits);
    int first = trial_connect_from(&trial, "127.0.0.5"),
        second = trial_connect_from(&trial, "127.0.0.5"), fronts[3];
    check_refused(trial_connect_from(&trial, "127.0.0.5"));
    for (int i = 0; i < 3; i++)
        fronts[i] = trial_connect_from(&trial, "127.0.0.2");
    int other = trial_connect_from(&trial, "127.0.0.6");
    trial_send_text(other, GET("/fast", CLOSE));
    trial_read_all(other, answer, sizeof(answer));
    assert_int_equal(strncmp(answer, "HTTP/1.1 200 ", 13), 0);
    close(other);
    assert_int_equal(trial_state(&trial, STATE_CLIENT_REFUSED), 1);
    close(first);
    trial_state_becomes(&trial, STATE_CONNECTIONS, 1 + 1 + 3);
    first = trial_connect_from(&trial, "127.0.0.5");
    trial_send_text(first, GET("/fast", CLOSE));
    trial_read_all(first, answer, sizeof(answer));
    assert_int_equal(strncmp(answer, "HTTP/1.1 200 ", 13), 0);
    close(first);
    close(second);
    for (int i = 0; i < 3; i++)
        close(fronts[i]);
    trial_stop(&trial);
}

/* ---- who gives way ---- */

static int half_head(const struct trial *trial)
{
    int fd = trial_connect(trial);
    trial_send_text(fd, GET("/fast", "") "GET /fast HT"); /* what is answered was read with both */
    trial_read_until(fd, "\r\n\r\nf", answer, sizeof(answer));
    return fd;
}

static int idle(const struct trial *trial)
{
    int fd = trial_connect(trial);
    trial_send_text(fd, GET("/fast", ""));
    trial_read_until(fd, "\r\n\r\nf", answer, sizeof(answer));
    return fd;
}

/* Each that comes closes the one before all others: the idle in their order, then the silent and
 * the half in theirs; who has a request in hand never. */
static void test_who_gives_way(void **state)
{
    (void)state;
    struct http_limits limits = TRIAL_LIMITS;
    limits.max_connections = 4;
    struct trial trial = trial_start(&limits);
    int busy = trial_connect(&trial);
    trial_send_text(busy, GET("/fast", "") GET("/wait", CLOSE));
    trial_read_until(busy, "\r\n\r\nf", answer, sizeof(answer));
    int first = idle(&trial), second = idle(&trial), silent = trial_connect(&trial);
    int half = half_head(&trial);
    check_closed(first);
    int last = half_head(&trial);
    check_closed(second);
    int third = trial_connect(&trial);
    check_closed(silent);
    int fourth = trial_connect(&trial);
    check_closed(half);
    int fifth = idle(&trial);
    check_closed(last);
    check_answer(&trial, GET("/open", CLOSE), "HTTP/1.1 200 "); /* instead of the fifth */
    check_closed(fifth);
    trial_read_all(busy, answer, sizeof(answer));
    assert_non_null(strstr(answer, "waited"));
    close(busy);
    close(third);
    close(fourth);
    assert_int_equal(trial_state(&trial, STATE_EVICTED_IDLE), 3);
    assert_int_equal(trial_state(&trial, STATE_EVICTED_SILENT), 3);
    trial_stop(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lengths),       cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_body_memory),   cmocka_unit_test(test_client_keys),
        cmocka_unit_test(test_client_counts), cmocka_unit_test(test_client_share),
        cmocka_unit_test(test_who_gives_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
