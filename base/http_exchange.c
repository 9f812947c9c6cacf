/* The life of an exchange's buffers; see http_conn.h. */
#include "base/http_conn.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define BODY_KEEP ((size_t)16384) /* a larger body buffer is not kept for the next request */

void http_exchange_init(struct http_exchange *exchange, const struct http_limits *limits)
{
    assert(limits->max_headers <= HTTP_HEADERS_CAP);
    exchange->limits = limits;
    exchange->in = exchange->in_inline;
    exchange->in_capacity = HTTP_IN_INLINE;
    http_exchange_clear(exchange);
}

/* The body is in nobody's hands any more. */
static void body_end(struct http_exchange *exchange)
{
    if (exchange->upload)
        exchange->server->uploads--;
    if (exchange->body_counted > 0)
        exchange->server->counts.body_bytes -= (int64_t)exchange->body_counted;
    exchange->upload = false;
    exchange->body_counted = 0;
}

/* What the buffer would be: of a length that is known no more than that; else half is left for what
 * comes. */
static size_t body_capacity(const struct http_exchange *exchange, size_t need)
{
    if (need <= exchange->body_capacity || !exchange->chunked)
        return need;
    size_t most = exchange->body_max + 1;
    size_t capacity = exchange->body_capacity != 0 ? exchange->body_capacity : 1024;
    while (capacity < need)
        capacity *= 2;
    return capacity < most ? capacity : most;
}

bool http_body_reserve(struct http_exchange *exchange, size_t length)
{
    struct http_server *server = exchange->server;
    size_t need = length + 1, capacity = body_capacity(exchange, need);
    if (server != NULL && capacity > exchange->body_counted) {
        int64_t more = (int64_t)(capacity - exchange->body_counted);
        int64_t most = (int64_t)server->limits.max_body_memory;
        if (most > 0 && more > most - server->counts.body_bytes) {
            server->counts.body_refused++;
            return false;
        }
        server->counts.body_bytes += more;
        exchange->body_counted = capacity;
    }
    if (need > exchange->body_capacity) {
        char *grown = realloc(exchange->body, capacity);
        if (grown == NULL)
            abort();
        exchange->body = grown;
        exchange->body_capacity = capacity;
    }
    return true;
}

void http_exchange_next(struct http_exchange *exchange)
{
    body_end(exchange);
    http_bump_reset(exchange);
    http_reply_reset(exchange);
    memset(&exchange->request, 0, sizeof(exchange->request));
    exchange->scanned = exchange->line_start = exchange->start;
    exchange->head_end = 0;
    exchange->blank_lines = 0;
    exchange->head_done = exchange->message_done = false;
    exchange->chunked = exchange->expect_continue = exchange->keep_alive = exchange->body_expected =
        exchange->encoded = false;
    exchange->body_max = exchange->limits->max_body;
    exchange->chunk_refusal = NULL;
    exchange->header_count = exchange->query_count = 0;
    exchange->content_length = -1;
    exchange->host = NULL;
    exchange->method_end = exchange->target_end = NULL;
    exchange->id[0] = exchange->client_id[0] = '\0';
    exchange->body_length = exchange->framing_run = 0;
    exchange->framing_last = '\0';
    exchange->framing_data = false;
    exchange->refusal = NULL;
    exchange->refusal_detail = NULL;
    exchange->inside_body = NULL;
    if (exchange->body_capacity > BODY_KEEP) {
        free(exchange->body);
        exchange->body = NULL;
        exchange->body_capacity = 0;
    }
}

void http_exchange_clear(struct http_exchange *exchange)
{
    if (exchange->in != exchange->in_inline) {
        free(exchange->in);
        exchange->in = exchange->in_inline;
        exchange->in_capacity = HTTP_IN_INLINE;
    }
    exchange->length = exchange->start = 0;
    http_exchange_next(exchange);
}

void http_exchange_release(struct http_exchange *exchange)
{
    body_end(exchange);
    http_bump_reset(exchange);
    if (exchange->in != exchange->in_inline)
        free(exchange->in);
    free(exchange->body);
    free(exchange->extra);
    free(exchange->text);
    exchange->in = NULL;
    exchange->body = exchange->extra = exchange->text = NULL;
    exchange->body_capacity = exchange->extra_capacity = exchange->text_capacity = 0;
}

/* Moves an incomplete head to the front of its buffer. */
static void compact(struct http_exchange *exchange)
{
    size_t start = exchange->start;
    memmove(exchange->in, exchange->in + start, exchange->length - start);
    exchange->length -= start;
    exchange->scanned -= start;
    exchange->line_start -= start;
    if (exchange->method_end != NULL) {
        exchange->method_end -= start;
        exchange->target_end -= start;
    }
    exchange->start = 0;
}

static void grow(struct http_exchange *exchange, size_t capacity)
{
    char *grown = malloc(capacity);
    if (grown == NULL)
        abort();
    memcpy(grown, exchange->in, exchange->length);
    if (exchange->method_end != NULL) {
        exchange->method_end = grown + (exchange->method_end - exchange->in);
        exchange->target_end = grown + (exchange->target_end - exchange->in);
    }
    if (exchange->in != exchange->in_inline)
        free(exchange->in);
    exchange->in = grown;
    exchange->in_capacity = capacity;
}

bool http_exchange_room(struct http_exchange *exchange)
{
    assert(!exchange->head_done);
    if (exchange->start > 0)
        compact(exchange);
    if (exchange->length < exchange->in_capacity)
        return true;
    size_t most = exchange->limits->max_head + 1; /* one more than allowed shows that it is too long
                                                   */
    if (exchange->in_capacity >= most)
        return false;
    grow(exchange, exchange->in_capacity * 2 < most ? exchange->in_capacity * 2 : most);
    return true;
}

void http_exchange_load(struct http_exchange *exchange, const char *bytes, size_t length)
{
    assert(exchange->length == 0);
    if (length > exchange->in_capacity)
        grow(exchange, length);
    memcpy(exchange->in, bytes, length);
    exchange->length = length;
}
