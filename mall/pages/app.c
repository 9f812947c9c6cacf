#include "mall/pages/app.h"

#include <assert.h>
#include <string.h>

#include "base/asset.h"
#include "base/cache_entry.h"
#include "base/config.h"
#include "base/id.h"
#include "mall/api/reply.h"
#include "mall/pages/page.h"
#include "mall/pages/pages.h"

/* Everything comes from this server; pictures may also be those the page itself has made (a preview
 * of an upload, a drawn chart). Neither styles nor scripts may stand in the page itself. */
#define APP_CSP                                                                                    \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "        \
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "               \
    "base-uri 'none'; frame-ancestors 'none'"

#define APP_FOR_EVER "public, max-age=31536000, immutable"

#define NOT_BUILT "这个页面没有装上，请管理员在程序目录里运行 make web 后重新启动"

bool app_is_built(void)
{
    return asset_find("dist/shop.html") != NULL;
}

/* The file itself or its twin in a coding that the client takes; a twin is there only when it is
 * smaller. Says so in the headers. */
static const struct web_file *variant_of(struct call *call, const char *path)
{
    static const struct {
        const char *coding, *ending;
    } CODINGS[] = {{"br", "br"}, {"gzip", "gz"}};
    const char *takes = http_header(call->http, "accept-encoding");
    http_set_header(call->http, "Vary", "Accept-Encoding");
    for (size_t i = 0; i < sizeof(CODINGS) / sizeof(CODINGS[0]); i++) {
        if (!cache_takes(takes, CODINGS[i].coding))
            continue;
        const struct web_file *file =
            asset_find(arena_printf(call->task->arena, "%s.%s", path, CODINGS[i].ending));
        if (file == NULL)
            continue;
        http_set_header(call->http, "Content-Encoding", CODINGS[i].coding);
        return file;
    }
    return asset_find(path);
}

/* A browser asks again each time, and is told in a few bytes that nothing has changed. */
static bool is_known(struct call *call, const struct web_file *file)
{
    const char *etag = arena_printf(call->task->arena, "\"%s%s\"", asset_version(file),
                                    config_bool("MALL_DEMO") ? "-demo" : "");
    const char *known = http_header(call->http, "if-none-match");
    http_set_header(call->http, "ETag", etag);
    return known != NULL && cache_etag_listed(known, etag);
}

/* The shell says on <html> whether this is a demonstration, so that no page has to ask first. It is
 * small, so it goes as it is. */
static const char *shell_text(struct call *call, const struct web_file *file)
{
    static const char MARK[] = " data-demo=\"0\"";
    char *text =
        arena_printf(call->task->arena, "%.*s", (int)file->length, (const char *)file->bytes);
    char *mark = strstr(text, MARK);
    assert(mark != NULL && "web/*.html have data-demo");
    mark[sizeof(MARK) - 3] = config_bool("MALL_DEMO") ? '1' : '0';
    return text;
}

static bool reply_shell(struct call *call, const char *path, struct refusal *why)
{
    const struct web_file *file = asset_find(path);
    if (file == NULL)
        return refuse_detail(why, &REFUSAL_NOT_FOUND, NULL, NOT_BUILT);
    http_set_header(call->http, "Cache-Control", "no-cache");
    http_set_header(call->http, "Content-Security-Policy", APP_CSP);
    if (is_known(call, file))
        http_reply(call->http, 304, NULL, NULL, 0);
    else
        http_reply(call->http, 200, "text/html; charset=utf-8", shell_text(call, file),
                   file->length);
    return true;
}

/* A search and a product are what people come to from outside: their HTML fetches their parts with
 * the first ones, and a product's facts are on their way before its script is. */
static bool get_shop(struct call *call, struct refusal *why)
{
    static const char PRODUCT[] = "product/";
    const char *path = call_param(call, 0);
    int64_t id;
    if (strcmp(path, "search") == 0)
        return reply_shell(call, "dist/shop-search.html", why);
    if (strncmp(path, PRODUCT, strlen(PRODUCT)) != 0 || !id_parse(path + strlen(PRODUCT), &id))
        return reply_shell(call, "dist/shop.html", why);
    http_set_header(call->http, "Link",
                    arena_printf(call->task->arena,
                                 "</api/v1/products/%lld>; rel=preload; as=fetch; crossorigin",
                                 (long long)id));
    return reply_shell(call, "dist/shop-product.html", why);
}

/* The start page is the shop's, where there is one. The choice of the elder view comes to it too.
 */
static bool get_start(struct call *call, struct refusal *why)
{
    if (!app_is_built() || call_query(call, "elder") != NULL)
        return page_reply_home(call, why);
    /* What the first page asks for is on its way before its script is: a round trip less. */
    http_set_header(call->http, "Link", "</api/v1/home>; rel=preload; as=fetch; crossorigin");
    return reply_shell(call, "dist/shop.html", why);
}

static bool get_desk(struct call *call, struct refusal *why)
{
    http_set_header(call->http, "X-Robots-Tag", "noindex");
    return reply_shell(call, "dist/desk.html", why);
}

static bool get_board(struct call *call, struct refusal *why)
{
    if (!app_is_built())
        return call_reply_elsewhere(call, "/board/tables");
    return reply_shell(call, "dist/board.html", why);
}

static bool get_asset(struct call *call, struct refusal *why)
{
    const char *path = arena_printf(call->task->arena, "dist/assets/%s", call_param(call, 0));
    if (asset_find(path) == NULL)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    const struct web_file *file = variant_of(call, path);
    http_set_header(call->http, "Cache-Control", APP_FOR_EVER);
    http_reply(call->http, 200, asset_type(path), file->bytes, file->length);
    return true;
}

const struct route ROUTES_APP[] = {
    {"app_start", "GET", "/", get_start, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_CACHED, .query = "elder"},
    {"app_shop", "GET", "/shop/*path", get_shop, .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE},
    {"app_desk_start", "GET", "/desk", get_desk, .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE},
    {"app_desk", "GET", "/desk/*path", get_desk, .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE},
    {"app_board_start", "GET", "/board", get_board, .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE},
    {"app_board", "GET", "/board/*path", get_board, .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE},
    {"app_asset", "GET", "/assets/*path", get_asset, .access = ACCESS_PUBLIC},
    {0},
};
