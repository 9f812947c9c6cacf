/* The cache of answers: what is kept, what goes, what is forgotten, what a client already has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cache.h"
#include "base/cache_entry.h"
#include "base/clock.h"
#include "base/http_conn.h"

/* A request without a connection: replies set its status and drop the bytes. */
static struct http_exchange *exchange;
static struct http_server server;

static struct http_request *request_of(enum http_method method, const char *target)
{
    http_exchange_clear(exchange);
    exchange->request.method = method;
    exchange->request.target = target;
    exchange->request.headers = exchange->headers;
    return &exchange->request;
}

static struct http_request *get(const char *target)
{
    return request_of(HTTP_GET_, target);
}

static void with_header(struct http_request *request, const char *name, const char *value)
{
    exchange->headers[request->header_count++] = (struct http_header){name, value};
}

static void store(struct cache *cache, const char *target, const char *tag, size_t length)
{
    static char body[100000];
    memset(body, 'b', sizeof(body));
    cache_store_reply(cache, get(target), tag, cache_stamp(cache), "image/png", "public", body,
                      length);
    assert_int_equal(exchange->request.status, 200);
    assert_int_equal(exchange->request.reply_length, length);
}

static int setup(void **state)
{
    (void)state;
    exchange = calloc(1, sizeof(*exchange));
    exchange->server = &server;
    http_exchange_init(exchange, &HTTP_LIMITS_DEFAULT);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    http_exchange_release(exchange);
    free(exchange);
    return 0;
}

static void test_hit_and_miss(void **state)
{
    (void)state;
    struct cache *cache = cache_new(1 << 20, 60000);
    assert_false(cache_reply(cache, get("/a")));
    store(cache, "/a", "t", 100);
    assert_true(cache_reply(cache, get("/a")));
    assert_int_equal(exchange->request.status, 200);
    assert_int_equal(exchange->request.reply_length, 100);
    assert_true(cache_reply(cache, request_of(HTTP_HEAD_, "/a")));
    assert_false(cache_reply(cache, request_of(HTTP_POST_, "/a")));
    assert_false(cache_reply(cache, get("/a?")));
    assert_false(cache_reply(cache, get("/A")));
    struct cache_stats stats = cache_stats(cache);
    assert_int_equal(stats.hits, 2);
    assert_int_equal(stats.misses, 3);
    assert_int_equal(stats.entries, 1);
    store(cache, "/a", "t", 50); /* in place of the old one */
    assert_int_equal(cache_stats(cache).entries, 1);
    assert_true(cache_reply(cache, get("/a")));
    assert_int_equal(exchange->request.reply_length, 50);
    cache_free(cache);
}

static void test_least_recently_used_goes(void **state)
{
    (void)state;
    struct cache *cache = cache_new(20000, 60000);
    store(cache, "/a", "t", 4000);
    store(cache, "/b", "t", 4000);
    store(cache, "/c", "t", 4000);
    assert_true(cache_reply(cache, get("/a")));
    store(cache, "/d", "t", 4000);
    store(cache, "/e", "t", 4000);
    assert_true(cache_stats(cache).bytes <= 20000);
    assert_false(cache_reply(cache, get("/b")));
    assert_true(cache_reply(cache, get("/a")));
    assert_true(cache_reply(cache, get("/e")));
    cache_free(cache);
}

static void test_too_large_is_only_answered(void **state)
{
    (void)state;
    struct cache *cache = cache_new(20000, 60000);
    store(cache, "/a", "t", 5001);
    assert_int_equal(cache_stats(cache).entries, 0);
    store(cache, "/a", "t", 5000);
    assert_int_equal(cache_stats(cache).entries, 1);
    cache_free(cache);
}

static void test_without_room_nothing_is_kept(void **state)
{
    (void)state;
    struct cache *cache = cache_new(0, 60000);
    store(cache, "/a", "t", 1);
    assert_false(cache_reply(cache, get("/a")));
    assert_int_equal(cache_stats(cache).entries, 0);
    cache_free(cache);
}

static void test_forget(void **state)
{
    (void)state;
    struct cache *cache = cache_new(1 << 20, 60000);
    store(cache, "/a?1", "listing:1", 10);
    store(cache, "/a?2", "listing:1", 10);
    store(cache, "/b", "listing:2", 10);
    cache_forget(cache, "listing:1");
    assert_false(cache_reply(cache, get("/a?1")));
    assert_false(cache_reply(cache, get("/a?2")));
    assert_true(cache_reply(cache, get("/b")));
    cache_forget(cache, NULL);
    assert_false(cache_reply(cache, get("/b")));
    assert_int_equal(cache_stats(cache).entries, 0);
    assert_int_equal(cache_stats(cache).bytes, 0);
    cache_free(cache);
}

/* Data read before the tag was forgotten must not be kept after it. */
static void test_forgotten_while_made(void **state)
{
    (void)state;
    static const char *const TAGS[] = {"listing:1", NULL};
    for (int i = 0; i < 2; i++) {
        struct cache *cache = cache_new(1 << 20, 60000);
        int64_t stamp = cache_stamp(cache);
        cache_forget(cache, TAGS[i]);
        cache_store_reply(cache, get("/a"), "listing:1", stamp, "text/plain", "public", "x", 1);
        assert_int_equal(exchange->request.status, 200);
        assert_false(cache_reply(cache, get("/a")));
        store(cache, "/a", "listing:1", 1); /* a later stamp is kept again */
        assert_true(cache_reply(cache, get("/a")));
        cache_free(cache);
    }
}

static void test_age(void **state)
{
    (void)state;
    struct cache *cache = cache_new(1 << 20, 20);
    clock_test_stop();
    store(cache, "/a", "t", 10);
    clock_test_advance_ms(19);
    assert_true(cache_reply(cache, get("/a")));
    clock_test_advance_ms(1);
    assert_false(cache_reply(cache, get("/a")));
    /* it waits for a younger one, and may stand in for one that cannot be made */
    assert_true(cache_reply_old(cache, get("/a"), NULL));
    assert_false(cache_reply_old(cache, get("/b"), NULL));
    store(cache, "/a", "t", 10);
    assert_true(cache_reply(cache, get("/a")));
    assert_int_equal(cache_stats(cache).entries, 1);
    clock_test_end();
    cache_free(cache);
}

/* More entries than buckets at first, and every one is found again. */
static void test_many(void **state)
{
    (void)state;
    enum { MANY = 3000 };
    struct cache *cache = cache_new(64 << 20, 60000);
    char target[32], tag[32];
    for (int i = 0; i < MANY; i++) {
        snprintf(target, sizeof(target), "/p?page=%d", i);
        snprintf(tag, sizeof(tag), "page:%d", i % 100);
        store(cache, target, tag, (size_t)i);
    }
    for (int i = 0; i < MANY; i++) {
        snprintf(target, sizeof(target), "/p?page=%d", i);
        assert_true(cache_reply(cache, get(target)));
        assert_int_equal(exchange->request.reply_length, i);
    }
    cache_forget(cache, "page:7");
    assert_int_equal(cache_stats(cache).entries, MANY - MANY / 100);
    cache_free(cache);
}

static void test_unchanged(void **state)
{
    (void)state;
    struct cache *cache = cache_new(1 << 20, 60000);
    struct cache_entry *entry = cache_entry_new("/x", 2, "t", "text/html", "no-cache", "hello", 5);
    /* first 16 digits of SHA-256("hello") */
    assert_string_equal(entry->plain.etag, "\"2cf24dba5fb0a30e\"");
    cache_entry_leave(entry);
    const struct {
        const char *value;
        int status;
    } KNOWN[] = {
        {"\"2cf24dba5fb0a30e\"", 304},
        {"W/\"2cf24dba5fb0a30e\"", 304},
        {"\"a\", W/\"b\" ,\"2cf24dba5fb0a30e\"", 304},
        {"*", 304},
        {"\"2cf24dba5fb0a30f\"", 200},
        {"2cf24dba5fb0a30e", 200},
        {"\"2cf24dba5fb0a30e", 200},
        {"", 200},
    };
    for (size_t i = 0; i < sizeof(KNOWN) / sizeof(KNOWN[0]); i++) {
        struct http_request *request = get("/x");
        with_header(request, "if-none-match", KNOWN[i].value);
        cache_store_reply(cache, request, "t", cache_stamp(cache), "text/html", "no-cache", "hello",
                          5);
        assert_int_equal(request->status, KNOWN[i].status);
        request = get("/x");
        with_header(request, "if-none-match", KNOWN[i].value);
        assert_true(cache_reply(cache, request));
        assert_int_equal(request->status, KNOWN[i].status);
    }
    cache_free(cache);
}

static void test_gzip(void **state)
{
    (void)state;
    char text[4000];
    memset(text, 'z', sizeof(text));
    struct cache_entry *entry =
        cache_entry_new("/x", 2, "t", "text/html; charset=utf-8", "public", text, sizeof(text));
    size_t plain_size = entry->size;
    struct http_request *request = get("/x");
    assert_int_equal(cache_entry_ready(entry, request), 0); /* who asks takes none */
    assert_null(entry->gzip.body);
    cache_entry_reply(entry, request);
    assert_int_equal(request->reply_length, sizeof(text));
    request = get("/x");
    with_header(request, "accept-encoding", "gzip");
    size_t more = cache_entry_ready(entry, request);
    assert_true(more > entry->gzip.length);
    assert_int_equal(entry->size, plain_size + more);
    assert_non_null(entry->gzip.body);
    assert_true(entry->gzip.length < 200);
    assert_memory_equal(entry->gzip.body, "\x1f\x8b", 2);
    char etag[32];
    snprintf(etag, sizeof(etag), "%.17s-gz\"", entry->plain.etag);
    assert_string_equal(entry->gzip.etag, etag);
    cache_entry_reply(entry, request);
    assert_int_equal(request->reply_length, entry->gzip.length);
    assert_int_equal(cache_entry_ready(entry, request), 0); /* once */
    request = get("/x");
    cache_entry_reply(entry, request);
    assert_int_equal(request->reply_length, sizeof(text));
    cache_entry_leave(entry);
    entry = cache_entry_new("/x", 2, "t", "image/png", "public", text, sizeof(text));
    request = get("/x");
    with_header(request, "accept-encoding", "gzip");
    assert_int_equal(cache_entry_ready(entry, request), 0);
    assert_null(entry->gzip.body);
    cache_entry_leave(entry);
}

/* What is compressed later counts then, and what has no room goes. */
static void test_gzip_counts(void **state)
{
    (void)state;
    enum { LENGTH = 6000 };
    char text[LENGTH];
    for (size_t i = 0; i < LENGTH; i++)
        text[i] = (char)('a' + i * i % 7 + i / 11 % 5);
    struct cache *cache = cache_new(64 * 1024, 60000);
    cache_store_reply(cache, get("/x"), "t", cache_stamp(cache), "text/plain", "public", text,
                      LENGTH);
    int64_t before = cache_stats(cache).bytes;
    struct http_request *request = get("/x");
    with_header(request, "accept-encoding", "gzip");
    assert_true(cache_reply(cache, request));
    assert_true(request->reply_length < LENGTH);
    int64_t after = cache_stats(cache).bytes;
    assert_true(after > before + (int64_t)request->reply_length);
    cache_forget(cache, NULL);
    assert_int_equal(cache_stats(cache).bytes, 0);
    cache_free(cache);
    /* room for three in one form, not for three in both */
    cache = cache_new((size_t)LENGTH * 4, 60000);
    char name[16];
    for (int i = 0; i < 4; i++) {
        snprintf(name, sizeof(name), "/%d", i);
        cache_store_reply(cache, get(name), "t", cache_stamp(cache), "text/plain", "public", text,
                          LENGTH);
    }
    assert_true(cache_stats(cache).bytes <= LENGTH * 4);
    for (int i = 0; i < 4; i++) {
        snprintf(name, sizeof(name), "/%d", i);
        request = get(name);
        with_header(request, "accept-encoding", "gzip");
        if (cache_reply(cache, request))
            assert_true(request->reply_length < LENGTH);
        assert_true(cache_stats(cache).bytes <= LENGTH * 4);
    }
    cache_free(cache);
}

static void test_accept_encoding(void **state)
{
    (void)state;
    assert_true(cache_takes("gzip", "gzip"));
    assert_true(cache_takes("br, GZIP ;q=0.1", "gzip"));
    assert_true(cache_takes("*", "gzip"));
    assert_true(cache_takes("identity;q=0.5, *;q=0.1", "gzip"));
    assert_false(cache_takes(NULL, "gzip"));
    assert_false(cache_takes("", "gzip"));
    assert_false(cache_takes("br, deflate", "gzip"));
    assert_false(cache_takes("gzip;q=0", "gzip"));
    assert_false(cache_takes("*, gzip;q=0.000", "gzip"));
    assert_false(cache_takes("x-gzip", "gzip"));
    assert_true(cache_takes("gzip, deflate, br", "br"));
    assert_false(cache_takes("gzip, br;q=0", "br"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hit_and_miss),
        cmocka_unit_test(test_least_recently_used_goes),
        cmocka_unit_test(test_too_large_is_only_answered),
        cmocka_unit_test(test_without_room_nothing_is_kept),
        cmocka_unit_test(test_forget),
        cmocka_unit_test(test_forgotten_while_made),
        cmocka_unit_test(test_age),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_unchanged),
        cmocka_unit_test(test_gzip),
        cmocka_unit_test(test_gzip_counts),
        cmocka_unit_test(test_accept_encoding),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
