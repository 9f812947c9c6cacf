/* Bytes as a client may send them, through the whole reader of requests. The first byte says how
 * they are cut into packets; however they are cut, the same requests must come out. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/http_conn.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

enum { REQUESTS_MAX = 64 };

static const struct http_limits LIMITS = {
    .max_head = 1024,
    .max_headers = 16,
    .max_body = 512,
};

/* What the reader made of the input: one number a request, then how it ended. */
struct outcome {
    uint64_t requests[REQUESTS_MAX];
    int count;
    int refused_status;
};

static uint64_t mixed(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ byte[i]) * UINT64_C(0x100000001b3);
    return hash * 31 + length;
}

/* The promises of struct http_request. */
static uint64_t check_request(struct http_exchange *exchange)
{
    struct http_request *request = &exchange->request;
    assert(request->path[0] == '/' || strcmp(request->path, "*") == 0);
    assert(strstr(request->path, "/../") == NULL && strstr(request->path, "/./") == NULL);
    for (const char *c = request->path; *c != '\0'; c++)
        assert((unsigned char)*c >= 0x20 && *c != 0x7f && *c != '\\');
    assert(request->header_count <= LIMITS.max_headers);
    assert(exchange->body_length <= LIMITS.max_body);
    assert(exchange->content_length < 0 ||
           (size_t)exchange->content_length == exchange->body_length);
    uint64_t hash = mixed(0, request->target, strlen(request->target));
    int hosts = 0;
    for (int i = 0; i < request->header_count; i++) {
        const struct http_header *header = &request->headers[i];
        assert(header->name[0] != '\0' && strpbrk(header->name, " :\r\n") == NULL);
        assert(strpbrk(header->value, "\r\n") == NULL);
        hosts += strcmp(header->name, "host") == 0;
        hash = mixed(hash, header->name, strlen(header->name));
        hash = mixed(hash, header->value, strlen(header->value));
    }
    assert(hosts <= 1 && (hosts == 1 || exchange->minor == 0));
    for (int i = 0; i < exchange->query_count; i++) {
        const char *value = http_query(request, exchange->query[i].name);
        assert(value == exchange->query[i].value);
    }
    (void)http_cookie(request, "sid");
    assert(exchange->body_length == 0 || exchange->body[exchange->body_length] == '\0');
    return mixed(hash, exchange->body, exchange->body_length);
}

/* Like a connection: packets of at most `packet` bytes, the body's rest by http_parse_body(). */
static void run(const uint8_t *data, size_t length, size_t packet, struct outcome *outcome)
{
    struct http_exchange *exchange = calloc(1, sizeof(*exchange));
    assert(exchange != NULL);
    http_exchange_init(exchange, &LIMITS);
    size_t at = 0;
    bool more = true;
    while (more) {
        enum http_parse_result result = http_parse(exchange);
        while (result == HTTP_PARSE_MORE && exchange->head_done && at < length) {
            size_t piece = length - at < packet ? length - at : packet, used = piece;
            result = http_parse_body(exchange, (const char *)data + at, piece, &used);
            at += result == HTTP_PARSE_REFUSED ? 0 : used;
            exchange->start = exchange->length;
        }
        if (result == HTTP_PARSE_DONE) {
            assert(outcome->count < REQUESTS_MAX);
            outcome->requests[outcome->count++] = check_request(exchange);
            more = exchange->keep_alive && outcome->count < REQUESTS_MAX;
            http_exchange_next(exchange);
        } else if (result == HTTP_PARSE_REFUSED) {
            outcome->refused_status = exchange->refusal->status;
            assert(outcome->refused_status >= 400);
            more = false;
        } else if (at < length) {
            bool room = http_exchange_room(exchange);
            assert(room);
            size_t piece = exchange->in_capacity - exchange->length;
            piece = piece < packet ? piece : packet;
            piece = piece < length - at ? piece : length - at;
            memcpy(exchange->in + exchange->length, data + at, piece);
            exchange->length += piece;
            at += piece;
        } else {
            more = false;
        }
    }
    http_exchange_release(exchange);
    free(exchange);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
    if (length < 2 || length > 16384)
        return 0;
    struct outcome whole = {.count = 0}, cut = {.count = 0};
    run(data + 1, length - 1, 65536, &whole);
    run(data + 1, length - 1, (size_t)data[0] % 17 + 1, &cut);
    assert(whole.count == cut.count);
    assert(memcmp(whole.requests, cut.requests, sizeof(whole.requests)) == 0);
    assert((whole.refused_status != 0) == (cut.refused_status != 0));
    return 0;
}
