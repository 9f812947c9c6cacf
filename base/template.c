#include "base/template.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/template_node.h"

struct out {
    struct arena *arena;
    char *bytes;
    size_t length, capacity;
};

/* The values that names are looked up in, innermost last. */
struct scope {
    json_t *values[TEMPLATE_NESTING_MAX + 2];
    int count;
};

/* ---- output ---- */

static void add(struct out *out, const char *bytes, size_t length)
{
    if (out->length + length + 1 > out->capacity) {
        size_t capacity = out->capacity != 0 ? out->capacity : 4096;
        while (capacity < out->length + length + 1)
            capacity *= 2;
        char *grown = arena_alloc(out->arena, capacity);
        if (out->length > 0)
            memcpy(grown, out->bytes, out->length);
        out->bytes = grown;
        out->capacity = capacity;
    }
    memcpy(out->bytes + out->length, bytes, length);
    out->length += length;
}

static const char *entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return "&#39;";
    }
}

static void add_escaped(struct out *out, const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end) {
        const char *plain = text;
        while (text < end && *text != '&' && *text != '<' && *text != '>' && *text != '"' &&
               *text != '\'')
            text++;
        add(out, plain, (size_t)(text - plain));
        if (text < end) {
            const char *escaped = entity(*text++);
            add(out, escaped, strlen(escaped));
        }
    }
}

static void add_value(struct out *out, const json_t *value)
{
    if (json_is_string(value)) {
        add_escaped(out, json_string_value(value), json_string_length(value));
    } else if (json_is_integer(value)) {
        char digits[24];
        int length =
            snprintf(digits, sizeof(digits), "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        add(out, digits, (size_t)length);
    } else if (json_is_true(value)) {
        add(out, "true", 4);
    }
}

/* ---- look-up ---- */

/* The first part is looked for from the innermost value outwards, the others inside what was found
 * (Mustache's rule). */
static json_t *look_up(const struct scope *scope, const struct template_node *node)
{
    const char *part = node->text;
    if (node->part_count == 0)
        return scope->values[scope->count - 1];
    json_t *found = NULL;
    for (int i = scope->count - 1; i >= 0 && found == NULL; i--)
        found = json_object_get(scope->values[i], part);
    for (int i = 1; i < node->part_count && found != NULL; i++) {
        part += strlen(part) + 1;
        found = json_object_get(found, part);
    }
    return found;
}

/* Nothing, null, false, 0, "" and [] show the inverted section; everything else the section. */
static bool is_truthy(const json_t *value)
{
    switch (value != NULL ? json_typeof(value) : JSON_NULL) {
    case JSON_NULL:
    case JSON_FALSE:
        return false;
    case JSON_INTEGER:
        return json_integer_value(value) != 0;
    case JSON_STRING:
        return json_string_length(value) > 0;
    case JSON_ARRAY:
        return json_array_size(value) > 0;
    default:
        return true;
    }
}

/* ---- rendering ---- */

static void render(struct out *out, const struct template_node *node, struct scope *scope);

static void render_inside(struct out *out, const struct template_node *section, struct scope *scope,
                          json_t *value)
{
    scope->values[scope->count++] = value;
    render(out, section->children, scope);
    scope->count--;
}

static void render_section(struct out *out, const struct template_node *node, struct scope *scope)
{
    json_t *value = look_up(scope, node);
    if (!is_truthy(value))
        return;
    if (!json_is_array(value)) {
        render_inside(out, node, scope, value);
        return;
    }
    for (size_t i = 0; i < json_array_size(value); i++)
        render_inside(out, node, scope, json_array_get(value, i));
}

static void render(struct out *out, const struct template_node *node, struct scope *scope)
{
    for (; node != NULL; node = node->next) {
        switch (node->kind) {
        case TEMPLATE_TEXT:
            add(out, node->text, node->length);
            break;
        case TEMPLATE_NAME:
            add_value(out, look_up(scope, node));
            break;
        case TEMPLATE_SECTION:
            render_section(out, node, scope);
            break;
        case TEMPLATE_INVERTED:
            if (!is_truthy(look_up(scope, node)))
                render(out, node->children, scope);
            break;
        }
    }
}

char *template_render(struct arena *arena, const struct template *template, json_t *data,
                      size_t *length)
{
    struct out out = {.arena = arena};
    struct scope scope = {.values = {data}, .count = 1};
    render(&out, template->nodes, &scope);
    add(&out, "", 0);
    out.bytes[out.length] = '\0';
    *length = out.length;
    return out.bytes;
}
