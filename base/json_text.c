#include "base/json_text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_CAPACITY = 1024, NUMBER_MAX = 21, REAL_MAX = 40 };

/* Room for `more` bytes at the end of the text. */
static char *room(struct json_text *json, size_t more)
{
    if (json->length + more > json->capacity) {
        size_t capacity = json->capacity == 0 ? FIRST_CAPACITY : json->capacity;
        while (capacity < json->length + more)
            capacity *= 2;
        char *grown = arena_alloc(json->arena, capacity);
        if (json->length > 0)
            memcpy(grown, json->text, json->length);
        json->text = grown;
        json->capacity = capacity;
    }
    return json->text + json->length;
}

static void put(struct json_text *json, const char *bytes, size_t length)
{
    memcpy(room(json, length), bytes, length);
    json->length += length;
}

static void put_char(struct json_text *json, char c)
{
    *room(json, 1) = c;
    json->length++;
}

/* Section 7: quotation mark, reverse solidus and control characters must be escaped. */
static void put_escaped(struct json_text *json, unsigned char c)
{
    static const char HEX[] = "0123456789ABCDEF";
    static const char SHORT[0x20] = {
        ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};
    if (c == '"' || c == '\\')
        put(json, (const char[]){'\\', (char)c}, 2);
    else if (SHORT[c] != '\0')
        put(json, (const char[]){'\\', SHORT[c]}, 2);
    else
        put(json, (const char[]){'\\', 'u', '0', '0', HEX[c >> 4], HEX[c & 15]}, 6);
}

static void put_quoted(struct json_text *json, const char *text, size_t length)
{
    const char *end = text + length;
    put_char(json, '"');
    while (text < end) {
        const char *plain = text;
        while (text < end && (unsigned char)*text >= 0x20 && *text != '"' && *text != '\\')
            text++;
        put(json, plain, (size_t)(text - plain));
        if (text < end)
            put_escaped(json, (unsigned char)*text++);
    }
    put_char(json, '"');
}

/* What stands before a value: comma and key. */
static void begin(struct json_text *json, const char *key)
{
    bool inside_object = json->depth > 0 && json->closing[json->depth - 1] == '}';
    assert((key != NULL) == inside_object && "a key in an object and nowhere else");
    assert((json->depth > 0 || json->length == 0) && "one value");
    if (!json->first)
        put_char(json, ',');
    json->first = false;
    if (key != NULL) {
        put_quoted(json, key, strlen(key));
        put_char(json, ':');
    }
}

static void enter(struct json_text *json, const char *key, char opening, char closing)
{
    begin(json, key);
    assert(json->depth < JSON_TEXT_DEPTH);
    json->closing[json->depth++] = closing;
    json->first = true;
    put_char(json, opening);
}

void json_text_init(struct json_text *json, struct arena *arena)
{
    *json = (struct json_text){.arena = arena, .first = true};
}

void json_text_object(struct json_text *json, const char *key)
{
    enter(json, key, '{', '}');
}

void json_text_array(struct json_text *json, const char *key)
{
    enter(json, key, '[', ']');
}

void json_text_end(struct json_text *json)
{
    assert(json->depth > 0);
    put_char(json, json->closing[--json->depth]);
    json->first = false;
}

void json_text_string(struct json_text *json, const char *key, const char *value)
{
    begin(json, key);
    put_quoted(json, value, strlen(value));
}

static void put_number(struct json_text *json, int64_t value)
{
    char digits[NUMBER_MAX];
    size_t at = sizeof(digits);
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (value < 0)
        digits[--at] = '-';
    put(json, digits + at, sizeof(digits) - at);
}

void json_text_integer(struct json_text *json, const char *key, int64_t value)
{
    begin(json, key);
    put_number(json, value);
}

void json_text_id(struct json_text *json, const char *key, int64_t id)
{
    begin(json, key);
    put_char(json, '"');
    put_number(json, id);
    put_char(json, '"');
}

void json_text_raw(struct json_text *json, const char *key, const char *value)
{
    begin(json, key);
    put(json, value != NULL ? value : "null", value != NULL ? strlen(value) : 4);
}

/* ---- trees ---- */

/* As jansson writes them: 17 digits, always with a point or an exponent, the exponent without `+`
 * and leading zeros. */
static void put_real(struct json_text *json, double value)
{
    char digits[REAL_MAX];
    int length = snprintf(digits, sizeof(digits), "%.17g", value);
    assert(length > 0 && length < REAL_MAX - 2);
    char *exponent = strchr(digits, 'e');
    if (exponent != NULL) {
        char *to = exponent + 1, *from = exponent + 1;
        if (*from == '-')
            to++;
        from++;
        from += strspn(from, "0");
        memmove(to, from, strlen(from) + 1);
    } else if (strchr(digits, '.') == NULL) {
        memcpy(digits + length, ".0", 3);
    }
    put(json, digits, strlen(digits));
}

static void put_value(struct json_text *json, json_t *value, int depth);

static void put_members(struct json_text *json, json_t *value, int depth)
{
    const char *key;
    json_t *member;
    bool first = true;
    put_char(json, '{');
    json_object_foreach(value, key, member) {
        if (!first)
            put_char(json, ',');
        first = false;
        put_quoted(json, key, strlen(key));
        put_char(json, ':');
        put_value(json, member, depth);
    }
    put_char(json, '}');
}

static void put_items(struct json_text *json, json_t *value, int depth)
{
    size_t count = json_array_size(value);
    put_char(json, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            put_char(json, ',');
        put_value(json, json_array_get(value, i), depth);
    }
    put_char(json, ']');
}

static void put_value(struct json_text *json, json_t *value, int depth)
{
    assert(value != NULL && depth < JSON_TEXT_TREE_DEPTH);
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        put_members(json, value, depth + 1);
        break;
    case JSON_ARRAY:
        put_items(json, value, depth + 1);
        break;
    case JSON_STRING:
        put_quoted(json, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
        put_number(json, json_integer_value(value));
        break;
    case JSON_REAL:
        put_real(json, json_real_value(value));
        break;
    case JSON_TRUE:
        put(json, "true", 4);
        break;
    case JSON_FALSE:
        put(json, "false", 5);
        break;
    case JSON_NULL:
        put(json, "null", 4);
        break;
    }
}

void json_text_value(struct json_text *json, const char *key, json_t *value)
{
    begin(json, key);
    put_value(json, value, 0);
}

const char *json_text_done(struct json_text *json, size_t *length)
{
    assert(json->depth == 0 && json->length > 0 && "everything is closed");
    if (length != NULL)
        *length = json->length;
    *room(json, 1) = '\0';
    return json->text;
}

const char *json_text_of(struct arena *arena, json_t *value, size_t *length)
{
    struct json_text json;
    json_text_init(&json, arena);
    json_text_value(&json, NULL, value);
    return json_text_done(&json, length);
}
