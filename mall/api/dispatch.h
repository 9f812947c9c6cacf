/* From a request to its handler: finds the route, asks who calls, sends away who may not, and gives
 * refusals their form. A handler runs in a coroutine.
 */
#ifndef MALL_API_DISPATCH_H
#define MALL_API_DISPATCH_H

#include "base/http.h"

/* Compiles the tables; once, before requests. */
void dispatch_start(void);
/* Frees what dispatch_start() made; the server is gone. */
void dispatch_stop(void);
/* What http_serve() wants. */
const struct http_handlers *dispatch_handlers(void);

#endif
