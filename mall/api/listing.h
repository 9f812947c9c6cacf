/* What the routes of listings, of their versions and of reviews have in common. */
#ifndef MALL_API_LISTING_H
#define MALL_API_LISTING_H

#include "mall/api/call.h"

/* The listing, or version, of the path's first parameter, and the caller's right over it. What one
 * may not even read does not exist for them. `scope` may be NULL. */
bool call_listing(struct call *call, enum right right, int64_t *listing_id, struct refusal *why);
bool call_version(struct call *call, enum right right, int64_t *version_id, struct scope *scope,
                  struct refusal *why);

/* The version whole. */
bool reply_version(struct call *call, int status, int64_t version_id, struct refusal *why);

#endif
