/* Matching of method and path against a table of patterns: "/api/v1/orders/:order_id/parcels".
 * Segments only, no wildcards but a last "*rest". Literal segments win over parameters. The table
 * is compiled once into a tree; matching allocates nothing but decoded parameters.
 */
#ifndef BASE_ROUTER_H
#define BASE_ROUTER_H

#include "base/http.h"

struct router_entry {
    const char *method;
    const char *pattern;
    const void *value;
};
struct router;

/* Compiles the table; two entries of the same method and shape assert. At most 8 parameters a
 * pattern. */
struct router *router_new(const struct router_entry *entries, int count);
void router_free(struct router *router);

enum router_result { ROUTER_FOUND, ROUTER_NOT_FOUND, ROUTER_METHOD };
/* Finds the entry; HEAD matches GET. On ROUTER_FOUND fills params (pointers into `scratch`, at
 * least strlen(path) + 1 bytes). On ROUTER_METHOD `*allow` is a static list for the Allow header
 * ("GET, HEAD, POST"), RFC 9110 section 15.5.6. */
enum router_result router_match(const struct router *router, const char *method, const char *path,
                                char *scratch, const char *params[8], const void **value,
                                const char **allow);

#endif
