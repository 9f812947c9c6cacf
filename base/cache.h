/* A worker's cache of ready-made answers: key (path + query) -> headers, body, ETag (RFC 9110
 * section 8.8.3). Bounded in bytes, least recently used goes first. Entries carry a tag
 * ("listing:123"), and cache_forget(tag) drops them; entries are not used
 * beyond their age, so a lost notification is healed.
 * Text is also kept compressed and sent so to clients that take gzip. Headers added by
 * http_set_header() go with the one answer; they are not kept, so nothing personal can get into a
 * shared answer.
 */
#ifndef BASE_CACHE_H
#define BASE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/http.h"

struct cache;
/* max_bytes 0 = nothing is kept, all is answered as it is made. */
struct cache *cache_new(size_t max_bytes, int64_t max_age_ms);
void cache_free(struct cache *cache);
/* Answers from the cache (200, or 304 when If-None-Match matches); false on a miss. GET and HEAD
 * only. Works without a task. */
bool cache_reply(struct cache *cache, struct http_request *request);
/* How a page says to its reader that it is old. */
struct cache_mark {
    const char *before; /* the words stand before the first such text of the page */
    void (*write)(int64_t age_s, char *words, size_t size);
};
/* The same with an answer that is too old, and says so (Age; Warning 110, RFC 7234 section 5.5.1;
 * `mark` in HTML): for when no younger one can be made. Nobody is to keep it, and nobody is told
 * that it has not changed. */
bool cache_reply_old(struct cache *cache, struct http_request *request,
                     const struct cache_mark *mark);
/* Stores and answers in one: status 200 with `content_type` and Cache-Control `control`. `tag` <=
 * 63 bytes. Bodies over max_bytes / 4 are only answered. `stamp` is cache_stamp() taken before the
 * data was read: if the tag was forgotten since, the entry is not stored. */
void cache_store_reply(struct cache *cache, struct http_request *request, const char *tag,
                       int64_t stamp, const char *content_type, const char *control,
                       const void *body, size_t length);
int64_t cache_stamp(const struct cache *cache);
void cache_forget(struct cache *cache, const char *tag); /* NULL = everything */
struct cache_stats {
    int64_t hits, misses, bytes, entries;
};
struct cache_stats cache_stats(const struct cache *cache);

#endif
