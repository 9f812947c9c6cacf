/* Tolerant reading of the payment platform's JSON: unknown members are ignored and null counts as
 * absent, because the platform may add members at any time; what we do read is checked strictly.
 *
 * A reader remembers the first fault, so a run of reads needs one test at its end. Strings are
 * borrowed from the JSON value, which lives with its arena.
 */
#ifndef PAYMENT_WECHAT_WECHAT_JSON_H
#define PAYMENT_WECHAT_WECHAT_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum wechat_need { WECHAT_OPTIONAL, WECHAT_REQUIRED };

struct wechat_reader {
    const char *bad; /* name of the first member that is missing or wrong, NULL = none so far */
};

/* A string of at most `max` characters; required ones are not empty. "" when absent or wrong. */
const char *wechat_read_text(struct wechat_reader *reader, const json_t *object, const char *name,
                             size_t max, enum wechat_need need);
/* The same for names of things: printable ASCII, so that characters and bytes are one. */
const char *wechat_read_id(struct wechat_reader *reader, const json_t *object, const char *name,
                           size_t max, enum wechat_need need);
/* An integer within min..max; `min` when absent or wrong. */
int64_t wechat_read_integer(struct wechat_reader *reader, const json_t *object, const char *name,
                            int64_t min, int64_t max, enum wechat_need need);
/* A boolean; false when absent or wrong. */
bool wechat_read_bool(struct wechat_reader *reader, const json_t *object, const char *name,
                      enum wechat_need need);
/* An object; NULL when absent or wrong (the readers take NULL as an object without members). */
json_t *wechat_read_object(struct wechat_reader *reader, const json_t *object, const char *name,
                           enum wechat_need need);
/* An RFC 3339 time in microseconds UTC; 0 when absent or wrong. */
int64_t wechat_read_time(struct wechat_reader *reader, const json_t *object, const char *name,
                         enum wechat_need need);

/* Copies a text that the reader has bounded; cuts nothing (asserts that it fits). */
void wechat_copy(char *target, size_t size, const char *text);

/* A text as the platform takes it: no characters of four bytes, no control characters, at most
 * `max` code points; `otherwise` when nothing is left. In the arena. */
const char *wechat_plain(struct arena *arena, const char *text, size_t max, const char *otherwise);

#endif
