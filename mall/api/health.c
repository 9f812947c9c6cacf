/* What operators and machines ask: is it alive, is it ready, how is it doing, what does it offer.
 */
#include "base/asset.h"
#include "base/db.h"
#include "mall/api/dispatch.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

static bool get_healthz(struct call *call, struct refusal *why)
{
    (void)why;
    return call_reply(call, 200, json_pack("{s:s}", "status", "ok"));
}

static bool get_readyz(struct call *call, struct refusal *why)
{
    bool ready = dispatch_is_open() && db_is_ready();
    (void)why;
    return call_reply(
        call, ready ? 200 : 503,
        json_pack("{s:s, s:b}", "status", ready ? "ready" : "not_ready", "database", ready));
}

static bool get_openapi(struct call *call, struct refusal *why)
{
    const struct web_file *file = asset_find("openapi.json");
    if (file == NULL)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return call_bytes_cached(call, "openapi", call_stamp(call), "application/json",
                             "public, max-age=300", file->bytes, file->length);
}

const struct route ROUTES_HEALTH[] = {
    {"healthz", "GET", "/healthz", get_healthz, .access = ACCESS_PUBLIC, .flags = ROUTE_ALWAYS},
    {"readyz", "GET", "/readyz", get_readyz, .access = ACCESS_PUBLIC, .flags = ROUTE_ALWAYS},
    {"openapi", "GET", "/api/openapi.json", get_openapi, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED},
    {0},
};
