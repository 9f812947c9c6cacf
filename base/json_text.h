/* JSON (RFC 8259) written straight into the arena, without a tree between: for answers on hot
 * paths, where building and freeing a tree costs more than all else that is done with it. Elsewhere
 * jansson is the shorter way.
 *
 * The caller opens and closes in pairs, gives a key inside an object and NULL inside an array, and
 * passes valid UTF-8 (what came through base/shape or from the database is).
 */
#ifndef BASE_JSON_TEXT_H
#define BASE_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define JSON_TEXT_DEPTH 16

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

/* The text, NUL behind it, as long as the arena lives; asserts that everything is closed. `length`
 * may be NULL. */
const char *json_text_done(struct json_text *json, size_t *length);

#endif
