#include "base/shape_schema.h"

#include <stdbool.h>

enum { TEXT_CAP = 10000 }; /* of a text without limits of its own */

static void set(json_t *object, const char *name, int64_t value)
{
    json_object_set_new(object, name, json_integer(value));
}

static void add_range(json_t *schema, const struct shape_field *field, const char *low,
                      const char *high)
{
    if (field->min == 0 && field->max == 0)
        return;
    set(schema, low, field->min);
    set(schema, high, field->max);
}

static json_t *text_schema(const struct shape_field *field)
{
    json_t *schema = json_pack("{s:s}", "type", "string");
    if (field->min != 0)
        set(schema, "minLength", field->min);
    set(schema, "maxLength", field->max != 0 ? field->max : TEXT_CAP);
    if (field->check != NULL)
        json_object_set_new(schema, "x-checked", json_true());
    return schema;
}

static json_t *choice_schema(const struct shape_field *field)
{
    json_t *words = json_array();
    for (const char *const *word = field->choices; *word != NULL; word++)
        json_array_append_new(words, json_string(*word));
    return json_pack("{s:s, s:o}", "type", "string", "enum", words);
}

static json_t *field_schema(const struct shape_field *field);

/* Plain values are a shape of one field without a name. */
static json_t *list_schema(const struct shape_field *field)
{
    const struct shape *of = field->shape;
    bool plain = of->count == 1 && of->fields[0].name[0] == '\0';
    json_t *schema = json_pack("{s:s, s:o}", "type", "array", "items",
                               plain ? field_schema(&of->fields[0]) : shape_schema(of));
    add_range(schema, field, "minItems", "maxItems");
    return schema;
}

static json_t *int_schema(const struct shape_field *field)
{
    json_t *schema = json_pack("{s:s}", "type", "integer");
    add_range(schema, field, "minimum", "maximum");
    return schema;
}

static json_t *field_schema(const struct shape_field *field)
{
    switch (field->type) {
    case SHAPE_TEXT:
        return text_schema(field);
    case SHAPE_INT:
        return int_schema(field);
    case SHAPE_BOOL:
        return json_pack("{s:s}", "type", "boolean");
    case SHAPE_ID:
        return json_pack("{s:s, s:s}", "type", "string", "format", "id");
    case SHAPE_DATE:
        return json_pack("{s:s, s:s}", "type", "string", "format", "date");
    case SHAPE_CHOICE:
        return choice_schema(field);
    case SHAPE_LIST:
        return list_schema(field);
    case SHAPE_OBJECT:
        return shape_schema(field->shape);
    case SHAPE_JSON:
        break;
    }
    return json_object();
}

json_t *shape_schema(const struct shape *shape)
{
    json_t *properties = json_object(), *required = json_array();
    for (int i = 0; i < shape->count; i++) {
        const struct shape_field *field = &shape->fields[i];
        json_object_set_new(properties, field->name, field_schema(field));
        if (field->required)
            json_array_append_new(required, json_string(field->name));
    }
    return json_pack("{s:s, s:o, s:o, s:b}", "type", "object", "required", required, "properties",
                     properties, "additionalProperties", 0);
}
