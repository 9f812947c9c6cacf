/* From a request to its handler: the table of routes, the first gate by role, and what every answer
 * has in common.
 *
 * The tables are those of the program's modules (base/route.h). A handler runs in a coroutine,
 * answers exactly once and returns.
 */
#ifndef MALL_API_DISPATCH_H
#define MALL_API_DISPATCH_H

#include <stdio.h>

#include "base/cache.h"
#include "base/http.h"
#include "base/route.h"

/* Who may call a route: any of the bits set. The object's own scope is asked later
 * (registry/permission.h). */
enum access {
    ACCESS_PUBLIC = 1 << 0,
    ACCESS_SIGNED_IN = 1 << 1,
    ACCESS_PRODUCER = 1 << 2,
    ACCESS_STATION = 1 << 3,
    ACCESS_VILLAGE = 1 << 4,
    ACCESS_AUDITOR = 1 << 5,
    ACCESS_OPERATOR = 1 << 6,
    ACCESS_HOUSEHOLD = 1 << 7,
    ACCESS_DEMO = 1 << 8,    /* only while MALL_DEMO=1, then like public; otherwise 404 */
    ACCESS_LOOPBACK = 1 << 9 /* from this machine itself, not through a proxy */
};

/* Adds a table of routes (ended by .name == NULL); before dispatch_start(). */
void dispatch_add(const struct route *routes);
/* Compiles the tables; once, before requests. */
void dispatch_start(void);
/* Frees what dispatch_start() made; the server is gone. */
void dispatch_stop(void);
/* What http_serve() wants. */
const struct http_handlers *dispatch_handlers(void);
/* Ready-made answers of this worker. */
struct cache *dispatch_cache(void);
/* All routes in a row; for `mall help routes` and tests. */
const struct route *dispatch_route(int index); /* NULL behind the last */
/* name TAB method TAB pattern TAB access TAB flags, a line each. */
void dispatch_print(FILE *out);

#endif
