#define PCRE2_CODE_UNIT_WIDTH 8

#include "base/text.h"

#include <assert.h>
#include <pcre2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"

enum {
    SUBJECT_MAX = 4096,
    MATCH_LIMIT = 100000,
    DEPTH_LIMIT = 1000,
    HEAP_LIMIT_KIB = 1024,
    JIT_STACK_FIRST = 32 * 1024,
    JIT_STACK_MAX = 512 * 1024
};

/* ---- rules ---------------------------------------------------------------------------------- */

/* One process runs one match at a time, so all rules share these. */
static pcre2_match_context *match_context;
static pcre2_match_data *match_data;

static void prepare_matching(void)
{
    match_context = pcre2_match_context_create(NULL);
    match_data = pcre2_match_data_create(1, NULL); /* the whole match only */
    pcre2_jit_stack *stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_MAX, NULL);
    if (match_context == NULL || match_data == NULL || stack == NULL)
        abort();
    pcre2_set_match_limit(match_context, MATCH_LIMIT);
    pcre2_set_depth_limit(match_context, DEPTH_LIMIT);
    pcre2_set_heap_limit(match_context, HEAP_LIMIT_KIB);
    pcre2_jit_stack_assign(match_context, NULL, stack);
}

/* PCRE2_UCP is left out on purpose: with it \d would take full-width and Arabic digits, which no
 * check digit, database or carrier understands. Patterns that mean any letter say \p{L} or \p{Han}.
 * DOLLAR_ENDONLY: a line feed behind the last character is no match either. */
static pcre2_code *compile(const char *pattern)
{
    int error;
    PCRE2_SIZE at;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                                     PCRE2_UTF | PCRE2_DOLLAR_ENDONLY, &error, &at, NULL);
    assert(code != NULL);
    /* Without JIT (a platform that has none) the interpreter does the same, slower. */
    (void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    return code;
}

bool text_match(struct text_rule *rule, const char *subject)
{
    if (match_context == NULL)
        prepare_matching();
    if (rule->code == NULL)
        rule->code = compile(rule->pattern);
    size_t length = strnlen(subject, SUBJECT_MAX + 1);
    if (length > SUBJECT_MAX)
        return false;
    /* pcre2_match checks the subject's UTF-8; every negative result - no match, limit, bad UTF-8 -
     * means no. */
    return pcre2_match(rule->code, (PCRE2_SPTR)subject, length, 0, 0, match_data, match_context) >=
           0;
}

/* ---- UTF-8 (RFC 3629) ----------------------------------------------------------------------- */

/* Length of the code point at `at` (1..4), 0 when it is not valid UTF-8. */
static size_t decode(const unsigned char *at, size_t left, uint32_t *point)
{
    static const uint32_t SMALLEST[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t size = at[0] < 0x80       ? 1
                  : at[0] >> 5 == 6  ? 2
                  : at[0] >> 4 == 14 ? 3
                  : at[0] >> 3 == 30 ? 4
                                     : 0;
    if (size == 0 || size > left)
        return 0;
    uint32_t value = size == 1 ? at[0] : at[0] & (0x7fu >> size);
    for (size_t i = 1; i < size; i++) {
        if (at[i] >> 6 != 2)
            return 0;
        value = value << 6 | (at[i] & 0x3f);
    }
    if (value < SMALLEST[size] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return 0;
    *point = value;
    return size;
}

/* Control characters, line and paragraph separators, bidi embeddings, overrides and isolates (which
 * make text read differently from what it is), the byte order mark, non-characters. */
static bool is_unwanted(uint32_t point)
{
    return point < 0x20 || (point >= 0x7f && point <= 0x9f) ||
           (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069) ||
           point == 0xfeff || (point >= 0xfdd0 && point <= 0xfdef) || (point & 0xfffe) == 0xfffe;
}

/* Blanks, and what takes no room or shows as a blank: Unicode's White_Space and
 * Default_Ignorable_Code_Point, and the empty pattern of Braille. */
static bool is_unseen(uint32_t point)
{
    static const struct {
        uint32_t first, last;
    } UNSEEN[] = {
        {0x0000, 0x0020},   {0x0085, 0x0085},   {0x00A0, 0x00A0},   {0x00AD, 0x00AD},
        {0x034F, 0x034F},   {0x061C, 0x061C},   {0x115F, 0x1160},   {0x1680, 0x1680},
        {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x2000, 0x200F},   {0x2028, 0x202F},
        {0x205F, 0x206F},   {0x2800, 0x2800},   {0x3000, 0x3000},   {0x3164, 0x3164},
        {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},
        {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
    };
    for (size_t i = 0; i < sizeof(UNSEEN) / sizeof(UNSEEN[0]); i++)
        if (point >= UNSEEN[i].first && point <= UNSEEN[i].last)
            return true;
    return false;
}

bool text_is_visible(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    for (size_t at = 0; at < length;) {
        uint32_t point;
        size_t size = decode(bytes + at, length - at, &point);
        if (size == 0 || !is_unseen(point))
            return size != 0;
        at += size;
    }
    return false;
}

bool text_is_clean(const char *text, size_t length, bool multiline)
{
    const unsigned char *bytes = (const unsigned char *)text;
    for (size_t at = 0; at < length;) {
        uint32_t point;
        size_t size = decode(bytes + at, length - at, &point);
        if (size == 0 || (is_unwanted(point) && !(multiline && point == '\n')))
            return false;
        at += size;
    }
    return true;
}

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

size_t text_length(const char *text)
{
    size_t points = 0;
    for (; *text != '\0'; text++)
        points += !is_continuation(*text);
    return points;
}

size_t text_offset(const char *text, size_t points)
{
    size_t at = 0;
    for (; text[at] != '\0'; at++)
        if (!is_continuation(text[at]) && points-- == 0)
            break;
    return at;
}

/* ---- HTML ----------------------------------------------------------------------------------- */

static const char *html_entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

char *text_html(struct arena *arena, const char *text)
{
    size_t size = 0;
    for (const char *at = text; *at != '\0'; at++) {
        const char *entity = html_entity(*at);
        size += entity != NULL ? strlen(entity) : 1;
    }
    char *html = arena_alloc(arena, size + 1);
    char *out = html;
    for (const char *at = text; *at != '\0'; at++) {
        const char *entity = html_entity(*at);
        if (entity != NULL)
            out = stpcpy(out, entity);
        else
            *out++ = *at;
    }
    *out = '\0';
    return html;
}

/* ---- what search compares ------------------------------------------------------------------- */

/* Full-width ASCII forms (U+FF01..FF5E) and the ideographic blank become ASCII, capitals small,
 * every blank ' '. */
static uint32_t fold_point(uint32_t point)
{
    if (point >= 0xff01 && point <= 0xff5e)
        point -= 0xfee0;
    if (point >= 'A' && point <= 'Z')
        return point + ('a' - 'A');
    if (point < 0x20 || point == 0x7f || point == 0xa0 || point == 0x3000 ||
        (point >= 0x2000 && point <= 0x200a))
        return ' ';
    return point;
}

char *text_fold(struct arena *arena, const char *text)
{
    size_t length = strlen(text);
    const unsigned char *bytes = (const unsigned char *)text;
    char *folded = arena_alloc(arena, length + 1);
    size_t out = 0;
    for (size_t at = 0; at < length;) {
        uint32_t point;
        size_t size = decode(bytes + at, length - at, &point);
        uint32_t plain = size == 0 ? ' ' : fold_point(point); /* a broken byte is no text */
        if (plain != ' ' && plain != point)
            folded[out++] = (char)plain;
        else if (plain != ' ')
            out = (size_t)((char *)mempcpy(folded + out, bytes + at, size) - folded);
        else if (out > 0 && folded[out - 1] != ' ')
            folded[out++] = ' ';
        at += size == 0 ? 1 : size;
    }
    if (out > 0 && folded[out - 1] == ' ')
        out--;
    folded[out] = '\0';
    return folded;
}
