#include "mall/pages/api_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "mall/api/reply.h"
#include "mall/pages/page.h"

/* Parsed once a worker, kept until it ends. NULL when the program carries none. */
static json_t *document(void)
{
    static json_t *parsed;
    const struct web_file *file = parsed == NULL ? asset_find("openapi.json") : NULL;
    if (file != NULL)
        parsed = json_loadb((const char *)file->bytes, file->length, 0, NULL);
    return parsed;
}

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

/* "get" -> "GET" */
static const char *method_word(struct call *call, const char *method)
{
    char *word = arena_strdup(call->task->arena, method);
    for (char *at = word; *at != '\0'; at++)
        *at = (char)(*at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at);
    return word;
}

/* ---- all of them, by tag ---- */

static json_t *operations_of(struct call *call, const char *tag)
{
    const char *path, *method;
    json_t *item, *operation, *operations = json_array();
    json_object_foreach(json_object_get(document(), "paths"), path, item)
        json_object_foreach(item, method, operation) {
            json_t *tags = json_object_get(operation, "tags");
            if (strcmp(json_string_value(json_array_get(tags, 0)), tag) == 0)
                json_array_append_new(operations,
                                      json_pack("{s:s, s:s, s:s, s:s}", "name",
                                                text_of(operation, "operationId"), "method",
                                                method_word(call, method), "path", path, "summary",
                                                text_of(operation, "summary")));
        }
    return operations;
}

static json_t *tags_of(struct call *call)
{
    size_t i;
    json_t *tag, *tags = json_array();
    json_array_foreach(json_object_get(document(), "tags"), i, tag) {
        json_t *operations = operations_of(call, text_of(tag, "name"));
        json_array_append_new(tags, json_pack("{s:s, s:s, s:i, s:o}", "tag", text_of(tag, "name"),
                                              "about", text_of(tag, "description"), "count",
                                              (int)json_array_size(operations), "operations",
                                              operations));
    }
    return tags;
}

/* The paragraphs of a description. */
static json_t *paragraphs_of(struct call *call, const char *text)
{
    json_t *paragraphs = json_array();
    while (*text != '\0') {
        const char *end = strstr(text, "\n\n");
        size_t length = end != NULL ? (size_t)(end - text) : strlen(text);
        json_array_append_new(paragraphs,
                              json_string(arena_memdup(call->task->arena, text, length)));
        text += length + (end != NULL ? 2 : 0);
    }
    return paragraphs;
}

static bool reply_list(struct call *call, int64_t stamp)
{
    json_t *page = page_data(call, "接口说明");
    const char *about = text_of(json_object_get(document(), "info"), "description");
    json_object_set_new(page, "about", paragraphs_of(call, about));
    json_object_set_new(page, "tags", tags_of(call));
    return call_html_cached(call, "openapi", stamp, "api", page);
}

/* ---- one ---- */

static const char *access_word(const char *access)
{
    static const char *const WORDS[][2] = {
        {"signed_in", "登录的人"}, {"producer", "合作社和企业"}, {"station", "县服务站"},
        {"village", "村干部"},     {"auditor", "县审计员"},      {"operator", "平台运营员"},
        {"household", "农户本人"}, {"demo", "演示环境"},
    };
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
        if (strcmp(WORDS[i][0], access) == 0)
            return WORDS[i][1];
    return access;
}

static const char *access_of(struct call *call, const json_t *operation)
{
    size_t i;
    json_t *who;
    const char *words = "";
    json_array_foreach(json_object_get(operation, "x-access"), i, who)
        words = arena_printf(call->task->arena, "%s%s%s", words, i > 0 ? "、" : "",
                             access_word(json_string_value(who)));
    return words[0] != '\0' ? words : "所有人，不用登录";
}

static const char *place_word(const char *place)
{
    if (strcmp(place, "path") == 0)
        return "地址里";
    return strcmp(place, "header") == 0 ? "请求头" : "查询参数";
}

/* A parameter as it stands, or the shared one that it refers to. */
static json_t *resolved(json_t *parameter)
{
    static const char SHARED[] = "#/components/parameters/";
    const char *reference = text_of(parameter, "$ref");
    if (strncmp(reference, SHARED, strlen(SHARED)) != 0)
        return parameter;
    json_t *components = json_object_get(document(), "components");
    return json_object_get(json_object_get(components, "parameters"), reference + strlen(SHARED));
}

static json_t *parameters_of(const json_t *operation)
{
    size_t i;
    json_t *parameter, *parameters = json_array();
    json_array_foreach(json_object_get(operation, "parameters"), i, parameter) {
        const json_t *one = resolved(parameter);
        json_array_append_new(parameters,
                              json_pack("{s:s, s:s, s:b, s:s}", "parameter", text_of(one, "name"),
                                        "place", place_word(text_of(one, "in")), "required",
                                        json_is_true(json_object_get(one, "required")), "meaning",
                                        text_of(one, "description")));
    }
    return parameters;
}

/* The first media type of a body with its example; null without one. */
static json_t *example_of(struct call *call, const json_t *body)
{
    const char *type;
    json_t *media;
    json_object_foreach(json_object_get(body, "content"), type, media) {
        json_t *example = json_object_get(media, "example");
        char *text =
            json_is_string(example) ? NULL : json_dumps(example, JSON_INDENT(2) | JSON_ENCODE_ANY);
        json_t *shown = json_pack("{s:s, s:s}", "type", type, "text",
                                  text != NULL ? arena_strdup(call->task->arena, text)
                                               : json_string_value(example));
        free(text);
        return shown;
    }
    return json_null();
}

/* The first answer of success that has contents. */
static json_t *answer_of(struct call *call, const json_t *operation)
{
    const char *status;
    json_t *answer;
    json_object_foreach(json_object_get(operation, "responses"), status, answer)
        if (status[0] == '2' && json_object_get(answer, "content") != NULL) {
            json_t *shown = example_of(call, answer);
            json_object_set_new(shown, "status", json_string(status));
            return shown;
        }
    return json_null();
}

/* What it may refuse with, by status; each code leads to what it means. */
static json_t *refusals_of(struct call *call, const json_t *operation)
{
    const char *status;
    json_t *answer, *refusals = json_array();
    json_object_foreach(json_object_get(operation, "responses"), status, answer) {
        const char *at = text_of(answer, "description");
        if (status[0] < '4' || status[0] > '5' || text_of(answer, "$ref")[0] == '\0' ||
            at[0] == '\0')
            continue;
        json_t *codes = json_array();
        while (*at != '\0') {
            size_t length = strcspn(at, ", ");
            json_array_append_new(codes, json_string(arena_memdup(call->task->arena, at, length)));
            at += length;
            at += strspn(at, ", ");
        }
        json_array_append_new(refusals, json_pack("{s:s, s:o}", "status", status, "codes", codes));
    }
    return refusals;
}

static void set_list(json_t *page, const char *name, const char *any, json_t *list)
{
    json_object_set_new(page, any, json_boolean(json_array_size(list) > 0));
    json_object_set_new(page, name, list);
}

static bool reply_one(struct call *call, int64_t stamp, const char *path, const char *method,
                      const json_t *operation)
{
    json_t *page =
        page_data(call, arena_printf(call->task->arena, "%s %s", method_word(call, method), path));
    json_object_set_new(page, "name", json_string(text_of(operation, "operationId")));
    json_object_set_new(page, "summary", json_string(text_of(operation, "summary")));
    json_object_set_new(page, "about", json_string(text_of(operation, "description")));
    json_object_set_new(page, "access", json_string(access_of(call, operation)));
    set_list(page, "parameters", "has_parameters", parameters_of(operation));
    set_list(page, "refusals", "has_refusals", refusals_of(call, operation));
    json_object_set_new(page, "request",
                        example_of(call, json_object_get(operation, "requestBody")));
    json_object_set_new(page, "answer", answer_of(call, operation));
    return call_html_cached(call, "openapi", stamp, "api_operation", page);
}

static bool get_api(struct call *call, struct refusal *why)
{
    int64_t stamp = call_stamp(call);
    const char *name = call_query(call, "name"), *path, *method;
    json_t *item, *operation;
    if (name == NULL)
        return reply_list(call, stamp);
    json_object_foreach(json_object_get(document(), "paths"), path, item)
        json_object_foreach(item, method, operation)
            if (strcmp(text_of(operation, "operationId"), name) == 0)
                return reply_one(call, stamp, path, method, operation);
    return refuse(why, &REFUSAL_NOT_FOUND, NULL);
}

const struct route ROUTES_API_PAGE[] = {
    {"page_api", "GET", "/api", get_api, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_CACHED, .query = "name"},
    {0},
};
