/* How many connections each client has at a server. A client is an IPv4 address or an IPv6 /64, of
 * which one subscriber has them all; what is no address (a local socket) is one client as well.
 */
#ifndef BASE_HTTP_CLIENT_H
#define BASE_HTTP_CLIENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"

/* The number by which an address's client is counted. */
int64_t http_client_key(const char *address);
/* One connection more; false when the client has `most` already. `clients` is a map of numbers. */
bool http_client_join(struct map *clients, int64_t key, int most);
/* One that joined has ended. */
void http_client_leave(struct map *clients, int64_t key);

#endif
