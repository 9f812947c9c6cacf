#include "base/http_conn.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/loop.h"

#define LINGER_MAX                                                                                 \
    ((uint32_t)4 * 1024 * 1024)  /* bytes thrown away before a last answer is given up */
#define CORK_MAX ((size_t)65536) /* answers gathered before they are sent */
#define CHUNKED_READ ((size_t)16384)
#define LEAST_LOOK 32 /* idle connections looked at for one to close */

/* ---- lists by state ---- */

static void list_remove(struct http_conn *conn)
{
    struct http_list *list = &conn->server->lists[conn->state];
    *(conn->previous != NULL ? &conn->previous->next : &list->first) = conn->next;
    *(conn->next != NULL ? &conn->next->previous : &list->last) = conn->previous;
}

static void list_append(struct http_conn *conn, enum http_state state)
{
    struct http_list *list = &conn->server->lists[state];
    int64_t period_ms = conn->server->period_ms[state];
    conn->state = (uint8_t)state;
    conn->turn = ++conn->server->turns;
    conn->deadline_ms = period_ms == INT64_MAX ? INT64_MAX : clock_mono_ms() + period_ms;
    conn->next = NULL;
    conn->previous = list->last;
    *(list->last != NULL ? &list->last->next : &list->first) = conn;
    list->last = conn;
}

void http_conn_enter(struct http_conn *conn, enum http_state state)
{
    list_remove(conn);
    list_append(conn, state);
}

/* ---- beginning and end ---- */

static void on_readable(evutil_socket_t fd, short what, void *argument);

static void reading(struct http_conn *conn, bool on)
{
    if (conn->reading != on) {
        conn->reading = on;
        if ((on ? event_add(&conn->readable, NULL) : event_del(&conn->readable)) != 0)
            abort();
    }
}

struct http_conn *http_conn_open(struct http_server *server, int fd, const char *client)
{
    struct http_conn *conn = calloc(1, sizeof(*conn));
    if (conn == NULL)
        abort();
    conn->server = server;
    conn->fd = fd;
    strncpy(conn->client, client, sizeof(conn->client) - 1);
    event_assign(&conn->readable, loop_base(), fd, EV_READ | EV_PERSIST, on_readable, conn);
    list_append(conn, HTTP_SILENT);
    server->connections++;
    reading(conn, true);
    return conn;
}

static void exchange_give(struct http_conn *conn)
{
    struct http_exchange *exchange = conn->exchange;
    conn->exchange = NULL;
    if (exchange != NULL)
        http_server_give(conn->server, exchange);
}

/* The handler goes on without a connection: what it answers is dropped, what it waits for is
 * cancelled. */
static void abandon(struct http_exchange *exchange)
{
    exchange->request.conn = NULL;
    if (exchange->request.task != NULL)
        task_cancel(exchange->request.task);
}

void http_conn_free(struct http_conn *conn)
{
    struct http_server *server = conn->server;
    list_remove(conn);
    if (conn->queued)
        http_server_unqueue(server, conn);
    reading(conn, false);
    if (conn->writable != NULL)
        event_free(conn->writable);
    if (conn->out != NULL)
        evbuffer_free(conn->out);
    close(conn->fd);
    if (conn->exchange != NULL && conn->exchange->in_task)
        abandon(conn->exchange);
    else
        exchange_give(conn);
    if (conn->counted)
        http_client_leave(&server->clients, conn->client_key);
    free(conn->ahead);
    free(conn);
    server->connections--;
    http_server_settle(server);
}

/* The last answer is on its way or gone. */
static void finish(struct http_conn *conn)
{
    if (conn->out != NULL && !conn->broken) {
        http_conn_enter(conn, HTTP_WRITING);
        return;
    }
    bool unread = conn->linger || conn->ahead_length > 0;
    if (!unread || conn->eof || conn->broken || shutdown(conn->fd, SHUT_WR) != 0) {
        http_conn_free(conn);
        return;
    }
    /* Closing now would answer unread input with a reset, which can destroy the answer on its way
     * (RFC 9112 section 9.6). */
    free(conn->ahead);
    conn->ahead = NULL;
    conn->ahead_length = conn->ahead_capacity = 0;
    http_conn_enter(conn, HTTP_LINGERING);
    reading(conn, true);
}

/* ---- bytes that came too early ---- */

static void ahead_add(struct http_conn *conn, const char *bytes, size_t length)
{
    size_t need = conn->ahead_length + length;
    if (length == 0)
        return;
    if (need > conn->ahead_capacity) {
        size_t capacity = need < HTTP_AHEAD_MAX / 4 ? HTTP_AHEAD_MAX / 4
                          : need < HTTP_AHEAD_MAX   ? HTTP_AHEAD_MAX
                                                    : need;
        char *grown = realloc(conn->ahead, capacity);
        if (grown == NULL)
            abort();
        conn->ahead = grown;
        conn->ahead_capacity = (uint32_t)capacity;
    }
    memcpy(conn->ahead + conn->ahead_length, bytes, length);
    conn->ahead_length = (uint32_t)need;
}

/* What follows the request in the exchange's buffer waits in the connection's. */
static void stash(struct http_conn *conn)
{
    struct http_exchange *exchange = conn->exchange;
    ahead_add(conn, exchange->in + exchange->start, exchange->length - exchange->start);
    exchange->length = exchange->start;
}

static void unstash(struct http_conn *conn)
{
    struct http_exchange *exchange = conn->exchange;
    http_exchange_load(exchange, conn->ahead, conn->ahead_length);
    free(conn->ahead);
    conn->ahead = NULL;
    conn->ahead_length = conn->ahead_capacity = 0;
}

/* ---- what a complete or a broken request leads to ---- */

static void refused(struct http_conn *conn, const struct refusal_kind *kind, const char *detail)
{
    conn->close_after = conn->linger = true;
    http_dispatch_prepare(conn);
    http_reply_refused(conn->exchange, kind, detail);
    http_conn_uncork(conn);
    exchange_give(conn);
    finish(conn);
}

/* Answers one request. True when the next one in the buffer can be looked at; otherwise the
 * connection is in its next state, or gone. */
static bool answer(struct http_conn *conn, int *answered)
{
    struct http_exchange *exchange = conn->exchange;
    bool more = exchange->length > exchange->start &&
                ++*answered < conn->server->limits.max_pipelined &&
                http_conn_pending(conn) < CORK_MAX;
    if (more)
        http_conn_cork(conn);
    if (!http_dispatch(conn)) {
        stash(conn);
        http_conn_enter(conn, HTTP_HANDLING);
        http_conn_uncork(conn);
        if (conn->eof)
            http_conn_enter(conn, HTTP_HALF);
        return false;
    }
    if (more && !conn->close_after && !conn->broken) {
        http_exchange_next(exchange);
        http_conn_enter(conn, HTTP_IDLE);
        return true;
    }
    http_conn_uncork(conn);
    stash(conn);
    exchange_give(conn);
    if (conn->ahead_length > 0 && !conn->close_after && conn->out == NULL && !conn->broken) {
        http_conn_enter(conn, HTTP_IDLE); /* others have their turn first */
        reading(conn, false);
        http_server_queue(conn->server, conn);
    } else {
        http_conn_next(conn);
    }
    return false;
}

/* A request is incomplete: waits for the rest of it. */
static void wait_for_more(struct http_conn *conn)
{
    struct http_exchange *exchange = conn->exchange;
    http_conn_uncork(conn);
    if (conn->eof || conn->broken) {
        http_conn_free(conn); /* the rest will never come, or nobody reads */
        return;
    }
    bool nothing = exchange->length == exchange->start && exchange->blank_lines == 0;
    if (!exchange->head_done && (nothing || conn->out != NULL)) {
        stash(conn);
        exchange_give(conn);
        http_conn_enter(conn, conn->out != NULL ? HTTP_WRITING : HTTP_IDLE);
        return;
    }
    enum http_state state = !exchange->head_done ? HTTP_READING
                            : exchange->upload   ? HTTP_UPLOAD
                                                 : HTTP_BODY;
    if (conn->state != state)
        http_conn_enter(conn, state);
    if (exchange->expect_continue && exchange->head_done && exchange->body_length == 0) {
        static const char CONTINUE[] = "HTTP/1.1 100 Continue\r\n\r\n";
        http_conn_send(conn, CONTINUE, sizeof(CONTINUE) - 1, NULL, 0, NULL, NULL);
    }
    exchange->expect_continue = false;
    reading(conn, true);
}

/* Reads on in the exchange's buffer and answers what is complete. */
static void process(struct http_conn *conn)
{
    int answered = 0;
    for (bool go_on = true; go_on;) {
        switch (http_parse(conn->exchange)) {
        case HTTP_PARSE_DONE:
            go_on = answer(conn, &answered);
            break;
        case HTTP_PARSE_MORE:
            wait_for_more(conn);
            return;
        case HTTP_PARSE_REFUSED:
            refused(conn, conn->exchange->refusal, conn->exchange->refusal_detail);
            return;
        }
    }
}

void http_conn_next(struct http_conn *conn)
{
    assert(conn->exchange == NULL);
    if (conn->queued)
        http_server_unqueue(conn->server, conn);
    if (conn->broken) {
        http_conn_free(conn);
    } else if (conn->out != NULL) {
        http_conn_enter(conn, HTTP_WRITING);
    } else if (conn->close_after) {
        finish(conn);
    } else if (conn->ahead_length > 0) {
        http_conn_enter(conn, HTTP_IDLE);
        reading(conn, !conn->eof);
        conn->exchange = http_server_take(conn->server);
        unstash(conn);
        process(conn);
    } else if (conn->eof) {
        http_conn_free(conn);
    } else {
        http_conn_enter(conn, HTTP_IDLE);
        reading(conn, true);
    }
}

void http_conn_answered(struct http_conn *conn)
{
    bool idle = !conn->broken && conn->out == NULL && !conn->close_after &&
                conn->ahead_length == 0 && !conn->eof;
    if (idle) {
        http_conn_next(conn);
        return;
    }
    /* The rest may free the connection or call handlers: not on the task's stack. */
    http_conn_enter(conn, HTTP_WRITING);
    http_server_queue(conn->server, conn);
}

/* ---- input by state ---- */

/* recv() with its three outcomes: bytes > 0, 0 = nothing now, -1 = no more will come (eof or error;
 * `*lost` tells). */
static ssize_t receive(struct http_conn *conn, char *to, size_t room, bool *lost)
{
    ssize_t got = recv(conn->fd, to, room, 0);
    *lost = false;
    if (got > 0)
        return got;
    if (got == 0) {
        conn->eof = true;
        return -1;
    }
    if (errno == EAGAIN || errno == EINTR)
        return 0;
    *lost = true;
    return -1;
}

static void read_head(struct http_conn *conn)
{
    if (conn->exchange == NULL) {
        assert(conn->ahead_length == 0);
        conn->exchange = http_server_take(conn->server);
    }
    struct http_exchange *exchange = conn->exchange;
    bool lost, room = http_exchange_room(exchange);
    assert(room && "a head that is too long was refused before");
    ssize_t got = receive(conn, exchange->in + exchange->length,
                          exchange->in_capacity - exchange->length, &lost);
    if (got < 0) {
        http_conn_free(conn);
        return;
    }
    exchange->length += (size_t)got;
    process(conn);
}

static void read_body(struct http_conn *conn)
{
    struct http_exchange *exchange = conn->exchange;
    char *scratch = conn->server->scratch;
    size_t want =
        exchange->chunked ? CHUNKED_READ : (size_t)exchange->content_length - exchange->body_length;
    bool lost;
    ssize_t got =
        receive(conn, scratch,
                want < sizeof(conn->server->scratch) ? want : sizeof(conn->server->scratch), &lost);
    if (got < 0)
        http_conn_free(conn);
    if (got <= 0)
        return;
    size_t used;
    int answered = 0;
    switch (http_parse_body(exchange, scratch, (size_t)got, &used)) {
    case HTTP_PARSE_DONE:
        ahead_add(conn, scratch + used, (size_t)got - used);
        exchange->start = exchange->length;
        answer(conn, &answered);
        break;
    case HTTP_PARSE_MORE:
        break;
    case HTTP_PARSE_REFUSED:
        refused(conn, exchange->refusal, exchange->refusal_detail);
        break;
    }
}

/* While an answer is made or written: pipelined requests, the end of input, or the loss of the
 * client. */
static void read_ahead(struct http_conn *conn)
{
    size_t room = conn->ahead_length < HTTP_AHEAD_MAX ? HTTP_AHEAD_MAX - conn->ahead_length : 0;
    if (room == 0) {
        reading(conn, false);
        return;
    }
    bool lost;
    ssize_t got = receive(conn, conn->server->scratch, room, &lost);
    if (got > 0) {
        ahead_add(conn, conn->server->scratch, (size_t)got);
        return;
    }
    if (got == 0)
        return;
    /* A browser that leaves an event stream closes; nobody shuts down half of one. */
    if (lost || conn->state == HTTP_STREAMING ||
        (conn->exchange != NULL && conn->exchange->streaming)) {
        http_conn_free(conn);
        return;
    }
    reading(conn, false);
    if (conn->state == HTTP_HANDLING)
        http_conn_enter(conn, HTTP_HALF);
}

static void discard(struct http_conn *conn)
{
    bool lost;
    ssize_t got = receive(conn, conn->server->scratch, sizeof(conn->server->scratch), &lost);
    conn->lingered += got > 0 ? (uint32_t)got : 0;
    if (got < 0 || conn->lingered > LINGER_MAX)
        http_conn_free(conn);
}

static void on_readable(evutil_socket_t fd, short what, void *argument)
{
    (void)fd;
    (void)what;
    struct http_conn *conn = argument;
    switch ((enum http_state)conn->state) {
    case HTTP_SILENT:
    case HTTP_IDLE:
    case HTTP_READING:
        read_head(conn);
        break;
    case HTTP_BODY:
    case HTTP_UPLOAD:
        read_body(conn);
        break;
    case HTTP_LINGERING:
        discard(conn);
        break;
    default:
        read_ahead(conn);
        break;
    }
}

/* ---- too many of them ---- */

void http_conn_refuse(struct http_conn *conn)
{
    conn->exchange = http_server_take(conn->server);
    conn->close_after = true;
    http_dispatch_prepare(conn);
    http_reply_refused(conn->exchange, &HTTP_CLIENT_FULL, NULL);
    http_conn_free(conn); /* not in two steps: they would be what there are too many of */
}

/* Nothing was asked of it that is not answered, nor is a request waiting to be read. */
static bool is_quiet(const struct http_conn *conn)
{
    char byte;
    return !conn->queued && conn->ahead_length == 0 && conn->exchange == NULL &&
           recv(conn->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) <= 0;
}

static struct http_conn *quiet_one(struct http_server *server, enum http_state state)
{
    struct http_conn *conn = server->lists[state].first;
    for (int i = 0; i < LEAST_LOOK && conn != NULL; i++, conn = conn->next)
        if (is_quiet(conn))
            return conn;
    return NULL;
}

struct http_conn *http_conn_least(struct http_server *server)
{
    struct http_conn *idle = quiet_one(server, HTTP_IDLE);
    if (idle != NULL)
        return idle;
    struct http_conn *silent = quiet_one(server, HTTP_SILENT),
                     *half = server->lists[HTTP_READING].first;
    if (silent == NULL || half == NULL)
        return silent != NULL ? silent : half;
    return silent->turn < half->turn ? silent : half;
}

/* ---- deadlines ---- */

/* The client has sent FIN while its request is worked on: it may have shut down its writing side
 * only, or be gone; TCP does not tell until something is sent. After half a second an interim
 * answer is (RFC 9110 section 15.2: any number may precede an answer); a client that is gone resets
 * the connection then. */
static void doubt(struct http_conn *conn)
{
    struct pollfd probe = {.fd = conn->fd};
    bool gone = poll(&probe, 1, 0) > 0 && (probe.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
    struct http_exchange *exchange = conn->exchange;
    int64_t spent_us = clock_mono_us() - exchange->request.started_us;
    if (gone || spent_us / 1000 > conn->server->period_ms[HTTP_HANDLING]) {
        http_conn_free(conn);
        return;
    }
    http_conn_enter(conn, HTTP_HALF);
    if (!conn->probed && exchange->minor == 1 && !exchange->answered && conn->out == NULL) {
        static const char CONTINUE[] = "HTTP/1.1 100 Continue\r\n\r\n";
        http_conn_send(conn, CONTINUE, sizeof(CONTINUE) - 1, NULL, 0, NULL, NULL);
        conn->probed = true;
    }
}

void http_conn_expired(struct http_conn *conn)
{
    switch ((enum http_state)conn->state) {
    case HTTP_READING:
    case HTTP_BODY:
    case HTTP_UPLOAD:
        if (conn->exchange->length > conn->exchange->start || conn->exchange->head_done)
            refused(conn, &HTTP_REQUEST_TIMEOUT, NULL);
        else
            http_conn_free(conn); /* nothing but empty lines came: there is no request to answer */
        break;
    case HTTP_HALF:
        doubt(conn);
        break;
    case HTTP_HANDLING:
        log_warn("http_handler_late", LOG_S("request", conn->exchange->id));
        http_conn_free(conn);
        break;
    default:
        http_conn_free(conn);
        break;
    }
}
