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
    SHAPE_TEXT,   /* const char *; min..max code points, one that is seen when min > 0; optional
                     `check`; trimmed of nothing; control bytes refused (\n allowed when
                     multiline) */
    SHAPE_INT,    /* int64_t; min..max */
    SHAPE_BOOL,   /* bool */
    SHAPE_ID,     /* int64_t from a decimal string id, > 0 */
    SHAPE_DATE,   /* const char * "YYYY-MM-DD", a real date */
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

/* A field as one line of a table; its name in JSON is the member's. Checked when compiled: the
 * member has the type that its kind of field fills.
 *
 *     static const struct shape_field FIELDS[] = {
 *         FIELD_ID(struct movement_body, sku_id, REQUIRED, "请选择规格"),
 *         FIELD_INT(struct movement_body, boxes, OPTIONAL, 1, 1000, "件数应为 1 到 1000"),
 *     };
 *
 * Fields with `present_offset`, and the one field of plain values, are written out. */
enum { OPTIONAL = false, REQUIRED = true };
#define FIELD_TEXT(type, member, required, min, max, hint)                                         \
    FIELD_(SHAPE_TEXT, const char *, type, member, required, min, max, hint, .check = NULL)
/* Text of several lines. */
#define FIELD_LINES(type, member, required, min, max, hint)                                        \
    FIELD_(SHAPE_TEXT, const char *, type, member, required, min, max, hint, .multiline = true)
/* Text with a rule of its own. */
#define FIELD_CHECKED(type, member, required, min, max, rule, hint)                                \
    FIELD_(SHAPE_TEXT, const char *, type, member, required, min, max, hint, .check = (rule))
#define FIELD_INT(type, member, required, min, max, hint)                                          \
    FIELD_(SHAPE_INT, int64_t, type, member, required, min, max, hint, .check = NULL)
#define FIELD_BOOL(type, member, required, hint)                                                   \
    FIELD_(SHAPE_BOOL, bool, type, member, required, 0, 0, hint, .check = NULL)
#define FIELD_ID(type, member, required, hint)                                                     \
    FIELD_(SHAPE_ID, int64_t, type, member, required, 0, 0, hint, .check = NULL)
#define FIELD_DATE(type, member, required, hint)                                                   \
    FIELD_(SHAPE_DATE, const char *, type, member, required, 0, 0, hint, .check = NULL)
#define FIELD_CHOICE(type, member, required, words, hint)                                          \
    FIELD_(SHAPE_CHOICE, const char *, type, member, required, 0, 0, hint, .choices = (words))
/* `of` is a shape. */
#define FIELD_LIST(type, member, required, min, max, of, hint)                                     \
    FIELD_(SHAPE_LIST, struct shape_list, type, member, required, min, max, hint, .shape = &(of))
#define FIELD_OBJECT(type, member, required, of, hint)                                             \
    FIELD_(SHAPE_OBJECT, __typeof__(((type *)0)->member), type, member, required, 0, 0, hint,      \
           .shape = &(of))
#define FIELD_JSON(type, member, required)                                                         \
    FIELD_(SHAPE_JSON, json_t *, type, member, required, 0, 0, NULL, .check = NULL)

#define FIELD_(kind_, filled_, type_, member_, required_, min_, max_, hint_, ...)                  \
    {                                                                                              \
        .name = #member_, .type = (kind_),                                                         \
        .offset = _Generic(((type_ *)0)->member_, filled_                                          \
                           : offsetof(type_, member_)),                                            \
        .required = (required_), .min = (min_), .max = (max_), .hint = (hint_), __VA_ARGS__        \
    }

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
