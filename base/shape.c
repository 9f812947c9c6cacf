#include "base/shape.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/text.h"

enum {
    DEPTH_MAX = 32,
    BYTES_MAX = 4 * 1024 * 1024, /* the HTTP layer's limits are lower; files and answers of others
                                    come here too */
    VALUES_MAX = 50000, /* jansson spends some 100 bytes on a value that takes two in the text */
    TEXT_MAX_POINTS = 10000,
    LIST_MAX_ITEMS = 10000,
    FIELDS_MAX = 64, /* of one shape */
    IN_ARENA_MAX = 64 * 1024,
    SHOWN_NAME_BYTES = 48
};

/* ---- the safe parse ------------------------------------------------------------------------- */

/* Counts brackets and commas outside strings: cheap, without recursion, and never less than jansson
 * will meet. */
static bool is_within_limits(const char *bytes, size_t length, struct refusal *why)
{
    int depth = 0;
    int values = 1;
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        char c = bytes[i];
        if (quoted) {
            if (c == '\\')
                i++;
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            values++;
            if (++depth > DEPTH_MAX)
                return refuse_detail(why, &REFUSAL_BAD_JSON, NULL, "JSON 嵌套不能超过 %d 层",
                                     DEPTH_MAX);
        } else if (c == ']' || c == '}') {
            depth--;
        } else if (c == ',' && ++values > VALUES_MAX) {
            return refuse_detail(why, &REFUSAL_TOO_LARGE, NULL, "JSON 中的值太多");
        }
    }
    return true;
}

/* jansson's own message quotes the input, so only its place and kind are passed on. */
static bool refuse_json(const json_error_t *error, struct refusal *why)
{
    const char *reason = "不是正确的 JSON";
    switch (json_error_code(error)) {
    case json_error_duplicate_key:
        reason = "有重复的字段名";
        break;
    case json_error_invalid_utf8:
        reason = "不是正确的 UTF-8 文字";
        break;
    case json_error_end_of_input_expected:
        reason = "JSON 后面有多余的内容";
        break;
    case json_error_premature_end_of_input:
        reason = "JSON 不完整";
        break;
    case json_error_null_character:
    case json_error_null_byte_in_key:
        reason = "不能含有空字符";
        break;
    case json_error_numeric_overflow:
        reason = "数字太大";
        break;
    default:
        break;
    }
    return refuse_detail(why, &REFUSAL_BAD_JSON, NULL, "第 %d 行第 %d 列：%s", error->line,
                         error->column, reason);
}

/* NULL and why when it is not JSON within the limits. The caller owns the tree. */
static json_t *parse(const char *bytes, size_t length, struct refusal *why)
{
    if (length > BYTES_MAX) {
        refuse(why, &REFUSAL_TOO_LARGE, NULL);
        return NULL;
    }
    if (length == 0) {
        refuse_detail(why, &REFUSAL_BAD_JSON, NULL, "缺少 JSON 内容");
        return NULL;
    }
    if (!is_within_limits(bytes, length, why))
        return NULL;
    json_error_t error;
    json_t *json = json_loadb(bytes, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (json == NULL)
        refuse_json(&error, why);
    return json;
}

static void release_json(void *json)
{
    json_decref(json);
}

json_t *shape_parse(struct arena *arena, const char *bytes, size_t length, struct refusal *why)
{
    json_t *json = parse(bytes, length, why);
    if (json != NULL)
        arena_defer(arena, release_json, json);
    return json;
}

/* A tree that nobody sees but the reader of a shape is made of the arena's memory and goes with it,
 * instead of some forty pieces that are asked of malloc() and given back one by one. What jansson
 * takes and gives back while it makes one is the arena's; all else is malloc()'s. */
static struct arena *growing;

static void *json_take(size_t size)
{
    return growing != NULL ? arena_alloc(growing, size) : malloc(size);
}

static void json_give(void *piece)
{
    if (growing == NULL)
        free(piece);
}

static json_t *parse_in(struct arena *arena, const char *bytes, size_t length, struct refusal *why)
{
    json_set_alloc_funcs(json_take, json_give);
    growing = arena;
    json_t *json = parse(bytes, length, why);
    growing = NULL;
    return json;
}

/* ---- values --------------------------------------------------------------------------------- */

/* Refuses one field; its hint, when it has one, says it better than the general sentence. */
#define REFUSE_FIELD(field_, why_, ...)                                                            \
    ((field_)->hint != NULL                                                                        \
         ? refuse_detail((why_), &REFUSAL_INVALID_FIELD, (field_)->name, "%s", (field_)->hint)     \
         : refuse_detail((why_), &REFUSAL_INVALID_FIELD, (field_)->name, __VA_ARGS__))

static bool read_object(struct arena *arena, const struct shape *shape, json_t *object,
                        void *target, struct refusal *why);

static bool has_bounds(const struct shape_field *field)
{
    return field->min != 0 || field->max != 0;
}

static bool read_text(struct arena *arena, const struct shape_field *field, json_t *value,
                      void *member, struct refusal *why)
{
    if (!json_is_string(value))
        return REFUSE_FIELD(field, why, "应为文字");
    const char *text = json_string_value(value);
    size_t length = json_string_length(value);
    if (!text_is_clean(text, length, field->multiline))
        return REFUSE_FIELD(field, why, "含有不允许的字符");
    int64_t points = (int64_t)text_length(text);
    int64_t min = field->min;
    int64_t max = has_bounds(field) ? field->max : TEXT_MAX_POINTS;
    if (points < min || points > max)
        return REFUSE_FIELD(field, why, "长度应在 %" PRId64 " 到 %" PRId64 " 个字之间", min, max);
    if (min > 0 && !text_is_visible(text, length))
        return REFUSE_FIELD(field, why, "不能只有空格或看不见的字符");
    if (field->check != NULL && !field->check(text))
        return REFUSE_FIELD(field, why, "填写得不对，请检查");
    *(const char **)member = arena_memdup(arena, text, length);
    return true;
}

static bool read_int(const struct shape_field *field, json_t *value, void *member,
                     struct refusal *why)
{
    if (!json_is_integer(value))
        return REFUSE_FIELD(field, why, "应为整数");
    int64_t number = json_integer_value(value);
    if (has_bounds(field) && (number < field->min || number > field->max))
        return REFUSE_FIELD(field, why, "应为 %" PRId64 " 到 %" PRId64 " 之间的整数", field->min,
                            field->max);
    *(int64_t *)member = number;
    return true;
}

static bool read_bool(const struct shape_field *field, json_t *value, void *member,
                      struct refusal *why)
{
    if (!json_is_boolean(value))
        return REFUSE_FIELD(field, why, "应为 true 或 false");
    *(bool *)member = json_is_true(value);
    return true;
}

/* jansson refuses \u0000 in values, so that the text ends where C thinks it does. */
static bool read_id(const struct shape_field *field, json_t *value, void *member,
                    struct refusal *why)
{
    if (!json_is_string(value) || !id_parse(json_string_value(value), member))
        return REFUSE_FIELD(field, why, "应为编号（数字组成的文字）");
    return true;
}

static bool read_date(struct arena *arena, const struct shape_field *field, json_t *value,
                      void *member, struct refusal *why)
{
    if (!json_is_string(value) || !clock_is_date(json_string_value(value)))
        return REFUSE_FIELD(field, why, "应为日期，如 2026-11-22");
    *(const char **)member = arena_strdup(arena, json_string_value(value));
    return true;
}

/* The choice itself is stored, so that it lives as long as the program. */
static bool read_choice(const struct shape_field *field, json_t *value, void *member,
                        struct refusal *why)
{
    for (const char *const *choice = field->choices; json_is_string(value) && *choice != NULL;
         choice++) {
        if (strcmp(*choice, json_string_value(value)) == 0) {
            *(const char **)member = *choice;
            return true;
        }
    }
    return REFUSE_FIELD(field, why, "不是可选的值");
}

/* ---- objects and lists ---------------------------------------------------------------------- */

static bool read_value(struct arena *arena, const struct shape_field *field, json_t *value,
                       void *target, struct refusal *why);

/* A shape of one nameless field describes plain values. */
static bool is_plain(const struct shape *shape)
{
    return shape->count == 1 && shape->fields[0].name[0] == '\0';
}

static bool read_item(struct arena *arena, const struct shape *shape, json_t *item, void *target,
                      struct refusal *why)
{
    return is_plain(shape) ? read_value(arena, &shape->fields[0], item, target, why)
                           : read_object(arena, shape, item, target, why);
}

static bool read_list(struct arena *arena, const struct shape_field *field, json_t *value,
                      void *member, struct refusal *why)
{
    if (!json_is_array(value))
        return REFUSE_FIELD(field, why, "应为列表");
    int64_t count = (int64_t)json_array_size(value);
    int64_t max = has_bounds(field) ? field->max : LIST_MAX_ITEMS;
    if (count < field->min || count > max)
        return REFUSE_FIELD(field, why, "应有 %" PRId64 " 到 %" PRId64 " 项", field->min, max);
    struct shape_list list = {arena_array(arena, (size_t)count, field->shape->size), (int)count};
    for (int i = 0; i < list.count; i++) {
        void *item = (char *)list.items + (size_t)i * field->shape->size;
        if (!read_item(arena, field->shape, json_array_get(value, (size_t)i), item, why)) {
            char place[SHOWN_NAME_BYTES + 16];
            snprintf(place, sizeof(place), "%s/%d", field->name, i);
            refusal_prefix(why, place);
            return false;
        }
    }
    *(struct shape_list *)member = list;
    return true;
}

static bool read_value(struct arena *arena, const struct shape_field *field, json_t *value,
                       void *target, struct refusal *why)
{
    void *member = (char *)target + field->offset;
    switch (field->type) {
    case SHAPE_TEXT:
        return read_text(arena, field, value, member, why);
    case SHAPE_INT:
        return read_int(field, value, member, why);
    case SHAPE_BOOL:
        return read_bool(field, value, member, why);
    case SHAPE_ID:
        return read_id(field, value, member, why);
    case SHAPE_DATE:
        return read_date(arena, field, value, member, why);
    case SHAPE_CHOICE:
        return read_choice(field, value, member, why);
    case SHAPE_LIST:
        return read_list(arena, field, value, member, why);
    case SHAPE_OBJECT:
        if (read_object(arena, field->shape, value, member, why))
            return true;
        refusal_prefix(why, field->name);
        return false;
    case SHAPE_JSON:
        *(json_t **)member = value;
        return true;
    }
    assert(!"a type of this header");
    return false;
}

/* The place of a field, -1 when there is none; looked for from `from` on, round to it: most senders
 * keep to one order. */
static int find_field(const struct shape *shape, const char *name, int from)
{
    for (int i = 0; i < shape->count; i++) {
        int place = from + i < shape->count ? from + i : from + i - shape->count;
        if (strcmp(shape->fields[place].name, name) == 0)
            return place;
    }
    return -1;
}

/* The sender's own name goes back to him, cut to a length and only when it is harmless text. */
static bool refuse_unknown(const char *name, struct refusal *why)
{
    char shown[SHOWN_NAME_BYTES + 1];
    size_t length = strlen(name);
    if (!text_is_clean(name, length, false)) {
        snprintf(shown, sizeof(shown), "?");
    } else {
        if (length > SHOWN_NAME_BYTES)
            length = SHOWN_NAME_BYTES;
        while (length > 0 && ((unsigned char)name[length] & 0xc0) == 0x80) /* not inside a character
                                                                            */
            length--;
        memcpy(shown, name, length);
        shown[length] = '\0';
    }
    return refuse_detail(why, &REFUSAL_UNKNOWN_FIELD, shown, "没有“%s”这个字段", shown);
}

/* The values of an object by the places of their fields; borrowed. */
static bool sort_values(const struct shape *shape, json_t *object, json_t **values,
                        struct refusal *why)
{
    const char *name;
    json_t *value;
    int place = -1;
    json_object_foreach(object, name, value) {
        place = find_field(shape, name, place + 1 < shape->count ? place + 1 : 0);
        if (place < 0)
            return refuse_unknown(name, why);
        values[place] = value;
    }
    return true;
}

static bool read_object(struct arena *arena, const struct shape *shape, json_t *object,
                        void *target, struct refusal *why)
{
    json_t *values[FIELDS_MAX] = {NULL};
    assert(shape->count <= FIELDS_MAX);
    if (!json_is_object(object))
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, NULL, "应为对象");
    if (!sort_values(shape, object, values, why))
        return false;
    for (int i = 0; i < shape->count; i++) {
        const struct shape_field *field = &shape->fields[i];
        json_t *value = values[i];
        if (value == NULL || json_is_null(value)) {
            if (field->required)
                return refuse_detail(why, &REFUSAL_MISSING_FIELD, field->name, "缺少 %s%s%s",
                                     field->name, field->hint != NULL ? "，" : "",
                                     field->hint != NULL ? field->hint : "");
            continue;
        }
        if (!read_value(arena, field, value, target, why))
            return false;
        if (field->present_offset != 0)
            *(bool *)((char *)target + field->present_offset) = true;
    }
    return true;
}

bool shape_read_json(struct arena *arena, const struct shape *shape, json_t *object, void *target,
                     struct refusal *why)
{
    return read_object(arena, shape, object, target, why);
}

/* Whether a part of the tree is handed on. */
static bool shows_json(const struct shape *shape)
{
    for (int i = 0; i < shape->count; i++) {
        const struct shape_field *field = &shape->fields[i];
        if (field->type == SHAPE_JSON || (field->shape != NULL && shows_json(field->shape)))
            return true;
    }
    return false;
}

bool shape_read(struct arena *arena, const struct shape *shape, const char *bytes, size_t length,
                void *target, struct refusal *why)
{
    /* What grows leaves its smaller self in an arena: a long body is malloc()'s. */
    bool is_private = length <= IN_ARENA_MAX && !shows_json(shape);
    json_t *json = (is_private ? parse_in : shape_parse)(arena, bytes, length, why);
    return json != NULL && read_object(arena, shape, json, target, why);
}
