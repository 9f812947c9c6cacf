#include "base/http_conn.h"

#include <string.h>
#include <strings.h>

static const struct {
    const char *name;
    enum http_method method;
} METHODS[] = {
    {"GET", HTTP_GET_},         {"HEAD", HTTP_HEAD_},   {"POST", HTTP_POST_},
    {"PUT", HTTP_PUT_},         {"PATCH", HTTP_PATCH_}, {"DELETE", HTTP_DELETE_},
    {"OPTIONS", HTTP_OPTIONS_},
};

static enum http_method method_of(const char *name)
{
    for (size_t i = 0; i < sizeof(METHODS) / sizeof(METHODS[0]); i++)
        if (strcmp(METHODS[i].name, name) == 0)
            return METHODS[i].method;
    return HTTP_OTHER_;
}

static bool refused(struct http_exchange *exchange, const struct refusal_kind *kind,
                    const char *detail)
{
    http_refuse(exchange, kind, detail);
    return false;
}

static bool is_token(const char *text, size_t length)
{
    static const char MORE[] = "!#$%&'*+-.^_`|~";
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        bool alpha = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!alpha && (c == '\0' || strchr(MORE, c) == NULL))
            return false;
    }
    return length > 0;
}

/* "HTTP/1.1" and "HTTP/1.0"; other versions are named as such, other bytes are not HTTP. */
static bool version_read(struct http_exchange *exchange, const char *text, size_t length)
{
    if (length != 8 || memcmp(text, "HTTP/", 5) != 0 || text[5] < '0' || text[5] > '9' ||
        text[6] != '.' || text[7] < '0' || text[7] > '9')
        return refused(exchange, &REFUSAL_BAD_REQUEST, "请求行的格式有误");
    if (text[5] != '1' || text[7] > '1')
        return refused(exchange, &HTTP_VERSION_UNSUPPORTED, NULL);
    exchange->minor = text[7] - '0';
    return true;
}

bool http_head_line(struct http_exchange *exchange, size_t end)
{
    char *line = exchange->in + exchange->start;
    char *line_end = exchange->in + end;
    char *blank = memchr(line, ' ', (size_t)(line_end - line));
    if (blank == NULL || !is_token(line, (size_t)(blank - line)) || blank - line > 32)
        return refused(exchange, &REFUSAL_BAD_REQUEST, "请求行的格式有误");
    char *target = blank + 1;
    char *second = memchr(target, ' ', (size_t)(line_end - target));
    if (second == NULL || second == target)
        return refused(exchange, &REFUSAL_BAD_REQUEST, "请求行的格式有误");
    size_t target_length = (size_t)(second - target);
    if (target_length > HTTP_TARGET_CAP || target_length > exchange->limits->max_head / 2)
        return refused(exchange, &HTTP_TARGET_TOO_LONG, NULL);
    exchange->method_end = blank;
    exchange->target_end = second;
    return version_read(exchange, second + 1, (size_t)(line_end - second - 1));
}

/* Digits only, at most 18 of them, so that it fits; given once. */
static bool content_length_read(struct http_exchange *exchange, const char *value)
{
    size_t digits = strspn(value, "0123456789");
    if (exchange->content_length >= 0 || digits == 0 || digits > 18 || value[digits] != '\0')
        return refused(exchange, &REFUSAL_BAD_REQUEST, "Content-Length 有误");
    int64_t length = 0;
    for (const char *c = value; *c != '\0'; c++)
        length = length * 10 + (*c - '0');
    exchange->content_length = length;
    return true;
}

/* Takes the next element of a comma list, blanks around it off; NULL at the end. */
static const char *list_next(const char **list, size_t *length)
{
    const char *at = *list + strspn(*list, ", \t");
    if (*at == '\0')
        return NULL;
    size_t span = strcspn(at, ",");
    *list = at + span;
    while (span > 0 && (at[span - 1] == ' ' || at[span - 1] == '\t'))
        span--;
    *length = span;
    return at;
}

static bool is(const char *at, size_t length, const char *word)
{
    return strlen(word) == length && strncasecmp(at, word, length) == 0;
}

/* Only "chunked", once, in HTTP/1.1 (RFC 9112 section 6.1). Codings we lack are 501; whatever puts
 * the body's end in doubt is 400. */
static bool coding_read(struct http_exchange *exchange, const char *value)
{
    if (exchange->minor == 0 || exchange->chunked)
        return refused(exchange, &REFUSAL_BAD_REQUEST, "Transfer-Encoding 有误");
    if (strcasecmp(value, "chunked") == 0) {
        exchange->chunked = true;
        return true;
    }
    bool chunked = false, twice = false, after = false;
    size_t length;
    for (const char *at; (at = list_next(&value, &length)) != NULL;) {
        if (is(at, length, "chunked")) {
            twice = twice || chunked;
            chunked = true;
        } else {
            after = after || chunked;
        }
    }
    if (twice || after || chunked == false) {
        bool unknown = !twice && !after;
        return refused(exchange, unknown ? &HTTP_CODING_UNKNOWN : &REFUSAL_BAD_REQUEST, NULL);
    }
    return refused(exchange, &HTTP_CODING_UNKNOWN, NULL);
}

static bool expect_read(struct http_exchange *exchange, const char *value)
{
    if (exchange->minor == 0)
        return true; /* RFC 9110 section 10.1.1: ignored in HTTP/1.0 */
    if (strcasecmp(value, "100-continue") != 0)
        return refused(exchange, &HTTP_EXPECTATION, NULL);
    exchange->expect_continue = true;
    return true;
}

/* A body is read as it comes (RFC 9110 section 8.4): packed ones would have to be unpacked before
 * anybody knows how long they are. */
static bool encoding_read(struct http_exchange *exchange, const char *value)
{
    size_t length;
    for (const char *at; (at = list_next(&value, &length)) != NULL;)
        exchange->encoded = exchange->encoded || !is(at, length, "identity");
    return true;
}

static bool host_read(struct http_exchange *exchange, const char *value)
{
    if (exchange->host != NULL || !http_host_valid(value, strlen(value)))
        return refused(exchange, &REFUSAL_BAD_REQUEST, "Host 有误");
    exchange->host = value;
    return true;
}

struct connection_tokens {
    bool close, keep_alive;
};

static void connection_read(const char *value, struct connection_tokens *tokens)
{
    size_t length;
    for (const char *at; (at = list_next(&value, &length)) != NULL;) {
        tokens->close = tokens->close || is(at, length, "close");
        tokens->keep_alive = tokens->keep_alive || is(at, length, "keep-alive");
    }
}

/* The client's own id is kept beside ours, so that logs of both sides meet, and never instead: two
 * requests must not be called the same because somebody wants them to be. */
static void id_read(struct http_exchange *exchange, const char *value)
{
    static const char SAFE[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
    size_t length = strlen(value);
    if (length >= 8 && length < sizeof(exchange->client_id) && strspn(value, SAFE) == length)
        memcpy(exchange->client_id, value, length + 1);
}

static bool header_read(struct http_exchange *exchange, const struct http_header *header,
                        struct connection_tokens *tokens)
{
    switch (header->name[0]) {
    case 'h':
        return strcmp(header->name, "host") != 0 || host_read(exchange, header->value);
    case 'c':
        if (strcmp(header->name, "connection") == 0)
            connection_read(header->value, tokens);
        if (strcmp(header->name, "content-encoding") == 0)
            return encoding_read(exchange, header->value);
        return strcmp(header->name, "content-length") != 0 ||
               content_length_read(exchange, header->value);
    case 't':
        return strcmp(header->name, "transfer-encoding") != 0 ||
               coding_read(exchange, header->value);
    case 'e':
        return strcmp(header->name, "expect") != 0 || expect_read(exchange, header->value);
    case 'x':
        if (strcmp(header->name, "x-request-id") == 0)
            id_read(exchange, header->value);
        return true;
    default:
        return true;
    }
}

static bool length_check(struct http_exchange *exchange)
{
    if (exchange->chunked && exchange->content_length >= 0)
        return refused(exchange, &REFUSAL_BAD_REQUEST, "不可以同时给出两种长度");
    exchange->body_expected = exchange->chunked || exchange->content_length > 0;
    return true;
}

bool http_head_check(struct http_exchange *exchange)
{
    struct http_request *request = &exchange->request;
    *exchange->method_end = '\0';
    *exchange->target_end = '\0';
    request->method_name = exchange->in + exchange->start;
    request->target = exchange->method_end + 1;
    request->method = method_of(request->method_name);
    request->headers = exchange->headers;
    request->header_count = exchange->header_count;
    struct connection_tokens tokens = {false, false};
    for (int i = 0; i < exchange->header_count; i++)
        if (!header_read(exchange, &exchange->headers[i], &tokens))
            return false;
    if (exchange->host == NULL && exchange->minor == 1)
        return refused(exchange, &REFUSAL_BAD_REQUEST, "缺少 Host");
    exchange->keep_alive = !tokens.close && (exchange->minor == 1 || tokens.keep_alive);
    if (strcmp(request->method_name, "CONNECT") == 0)
        return refused(exchange, &REFUSAL_METHOD, NULL);
    return length_check(exchange);
}
