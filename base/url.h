/* Percent-encoding: RFC 3986 for paths and queries, application/x-www-form-urlencoded (WHATWG URL
 * Standard, section 5) for forms.
 */
#ifndef BASE_URL_H
#define BASE_URL_H

#include <stddef.h>

#include "base/arena.h"

enum url_kind {
    URL_PART, /* a path segment, or a name or value of a query: RFC 3986's unreserved characters
                 stay, all else becomes %XX */
    URL_FORM  /* a field of a form: letters, digits and *-._ stay, a blank becomes + */
};

/* Encoded copy in the arena. */
char *url_encode(struct arena *arena, enum url_kind kind, const char *text);

/* Undoes it into `to`, which has room for `length` bytes (no NUL is added). Bytes written, -1 when
 * a % is not followed by two hexadecimal digits. The bytes may be anything: check them
 * (text_is_clean). */
long url_decode(enum url_kind kind, const char *from, size_t length, char *to);

/* The byte that "%XX" at `at` stands for, -1 when there is none; `left` bytes may be read. */
int url_escape(const char *at, size_t left);

/* Decoded value of the first field `name` of a form's body, in the arena; NULL when there is none,
 * its encoding is broken, or it is not clean UTF-8 text. */
char *url_form_value(struct arena *arena, const char *body, const char *name);

#endif
