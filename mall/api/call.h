/* One call of a route, as its handler sees it: request, task, who asks; and the short ways to read
 * what was sent. How to answer: mall/api/reply.h.
 *
 * Functions that can refuse return true, or fill `why` and return false; a handler then returns
 * false too, and the caller gets the refusal.
 */
#ifndef MALL_API_CALL_H
#define MALL_API_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/cache.h"
#include "base/http.h"
#include "base/idempotency.h"
#include "base/machine.h"
#include "base/page.h"
#include "mall/api/route.h"
#include "registry/permission.h"
#include "registry/session.h"

struct call {
    struct http_request *http;
    struct task *task;
    const struct route *route; /* NULL: none matched */
    struct cache *cache;       /* ready-made answers of this worker */
    struct session session;    /* account_id 0 = nobody */
    bool has_key;              /* call_idempotency() was here: a body is hashed once */
    struct idempotency key;
};

/* The JSON body (media type application/json) against the route's shape, which is that of *target.
 */
#define call_read(call_, target_, why_) call_read_sized(call_, target_, sizeof(*(target_)), why_)
bool call_read_sized(struct call *call, void *target, size_t size, struct refusal *why);
/* The file that is the body of a ROUTE_UPLOAD. Its media type must be one that a page elsewhere
 * cannot send without asking (image/..., application/octet-stream); what it is, its bytes say. */
bool call_file(struct call *call, const void **bytes, size_t *length, struct refusal *why);
/* A field of a form body (ROUTE_FORM), percent-decoded; of one with a file in it (ROUTE_UPLOAD as
 * well) its part. NULL when absent or not valid UTF-8 text. */
const char *call_form(struct call *call, const char *name);
/* The file that was chosen in a form of a route of both flags; false when none was. The bytes are
 * the request's. */
bool call_form_file(struct call *call, const char *name, const void **bytes, size_t *length);

/* Path parameter n (0-based) as text, and as an id (404 when it is none). */
const char *call_param(const struct call *call, int n);
bool call_id_param(struct call *call, int n, int64_t *id, struct refusal *why);

/* Query parameters, each named in the route's `query`; absent leaves the value as it was. 422 when
 * it is not what it should be. */
const char *call_query(struct call *call, const char *name); /* NULL when absent */
bool call_id_query(struct call *call, const char *name, int64_t *id, struct refusal *why);
bool call_int_query(struct call *call, const char *name, int64_t min, int64_t max, int64_t *value,
                    struct refusal *why);
/* One of the words (NULL-terminated). */
bool call_choice_query(struct call *call, const char *name, const char *const *choices,
                       const char **value, struct refusal *why);
/* A state of the machine. */
bool call_state_query(struct call *call, const char *name, const struct machine *machine,
                      const char **state, struct refusal *why);
/* A code of 6, 9 or 12 digits; empty counts as absent. */
bool call_region_query(struct call *call, const char *name, const char **code, struct refusal *why);
/* A county's code, 6 digits. */
bool call_county_query(struct call *call, const char *name, const char **code, struct refusal *why);
/* A page of a list: ?after=<next of the page before>&limit=<1..100>. */
bool call_list(struct call *call, struct page *page, struct refusal *why);

/* The header Idempotency-Key with account, route and body. */
bool call_idempotency(struct call *call, struct idempotency *out, struct refusal *why);
/* permission_require() of the caller. */
bool call_allowed(struct call *call, enum right right, const struct scope *scope,
                  struct refusal *why);
/* The region that a list shows, by the caller's right: the one asked for (*code, "" when none) if
 * the right reaches there, otherwise that of their grant; "" = everywhere, for those who may. */
bool call_desk(struct call *call, enum right right, const char **code, struct refusal *why);
/* The organisation at which the caller has this right: that of the first such grant; 0 = none. */
int64_t call_own_organisation(const struct call *call, enum right right);
/* The station that a list is about, by the caller's right: ?station_id, or that of their grant. */
bool call_station(struct call *call, enum right right, int64_t *station_id, struct refusal *why);

#endif
