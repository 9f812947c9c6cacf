#include "base/cache_entry.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/http_conn.h"

#define GZIP_MIN ((size_t)512) /* smaller bodies gain nothing */
#define GZIP_LEVEL 5

static void *allocated(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

static void *copied(const void *bytes, size_t length)
{
    void *copy = allocated(malloc(length > 0 ? length : 1));
    if (length > 0)
        memcpy(copy, bytes, length);
    return copy;
}

/* ---- making ---- */

static bool begins(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool compressible(const char *content_type)
{
    return begins(content_type, "text/") || begins(content_type, "application/json") ||
           begins(content_type, "application/problem+json") ||
           begins(content_type, "application/javascript") || begins(content_type, "image/svg+xml");
}

/* The body in gzip coding when that spares at least a tenth. */
static bool gzip_make(struct cache_variant *variant, const void *body, size_t length)
{
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)body, .avail_in = (uInt)length};
    if (length > UINT32_MAX / 2 ||
        deflateInit2(&stream, GZIP_LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    size_t room = length - length / 10;
    variant->body = allocated(malloc(room));
    stream.next_out = (Bytef *)variant->body;
    stream.avail_out = (uInt)room;
    bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    variant->length = (size_t)stream.total_out;
    deflateEnd(&stream);
    if (!done) {
        free(variant->body);
        variant->body = NULL;
        return false;
    }
    variant->body = allocated(realloc(variant->body, variant->length));
    return true;
}

static char *text_copy(const char *text, int length, size_t *copy_length)
{
    assert(length > 0 && (size_t)length < HTTP_SHARED_HEAD_MAX);
    *copy_length = (size_t)length;
    return copied(text, (size_t)length);
}

static void heads_make(struct cache_variant *variant, const char *content_type, const char *control,
                       bool varies, bool gzip)
{
    char text[HTTP_SHARED_HEAD_MAX];
    const char *vary = varies ? "Vary: Accept-Encoding\r\n" : "";
    int length = snprintf(
        text, sizeof(text),
        "Content-Type: %s\r\nContent-Length: %zu\r\nETag: %s\r\nCache-Control: %s\r\n%s%s%s",
        content_type, variant->length, variant->etag, control, vary,
        gzip ? "Content-Encoding: gzip\r\n" : "",
        begins(content_type, "text/html") ? HTTP_HTML_HEADERS : "");
    variant->head = text_copy(text, length, &variant->head_length);
    length = snprintf(text, sizeof(text), "ETag: %s\r\nCache-Control: %s\r\n%s", variant->etag,
                      control, vary);
    variant->unchanged = text_copy(text, length, &variant->unchanged_length);
}

static size_t variant_size(const struct cache_variant *variant)
{
    return variant->length + variant->head_length + variant->unchanged_length;
}

struct cache_entry *cache_entry_new(const char *key, size_t key_length, const char *tag,
                                    const char *content_type, const char *control, const void *body,
                                    size_t length)
{
    assert(strlen(tag) < CACHE_TAG_MAX);
    assert(strlen(content_type) < sizeof(((struct cache_entry *)0)->content_type));
    assert(strlen(control) < sizeof(((struct cache_entry *)0)->control));
    struct cache_entry *entry = allocated(calloc(1, sizeof(*entry) + key_length + 1));
    memcpy(entry->key, key, key_length);
    entry->key_length = key_length;
    memcpy(entry->tag, tag, strlen(tag) + 1);
    memcpy(entry->content_type, content_type, strlen(content_type) + 1);
    entry->born_ms = clock_mono_ms();
    entry->users = 1;
    entry->plain.body = copied(body, length);
    entry->plain.length = length;
    uint8_t digest[32];
    char hex[17];
    crypto_sha256(body, length, digest);
    crypto_hex(digest, 8, hex);
    snprintf(entry->plain.etag, sizeof(entry->plain.etag), "\"%s\"", hex);
    /* whether it will be: most who ask first take it, programs do not */
    entry->may_gzip = compressible(content_type) && length >= GZIP_MIN;
    heads_make(&entry->plain, content_type, control, entry->may_gzip, false);
    memcpy(entry->control, control, strlen(control) + 1);
    entry->size = sizeof(*entry) + key_length + variant_size(&entry->plain);
    return entry;
}

size_t cache_entry_ready(struct cache_entry *entry, const struct http_request *request)
{
    if (!entry->may_gzip || !cache_takes(http_header(request, "accept-encoding"), "gzip"))
        return 0;
    entry->may_gzip = false; /* once, whether or not it spares anything */
    if (!gzip_make(&entry->gzip, entry->plain.body, entry->plain.length))
        return 0;
    snprintf(entry->gzip.etag, sizeof(entry->gzip.etag), "%.*s-gz\"",
             (int)strlen(entry->plain.etag) - 1, entry->plain.etag);
    heads_make(&entry->gzip, entry->content_type, entry->control, true, true);
    size_t more = variant_size(&entry->gzip);
    entry->size += more;
    return more;
}

static void variant_release(struct cache_variant *variant)
{
    free(variant->body);
    free(variant->head);
    free(variant->unchanged);
}

void cache_entry_leave(void *argument)
{
    struct cache_entry *entry = argument;
    assert(entry->users > 0);
    if (--entry->users > 0)
        return;
    variant_release(&entry->plain);
    variant_release(&entry->gzip);
    free(entry);
}

/* ---- answering ---- */

bool cache_etag_listed(const char *list, const char *etag)
{
    size_t length = strlen(etag);
    while (*list != '\0') {
        list += strspn(list, ", \t");
        if (*list == '*')
            return true;
        list += strncmp(list, "W/", 2) == 0 ? 2 : 0;
        if (*list != '"')
            return false; /* not a list of tags: as if absent */
        size_t span = strcspn(list + 1, "\"");
        if (list[1 + span] == '\0')
            return false;
        span += 2;
        if (span == length && memcmp(list, etag, length) == 0)
            return true;
        list += span;
    }
    return false;
}

/* Whether one element of Accept-Encoding names the coding (or any) with a quality above zero. */
static bool element_takes(const char *element, size_t length, const char *coding, bool *named)
{
    size_t name = 0;
    while (name < length && element[name] != ';' && element[name] != ' ' && element[name] != '\t')
        name++;
    *named = name == strlen(coding) && strncasecmp(element, coding, name) == 0;
    if (!*named && !(name == 1 && element[0] == '*'))
        return false;
    const char *quality = memchr(element, '=', length);
    if (quality == NULL)
        return true;
    for (const char *c = quality + 1; c < element + length; c++)
        if (*c >= '1' && *c <= '9')
            return true;
    return false;
}

bool cache_takes(const char *list, const char *coding)
{
    bool any = false;
    while (list != NULL && *list != '\0') {
        list += strspn(list, ", \t");
        size_t length = strcspn(list, ",");
        bool named;
        bool takes = element_takes(list, length, coding, &named);
        if (named)
            return takes; /* said of the coding itself: decides */
        any = any || takes;
        list += length;
    }
    return any;
}

void cache_entry_reply(struct cache_entry *entry, struct http_request *request)
{
    const struct cache_variant *variant = &entry->plain;
    if (entry->gzip.body != NULL && cache_takes(http_header(request, "accept-encoding"), "gzip"))
        variant = &entry->gzip;
    const char *known = http_header(request, "if-none-match");
    if (known != NULL && cache_etag_listed(known, variant->etag)) {
        http_reply_shared(request, 304, variant->unchanged, variant->unchanged_length, NULL, 0,
                          NULL, NULL);
        return;
    }
    entry->users++;
    http_reply_shared(request, 200, variant->head, variant->head_length, variant->body,
                      variant->length, cache_entry_leave, entry);
}

/* The page with the mark's words in it. */
static void reply_marked(const struct cache_entry *entry, struct http_request *request,
                         const struct cache_mark *mark, int64_t age_s)
{
    char words[512];
    const char *page = entry->plain.body;
    size_t length = entry->plain.length;
    const char *at = memmem(page, length, mark->before, strlen(mark->before));
    size_t head = at != NULL ? (size_t)(at - page) : 0;
    mark->write(age_s, words, sizeof(words));
    size_t words_length = strlen(words);
    char *marked = allocated(malloc(length + words_length + 1));
    memcpy(marked, page, head);
    memcpy(marked + head, words, words_length);
    memcpy(marked + head + words_length, page + head, length - head);
    http_reply(request, 200, entry->content_type, marked, length + words_length);
    free(marked);
}

void cache_entry_reply_old(const struct cache_entry *entry, struct http_request *request,
                           const struct cache_mark *mark)
{
    char age[24];
    int64_t age_s = (clock_mono_ms() - entry->born_ms) / 1000;
    snprintf(age, sizeof(age), "%lld", (long long)age_s);
    http_set_header(request, "Age", age);
    http_set_header(request, "Warning", "110 - \"Response is Stale\"");
    http_set_header(request, "Cache-Control", "no-store");
    if (mark != NULL && begins(entry->content_type, "text/html"))
        reply_marked(entry, request, mark, age_s);
    else
        http_reply(request, 200, entry->content_type, entry->plain.body, entry->plain.length);
}
