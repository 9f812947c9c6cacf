#include "base/http_conn.h"

#include <arpa/inet.h>
#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"

static void make_id(struct http_server *server, char id[28])
{
    static const char DIGITS[] = "0123456789abcdef";
    size_t length = strlen(server->id_prefix);
    memcpy(id, server->id_prefix, length);
    uint64_t count = ++server->id_count;
    for (int i = 9; i >= 0; i--) {
        id[length + (size_t)i] = DIGITS[count & 15];
        count >>= 4;
    }
    id[length + 10] = '\0';
}

/* The last hop that a front of ours has seen: the last element of the last X-Forwarded-For. Others
 * in it are hearsay. */
static void client_forwarded(struct http_exchange *exchange, char client[48])
{
    const char *list = NULL;
    for (int i = 0; i < exchange->header_count; i++)
        if (strcmp(exchange->headers[i].name, "x-forwarded-for") == 0)
            list = exchange->headers[i].value;
    if (list == NULL)
        return;
    const char *comma = strrchr(list, ',');
    const char *last = comma != NULL ? comma + 1 : list;
    last += strspn(last, " \t");
    unsigned char address[sizeof(struct in6_addr)];
    if (strlen(last) < 48 &&
        (inet_pton(AF_INET, last, address) == 1 || inet_pton(AF_INET6, last, address) == 1))
        memcpy(client, last, strlen(last) + 1);
}

/* Limits for one address are then limits for all who come through that proxy. Said once. */
static void tell_front(const struct http_exchange *exchange, struct http_server *server)
{
    for (int i = 0; i < exchange->header_count && !server->told_front; i++) {
        server->told_front = strcmp(exchange->headers[i].name, "x-forwarded-for") == 0;
        if (server->told_front)
            log_warn("front_not_trusted", LOG_I("trusted", server->trusted_count));
    }
}

/* A request that was refused while it was read lacks parts that others may look at. */
static void fill_gaps(struct http_request *request)
{
    request->method_name = request->method_name != NULL ? request->method_name : "-";
    request->target = request->target != NULL ? request->target : "";
    request->path = request->path != NULL ? request->path : "";
    request->query = request->query != NULL ? request->query : "";
}

void http_dispatch_prepare(struct http_conn *conn)
{
    struct http_exchange *exchange = conn->exchange;
    struct http_request *request = &exchange->request;
    make_id(conn->server, exchange->id);
    request->body = exchange->body_length > 0 ? exchange->body : "";
    request->body_length = exchange->body_length;
    request->conn = conn;
    request->started_us = clock_mono_us();
    memcpy(request->client, conn->client, sizeof(request->client));
    if (conn->server->trusted_count > 0 && http_server_trusts(conn->server, conn->client))
        client_forwarded(exchange, request->client);
    else
        tell_front(exchange, conn->server);
    fill_gaps(request);
}

/* The task is over: the exchange is free, and the connection, if it is still there, goes on. */
static void task_ended(struct http_exchange *exchange)
{
    struct http_server *server = exchange->server;
    struct http_conn *conn = exchange->request.conn;
    exchange->in_task = false;
    exchange->request.task = NULL;
    server->in_flight--;
    if (conn != NULL) {
        conn->exchange = NULL;
        http_conn_answered(conn);
    }
    http_server_give(server, exchange);
    http_server_settle(server);
}

static void run_task(struct task *task, void *argument)
{
    struct http_exchange *exchange = argument;
    struct http_request *request = &exchange->request;
    if (request->conn != NULL) { /* otherwise the client went before the task began */
        const struct http_handlers *handlers = &exchange->server->handlers;
        request->task = task;
        memcpy(task->id, exchange->id, sizeof(task->id));
        handlers->handle(request, handlers->argument);
        if (exchange->streaming) {
            http_stream_end(exchange);
        } else if (!exchange->answered) {
            log_error("http_unanswered", LOG_S("request", exchange->id));
            http_reply_refused(exchange, &REFUSAL_INTERNAL, NULL);
        }
    }
    task_ended(exchange);
}

static bool start_task(struct http_conn *conn)
{
    struct http_server *server = conn->server;
    struct http_exchange *exchange = conn->exchange;
    if (server->in_flight >= server->limits.max_in_flight ||
        !task_spawn(run_task, exchange, server->limits.answer_ms))
        return false;
    exchange->in_task = true;
    server->in_flight++;
    return true;
}

bool http_dispatch(struct http_conn *conn)
{
    struct http_exchange *exchange = conn->exchange;
    struct http_request *request = &exchange->request;
    const struct http_handlers *handlers = &conn->server->handlers;
    http_dispatch_prepare(conn);
    conn->close_after = !exchange->keep_alive;
    if (request->path[0] == '*') {
        http_reply_options(exchange);
        return true;
    }
    if (handlers->fast != NULL && handlers->fast(request, handlers->argument)) {
        assert(exchange->answered);
        return true;
    }
    if (start_task(conn))
        return false;
    http_reply_refused(exchange, &REFUSAL_OVERLOADED, NULL);
    return true;
}
