#include "base/http_conn.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "base/loop.h"

#define COPY_MAX                                                                                   \
    ((size_t)4096) /* shared bodies up to here are copied: cheaper than a reference                \
                    */

/* One attempt to write both parts; bytes written, -1 when the connection is broken. */
static ssize_t send_now(struct http_conn *conn, const char *head, size_t head_length,
                        const void *body, size_t body_length)
{
    struct iovec parts[2] = {{(void *)(uintptr_t)head, head_length},
                             {(void *)(uintptr_t)body, body_length}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = body_length > 0 ? 2 : 1};
    ssize_t sent = sendmsg(conn->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0)
        return sent;
    return errno == EAGAIN || errno == EINTR || errno == ENOBUFS ? 0 : -1;
}

static void arm(struct http_conn *conn)
{
    if (conn->writable == NULL) {
        conn->writable =
            event_new(loop_base(), conn->fd, EV_WRITE | EV_PERSIST, http_conn_writable, conn);
    }
    if (conn->writable == NULL || event_add(conn->writable, NULL) != 0)
        abort();
}

static void disarm(struct http_conn *conn)
{
    if (conn->writable != NULL) {
        event_free(conn->writable);
        conn->writable = NULL;
    }
}

static void drop_out(struct http_conn *conn)
{
    if (conn->out != NULL) {
        evbuffer_free(conn->out);
        conn->out = NULL;
    }
    disarm(conn);
}

static void broke(struct http_conn *conn)
{
    conn->broken = true;
    drop_out(conn);
}

struct owned {
    void (*release)(void *owner);
    void *owner;
};

static void released(const void *data, size_t length, void *argument)
{
    (void)data;
    (void)length;
    struct owned *owned = argument;
    owned->release(owned->owner);
    free(owned);
}

static void keep_reference(struct http_conn *conn, const void *body, size_t length,
                           void (*release)(void *owner), void *owner)
{
    struct owned *owned = malloc(sizeof(*owned));
    if (owned == NULL)
        abort();
    *owned = (struct owned){release, owner};
    if (evbuffer_add_reference(conn->out, body, length, released, owned) != 0)
        abort();
}

/* Keeps what the socket did not take. True when the body's owner will be told by the buffer. */
static bool keep(struct http_conn *conn, const char *head, size_t head_length, const char *body,
                 size_t body_length, void (*release)(void *owner), void *owner)
{
    if (conn->out == NULL && (conn->out = evbuffer_new()) == NULL)
        abort();
    if (head_length > 0 && evbuffer_add(conn->out, head, head_length) != 0)
        abort();
    if (release != NULL && body_length > COPY_MAX) {
        keep_reference(conn, body, body_length, release, owner);
        return true;
    }
    if (body_length > 0 && evbuffer_add(conn->out, body, body_length) != 0)
        abort();
    return false;
}

void http_conn_send(struct http_conn *conn, const char *head, size_t head_length, const void *body,
                    size_t body_length, void (*release)(void *owner), void *owner)
{
    size_t sent = 0;
    if (conn->out == NULL && !conn->corked && !conn->broken) {
        ssize_t result = send_now(conn, head, head_length, body, body_length);
        if (result < 0)
            broke(conn);
        else
            sent = (size_t)result;
    }
    bool referenced = false;
    if (sent < head_length + body_length && !conn->broken) {
        size_t head_sent = sent < head_length ? sent : head_length;
        size_t body_sent = sent - head_sent;
        referenced = keep(conn, head + head_sent, head_length - head_sent,
                          body_length > 0 ? (const char *)body + body_sent : NULL,
                          body_length - body_sent, release, owner);
        if (!conn->corked)
            arm(conn);
    }
    if (release != NULL && !referenced)
        release(owner);
}

static void flush(struct http_conn *conn)
{
    while (conn->out != NULL && evbuffer_get_length(conn->out) > 0) {
        int sent = evbuffer_write(conn->out, conn->fd);
        if (sent <= 0) {
            if (sent < 0 && errno != EAGAIN && errno != EINTR && errno != ENOBUFS) {
                broke(conn);
                return;
            }
            arm(conn);
            return;
        }
    }
    drop_out(conn);
}

void http_conn_cork(struct http_conn *conn)
{
    conn->corked = true;
}

void http_conn_uncork(struct http_conn *conn)
{
    conn->corked = false;
    if (conn->out != NULL)
        flush(conn);
}

size_t http_conn_pending(const struct http_conn *conn)
{
    return conn->out != NULL ? evbuffer_get_length(conn->out) : 0;
}

/* A stream's sender goes on when half of what it may have under way has left. */
static void wake_sender(struct http_conn *conn)
{
    struct http_exchange *exchange = conn->exchange;
    if (conn->out == NULL && conn->state == HTTP_WRITING)
        http_conn_enter(conn, HTTP_STREAMING);
    if (exchange->drain_wait != NULL &&
        (conn->broken || http_conn_pending(conn) < HTTP_STREAM_HIGH / 2)) {
        struct wait *wait = exchange->drain_wait;
        exchange->drain_wait = NULL;
        wait_done(wait);
    }
}

void http_conn_writable(evutil_socket_t fd, short what, void *argument)
{
    (void)fd;
    (void)what;
    struct http_conn *conn = argument;
    flush(conn);
    bool in_task = conn->exchange != NULL && conn->exchange->in_task;
    if (in_task && conn->broken)
        http_conn_free(conn);
    else if (in_task && conn->exchange->streaming)
        wake_sender(conn);
    else if (conn->state == HTTP_WRITING && (conn->out == NULL || conn->broken))
        http_conn_next(conn);
}
