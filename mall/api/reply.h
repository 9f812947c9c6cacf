/* How a handler answers: once, as its last act, with what the function returns.
 *
 * `return call_reply(call, 200, order_json(call->task, id, why));` - a body that is NULL means that
 * its maker has filled `why`: then false is returned and nothing was answered. Bodies' references
 * are taken. What a person gets is never shared, unless a route says so (ROUTE_CACHED).
 */
#ifndef MALL_API_REPLY_H
#define MALL_API_REPLY_H

#include <jansson.h>

#include "mall/api/call.h"

bool call_reply(struct call *call, int status, json_t *body);
/* The same with JSON text (base/json_text). */
bool call_reply_text(struct call *call, int status, const char *json, size_t length);
/* {"items": [...], "next": null}: a list that is never longer than one page. NULL stays NULL. */
json_t *call_whole_list(json_t *items);
bool call_reply_list(struct call *call, json_t *items);
/* A file to keep, under this name (ASCII); for its reader alone. */
bool call_reply_file(struct call *call, const char *content_type, const char *name,
                     const void *bytes, size_t length);
/* 204 */
bool call_reply_nothing(struct call *call);
/* Bytes to be shown to their reader alone. */
bool call_reply_private(struct call *call, const char *content_type, const void *bytes,
                        size_t length);
/* 303 to a local path. */
bool call_reply_elsewhere(struct call *call, const char *location);
/* web/pages' <page>.html rendered with the data. */
bool call_html(struct call *call, int status, const char *page, json_t *data);

/* Answers of ROUTE_CACHED routes. Take the stamp BEFORE reading the data. `tag` ("listing:123") is
 * what drops the answer: a transaction that changes the thing says `select pg_notify('mall_cache',
 * tag)`, heard by all workers; age (10 s) heals a notification that was lost. */
int64_t call_stamp(const struct call *call);
bool call_reply_cached(struct call *call, const char *tag, int64_t stamp, json_t *body);
bool call_html_cached(struct call *call, const char *tag, int64_t stamp, const char *page,
                      json_t *data);
/* Bytes of any type; `control` is the header Cache-Control. */
bool call_bytes_cached(struct call *call, const char *tag, int64_t stamp, const char *content_type,
                       const char *control, const void *bytes, size_t length);
/* A browser asks again each time; the ETag makes that cheap. */
#define CALL_ASK_AGAIN "public, max-age=0, must-revalidate"

/* The refusal itself, as a problem document or as a page: only dispatch answers so. */
void call_refuse(struct call *call, const struct refusal *why);

#endif
