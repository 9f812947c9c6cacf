/* JSON (RFC 8259) written straight into the arena: the one writer of answers.
 *
 * On hot paths it is told value by value, without a tree between, as building and freeing one costs
 * more than all else that is done with it; elsewhere a tree of jansson is the shorter way, and
 * json_text_of() writes it. The bytes are those of json_dumps(JSON_COMPACT).
 *
 * The caller opens and closes in pairs, gives a key inside an object and NULL inside an array, and
 * passes valid UTF-8 (what came through base/shape or from the database is).
 */
#ifndef BASE_JSON_TEXT_H
#define BASE_JSON_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define JSON_TEXT_DEPTH 16
/* How deep a tree may be: what people send is cut at 32 by base/shape. */
#define JSON_TEXT_TREE_DEPTH 64

struct json_text {
    struct arena *arena;
    char *text;
    size_t length, capacity;
    int depth;
    char closing[JSON_TEXT_DEPTH]; /* what ends each open value */
    bool first;                    /* nothing was written since the last one was opened */
};

void json_text_init(struct json_text *json, struct arena *arena);
void json_text_object(struct json_text *json, const char *key);
void json_text_array(struct json_text *json, const char *key);
/* Ends the innermost object or array. */
void json_text_end(struct json_text *json);

void json_text_string(struct json_text *json, const char *key, const char *value);
void json_text_integer(struct json_text *json, const char *key, int64_t value);
/* An id: a decimal string (ids are opaque to users). */
void json_text_id(struct json_text *json, const char *key, int64_t id);

/* What is JSON already, as the database writes it; NULL is null. */
void json_text_raw(struct json_text *json, const char *key, const char *value);

/* A whole tree; the reference stays the caller's. */
void json_text_value(struct json_text *json, const char *key, json_t *value);

/* The text, NUL behind it, as long as the arena lives; asserts that everything is closed. `length`
 * may be NULL. */
const char *json_text_done(struct json_text *json, size_t *length);

/* A tree as text, as long as the arena lives; `length` may be NULL. The reference stays the
 * caller's. */
const char *json_text_of(struct arena *arena, json_t *value, size_t *length);

#endif
