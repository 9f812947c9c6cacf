/* Categories: what there is on sale of each. */
#include "catalog/search.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

static bool get_categories(struct call *call, struct refusal *why)
{
    int64_t stamp = call_stamp(call);
    return call_reply_cached(call, "products", stamp,
                             call_whole_list(search_categories_json(call->task, why)));
}

const struct route ROUTES_CATEGORY[] = {
    {"category_list", "GET", "/api/v1/categories", get_categories, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED},
    {0},
};
