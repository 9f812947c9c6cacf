/* Exports over HTTP: ask, look how far it is, fetch the file. */
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "base/url.h"
#include "mall/api/reply.h"
#include "mall/operate/export.h"
#include "mall/operate/export_list.h"
#include "mall/operate/routes.h"
#include "mall/operate/stored.h"

static const char *const FORMATS[] = {"csv", "xlsx", NULL};

static bool is_list(const char *name)
{
    return export_list_find(name) != NULL;
}

static const struct shape_field EXPORT_FIELDS[] = {
    FIELD_CHECKED(struct export_wish, list, REQUIRED, 1, 40, is_list, "没有这个列表"),
    FIELD_CHOICE(struct export_wish, format, REQUIRED, FORMATS, "格式为 csv 或 xlsx"),
    FIELD_JSON(struct export_wish, filters, OPTIONAL),
};
static const struct shape EXPORT_SHAPE = SHAPE(struct export_wish, EXPORT_FIELDS);

static bool post_export(struct call *call, struct refusal *why)
{
    struct export_wish wish = {.filters = NULL};
    struct idempotency key;
    int64_t id;
    return call_read(call, &wish, why) && call_idempotency(call, &key, why) &&
           export_ask(call->task, &call->session, &wish, &key, &id, why) &&
           call_reply(call, 201, export_json(call->task, call->session.account_id, id, why));
}

static bool get_exports(struct call *call, struct refusal *why)
{
    struct page page;
    return call_list(call, &page, why) &&
           call_reply(call, 200,
                      export_list_json(call->task, call->session.account_id, &page, why));
}

static bool get_export(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           call_reply(call, 200, export_json(call->task, call->session.account_id, id, why));
}

static void drop_json(void *json)
{
    json_decref(json);
}

/* The Chinese name as RFC 6266 has it, and a plain one for what cannot read that. */
static void reply_file(struct call *call, json_t *export, const char *bytes, size_t length)
{
    const char *format = json_string_value(json_object_get(export, "format"));
    const char *name = json_string_value(json_object_get(export, "file_name"));
    http_set_header(call->http, "Content-Disposition",
                    arena_printf(call->task->arena,
                                 "attachment; filename=\"export.%s\"; filename*=UTF-8''%s", format,
                                 url_encode(call->task->arena, URL_PART, name)));
    http_set_header(call->http, "Cache-Control", "no-store");
    http_reply(call->http, 200, "application/octet-stream", bytes, length);
}

static bool get_export_file(struct call *call, struct refusal *why)
{
    int64_t id;
    char *bytes;
    size_t length;
    if (!call_id_param(call, 0, &id, why))
        return false;
    json_t *export = export_json(call->task, call->session.account_id, id, why);
    if (export == NULL)
        return false;
    arena_defer(call->task->arena, drop_json, export);
    if (strcmp(json_string_value(json_object_get(export, "state")), "done") != 0)
        return refuse_detail(why, &REFUSAL_CONFLICT, NULL, "文件还没有做好");
    if (!stored_load(call->task, id, &bytes, &length, why))
        return false;
    reply_file(call, export, bytes, length);
    free(bytes);
    return true;
}

const struct route ROUTES_EXPORT[] = {
    {"export_create", "POST", "/api/v1/exports", post_export, .access = ACCESS_SIGNED_IN,
     .flags = ROUTE_IDEMPOTENT, .body = &EXPORT_SHAPE, .body_max = 4 * KIB},
    {"export_list", "GET", "/api/v1/exports", get_exports, .access = ACCESS_SIGNED_IN,
     .query = "after limit"},
    {"export_get", "GET", "/api/v1/exports/:export_id", get_export, .access = ACCESS_SIGNED_IN},
    {"export_file", "GET", "/api/v1/exports/:export_id/file", get_export_file,
     .access = ACCESS_SIGNED_IN},
    {0},
};
