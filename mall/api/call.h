/* One call of a route, as its handler sees it: request, task, who asks; and the short ways to read
 * and to answer.
 *
 * Functions that return bool without `why` have ALREADY ANSWERED when they return false: the
 * handler just returns.
 */
#ifndef MALL_API_CALL_H
#define MALL_API_CALL_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/http.h"
#include "base/idempotency.h"
#include "base/shape.h"
#include "mall/api/dispatch.h"
#include "registry/permission.h"
#include "registry/session.h"

struct call {
    struct http_request *http;
    struct task *task;
    const struct route *route;
    struct session session; /* account_id 0 = nobody */
    bool has_key;           /* call_idempotency() was here: a body is hashed once */
    struct idempotency key;
};

/* ---- reading ---- */

/* The JSON body (media type application/json) against a shape. */
bool call_read(struct call *call, const struct shape *shape, void *target);
/* Path parameter n (0-based) as text, and as an id (404 when it is none). */
const char *call_param(const struct call *call, int n);
bool call_id_param(struct call *call, int n, int64_t *id);
/* Query parameters; absent leaves the value as it was. 422 when it is not what it should be. */
bool call_id_query(struct call *call, const char *name, int64_t *id);
bool call_int_query(struct call *call, const char *name, int64_t min, int64_t max, int64_t *value);
/* Cursor pagination: ?after=<id>&limit=<1..100> (default 20); after = 0 when absent. */
bool call_cursor(struct call *call, int64_t *after, int64_t *limit);
/* A field of a form body (ROUTE_FORM), percent-decoded; NULL when absent or not valid UTF-8 text.
 */
const char *call_form(struct call *call, const char *name);
/* The header Idempotency-Key with account, route and body. */
bool call_idempotency(struct call *call, struct idempotency *out, struct refusal *why);
/* permission_require() of the caller; answers 401/403 itself. */
bool call_allowed(struct call *call, enum right right, const struct scope *scope);

/* ---- answering ---- */

/* Takes the reference of body. */
void call_reply(struct call *call, int status, json_t *body);
/* The same with JSON text (base/json_text). */
void call_reply_text(struct call *call, int status, const char *json, size_t length);
/* {"items": [...], "next": "<id>" or null}: `next` is the cursor to ask with, 0 = the end. Takes
 * the reference. */
void call_reply_list(struct call *call, json_t *items, int64_t next);
/* The `next` of a page of items that have an "id" and were read with this limit: the last one's id
 * when the page is full, as there may be more. */
int64_t call_next_cursor(json_t *items, int64_t limit);
/* 204 */
void call_reply_nothing(struct call *call);
/* The body when there is one (takes the reference), otherwise the refusal: for functions that
 * return NULL and why. */
void call_reply_or_refuse(struct call *call, int status, json_t *body, const struct refusal *why);
/* A problem document, or a page for ROUTE_PAGE. */
void call_refuse(struct call *call, const struct refusal *why);
/* Renders web/pages/<page>.html; partials are web/pages/<name>.html too. Takes the reference of
 * data. */
void call_page(struct call *call, int status, const char *page, json_t *data);
/* Only the rendered text, in the task's arena. Takes the reference of data. */
const char *call_render(struct call *call, const char *page, json_t *data, size_t *length);

/* Answers of ROUTE_CACHED routes. Take the stamp BEFORE reading the data. `tag` ("listing:123") is
 * what drops the answer: a transaction that changes the thing says `select pg_notify('mall_cache',
 * tag)`, heard by all workers; age (10 s) heals a notification that was lost. */
int64_t call_stamp(void);
void call_reply_cached(struct call *call, const char *tag, int64_t stamp, json_t *body);
void call_page_cached(struct call *call, const char *tag, int64_t stamp, const char *page,
                      json_t *data);

#endif
