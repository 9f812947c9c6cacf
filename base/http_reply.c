#include "base/http_conn.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/json_text.h"

#define TEXT_KEEP ((size_t)65536) /* a larger text buffer is not kept for the next request */

static const char *reason_of(int status)
{
    static const struct {
        int status;
        const char *reason;
    } REASONS[] = {
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {206, "Partial Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {411, "Length Required"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {499, "Client Closed Request"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
    };
    for (size_t i = 0; i < sizeof(REASONS) / sizeof(REASONS[0]); i++)
        if (REASONS[i].status == status)
            return REASONS[i].reason;
    return "Status"; /* the phrase means nothing to programs (RFC 9112 section 4) */
}

/* ---- heads ---- */

static char *put(char *at, const char *text, size_t length)
{
    memcpy(at, text, length);
    return at + length;
}

static char *put_text(char *at, const char *text)
{
    return put(at, text, strlen(text));
}

static char *put_number(char *at, uint64_t number)
{
    char digits[20];
    size_t i = sizeof(digits);
    do {
        digits[--i] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    return put(at, digits + i, sizeof(digits) - i);
}

static char *put_status(char *at, int status)
{
    if (status == 200)
        return put_text(at, "HTTP/1.1 200 OK\r\n");
    at = put_text(at, "HTTP/1.1 ");
    at = put_number(at, (uint64_t)status);
    *at++ = ' ';
    at = put_text(at, reason_of(status));
    return put_text(at, "\r\n");
}

size_t http_reply_head(struct http_exchange *exchange, int status, char *head)
{
    struct http_conn *conn = exchange->request.conn;
    char *at = put_status(head, status);
    at = put_text(at, "Date: ");
    at = put_text(at, clock_http_date());
    at = put_text(at, "\r\nX-Request-Id: ");
    at = put_text(at, exchange->id);
    at = put_text(at, "\r\nX-Content-Type-Options: nosniff\r\n");
    at = put_text(at, conn->server->always);
    conn->close_after = conn->close_after || conn->server->draining;
    if (conn->close_after)
        at = put_text(at, "Connection: close\r\n");
    else if (exchange->minor == 0)
        at = put_text(at, "Connection: keep-alive\r\n");
    if (exchange->extra_length > 0)
        at = put(at, exchange->extra, exchange->extra_length);
    return (size_t)(at - head);
}

void http_reply_reset(struct http_exchange *exchange)
{
    exchange->extra_length = exchange->text_length = 0;
    exchange->has_cache_control = exchange->has_csp = exchange->has_referrer = false;
    exchange->answered = exchange->streaming = exchange->in_task = false;
    exchange->drain_wait = NULL;
    if (exchange->text_capacity > TEXT_KEEP) {
        free(exchange->text);
        exchange->text = NULL;
        exchange->text_capacity = 0;
    }
}

static void *grown(void *memory, size_t *capacity, size_t need)
{
    size_t size = *capacity != 0 ? *capacity : 512;
    while (size < need)
        size *= 2;
    memory = realloc(memory, size);
    if (memory == NULL)
        abort();
    *capacity = size;
    return memory;
}

char *http_text_room(struct http_exchange *exchange, size_t more)
{
    size_t need = exchange->text_length + more;
    if (need > exchange->text_capacity)
        exchange->text = grown(exchange->text, &exchange->text_capacity, need);
    return exchange->text + exchange->text_length;
}

static void assert_printable(const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        assert((unsigned char)*c >= 0x20 && *c != 0x7f && "a header holds no control byte");
}

void http_set_header(struct http_request *request, const char *name, const char *value)
{
    struct http_exchange *exchange = http_exchange_of(request);
    assert(!exchange->answered && "headers come before the reply");
    assert_printable(name);
    assert_printable(value);
    exchange->has_cache_control =
        exchange->has_cache_control || strcasecmp(name, "cache-control") == 0;
    exchange->has_csp = exchange->has_csp || strcasecmp(name, "content-security-policy") == 0;
    exchange->has_referrer = exchange->has_referrer || strcasecmp(name, "referrer-policy") == 0;
    size_t name_length = strlen(name), value_length = strlen(value);
    size_t need = exchange->extra_length + name_length + value_length + 4;
    assert(need <= HTTP_EXTRA_MAX);
    if (need > exchange->extra_capacity)
        exchange->extra = grown(exchange->extra, &exchange->extra_capacity, need);
    char *at = put(exchange->extra + exchange->extra_length, name, name_length);
    at = put_text(at, ": ");
    at = put(at, value, value_length);
    put_text(at, "\r\n");
    exchange->extra_length = need;
}

/* ---- answers ---- */

/* Everything about an answer but its bytes: once, and told to whoever keeps the log. */
static void answered(struct http_exchange *exchange, int status, size_t length)
{
    struct http_request *request = &exchange->request;
    request->status = status;
    request->reply_length = length;
    exchange->answered = true;
    if (exchange->server != NULL && exchange->server->handlers.finished != NULL)
        exchange->server->handlers.finished(request, exchange->server->handlers.argument);
}

static bool has_body(const struct http_request *request, int status)
{
    return request->method != HTTP_HEAD_ && status != 204 && status != 304;
}

static bool begins(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* What depends on the kind of content, unless the handler has said otherwise. */
static char *put_content(char *at, const struct http_exchange *exchange, int status,
                         const char *content_type, size_t length)
{
    if (status == 204 || status == 304)
        return at; /* no content to describe (RFC 9110 section 8.6) */
    if (content_type != NULL) {
        at = put_text(at, "Content-Type: ");
        at = put_text(at, content_type);
        at = put_text(at, "\r\n");
    }
    at = put_text(at, "Content-Length: ");
    at = put_number(at, length);
    at = put_text(at, "\r\n");
    bool json = content_type != NULL && (begins(content_type, "application/json") ||
                                         begins(content_type, "application/problem+json"));
    if (json && !exchange->has_cache_control)
        at = put_text(at, "Cache-Control: no-store\r\n");
    if (content_type != NULL && begins(content_type, "text/html")) {
        if (!exchange->has_csp)
            at = put_text(at, HTTP_HTML_CSP);
        if (!exchange->has_referrer)
            at = put_text(at, HTTP_HTML_REFERRER);
    }
    return at;
}

void http_reply(struct http_request *request, int status, const char *content_type,
                const void *body, size_t length)
{
    struct http_exchange *exchange = http_exchange_of(request);
    assert(!exchange->answered && "exactly one reply");
    assert(status >= 200 && status <= 599);
    assert(content_type == NULL || strlen(content_type) < 128);
    if (request->conn != NULL) {
        char head[HTTP_HEAD_MAX];
        char *at = head + http_reply_head(exchange, status, head);
        at = put_content(at, exchange, status, content_type, length);
        at = put_text(at, "\r\n");
        http_conn_send(request->conn, head, (size_t)(at - head), body,
                       has_body(request, status) ? length : 0, NULL, NULL);
    } else if (exchange->inside) {
        exchange->inside_body =
            arena_memdup(request->task->arena, body != NULL ? body : "", length);
    }
    answered(exchange, status, length);
}

void http_reply_shared(struct http_request *request, int status, const char *head,
                       size_t head_length, const void *body, size_t body_length,
                       void (*release)(void *owner), void *owner)
{
    struct http_exchange *exchange = http_exchange_of(request);
    assert(!exchange->answered && "exactly one reply");
    assert(head_length <= HTTP_SHARED_HEAD_MAX - 2);
    if (request->conn != NULL) {
        char whole[HTTP_HEAD_MAX];
        char *at = whole + http_reply_head(exchange, status, whole);
        at = put(at, head, head_length);
        at = put_text(at, "\r\n");
        http_conn_send(request->conn, whole, (size_t)(at - whole), body,
                       has_body(request, status) ? body_length : 0, release, owner);
    } else {
        if (exchange->inside)
            exchange->inside_body = arena_memdup(request->task->arena, body, body_length);
        if (release != NULL)
            release(owner);
    }
    answered(exchange, status, body_length);
}

/* Refusals of the edge come before there is a task. */
static struct arena *reply_arena(struct http_request *request, struct arena **own)
{
    *own = request->task == NULL ? arena_new(ARENA_LIMIT_DEFAULT) : NULL;
    return *own != NULL ? *own : request->task->arena;
}

void http_reply_json(struct http_request *request, int status, json_t *body)
{
    struct arena *own, *arena = reply_arena(request, &own);
    size_t length;
    const char *text = json_text_of(arena, body, &length);
    json_decref(body);
    http_reply(request, status, "application/json", text, length);
    arena_free(own);
}

void http_reply_html(struct http_request *request, int status, const char *html, size_t length)
{
    http_reply(request, status, "text/html; charset=utf-8", html, length);
}

void http_reply_see_other(struct http_request *request, const char *location)
{
    assert(location[0] == '/' && location[1] != '/' && location[1] != '\\' &&
           "to our own pages only");
    http_set_header(request, "Location", location);
    http_reply(request, 303, NULL, NULL, 0);
}

void http_reply_options(struct http_exchange *exchange)
{
    http_set_header(&exchange->request, "Allow", HTTP_ALLOW_ALL);
    http_reply(&exchange->request, 204, NULL, NULL, 0);
}

/* ---- problem documents (RFC 9457) ---- */

static const char *problem(struct arena *arena, const struct http_exchange *exchange,
                           const struct refusal *why, size_t *length)
{
    struct json_text json;
    json_text_init(&json, arena);
    json_text_object(&json, NULL);
    json_text_string(&json, "type", arena_printf(arena, "/problems/%s", why->kind->code));
    json_text_string(&json, "title", why->kind->title);
    json_text_integer(&json, "status", why->kind->status);
    json_text_string(&json, "code", why->kind->code);
    if (why->detail[0] != '\0')
        json_text_string(&json, "detail", why->detail);
    if (why->field[0] != '\0')
        json_text_string(&json, "field", why->field);
    if (why->have >= 0)
        json_text_integer(&json, "have", why->have);
    json_text_string(&json, "request_id", exchange->id);
    json_text_end(&json);
    return json_text_done(&json, length);
}

void http_set_limit(struct http_request *request, const struct rate_limit *limit)
{
    char text[160], window[32] = "";
    if (limit->name == NULL)
        return;
    if (limit->window_s > 0)
        snprintf(window, sizeof(window), ";w=%lld", (long long)limit->window_s);
    snprintf(text, sizeof(text), "\"%.60s\";q=%lld%s", limit->name, (long long)limit->quota,
             window);
    http_set_header(request, "RateLimit-Policy", text);
    snprintf(text, sizeof(text), "\"%.60s\";r=%lld;t=%lld", limit->name, (long long)limit->left,
             (long long)limit->wait_s);
    http_set_header(request, "RateLimit", text);
}

void http_set_refusal(struct http_request *request, const struct refusal *why)
{
    int status = why->kind->status;
    bool later = status == 429 || status == 503 || status == 504;
    if (why->retry_after_s > 0 || later) {
        char seconds[24];
        snprintf(seconds, sizeof(seconds), "%lld",
                 (long long)(why->retry_after_s > 0 ? why->retry_after_s : 1));
        http_set_header(request, "Retry-After", seconds);
    }
    http_set_limit(request, &why->limit);
    if (why->kind->status == 401)
        http_set_header(request, "WWW-Authenticate", "Bearer"); /* RFC 9110 section 15.5.2 */
}

void http_reply_problem(struct http_request *request, const struct refusal *why)
{
    struct http_exchange *exchange = http_exchange_of(request);
    http_set_refusal(request, why);
    struct arena *own, *arena = reply_arena(request, &own);
    size_t length;
    const char *text = problem(arena, exchange, why, &length);
    http_reply(request, why->kind->status, "application/problem+json", text, length);
    arena_free(own);
}
