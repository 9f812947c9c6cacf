/* A route: which request leads to which handler, and who may ask at all.
 *
 * Tables of them, ended by an empty row, are part of their folder's module; each noun of mall/api
 * has one, named in mall/api/routes.h. `mall help routes` prints them all, and tests hold them
 * against the API document.
 */
#ifndef MALL_API_ROUTE_H
#define MALL_API_ROUTE_H

#include <stdio.h>

#include "base/refusal.h"
#include "base/shape.h"
#include "registry/permission.h"

struct call;

/* Who may call a route without a right: any of the bits set. */
enum access {
    ACCESS_PUBLIC = 1 << 0,
    ACCESS_SIGNED_IN = 1 << 1, /* whoever: what they ask for is found by their account */
    ACCESS_DEMO = 1 << 2       /* only while MALL_DEMO=1, then like public; otherwise 404 */
};

enum route_flag {
    ROUTE_CACHED = 1 << 0, /* public GET whose ready-made answer may come from the worker's memory
                              (mall/api/reply.h) */
    ROUTE_IDEMPOTENT = 1 << 1, /* the header Idempotency-Key is required; the handler calls
                                  call_idempotency() */
    ROUTE_PAGE = 1 << 2,       /* refusals become an HTML page */
    ROUTE_FORM = 1 << 3,      /* body is application/x-www-form-urlencoded: read with call_form() */
    ROUTE_UPLOAD = 1 << 5,    /* body is a file, longer than MALL_MAX_BODY: call_file(); of a form
                                 one may lie in it (multipart/form-data): call_form_file() */
    ROUTE_UNCHECKED = 1 << 4, /* takes a body of any media type and no cookie: notifications that
                                 carry a signature of their own */
    ROUTE_ALWAYS = 1 << 6,    /* answers without a database, and before one was found */
    ROUTE_QUIET = 1 << 7      /* pages ask it by time: no sign that somebody uses their session */
};

enum { ROUTE_RIGHTS = 3 };

#define KIB ((size_t)1024)
/* What a route takes that reads no body: clients send "{}" with a verb. */
#define ROUTE_BODY_UNREAD KIB

struct route {
    const char *name; /* snake_case, unique: "order_get"; the scope of an Idempotency-Key, label of
                         logs and metrics, operationId of the API document */
    const char *method;
    const char *pattern; /* base/router.h */
    /* Answers once (mall/api/reply.h) and returns true, or fills `why` and returns false without an
     * answer: then the caller gets the problem document or the page of errors. */
    bool (*handle)(struct call *call, struct refusal *why);
    unsigned access; /* enum access, or-ed */
    /* Besides: who holds one of these rights over anything. The object's own scope is asked by the
     * handler (call_allowed). */
    enum right rights[ROUTE_RIGHTS];
    unsigned flags;           /* enum route_flag, or-ed */
    const struct shape *body; /* the JSON body it takes (base/shape.h); NULL = it reads none */
    size_t body_max;          /* bytes of a body; every route that reads one states it */
    const char *ticket;       /* a cookie that lets in a long body as a session does; NULL = none */
    const char *query; /* names of the query parameters it takes, "after limit state"; NULL = none.
                          Below /api/ any other is refused */
};

/* Adds a table to the program's routes; before dispatch_start(). */
void route_add(const struct route *table);
/* The program's routes by number; NULL behind the last. */
const struct route *route_at(int index);
/* The role's name in `mall help routes` and in the API document (x-access). */
const char *route_role_name(enum role role);
/* Bits 1 << role of those whom one of the route's rights lets in. */
unsigned route_roles(const struct route *route);
bool route_takes_query(const struct route *route, const char *name);
/* Bytes of a body that the route takes. */
size_t route_body_max(const struct route *route);
/* Below /api/: for programs, which hear of a query that nobody reads. */
bool route_is_api(const struct route *route);
/* The scope that lets a program call it, NULL when none does (registry/program.h). */
const char *route_scope(const struct route *route);
/* name TAB method TAB pattern TAB access TAB flags TAB query TAB body_max TAB scope, a line a
 * route; of one that reads no body 0, of one that no program may call -. */
void route_print(FILE *out);
/* {name: JSON Schema of its body} of the routes that take one. */
void route_print_bodies(FILE *out);

#endif
