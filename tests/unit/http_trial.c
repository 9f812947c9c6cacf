#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/http_trial.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/cache.h"
#include "base/coro.h"
#include "base/loop.h"
#include "base/refusal.h"
#include "base/task.h"

const struct http_limits TRIAL_LIMITS = {
    .max_connections = 200,
    .max_in_flight = 4,
    .max_pipelined = 8,
    .max_head = 2048,
    .max_headers = 16,
    .max_body = 3000,
    .head_ms = TRIAL_PATIENCE_MS,
    .body_ms = TRIAL_PATIENCE_MS,
    .answer_ms = TRIAL_PATIENCE_MS,
    .idle_ms = TRIAL_PATIENCE_MS,
};

/* ---- the server's side ---- */

static struct http_server *server;
static struct cache *cache;
static long cancelled;
static bool opened;    /* /wait need not wait */
static int drain_told; /* pipe to the test */
static char filler[1 << 20];

static long number(struct http_request *request, const char *name, long fallback)
{
    const char *text = http_query(request, name);
    return text != NULL ? strtol(text, NULL, 10) : fallback;
}

static void echo(struct http_request *request)
{
    const char *cookie = http_cookie(request, "sid"), *q = http_query(request, "q");
    char *text = arena_printf(request->task->arena, "[%s %s ?%s client=%s sid=%s q=%s %zu:%s]",
                              request->method_name, request->path, request->query, request->client,
                              cookie != NULL ? cookie : "-", q != NULL ? q : "-",
                              request->body_length, request->body);
    http_reply(request, 200, "text/plain", text, strlen(text));
}

static void sleep_route(struct http_request *request)
{
    struct refusal why;
    if (!task_sleep(request->task, number(request, "ms", 10), &why)) {
        cancelled += why.kind == &REFUSAL_CANCELLED;
        http_reply_problem(request, &why);
        return;
    }
    http_reply(request, 200, "text/plain", "slept", 5);
}

static void wait_route(struct http_request *request)
{
    struct refusal why;
    while (!opened) {
        if (!task_sleep(request->task, 2, &why)) {
            http_reply_problem(request, &why);
            return;
        }
    }
    http_reply(request, 200, "text/plain", "waited", 6);
}

static void stream(struct http_request *request)
{
    long count = number(request, "n", 3), pause_ms = number(request, "ms", 0);
    size_t size = (size_t)number(request, "size", 4);
    char *data = arena_alloc(request->task->arena, size + 1);
    memset(data, 's', size);
    http_stream_begin(request);
    struct refusal why;
    for (long i = 0; i < count; i++) {
        bool slept = pause_ms == 0 || task_sleep(request->task, pause_ms, &why);
        if (!slept || !http_stream_send(request, "tick", data)) {
            cancelled++;
            return;
        }
    }
}

static void handle(struct http_request *request, void *argument)
{
    (void)argument;
    if (strcmp(request->path, "/sleep") == 0) {
        sleep_route(request);
    } else if (strcmp(request->path, "/big") == 0) {
        size_t length = (size_t)number(request, "n", 0);
        char *body = arena_alloc(request->task->arena, length + 1);
        memset(body, 'b', length);
        http_reply(request, 200, "text/plain", body, length);
    } else if (strcmp(request->path, "/stream") == 0) {
        stream(request);
    } else if (strcmp(request->path, "/wait") == 0) {
        wait_route(request);
    } else if (strcmp(request->path, "/page") == 0) {
        http_reply_html(request, 200, "<p>", 3);
    } else if (strcmp(request->path, "/away") == 0) {
        http_set_header(request, "Set-Cookie", "a=b");
        http_reply_see_other(request, "/echo");
    } else if (strcmp(request->path, "/fast/cached") == 0) {
        cache_store_reply(cache, request, "filler", cache_stamp(cache), "text/plain", "public",
                          filler, (size_t)number(request, "n", 1000));
    } else if (strcmp(request->path, "/silent") != 0) {
        echo(request);
    }
}

static bool fast(struct http_request *request, void *argument)
{
    (void)argument;
    if (strcmp(request->path, "/state") == 0) {
        char text[160];
        struct http_counts counts = http_counts(server);
        snprintf(text, sizeof(text), "%d %d %ld %lld %lld %lld %lld %lld;",
                 http_connections(server), http_in_flight(server), cancelled,
                 (long long)counts.body_bytes, (long long)counts.body_refused,
                 (long long)counts.client_refused, (long long)counts.evicted_idle,
                 (long long)counts.evicted_silent);
        http_reply(request, 200, "text/plain", text, strlen(text));
        return true;
    }
    opened |= strcmp(request->path, "/open") == 0;
    if (strcmp(request->path, "/fast") == 0 || strcmp(request->path, "/open") == 0) {
        http_reply(request, 200, "text/plain", filler, (size_t)number(request, "n", 1));
        return true;
    }
    return strcmp(request->path, "/fast/cached") == 0 && cache_reply(cache, request);
}

static void on_drained(void *argument)
{
    (void)argument;
    loop_stop();
}

static void on_term(int signal, void *argument)
{
    (void)signal;
    (void)argument;
    http_drain(server, on_drained, NULL);
    if (write(drain_told, "d", 1) != 1)
        exit(4);
}

/* Handlers that were cancelled run to their ends first. */
static void stop_when_idle(void *argument)
{
    if (coro_live() == 0)
        loop_stop();
    else
        loop_after(1, stop_when_idle, argument);
}

static void on_usr1(int signal, void *argument)
{
    (void)signal;
    (void)argument;
    http_server_free(server); /* with whatever is in hand */
    server = NULL;
    loop_after(100, stop_when_idle, NULL);
}

/* Frees all it made, so that the leak check means something. */
static void serve(int listen_fd, const struct http_limits *limits)
{
    static const struct http_handlers HANDLERS = {.fast = fast, .handle = handle};
    memset(filler, 'f', sizeof(filler));
    loop_init();
    cache = cache_new(1 << 20, 60000);
    server = http_serve(listen_fd, limits, &HANDLERS);
    if (!http_trust_front(server, "127.0.0.2"))
        exit(3);
    loop_on_signal(SIGTERM, on_term, NULL);
    loop_on_signal(SIGUSR1, on_usr1, NULL);
    loop_run();
    http_server_free(server);
    cache_free(cache);
    loop_free();
    exit(0);
}

/* ---- the client's side ---- */

struct trial trial_start(const struct http_limits *limits)
{
    int fd = http_bind("127.0.0.1", 0, false);
    assert_true(fd >= 0);
    struct sockaddr_in address;
    socklen_t length = sizeof(address);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &length), 0);
    int ends[2];
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    struct trial trial = {.port = ntohs(address.sin_port), .draining = ends[0]};
    fflush(NULL);
    trial.pid = fork();
    assert_true(trial.pid >= 0);
    if (trial.pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        drain_told = ends[1];
        serve(fd, limits);
    }
    close(fd);
    close(ends[1]);
    return trial;
}

void trial_wait(struct trial *trial)
{
    int status = -1;
    assert_int_equal(waitpid(trial->pid, &status, 0), trial->pid);
    close(trial->draining);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int trial_connect_from(const struct trial *trial, const char *from)
{
    struct sockaddr_in source = {.sin_family = AF_INET};
    assert_int_equal(inet_pton(AF_INET, from, &source.sin_addr), 1);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)trial->port),
                                  .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&source, sizeof(source)), 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    return fd;
}

int trial_connect(const struct trial *trial)
{
    return trial_connect_from(trial, "127.0.0.1");
}

void trial_drain(const struct trial *trial)
{
    char byte;
    assert_int_equal(kill(trial->pid, SIGTERM), 0);
    assert_int_equal(read(trial->draining, &byte, 1), 1);
}

void trial_stop(struct trial *trial)
{
    assert_int_equal(kill(trial->pid, SIGTERM), 0);
    trial_wait(trial);
}

void trial_stop_at_once(struct trial *trial)
{
    assert_int_equal(kill(trial->pid, SIGUSR1), 0);
    trial_wait(trial);
}

/* The server may refuse and close before all is sent: that is not the test's failure. */
void trial_send(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        bytes += sent;
        length -= (size_t)sent;
    }
}

void trial_send_text(int fd, const char *text)
{
    trial_send(fd, text, strlen(text));
}

/* 0 = closed. */
static size_t read_some(int fd, char *buffer, size_t room)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    if (poll(&wait, 1, TRIAL_PATIENCE_MS + 10000) <= 0)
        fail_msg("the server neither answers nor closes");
    ssize_t got = recv(fd, buffer, room, 0);
    return got > 0 ? (size_t)got : 0;
}

size_t trial_read_all(int fd, char *buffer, size_t length)
{
    size_t used = 0, got;
    while (used + 1 < length && (got = read_some(fd, buffer + used, length - 1 - used)) > 0)
        used += got;
    buffer[used] = '\0';
    return used;
}

void trial_read_until(int fd, const char *text, char *buffer, size_t length)
{
    size_t used = 0;
    buffer[0] = '\0';
    while (strstr(buffer, text) == NULL) {
        size_t got = read_some(fd, buffer + used, length - 1 - used);
        if (got == 0)
            fail_msg("closed before \"%s\" came, after: %s", text, buffer);
        used += got;
        buffer[used] = '\0';
    }
}

void trial_ask(const struct trial *trial, const char *request, char *buffer, size_t length)
{
    int fd = trial_connect(trial);
    trial_send_text(fd, request);
    trial_read_all(fd, buffer, length);
    close(fd);
}

long trial_state(const struct trial *trial, int which)
{
    char buffer[1024];
    trial_ask(trial, "GET /state HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n", buffer,
              sizeof(buffer));
    char *at = strstr(buffer, "\r\n\r\n");
    assert_non_null(at);
    long value = 0;
    for (int i = 0; i <= which; i++)
        value = strtol(at, &at, 10);
    return value;
}

void trial_state_becomes(const struct trial *trial, int which, long value)
{
    const struct timespec pause = {0, 5000000};
    for (int i = 0; i < TRIAL_PATIENCE_MS / 5; i++) {
        if (trial_state(trial, which) == value)
            return;
        nanosleep(&pause, NULL);
    }
    fail_msg("state %d never became %ld", which, value);
}
