#include "base/http_conn.h"

#include <stdlib.h>
#include <stddef.h>
#include <string.h>

void *http_bump(struct http_exchange *exchange, size_t size)
{
    if (size <= sizeof(exchange->bump_inline) - exchange->bump_used) {
        char *at = exchange->bump_inline + exchange->bump_used;
        exchange->bump_used += size;
        return at;
    }
    struct http_bump_block *block = malloc(sizeof(*block) + size);
    if (block == NULL)
        abort();
    block->next = exchange->bump_blocks;
    exchange->bump_blocks = block;
    return block + 1;
}

void http_bump_reset(struct http_exchange *exchange)
{
    while (exchange->bump_blocks != NULL) {
        struct http_bump_block *block = exchange->bump_blocks;
        exchange->bump_blocks = block->next;
        free(block);
    }
    exchange->bump_used = 0;
}

struct http_exchange *http_exchange_of(struct http_request *request)
{
    return (struct http_exchange *)(void *)((char *)request -
                                            offsetof(struct http_exchange, request));
}

const char *http_header(const struct http_request *request, const char *name)
{
    for (int i = 0; i < request->header_count; i++)
        if (strcmp(request->headers[i].name, name) == 0)
            return request->headers[i].value;
    return NULL;
}

const char *http_query(struct http_request *request, const char *name)
{
    const struct http_exchange *exchange = http_exchange_of(request);
    for (int i = 0; i < exchange->query_count; i++)
        if (strcmp(exchange->query[i].name, name) == 0)
            return exchange->query[i].value;
    return NULL;
}

const char *http_query_name(struct http_request *request, int n)
{
    const struct http_exchange *exchange = http_exchange_of(request);
    return n >= 0 && n < exchange->query_count ? exchange->query[n].name : NULL;
}

/* The value of cookie `name` in one Cookie header (RFC 6265 section 4.2.1); NULL when it is not
 * there. */
static const char *cookie_in(const char *header, const char *name, size_t *length)
{
    size_t name_length = strlen(name);
    while (*header != '\0') {
        header += strspn(header, " \t;");
        size_t span = strcspn(header, ";");
        if (span > name_length && header[name_length] == '=' &&
            memcmp(header, name, name_length) == 0) {
            *length = span - name_length - 1;
            return header + name_length + 1;
        }
        header += span;
    }
    return NULL;
}

const char *http_cookie(struct http_request *request, const char *name)
{
    for (int i = 0; i < request->header_count; i++) {
        if (strcmp(request->headers[i].name, "cookie") != 0)
            continue;
        size_t length;
        const char *value = cookie_in(request->headers[i].value, name, &length);
        if (value != NULL) {
            while (length > 0 && (value[length - 1] == ' ' || value[length - 1] == '\t'))
                length--;
            char *copy = http_bump(http_exchange_of(request), length + 1);
            memcpy(copy, value, length);
            copy[length] = '\0';
            return copy;
        }
    }
    return NULL;
}

static const struct http_exchange *exchange_of(const struct http_request *request)
{
    return (const struct http_exchange *)(const void *)((const char *)request -
                                                        offsetof(struct http_exchange, request));
}

const char *http_request_id(const struct http_request *request)
{
    return exchange_of(request)->id;
}

const char *http_client_request_id(const struct http_request *request)
{
    return exchange_of(request)->client_id;
}
