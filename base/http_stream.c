#include "base/http_conn.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

#define CHUNK_HEAD ((size_t)10) /* "xxxxxxxx\r\n" before the event's text */

void http_stream_begin(struct http_request *request)
{
    struct http_exchange *exchange = http_exchange_of(request);
    assert(!exchange->answered && request->task != NULL);
    exchange->answered = exchange->streaming = true;
    request->status = 200;
    request->task->deadline_ms = clock_mono_ms() + HTTP_STREAM_MAX_MS;
    struct http_conn *conn = request->conn;
    if (conn == NULL)
        return;
    request->task->cancelled = request->task->cancelled || conn->server->draining;
    conn->close_after = conn->close_after || exchange->minor == 0; /* there the end of the
                                                                      connection ends the stream */
    char head[HTTP_HEAD_MAX];
    size_t length = http_reply_head(exchange, 200, head);
    length += (size_t)snprintf(head + length, sizeof(head) - length,
                               "Content-Type: text/event-stream\r\nCache-Control: "
                               "no-store\r\nX-Accel-Buffering: no\r\n%s\r\n",
                               exchange->minor == 1 ? "Transfer-Encoding: chunked\r\n" : "");
    http_conn_send(conn, head, length, NULL, 0, NULL, NULL);
    http_conn_enter(conn, conn->out != NULL ? HTTP_WRITING : HTTP_STREAMING);
}

static void add(struct http_exchange *exchange, const char *text, size_t length)
{
    memcpy(http_text_room(exchange, length), text, length);
    exchange->text_length += length;
}

static void add_line(struct http_exchange *exchange, const char *field, const char *value,
                     size_t length)
{
    add(exchange, field, strlen(field));
    add(exchange, value, length);
    add(exchange, "\n", 1);
}

/* The event's text (WHATWG HTML, server-sent events): one data line for each line; a comment when
 * there is nothing to say, which keeps the stream alive. */
static void event_text(struct http_exchange *exchange, const char *event, const char *data)
{
    if (event != NULL) {
        assert(strpbrk(event, "\r\n") == NULL);
        add_line(exchange, "event: ", event, strlen(event));
    }
    if (data == NULL)
        add_line(exchange, ":", "", 0);
    for (const char *line = data; line != NULL;) {
        size_t length = strcspn(line, "\r\n");
        add_line(exchange, "data: ", line, length);
        line += length;
        line = *line == '\0' ? NULL : line + (line[0] == '\r' && line[1] == '\n' ? 2 : 1);
    }
    add(exchange, "\n", 1);
}

static void forget_wait(void *argument)
{
    struct http_exchange *exchange = argument;
    exchange->drain_wait = NULL;
}

/* Waits while too much is under way to the client. */
static bool wait_for_room(struct http_request *request)
{
    struct http_exchange *exchange = http_exchange_of(request);
    if (request->conn == NULL || http_conn_pending(request->conn) < HTTP_STREAM_HIGH)
        return request->conn != NULL;
    struct wait wait;
    wait_init(&wait, request->task);
    exchange->drain_wait = &wait;
    return wait_for(&wait, forget_wait, exchange) == WAIT_DONE && request->conn != NULL;
}

bool http_stream_send(struct http_request *request, const char *event, const char *data)
{
    struct http_exchange *exchange = http_exchange_of(request);
    assert(exchange->streaming);
    if (!wait_for_room(request) || request->conn->broken || request->method == HTTP_HEAD_)
        return false;
    struct http_conn *conn = request->conn;
    exchange->text_length = 0;
    bool chunked = exchange->minor == 1;
    add(exchange, "          ", chunked ? CHUNK_HEAD : 0);
    event_text(exchange, event, data);
    if (chunked) {
        char size[CHUNK_HEAD + 1];
        snprintf(size, sizeof(size), "%08zx\r\n", exchange->text_length - CHUNK_HEAD);
        memcpy(exchange->text, size, CHUNK_HEAD);
        add(exchange, "\r\n", 2);
    }
    http_conn_send(conn, exchange->text, exchange->text_length, NULL, 0, NULL, NULL);
    request->reply_length += exchange->text_length;
    if (conn->out != NULL && conn->state == HTTP_STREAMING)
        http_conn_enter(conn, HTTP_WRITING); /* from now on the client has its time to read */
    return !conn->broken;
}

void http_stream_end(struct http_exchange *exchange)
{
    struct http_conn *conn = exchange->request.conn;
    if (conn != NULL && exchange->minor == 1 && exchange->request.method != HTTP_HEAD_)
        http_conn_send(conn, "0\r\n\r\n", 5, NULL, 0, NULL, NULL);
    if (exchange->server->handlers.finished != NULL) {
        exchange->server->handlers.finished(&exchange->request,
                                            exchange->server->handlers.argument);
    }
}
