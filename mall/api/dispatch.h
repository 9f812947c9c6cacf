/* From a request to its handler: finds the route, asks who calls, sends away who may not, and gives
 * refusals their form. A handler runs in a coroutine.
 */
#ifndef MALL_API_DISPATCH_H
#define MALL_API_DISPATCH_H

#include <jansson.h>

#include "base/http.h"
#include "registry/session.h"

/* Compiles the tables; once, before requests. */
void dispatch_start(void);
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
