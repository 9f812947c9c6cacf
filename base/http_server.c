#include "base/http_conn.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/loop.h"

#define ACCEPT_BURST 64              /* connections taken in a turn */
#define FREE_EXCHANGES_MAX 256       /* kept for reuse, about 20 KiB each */
#define ACCEPT_PAUSE_MS INT64_C(100) /* after the process ran out of descriptors */
#define LATE_MS                                                                                    \
    INT64_C(2000) /* a task's own deadline answers first; this much later the connection is given  \
                     up */
#define DRAIN_IDLE_MS                                                                              \
    INT64_C(250) /* a kept-alive client that is about to send is still answered within this time   \
                  */
#define HALF_MS INT64_C(500)
#define LINGER_MS INT64_C(2000)

const struct http_limits HTTP_LIMITS_DEFAULT = {
    .max_connections = 10000,
    .max_in_flight = 1024,
    .max_pipelined = 32,
    .max_head = 16384,
    .max_headers = 64,
    .max_body = 1048576,
    .max_uploads = 4,
    .head_ms = 10000,
    .body_ms = 30000,
    .answer_ms = 15000,
    .idle_ms = 60000,
    .upload_ms = 180000,
};

/* ---- exchanges ---- */

struct http_exchange *http_server_take(struct http_server *server)
{
    struct http_exchange *exchange = server->free_exchanges;
    if (exchange != NULL) {
        server->free_exchanges = exchange->next_free;
        server->free_count--;
        return exchange;
    }
    exchange = calloc(1, sizeof(*exchange));
    if (exchange == NULL)
        abort();
    exchange->server = server;
    http_exchange_init(exchange, &server->limits);
    return exchange;
}

void http_server_give(struct http_server *server, struct http_exchange *exchange)
{
    if (server->free_count >= FREE_EXCHANGES_MAX || server->freed) {
        http_exchange_release(exchange);
        free(exchange);
        return;
    }
    http_exchange_clear(exchange);
    exchange->next_free = server->free_exchanges;
    server->free_exchanges = exchange;
    server->free_count++;
}

/* ---- accepting ---- */

static void accepting(struct http_server *server, bool on)
{
    if (server->accepting != on) {
        server->accepting = on;
        if ((on ? event_add(&server->acceptable, NULL) : event_del(&server->acceptable)) != 0)
            abort();
    }
}

static void client_text(const struct sockaddr_storage *address, char client[48])
{
    memcpy(client, "local", 6);
    if (address->ss_family == AF_INET) {
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr, client,
                  48);
    } else if (address->ss_family == AF_INET6) {
        const struct in6_addr *in6 =
            &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
        bool mapped = IN6_IS_ADDR_V4MAPPED(in6);
        inet_ntop(mapped ? AF_INET : AF_INET6,
                  mapped ? (const void *)(in6->s6_addr + 12) : (const void *)in6, client, 48);
    }
}

static bool is_full(const struct http_server *server)
{
    return server->connections >= server->limits.max_connections;
}

/* False when its client may have no more. A front of ours brings many clients over each of its
 * connections, so counting them is the front's business. */
static bool join(struct http_server *server, struct http_conn *conn)
{
    if (server->limits.max_per_client == 0 || http_server_trusts(server, conn->client))
        return true;
    conn->client_key = http_client_key(conn->client);
    conn->counted =
        http_client_join(&server->clients, conn->client_key, server->limits.max_per_client);
    return conn->counted;
}

static void evict(struct http_server *server, struct http_conn *conn)
{
    if (conn->state == HTTP_IDLE)
        server->counts.evicted_idle++;
    else
        server->counts.evicted_silent++;
    http_conn_free(conn);
}

/* A socket that was accepted; `least` gives way to it when it stays. */
static void welcome(struct http_server *server, int fd, const char *client, struct http_conn *least)
{
    struct http_conn *conn = http_conn_open(server, fd, client);
    if (!join(server, conn)) {
        server->counts.client_refused++;
        http_conn_refuse(conn);
    } else if (least != NULL) {
        evict(server, least);
    }
}

static void on_acceptable(evutil_socket_t listen_fd, short what, void *argument)
{
    (void)what;
    struct http_server *server = argument;
    for (int i = 0; i < ACCEPT_BURST; i++) {
        struct http_conn *least = is_full(server) ? http_conn_least(server) : NULL;
        if (is_full(server) && least == NULL) {
            accepting(server, false);
            return;
        }
        struct sockaddr_storage address;
        socklen_t length = sizeof(address);
        int fd =
            accept4(listen_fd, (struct sockaddr *)&address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
                log_error("http_accept", LOG_I("errno", errno),
                          LOG_I("connections", server->connections));
                server->accept_again_ms = clock_mono_ms() + ACCEPT_PAUSE_MS;
                accepting(server, false);
            }
            if (errno == ECONNABORTED || errno == EINTR)
                continue;
            return;
        }
        char client[48];
        client_text(&address, client);
        welcome(server, fd, client, least);
    }
}

/* ---- the one timer, and connections to go on with ---- */

static void on_sweep(evutil_socket_t fd, short what, void *argument)
{
    (void)fd;
    (void)what;
    struct http_server *server = argument;
    int64_t now_ms = clock_mono_ms();
    for (int state = 0; state < HTTP_STATES; state++) {
        /* each turn of this loop frees the first connection or moves it to a later deadline */
        while (server->lists[state].first != NULL &&
               server->lists[state].first->deadline_ms <= now_ms)
            http_conn_expired(server->lists[state].first);
    }
    if (server->accept_again_ms != 0 && now_ms >= server->accept_again_ms)
        server->accept_again_ms = 0;
    if (!server->accepting)
        http_server_settle(server); /* one that has nothing in hand any more can give way */
}

static bool all_over(const struct http_server *server)
{
    return server->connections == 0 && server->in_flight == 0;
}

static void on_wake(evutil_socket_t fd, short what, void *argument)
{
    (void)fd;
    (void)what;
    struct http_server *server = argument;
    /* connections queued from here on have their turn when the loop has looked at its sockets */
    struct http_conn *last = server->queue_last;
    while (server->queue != NULL) {
        struct http_conn *conn = server->queue;
        bool end = conn == last;
        http_conn_next(conn);
        if (end)
            break;
    }
    if (server->drained != NULL && server->draining && all_over(server)) {
        void (*drained)(void *) = server->drained;
        server->drained = NULL;
        drained(server->drained_argument);
    }
}

/* A timer of no length and not event_active(): libevent would run that before it looks at sockets
 * again. */
static void wake(struct http_server *server)
{
    static const struct timeval NOW = {0, 0};
    if (!evtimer_pending(&server->wake, NULL) && event_add(&server->wake, &NOW) != 0)
        abort();
}

void http_server_queue(struct http_server *server, struct http_conn *conn)
{
    if (conn->queued)
        return;
    conn->queued = true;
    conn->next_queued = NULL;
    if (server->queue == NULL)
        server->queue = conn;
    else
        server->queue_last->next_queued = conn;
    server->queue_last = conn;
    wake(server);
}

void http_server_unqueue(struct http_server *server, struct http_conn *conn)
{
    struct http_conn *before = NULL;
    for (struct http_conn *at = server->queue; at != conn; at = at->next_queued)
        before = at;
    *(before != NULL ? &before->next_queued : &server->queue) = conn->next_queued;
    if (server->queue_last == conn)
        server->queue_last = before;
    conn->queued = false;
}

/* ---- beginning and end ---- */

static void periods(struct http_server *server)
{
    const struct http_limits *limits = &server->limits;
    int64_t *period_ms = server->period_ms;
    period_ms[HTTP_SILENT] = period_ms[HTTP_IDLE] = limits->idle_ms;
    period_ms[HTTP_READING] = limits->head_ms;
    period_ms[HTTP_BODY] = limits->body_ms;
    period_ms[HTTP_UPLOAD] = limits->upload_ms;
    period_ms[HTTP_HANDLING] = limits->answer_ms + LATE_MS;
    period_ms[HTTP_HALF] = HALF_MS;
    period_ms[HTTP_STREAMING] = INT64_MAX;
    period_ms[HTTP_WRITING] = limits->answer_ms;
    period_ms[HTTP_LINGERING] = LINGER_MS;
}

static struct timeval sweep_interval(const struct http_limits *limits)
{
    int64_t least_ms = limits->head_ms;
    least_ms = limits->body_ms < least_ms ? limits->body_ms : least_ms;
    least_ms = limits->answer_ms < least_ms ? limits->answer_ms : least_ms;
    least_ms = limits->idle_ms < least_ms ? limits->idle_ms : least_ms;
    int64_t interval_ms = least_ms / 8;
    interval_ms = interval_ms < 10 ? 10 : interval_ms > 100 ? 100 : interval_ms;
    return (struct timeval){.tv_sec = 0, .tv_usec = interval_ms * 1000};
}

static void id_prefix(struct http_server *server)
{
    uint32_t random;
    if (getrandom(&random, sizeof(random), 0) != (ssize_t)sizeof(random))
        random = (uint32_t)clock_now_us();
    snprintf(server->id_prefix, sizeof(server->id_prefix), "%08x-", random);
}

struct http_server *http_serve(int listen_fd, const struct http_limits *limits,
                               const struct http_handlers *handlers)
{
    assert(limits->max_connections > 0 && limits->max_in_flight > 0 && limits->max_pipelined > 0);
    assert(limits->max_head >= 256 && limits->max_headers > 0 &&
           limits->max_headers <= HTTP_HEADERS_CAP);
    assert(limits->head_ms > 0 && limits->body_ms > 0 && limits->answer_ms > 0 &&
           limits->idle_ms > 0);
    struct http_server *server = calloc(1, sizeof(*server));
    if (server == NULL)
        abort();
    server->limits = *limits;
    server->handlers = *handlers;
    server->listen_fd = listen_fd;
    server->always = "";
    periods(server);
    id_prefix(server);
    int flags = fcntl(listen_fd, F_GETFL), one = 1;
    fcntl(listen_fd, F_SETFL, flags | O_NONBLOCK);
    setsockopt(listen_fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)); /* accepted sockets inherit
                                                                           it on Linux */
    event_assign(&server->acceptable, loop_base(), listen_fd, EV_READ | EV_PERSIST, on_acceptable,
                 server);
    event_assign(&server->sweep, loop_base(), -1, EV_PERSIST, on_sweep, server);
    evtimer_assign(&server->wake, loop_base(), on_wake, server);
    struct timeval interval = sweep_interval(limits);
    if (event_add(&server->sweep, &interval) != 0)
        abort();
    accepting(server, true);
    return server;
}

void http_always(struct http_server *server, const char *lines)
{
    assert(strlen(lines) <= 240);
    server->always = lines;
}

static void server_release(struct http_server *server)
{
    while (server->free_exchanges != NULL) {
        struct http_exchange *exchange = server->free_exchanges;
        server->free_exchanges = exchange->next_free;
        http_exchange_release(exchange);
        free(exchange);
    }
    map_release(&server->clients);
    free(server);
}

void http_server_settle(struct http_server *server)
{
    if (server->freed) {
        if (all_over(server))
            server_release(server);
        return;
    }
    if (server->draining) {
        if (all_over(server))
            wake(server);
        return;
    }
    if (!server->accepting && server->accept_again_ms == 0 &&
        (!is_full(server) || http_conn_least(server) != NULL))
        accepting(server, true);
}

/* Whoever has connected is answered; whoever comes now finds the socket of another worker, or none
 * at all: a port that nobody serves must not look as if it were served. */
static void close_listener(struct http_server *server)
{
    if (server->listen_fd < 0)
        return;
    if (server->accepting)
        on_acceptable(server->listen_fd, EV_READ, server);
    accepting(server, false);
    close(server->listen_fd);
    server->listen_fd = -1;
}

/* A stream has no end of its own to wait for: its client comes back, to who serves by then. */
static void end_streams(struct http_server *server)
{
    for (int state = 0; state < HTTP_STATES; state++)
        for (struct http_conn *conn = server->lists[state].first; conn != NULL; conn = conn->next)
            if (conn->exchange != NULL && conn->exchange->streaming &&
                conn->exchange->request.task != NULL)
                task_cancel(conn->exchange->request.task);
}

/* Who is about to send is still answered, for a moment. */
static void hurry(struct http_server *server, enum http_state state)
{
    if (server->period_ms[state] > DRAIN_IDLE_MS)
        server->period_ms[state] = DRAIN_IDLE_MS;
    struct http_conn *last = server->lists[state].last;
    while (last != NULL) {
        struct http_conn *conn = server->lists[state].first;
        http_conn_enter(conn, state);
        if (conn == last)
            break;
    }
}

void http_drain(struct http_server *server, void (*drained)(void *argument), void *argument)
{
    server->draining = true;
    server->drained = drained;
    server->drained_argument = argument;
    close_listener(server);
    hurry(server, HTTP_SILENT);
    hurry(server, HTTP_IDLE);
    end_streams(server);
    wake(server);
}

void http_server_free(struct http_server *server)
{
    if (server == NULL)
        return;
    accepting(server, false);
    if (server->listen_fd >= 0)
        close(server->listen_fd);
    server->listen_fd = -1;
    server->draining = true;
    server->drained = NULL;
    for (int state = 0; state < HTTP_STATES; state++)
        while (server->lists[state].first != NULL)
            http_conn_free(server->lists[state].first);
    event_del(&server->sweep);
    event_del(&server->wake);
    /* cancelled handlers may still run: the last of them ends the rest */
    server->freed = true;
    http_server_settle(server);
}

struct http_counts http_counts(const struct http_server *server)
{
    return server->counts;
}

int http_connections(const struct http_server *server)
{
    return server->connections;
}

int http_in_flight(const struct http_server *server)
{
    return server->in_flight;
}
