/* A product: what everybody sees of a listing on sale. */
#include "base/id.h"
#include "catalog/product.h"
#include "mall/api/product_view.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

static bool get_product(struct call *call, struct refusal *why)
{
    int64_t stamp = call_stamp(call), id;
    char digits[21];
    return call_id_param(call, 0, &id, why) &&
           call_reply_cached(call,
                             arena_printf(call->task->arena, "listing:%s", id_text(id, digits)),
                             stamp, product_view(call->task, id, why));
}

static bool get_availability(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           call_reply_list(call, product_availability_json(call->task, id, why));
}

const struct route ROUTES_PRODUCT[] = {
    {"product_get", "GET", "/api/v1/products/:listing_id", get_product, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED},
    {"product_availability", "GET", "/api/v1/products/:listing_id/availability", get_availability,
     .access = ACCESS_PUBLIC},
    {0},
};
