#include "mall/api/call.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/multipart.h"
#include "base/text.h"
#include "base/url.h"
#include "mall/api/route.h"
#include "registry/region.h"

/* Of a field in a form with a file in it. */
enum { FORM_TEXT_MAX_BYTES = 8192 };

/* ---- the body ---- */

/* "application/json; charset=utf-8" is application/json. */
static bool is_media_type(const struct http_request *request, const char *wanted)
{
    const char *given = http_header(request, "content-type");
    size_t length = strlen(wanted);
    return given != NULL && strncasecmp(given, wanted, length) == 0 &&
           strchr("; \t", given[length]) != NULL;
}

bool call_read_sized(struct call *call, void *target, size_t size, struct refusal *why)
{
    const struct shape *shape = call->route->body;
    struct http_request *request = call->http;
    assert(shape != NULL && shape->size == size);
    /* The media type is more than form: a page elsewhere cannot send it without asking first. */
    if (!(call->route->flags & ROUTE_UNCHECKED) && !is_media_type(request, "application/json"))
        return refuse_detail(why, &REFUSAL_MEDIA_TYPE, NULL, "请求体须为 application/json");
    return shape_read(call->task->arena, shape, request->body, request->body_length, target, why);
}

bool call_file(struct call *call, const void **bytes, size_t *length, struct refusal *why)
{
    const struct http_request *request = call->http;
    const char *given = http_header(request, "content-type");
    assert(call->route->flags & ROUTE_UPLOAD);
    if (!is_media_type(request, "application/octet-stream") &&
        (given == NULL || strncasecmp(given, "image/", 6) != 0))
        return refuse_detail(why, &REFUSAL_MEDIA_TYPE, NULL, "请求体须为一张照片的文件内容");
    if (request->body_length == 0)
        return refuse_detail(why, &REFUSAL_BAD_REQUEST, NULL, "没有收到照片的内容");
    *bytes = request->body;
    *length = request->body_length;
    return true;
}

static bool find_part(struct call *call, const char *name, struct multipart_part *part)
{
    const struct http_request *request = call->http;
    return call->route->flags & ROUTE_UPLOAD && is_media_type(call->http, "multipart/form-data") &&
           multipart_find(http_header(request, "content-type"), request->body, request->body_length,
                          name, part);
}

const char *call_form(struct call *call, const char *name)
{
    if (is_media_type(call->http, "application/x-www-form-urlencoded"))
        return url_form_value(call->task->arena, call->http->body, name);
    struct multipart_part part;
    if (!find_part(call, name, &part) || part.is_file || part.length > FORM_TEXT_MAX_BYTES ||
        !text_is_clean(part.bytes, part.length, true))
        return NULL;
    return arena_printf(call->task->arena, "%.*s", (int)part.length, part.bytes);
}

bool call_form_file(struct call *call, const char *name, const void **bytes, size_t *length)
{
    struct multipart_part part;
    if (!find_part(call, name, &part) || !part.is_file || part.length == 0)
        return false;
    *bytes = part.bytes;
    *length = part.length;
    return true;
}

/* ---- the path ---- */

const char *call_param(const struct call *call, int n)
{
    assert(n >= 0 && n < 8 && call->http->params[n] != NULL);
    return call->http->params[n];
}

bool call_id_param(struct call *call, int n, int64_t *id, struct refusal *why)
{
    return id_parse(call_param(call, n), id) || refuse(why, &REFUSAL_NOT_FOUND, NULL);
}

/* ---- the query ---- */

const char *call_query(struct call *call, const char *name)
{
    assert(route_takes_query(call->route, name));
    return http_query(call->http, name);
}

bool call_id_query(struct call *call, const char *name, int64_t *id, struct refusal *why)
{
    const char *text = call_query(call, name);
    return text == NULL || id_parse(text, id) || refuse(why, &REFUSAL_INVALID_FIELD, name);
}

static bool read_int(const char *text, int64_t min, int64_t max, int64_t *value)
{
    size_t length = strlen(text);
    if (length == 0 || length > 18 || strspn(text, "0123456789") != length)
        return false;
    *value = strtoll(text, NULL, 10);
    return *value >= min && *value <= max;
}

bool call_int_query(struct call *call, const char *name, int64_t min, int64_t max, int64_t *value,
                    struct refusal *why)
{
    const char *text = call_query(call, name);
    return text == NULL || read_int(text, min, max, value) ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, name, "应为 %lld 到 %lld 之间的整数",
                         (long long)min, (long long)max);
}

bool call_choice_query(struct call *call, const char *name, const char *const *choices,
                       const char **value, struct refusal *why)
{
    const char *text = call_query(call, name);
    if (text == NULL)
        return true;
    for (; *choices != NULL; choices++) {
        if (strcmp(*choices, text) == 0) {
            *value = *choices;
            return true;
        }
    }
    return refuse(why, &REFUSAL_INVALID_FIELD, name);
}

bool call_state_query(struct call *call, const char *name, const struct machine *machine,
                      const char **state, struct refusal *why)
{
    const char *text = call_query(call, name);
    if (text != NULL && machine_find_state(machine, text) < 0)
        return refuse(why, &REFUSAL_INVALID_FIELD, name);
    *state = text != NULL ? text : *state;
    return true;
}

bool call_region_query(struct call *call, const char *name, const char **code, struct refusal *why)
{
    const char *text = call_query(call, name);
    if (text == NULL || text[0] == '\0')
        return true;
    *code = text;
    return region_is_code(text) ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, name, "区划代码为 6、9 或 12 位数字");
}

bool call_county_query(struct call *call, const char *name, const char **code, struct refusal *why)
{
    const char *text = call_query(call, name);
    if (text == NULL)
        return true;
    *code = text;
    return (region_is_code(text) && strlen(text) == 6) ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, name, "县级区划代码为 6 位数字");
}

bool call_list(struct call *call, struct page *page, struct refusal *why)
{
    int64_t limit = PAGE_LIMIT_DEFAULT;
    page->after = 0;
    if (!call_id_query(call, "after", &page->after, why) ||
        !call_int_query(call, "limit", 1, PAGE_LIMIT_MAX, &limit, why))
        return false;
    page->limit = (int)limit;
    return true;
}

/* ---- who, and whether again ---- */

bool call_idempotency(struct call *call, struct idempotency *out, struct refusal *why)
{
    const struct http_request *request = call->http;
    if (call->has_key) {
        *out = call->key;
        return true;
    }
    /* The object is part of what was asked: the same key for another trade's path is another
     * request. */
    uint8_t digest[32];
    const char *body = request->body;
    size_t path = strlen(request->path) + 1, length = request->body_length;
    if (call->route->flags & ROUTE_UPLOAD) { /* a file is not copied to be hashed */
        crypto_sha256(body, length, digest);
        body = (const char *)digest;
        length = sizeof(digest);
    }
    char *asked = arena_alloc(call->task->arena, path + length);
    memcpy(asked, request->path, path);
    memcpy(asked + path, body, length);
    length += path;
    call->has_key = idempotency_init(&call->key, call->session.account_id, call->route->name,
                                     http_header(request, "idempotency-key"), asked, length, why);
    *out = call->key;
    return call->has_key;
}

bool call_allowed(struct call *call, enum right right, const struct scope *scope,
                  struct refusal *why)
{
    return permission_require(&call->session, right, scope, why);
}

bool call_desk(struct call *call, enum right right, const char **code, struct refusal *why)
{
    const struct session *session = &call->session;
    if ((*code)[0] != '\0')
        return call_allowed(call, right, &(struct scope){.region_code = *code}, why);
    if (permission_allows(session, right, NULL))
        return true;
    for (int i = 0; i < session->grant_count; i++) {
        *code = session->grants[i].region_code;
        if (permission_allows(session, right, &(struct scope){.region_code = *code}))
            return true;
    }
    return refuse(why, &REFUSAL_FORBIDDEN, NULL);
}

int64_t call_own_organisation(const struct call *call, enum right right)
{
    for (int i = 0; i < call->session.grant_count; i++) {
        int64_t org_id = call->session.grants[i].org_id;
        if (org_id != 0 &&
            permission_allows(&call->session, right, &(struct scope){.org_id = org_id}))
            return org_id;
    }
    return 0;
}

/* That of the first grant by which the caller has the right at a station. */
static int64_t own_station(const struct call *call, enum right right)
{
    for (int i = 0; i < call->session.grant_count; i++) {
        const struct grant *grant = &call->session.grants[i];
        if ((grant->role == ROLE_STATION_OFFICER || grant->role == ROLE_PACKER) &&
            permission_allows(&call->session, right, &(struct scope){.station_id = grant->org_id}))
            return grant->org_id;
    }
    return 0;
}

bool call_station(struct call *call, enum right right, int64_t *station_id, struct refusal *why)
{
    *station_id = own_station(call, right);
    if (!call_id_query(call, "station_id", station_id, why))
        return false;
    if (*station_id == 0)
        return refuse(why, &REFUSAL_MISSING_FIELD, "station_id");
    return call_allowed(call, right, &(struct scope){.station_id = *station_id}, why);
}
