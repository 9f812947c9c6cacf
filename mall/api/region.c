/* Regions of the administrative division. */
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/region.h"

static bool get_regions(struct call *call, struct refusal *why)
{
    struct page page;
    int64_t stamp = call_stamp(call), level = 0;
    const char *parent = "";
    return call_list(call, &page, why) && call_region_query(call, "parent", &parent, why) &&
           call_int_query(call, "level", 1, 5, &level, why) &&
           call_reply_cached(call, "regions", stamp,
                             region_list_json(call->task, parent, level, &page, why));
}

static bool get_region(struct call *call, struct refusal *why)
{
    int64_t stamp = call_stamp(call);
    json_t *region = region_json(call->task, call_param(call, 0), why);
    if (region == NULL && why->kind == &REGION_UNKNOWN)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return call_reply_cached(call, "regions", stamp, region);
}

const struct route ROUTES_REGION[] = {
    {"region_list", "GET", "/api/v1/regions", get_regions, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED, .query = "parent level after limit"},
    {"region_get", "GET", "/api/v1/regions/:code", get_region, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED},
    {0},
};
