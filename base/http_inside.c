#include "base/http_inside.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/http_conn.h"

static void release(void *exchange)
{
    http_exchange_release(exchange);
}

struct http_request *http_inside(struct task *task, const char *target, struct refusal *why)
{
    struct http_exchange *exchange = arena_alloc(task->arena, sizeof(*exchange));
    const char *head = arena_printf(task->arena, "GET %s HTTP/1.1\r\nHost: inside\r\n\r\n", target);
    http_exchange_init(exchange, &HTTP_LIMITS_DEFAULT);
    arena_defer(task->arena, release, exchange);
    http_exchange_load(exchange, head, strlen(head));
    if (http_parse(exchange) != HTTP_PARSE_DONE) {
        refuse(why, exchange->refusal != NULL ? exchange->refusal : &REFUSAL_BAD_REQUEST, NULL);
        return NULL;
    }
    struct http_request *request = &exchange->request;
    exchange->inside = true;
    memcpy(exchange->id, task->id, sizeof(exchange->id));
    request->task = task;
    request->body = "";
    request->started_us = clock_mono_us();
    return request;
}

const char *http_inside_body(struct http_request *request)
{
    return http_exchange_of(request)->inside_body;
}
