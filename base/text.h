/* Text rules on PCRE2 (compiled once, at first use, JIT, with match, depth and heap limits) and
 * UTF-8 helpers. Patterns never come from users. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* A named pattern; declare as `static struct text_rule MOBILE = TEXT_RULE("^1[3-9]\\d{9}$");`.
 * Compiled at first use; a bad pattern asserts. */
struct text_rule {
    const char *pattern;
    void *code;
};
#define TEXT_RULE(pattern_)                                                                        \
    {                                                                                              \
        (pattern_), NULL                                                                           \
    }

/* Whole-subject test by the pattern's own anchors; \d and \w are ASCII (full-width digits are no
 * digits: write \p{Han}, \p{L} for letters), $ is the very end. Limits hit count as "no". Subjects
 * over 4096 bytes are "no". */
bool text_match(struct text_rule *rule, const char *subject);

/* Valid UTF-8 without NUL, control characters (but '\n' when multiline), non-characters or bidi
 * overrides. */
bool text_is_clean(const char *text, size_t length, bool multiline);
/* Whether a reader sees anything of it: more than blanks, joiners, fillers and marks of direction.
 */
bool text_is_visible(const char *text, size_t length);
/* Code points of valid UTF-8. */
size_t text_length(const char *text);
/* Byte offset of the n-th code point (or the end). */
size_t text_offset(const char *text, size_t points);
/* HTML-escaped copy (& < > " '). */
char *text_html(struct arena *arena, const char *text);
/* Lower-cased ASCII, full-width forms folded, blanks squeezed: what search compares. */
char *text_fold(struct arena *arena, const char *text);

#endif
