#include "base/json_text.h"

#include <assert.h>
#include <string.h>

enum { FIRST_CAPACITY = 1024, NUMBER_MAX = 21 };

/* Room for `more` bytes at the end of the text. */
static char *room(struct json_text *json, size_t more)
{
    if (json->length + more > json->capacity) {
        size_t capacity = json->capacity == 0 ? FIRST_CAPACITY : json->capacity;
        while (capacity < json->length + more) {
            capacity *= 2;
        }
        char *grown = arena_alloc(json->arena, capacity);
        if (json->length > 0) {
            memcpy(grown, json->text, json->length);
        }
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
static void put_quoted(struct json_text *json, const char *text)
{
    static const char HEX[] = "0123456789abcdef";
    put_char(json, '"');
    for (const char *at = text; *at != '\0';) {
        size_t plain = 0;
        while ((unsigned char)at[plain] >= 0x20 && at[plain] != '"' && at[plain] != '\\') {
            plain++;
        }
        put(json, at, plain);
        at += plain;
        if (*at == '\0') {
            break;
        }
        unsigned char c = (unsigned char)*at++;
        if (c == '"' || c == '\\') {
            put(json, (const char[]){'\\', (char)c}, 2);
        } else {
            put(json, (const char[]){'\\', 'u', '0', '0', HEX[c >> 4], HEX[c & 15]}, 6);
        }
    }
    put_char(json, '"');
}

/* What stands before a value: comma and key. */
static void begin(struct json_text *json, const char *key)
{
    bool inside_object = json->depth > 0 && json->closing[json->depth - 1] == '}';
    assert((key != NULL) == inside_object && "a key in an object and nowhere else");
    assert((json->depth > 0 || json->length == 0) && "one value");
    if (!json->first) {
        put_char(json, ',');
    }
    json->first = false;
    if (key != NULL) {
        put_quoted(json, key);
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
    put_quoted(json, value);
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
    if (value < 0) {
        digits[--at] = '-';
    }
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

const char *json_text_done(struct json_text *json, size_t *length)
{
    assert(json->depth == 0 && json->length > 0 && "everything is closed");
    if (length != NULL) {
        *length = json->length;
    }
    *room(json, 1) = '\0';
    return json->text;
}
