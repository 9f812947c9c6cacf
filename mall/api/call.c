#include "mall/api/call.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/asset.h"
#include "base/cache.h"
#include "base/id.h"
#include "base/template.h"
#include "base/text.h"
#include "base/url.h"

enum { PAGES_MAX = 128, LIMIT_DEFAULT = 20, LIMIT_MAX = 100 };

/* ---- reading ---- */

static bool refuse_call(struct call *call, const struct refusal *why)
{
    call_refuse(call, why);
    return false;
}

/* "application/json; charset=utf-8" is application/json. */
static bool is_media_type(const struct http_request *request, const char *wanted)
{
    const char *given = http_header(request, "content-type");
    size_t length = strlen(wanted);
    return given != NULL && strncasecmp(given, wanted, length) == 0 &&
           strchr("; \t", given[length]) != NULL;
}

bool call_read(struct call *call, const struct shape *shape, void *target)
{
    struct refusal why = {.have = -1};
    struct http_request *request = call->http;
    /* The media type is more than form: a page elsewhere cannot send it without asking first. */
    if (!(call->route->flags & ROUTE_UNCHECKED) && !is_media_type(request, "application/json")) {
        refuse_detail(&why, &REFUSAL_MEDIA_TYPE, NULL, "请求体须为 application/json");
        return refuse_call(call, &why);
    }
    if (!shape_read(call->task->arena, shape, request->body, request->body_length, target, &why))
        return refuse_call(call, &why);
    return true;
}

const char *call_param(const struct call *call, int n)
{
    assert(n >= 0 && n < 8 && call->http->params[n] != NULL);
    return call->http->params[n];
}

bool call_id_param(struct call *call, int n, int64_t *id)
{
    struct refusal why = {.have = -1};
    if (id_parse(call_param(call, n), id))
        return true;
    refuse(&why, &REFUSAL_NOT_FOUND, NULL);
    return refuse_call(call, &why);
}

bool call_id_query(struct call *call, const char *name, int64_t *id)
{
    struct refusal why = {.have = -1};
    const char *text = http_query(call->http, name);
    if (text == NULL || id_parse(text, id))
        return true;
    refuse(&why, &REFUSAL_INVALID_FIELD, name);
    return refuse_call(call, &why);
}

bool call_int_query(struct call *call, const char *name, int64_t min, int64_t max, int64_t *value)
{
    struct refusal why = {.have = -1};
    const char *text = http_query(call->http, name);
    if (text == NULL)
        return true;
    size_t length = strlen(text);
    if (length > 0 && length <= 18 && strspn(text, "0123456789") == length) {
        int64_t parsed = strtoll(text, NULL, 10);
        if (parsed >= min && parsed <= max) {
            *value = parsed;
            return true;
        }
    }
    refuse_detail(&why, &REFUSAL_INVALID_FIELD, name, "应为 %lld 到 %lld 之间的整数",
                  (long long)min, (long long)max);
    return refuse_call(call, &why);
}

bool call_cursor(struct call *call, int64_t *after, int64_t *limit)
{
    *after = 0;
    *limit = LIMIT_DEFAULT;
    return call_id_query(call, "after", after) &&
           call_int_query(call, "limit", 1, LIMIT_MAX, limit);
}

const char *call_form(struct call *call, const char *name)
{
    if (!is_media_type(call->http, "application/x-www-form-urlencoded"))
        return NULL;
    return url_form_value(call->task->arena, call->http->body, name);
}

bool call_idempotency(struct call *call, struct idempotency *out, struct refusal *why)
{
    const struct http_request *request = call->http;
    if (call->has_key) {
        *out = call->key;
        return true;
    }
    /* The object is part of what was asked: the same key for another trade's path is another
     * request. */
    size_t path = strlen(request->path) + 1, length = path + request->body_length;
    char *asked = arena_alloc(call->task->arena, length);
    memcpy(asked, request->path, path);
    if (request->body_length > 0)
        memcpy(asked + path, request->body, request->body_length);
    call->has_key = idempotency_init(&call->key, call->session.account_id, call->route->name,
                                     http_header(request, "idempotency-key"), asked, length, why);
    *out = call->key;
    return call->has_key;
}

bool call_allowed(struct call *call, enum right right, const struct scope *scope)
{
    struct refusal why = {.have = -1};
    return permission_require(&call->session, right, scope, &why) || refuse_call(call, &why);
}

/* ---- answering ---- */

/* What a person gets is never shared, unless a route says so. */
static void keep_private(struct call *call)
{
    http_set_header(call->http, "Cache-Control", "no-store");
}

void call_reply(struct call *call, int status, json_t *body)
{
    keep_private(call);
    http_reply_json(call->http, status, body);
}

void call_reply_text(struct call *call, int status, const char *json, size_t length)
{
    keep_private(call);
    http_reply(call->http, status, "application/json", json, length);
}

void call_reply_list(struct call *call, json_t *items, int64_t next)
{
    char text[21];
    json_t *cursor = next > 0 ? json_string(id_text(next, text)) : json_null();
    call_reply(call, 200, json_pack("{s:o, s:o}", "items", items, "next", cursor));
}

int64_t call_next_cursor(json_t *items, int64_t limit)
{
    int64_t id = 0;
    size_t count = json_array_size(items);
    if (count > 0 && (int64_t)count == limit)
        id_parse(json_string_value(json_object_get(json_array_get(items, count - 1), "id")), &id);
    return id;
}

void call_reply_nothing(struct call *call)
{
    keep_private(call);
    http_reply(call->http, 204, NULL, NULL, 0);
}

/* ---- pages ---- */

static const char *page_text(const char *name, size_t *length)
{
    char path[128];
    snprintf(path, sizeof(path), "pages/%s.html", name);
    const struct web_file *file = asset_find(path);
    if (file == NULL)
        return NULL;
    *length = file->length;
    return (const char *)file->bytes;
}

/* Parsed once a worker, kept until it ends. */
static struct template *find_page(const char *page)
{
    static struct {
        const char *name;
        struct template *template;
    } pages[PAGES_MAX];
    static int count;
    for (int i = 0; i < count; i++) {
        if (strcmp(pages[i].name, page) == 0)
            return pages[i].template;
    }
    size_t length;
    const char *text = page_text(page, &length);
    if (text == NULL)
        return NULL;
    assert(count < PAGES_MAX);
    pages[count].name = strdup(page);
    pages[count].template = template_parse(text, length, page_text);
    return pages[count++].template;
}

const char *call_render(struct call *call, const char *page, json_t *data, size_t *length)
{
    struct template *template = find_page(page);
    assert(template != NULL);
    const char *html = template_render(call->task->arena, template, data, length);
    json_decref(data);
    return html;
}

void call_page(struct call *call, int status, const char *page, json_t *data)
{
    size_t length;
    const char *html = call_render(call, page, data, &length);
    keep_private(call);
    http_reply_html(call->http, status, html, length);
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

static void refuse_page(struct call *call, const struct refusal *why)
{
    if (find_page("error") == NULL) {
        http_reply_problem(call->http, why);
        return;
    }
    call_page(call, why->kind->status, "error",
              json_pack("{s:i, s:s, s:s, s:s, s:s}", "status", why->kind->status, "code",
                        why->kind->code, "title", why->kind->title, "detail", why->detail,
                        "request_id", call->task->id));
}

void call_refuse(struct call *call, const struct refusal *why)
{
    if (wants_page(call))
        refuse_page(call, why);
    else
        http_reply_problem(call->http, why);
}

/* ---- answers that are kept ---- */

/* A browser asks again each time; the ETag makes that cheap. */
#define CACHE_CONTROL "public, max-age=0, must-revalidate"

int64_t call_stamp(void)
{
    return cache_stamp(dispatch_cache());
}

void call_reply_cached(struct call *call, const char *tag, int64_t stamp, json_t *body)
{
    assert(call->route->flags & ROUTE_CACHED);
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    assert(text != NULL);
    cache_store_reply(dispatch_cache(), call->http, tag, stamp, "application/json", CACHE_CONTROL,
                      text, strlen(text));
    free(text);
}

void call_page_cached(struct call *call, const char *tag, int64_t stamp, const char *page,
                      json_t *data)
{
    assert(call->route->flags & ROUTE_CACHED);
    size_t length;
    const char *html = call_render(call, page, data, &length);
    cache_store_reply(dispatch_cache(), call->http, tag, stamp, "text/html; charset=utf-8",
                      CACHE_CONTROL, html, length);
}

void call_reply_or_refuse(struct call *call, int status, json_t *body, const struct refusal *why)
{
    if (body == NULL)
        call_refuse(call, why);
    else
        call_reply(call, status, body);
}
