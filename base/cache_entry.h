/* One ready-made answer of base/cache.c: body, its compressed twin, and the heads that go with
 * them.
 *
 * It lives until it is out of the cache and no connection sends from it any more (`users`).
 */
#ifndef BASE_CACHE_ENTRY_H
#define BASE_CACHE_ENTRY_H

#include "base/cache.h"
#include "base/http.h"

#define CACHE_TAG_MAX ((size_t)64)

/* The bytes of an answer in one content coding. */
struct cache_variant {
    char *body;
    size_t length;
    char *head; /* headers of a 200, see http_reply_shared() */
    size_t head_length;
    char *unchanged; /* headers of a 304 (RFC 9110 section 15.4.5) */
    size_t unchanged_length;
    char etag[32]; /* with quotes; strong, so each coding has its own (RFC 9110 section 8.8.3.3) */
};

struct cache_entry {
    struct cache_entry *tag_chain;     /* same bucket of tags */
    struct cache_entry *newer, *older; /* by last use */
    int64_t born_ms;
    char content_type[64], control[96];
    size_t size; /* what it counts against the cache's bytes */
    int users;
    char tag[CACHE_TAG_MAX];
    struct cache_variant plain, gzip; /* gzip.body NULL = no such variant, or not yet */
    bool may_gzip;                    /* nobody who takes it has asked yet */
    size_t key_length;
    char key[];
};

/* Makes an entry with one user. The body is copied. */
struct cache_entry *cache_entry_new(const char *key, size_t key_length, const char *tag,
                                    const char *content_type, const char *control, const void *body,
                                    size_t length);
/* Makes what the client takes and nobody took before: text of some size gets a gzip variant when
 * that is smaller. Returns by how many bytes the entry has grown. Before each cache_entry_reply().
 */
size_t cache_entry_ready(struct cache_entry *entry, const struct http_request *request);
/* One user less; the last one frees. */
void cache_entry_leave(void *entry);
/* Sends it in the coding that the client takes, or 304 when the client has it (RFC 9110
 * section 13.1.2). */
void cache_entry_reply(struct cache_entry *entry, struct http_request *request);
/* Sends all of it, marked as old: Age, Warning, and the mark's words in a page; nobody keeps it. */
void cache_entry_reply_old(const struct cache_entry *entry, struct http_request *request,
                           const struct cache_mark *mark);
/* Whether If-None-Match's value names the tag: `*`, or a list of weak or strong tags, compared
 * weakly. */
bool cache_etag_listed(const char *if_none_match, const char *etag);
/* Whether Accept-Encoding's value (NULL = absent) admits the coding, "gzip" or "br" (RFC 9110
 * section 12.5.3). */
bool cache_takes(const char *accept_encoding, const char *coding);

#endif
