#include "mall/api/reply.h"

#include <assert.h>
#include <string.h>

#include "base/json_text.h"
#include "mall/api/render.h"

/* ---- one reader's ---- */

static void keep_private(struct call *call)
{
    http_set_header(call->http, "Cache-Control", "no-store");
}

bool call_reply(struct call *call, int status, json_t *body)
{
    if (body == NULL)
        return false;
    keep_private(call);
    http_reply_json(call->http, status, body);
    return true;
}

bool call_reply_text(struct call *call, int status, const char *json, size_t length)
{
    if (json == NULL)
        return false;
    keep_private(call);
    http_reply(call->http, status, "application/json", json, length);
    return true;
}

json_t *call_whole_list(json_t *items)
{
    return items != NULL ? json_pack("{s:o, s:n}", "items", items, "next") : NULL;
}

bool call_reply_list(struct call *call, json_t *items)
{
    return call_reply(call, 200, call_whole_list(items));
}

bool call_reply_file(struct call *call, const char *content_type, const char *name,
                     const void *bytes, size_t length)
{
    keep_private(call);
    http_set_header(call->http, "Content-Disposition",
                    arena_printf(call->task->arena, "attachment; filename=\"%s\"", name));
    http_reply(call->http, 200, content_type, bytes, length);
    return true;
}

bool call_reply_private(struct call *call, const char *content_type, const void *bytes,
                        size_t length)
{
    keep_private(call);
    http_reply(call->http, 200, content_type, bytes, length);
    return true;
}

bool call_reply_nothing(struct call *call)
{
    keep_private(call);
    http_reply(call->http, 204, NULL, NULL, 0);
    return true;
}

bool call_reply_elsewhere(struct call *call, const char *location)
{
    http_reply_see_other(call->http, location);
    return true;
}

bool call_html(struct call *call, int status, const char *page, json_t *data)
{
    size_t length;
    if (data == NULL)
        return false;
    const char *html = render_page(call->task->arena, page, data, &length);
    keep_private(call);
    http_reply_html(call->http, status, html, length);
    return true;
}

/* ---- answers that are kept ---- */

int64_t call_stamp(const struct call *call)
{
    return cache_stamp(call->cache);
}

bool call_bytes_cached(struct call *call, const char *tag, int64_t stamp, const char *content_type,
                       const char *control, const void *bytes, size_t length)
{
    assert(call->route->flags & ROUTE_CACHED);
    cache_store_reply(call->cache, call->http, tag, stamp, content_type, control, bytes, length);
    return true;
}

bool call_reply_cached(struct call *call, const char *tag, int64_t stamp, json_t *body)
{
    if (body == NULL)
        return false;
    size_t length;
    const char *text = json_text_of(call->task->arena, body, &length);
    json_decref(body);
    call_bytes_cached(call, tag, stamp, "application/json", CALL_ASK_AGAIN, text, length);
    return true;
}

bool call_html_cached(struct call *call, const char *tag, int64_t stamp, const char *page,
                      json_t *data)
{
    size_t length;
    if (data == NULL)
        return false;
    const char *html = render_page(call->task->arena, page, data, &length);
    return call_bytes_cached(call, tag, stamp, "text/html; charset=utf-8", CALL_ASK_AGAIN, html,
                             length);
}

/* ---- refusals ---- */

static bool wants_page(const struct call *call)
{
    if (call->route != NULL)
        return call->route->flags & ROUTE_PAGE;
    const char *accept = http_header(call->http, "accept");
    return accept != NULL && strstr(accept, "text/html") != NULL &&
           strncmp(call->http->path, "/api/", 5) != 0;
}

void call_refuse(struct call *call, const struct refusal *why)
{
    if (!wants_page(call) || !render_has("error")) {
        http_reply_problem(call->http, why);
        return;
    }
    http_set_refusal(call->http, why);
    call_html(call, why->kind->status, "error",
              json_pack("{s:i, s:s, s:s, s:s, s:s}", "status", why->kind->status, "code",
                        why->kind->code, "title", why->kind->title, "detail", why->detail,
                        "request_id", call->task->id));
}
