/* From a request to its handler: finds the route, asks who calls, sends away who may not, and gives
 * refusals their form. A handler runs in a coroutine.
 */
#ifndef MALL_API_DISPATCH_H
#define MALL_API_DISPATCH_H

#include <jansson.h>
#include <stdbool.h>

#include "base/http.h"
#include "registry/session.h"

/* Compiles the tables; once, before requests. */
void dispatch_start(void);
/* Until dispatch_open() only routes with ROUTE_ALWAYS answer; all others are refused with the
 * advice to come again: the database has not been found yet. */
void dispatch_open(void);
bool dispatch_is_open(void);
/* Frees what dispatch_start() made; the server is gone. */
void dispatch_stop(void);
/* Asks one of our own GET routes ("/api/v1/orders?as=county&limit=100") as the session: with its
 * rights and by the same handler as over the wire. New reference to the JSON it answered; NULL when
 * it was refused. For work that goes on without its person, and for reading a list to its end. */
json_t *dispatch_inside(struct task *task, const struct session *session, const char *target,
                        struct refusal *why);

/* What http_serve() wants. */
const struct http_handlers *dispatch_handlers(void);

#endif
