/* JSON bodies read against a small declared shape into a C struct, with the path of the first fault
 * in Chinese.
 *
 * Depth (32) and size are checked by counting brackets before jansson sees the bytes (its recursion
 * would eat a coroutine's stack); duplicate keys, NUL, trailing bytes, bad UTF-8, reals where
 * integers belong and unknown members are refused.
 */
#ifndef BASE_SHAPE_H
#define BASE_SHAPE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/refusal.h"

enum shape_type {
    SHAPE_TEXT, /* const char *; min..max code points; optional `check`; trimmed of nothing; control
                   bytes refused (\n allowed when multiline) */
    SHAPE_INT,  /* int64_t; min..max */
    SHAPE_BOOL, /* bool */
    SHAPE_ID,   /* int64_t from a decimal string id, > 0 */
    SHAPE_DATE, /* const char * "YYYY-MM-DD", a real date */
    SHAPE_CHOICE, /* const char *; one of choices */
    SHAPE_LIST,   /* struct shape_list of `shape` objects; min..max elements. A shape of one field
                     named "" describes plain values: ["1", "2"] */
    SHAPE_OBJECT, /* nested struct of `shape` in place */
    SHAPE_JSON    /* json_t * borrowed, any value (kept with the arena) */
};

struct shape_list {
    void *items;
    int count;
};

struct shape;
struct shape_field {
    const char *name;
    enum shape_type type;
    size_t offset; /* offsetof(struct target, member) */
    bool required; /* absent optional members leave the target as it was; null counts as absent */
    bool multiline;
    int64_t min, max; /* for TEXT: code points; both 0 = no check (TEXT is then capped at 10000) */
    const struct shape *shape;       /* LIST, OBJECT */
    const char *const *choices;      /* CHOICE, NULL-terminated */
    bool (*check)(const char *text); /* TEXT: extra rule (an identifier's check digit ...) */
    /* Chinese sentence shown when check, range or type fails: "请填写 11 位手机号" */
    const char *hint;
    size_t present_offset; /* offsetof a bool set true when the member was given; 0 = none */
};

struct shape {
    const struct shape_field *fields;
    int count;
    size_t size;
};
#define SHAPE(type_, fields_)                                                                      \
    {                                                                                              \
        (fields_), (int)(sizeof(fields_) / sizeof((fields_)[0])), sizeof(type_)                    \
    }

/* Parses bytes as one JSON object of that shape into `target` (zeroed by the caller or preset with
 * defaults). Memory is in the arena. */
bool shape_read(struct arena *arena, const struct shape *shape, const char *bytes, size_t length,
                void *target, struct refusal *why);

/* Only the safe parse: any JSON value within the limits; new reference is released with the arena.
 */
json_t *shape_parse(struct arena *arena, const char *bytes, size_t length, struct refusal *why);

/* The same for a value that was parsed already. */
bool shape_read_json(struct arena *arena, const struct shape *shape, json_t *object, void *target,
                     struct refusal *why);

#endif
