/* What operators and machines ask: is it alive, is it ready, how is it doing, what does it offer.
 */
#include <string.h>

#include "base/asset.h"
#include "base/config.h"
#include "base/db.h"
#include "base/metrics.h"
#include "mall/api/call.h"
#include "mall/api/routes.h"

static void get_healthz(struct call *call)
{
    call_reply(call, 200, json_pack("{s:s}", "status", "ok"));
}

static void get_readyz(struct call *call)
{
    bool ready = db_is_ready();
    call_reply(call, ready ? 200 : 503,
               json_pack("{s:s, s:b}", "status", ready ? "ready" : "not_ready", "database", ready));
}

/* Prometheus text exposition format 0.0.4. */
static void get_metrics(struct call *call)
{
    const char *text = metrics_render(call->task->arena);
    http_set_header(call->http, "Cache-Control", "no-store");
    http_reply(call->http, 200, "text/plain; version=0.0.4; charset=utf-8", text, strlen(text));
}

static void get_openapi(struct call *call)
{
    struct refusal why = {.have = -1};
    const struct web_file *file = asset_find("openapi.json");
    if (file == NULL) {
        refuse(&why, &REFUSAL_NOT_FOUND, NULL);
        call_refuse(call, &why);
        return;
    }
    cache_store_reply(dispatch_cache(), call->http, "openapi", call_stamp(), "application/json",
                      "public, max-age=300", file->bytes, file->length);
}

const struct route ROUTES_OPS[] = {
    {"healthz", "GET", "/healthz", get_healthz, ACCESS_PUBLIC, 0},
    {"readyz", "GET", "/readyz", get_readyz, ACCESS_PUBLIC, 0},
    {"metrics", "GET", "/metrics", get_metrics, ACCESS_LOOPBACK | ACCESS_OPERATOR, 0},
    {"openapi", "GET", "/api/openapi.json", get_openapi, ACCESS_PUBLIC, ROUTE_CACHED},
    {.name = NULL},
};
