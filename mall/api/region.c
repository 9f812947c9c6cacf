/* Regions of the administrative division. */
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/region.h"

static bool get_regions(struct call *call, struct refusal *why)
{
    int64_t stamp = call_stamp(call), level = 0;
    const char *parent = "";
    json_t *items;
    return call_region_query(call, "parent", &parent, why) &&
           call_int_query(call, "level", 1, 5, &level, why) &&
           region_children(call->task, parent, level, &items, why) &&
           call_reply_cached(call, "regions", stamp, json_pack("{s:o}", "items", items));
}

static bool get_region(struct call *call, struct refusal *why)
{
    int64_t stamp = call_stamp(call);
    struct region region;
    if (!region_find(call->task, call_param(call, 0), &region, why))
        return why->kind == &REGION_UNKNOWN ? refuse(why, &REFUSAL_NOT_FOUND, NULL) : false;
    return call_reply_cached(call, "regions", stamp,
                             json_pack("{s:s, s:i, s:s, s:s, s:s, s:b}", "code", region.code,
                                       "level", region.level, "parent_code", region.parent_code,
                                       "name", region.name, "path", region.path, "pickable",
                                       region.pickable));
}

const struct route ROUTES_REGION[] = {
    {"region_list", "GET", "/api/v1/regions", get_regions, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED, .query = "parent level"},
    {"region_get", "GET", "/api/v1/regions/:code", get_region, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED},
    {0},
};
