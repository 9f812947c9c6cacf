#include "base/cache.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cache_entry.h"
#include "base/clock.h"
#include "base/map.h"

enum { TAG_BUCKETS = 1024 };

struct cache {
    size_t max_bytes;
    int64_t max_age_ms;
    struct map keys; /* to entries */
    struct cache_entry *tags[TAG_BUCKETS];
    int64_t forgotten[TAG_BUCKETS]; /* stamp of the last cache_forget() of any tag of the bucket:
                                     * two tags in one bucket cost at most an answer that is not
                                     * stored */
    struct cache_entry *newest, *oldest;
    int64_t clock; /* counts cache_forget() */
    struct cache_stats stats;
};

struct cache *cache_new(size_t max_bytes, int64_t max_age_ms)
{
    assert(max_age_ms > 0);
    struct cache *cache = calloc(1, sizeof(*cache));
    if (cache == NULL)
        abort();
    cache->max_bytes = max_bytes;
    cache->max_age_ms = max_age_ms;
    return cache;
}

static struct cache_entry **tag_bucket(struct cache *cache, const char *tag, size_t *index)
{
    *index = map_hash(tag, strlen(tag)) % TAG_BUCKETS;
    return &cache->tags[*index];
}

/* ---- linking ---- */

static void use_link(struct cache *cache, struct cache_entry *entry)
{
    entry->newer = NULL;
    entry->older = cache->newest;
    *(cache->newest != NULL ? &cache->newest->newer : &cache->oldest) = entry;
    cache->newest = entry;
}

static void use_unlink(struct cache *cache, struct cache_entry *entry)
{
    *(entry->newer != NULL ? &entry->newer->older : &cache->newest) = entry->older;
    *(entry->older != NULL ? &entry->older->newer : &cache->oldest) = entry->newer;
}

static void remove_entry(struct cache *cache, struct cache_entry *entry)
{
    size_t index;
    map_remove(&cache->keys, entry->key);
    struct cache_entry **at = tag_bucket(cache, entry->tag, &index);
    while (*at != entry)
        at = &(*at)->tag_chain;
    *at = entry->tag_chain;
    use_unlink(cache, entry);
    cache->stats.bytes -= (int64_t)entry->size;
    cache->stats.entries--;
    cache_entry_leave(entry);
}

static void make_room(struct cache *cache)
{
    while (cache->stats.bytes > (int64_t)cache->max_bytes)
        remove_entry(cache, cache->oldest);
}

static void add_entry(struct cache *cache, struct cache_entry *entry)
{
    size_t index;
    map_put(&cache->keys, entry->key, entry);
    struct cache_entry **bucket = tag_bucket(cache, entry->tag, &index);
    entry->tag_chain = *bucket;
    *bucket = entry;
    use_link(cache, entry);
    entry->users++;
    cache->stats.bytes += (int64_t)entry->size;
    cache->stats.entries++;
    make_room(cache);
}

static void use(struct cache *cache, struct cache_entry *entry)
{
    if (entry != cache->newest) {
        use_unlink(cache, entry);
        use_link(cache, entry);
    }
}

/* ---- for the users ---- */

bool cache_reply(struct cache *cache, struct http_request *request)
{
    if (request->method != HTTP_GET_ && request->method != HTTP_HEAD_)
        return false;
    struct cache_entry *entry = map_get(&cache->keys, request->target);
    /* one that is too old stays until a younger one takes its place */
    if (entry == NULL || clock_mono_ms() - entry->born_ms >= cache->max_age_ms) {
        cache->stats.misses++;
        return false;
    }
    cache->stats.hits++;
    use(cache, entry);
    entry->users++; /* it may be too large for the cache once it is ready */
    cache->stats.bytes += (int64_t)cache_entry_ready(entry, request);
    make_room(cache);
    cache_entry_reply(entry, request);
    cache_entry_leave(entry);
    return true;
}

bool cache_reply_old(struct cache *cache, struct http_request *request,
                     const struct cache_mark *mark)
{
    if (request->method != HTTP_GET_ && request->method != HTTP_HEAD_)
        return false;
    struct cache_entry *entry = map_get(&cache->keys, request->target);
    if (entry == NULL)
        return false;
    use(cache, entry);
    cache_entry_reply_old(entry, request, mark);
    return true;
}

void cache_store_reply(struct cache *cache, struct http_request *request, const char *tag,
                       int64_t stamp, const char *content_type, const char *control,
                       const void *body, size_t length)
{
    size_t key_length = strlen(request->target);
    struct cache_entry *entry =
        cache_entry_new(request->target, key_length, tag, content_type, control, body, length);
    cache_entry_ready(entry, request);
    size_t index;
    tag_bucket(cache, tag, &index);
    bool cacheable = request->method == HTTP_GET_ || request->method == HTTP_HEAD_;
    if (cacheable && length <= cache->max_bytes / 4 && entry->size <= cache->max_bytes &&
        cache->forgotten[index] <= stamp) {
        struct cache_entry *old = map_get(&cache->keys, entry->key);
        if (old != NULL)
            remove_entry(cache, old);
        add_entry(cache, entry);
    }
    cache_entry_reply(entry, request);
    cache_entry_leave(entry);
}

int64_t cache_stamp(const struct cache *cache)
{
    return cache->clock;
}

void cache_forget(struct cache *cache, const char *tag)
{
    cache->clock++;
    if (tag == NULL) {
        while (cache->oldest != NULL)
            remove_entry(cache, cache->oldest);
        for (int i = 0; i < TAG_BUCKETS; i++)
            cache->forgotten[i] = cache->clock;
        return;
    }
    size_t index;
    struct cache_entry *entry = *tag_bucket(cache, tag, &index);
    cache->forgotten[index] = cache->clock;
    while (entry != NULL) {
        struct cache_entry *next = entry->tag_chain;
        if (strcmp(entry->tag, tag) == 0)
            remove_entry(cache, entry);
        entry = next;
    }
}

struct cache_stats cache_stats(const struct cache *cache)
{
    return cache->stats;
}

void cache_free(struct cache *cache)
{
    if (cache == NULL)
        return;
    cache_forget(cache, NULL);
    map_release(&cache->keys);
    free(cache);
}
