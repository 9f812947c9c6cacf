#include "payments-mock/gateway_form.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

/* Decodes `length` bytes; NULL for a broken escape. */
static char *decode(struct arena *arena, const char *from, size_t length, size_t *decoded)
{
    char *text = arena_alloc(arena, length + 1);
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        if (from[i] != '%') {
            text[n++] = from[i] == '+' ? ' ' : from[i];
            continue;
        }
        int high = i + 2 < length ? hex_digit(from[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(from[i + 2]) : -1;
        if (low < 0)
            return NULL;
        text[n++] = (char)(high * 16 + low);
        i += 2;
    }
    *decoded = n;
    return text;
}

char *gateway_form_value(struct arena *arena, const char *body, const char *name)
{
    size_t name_length = strlen(name), decoded;
    for (const char *at = body; *at != '\0';) {
        size_t length = strcspn(at, "&");
        if (length > name_length && at[name_length] == '=' && memcmp(at, name, name_length) == 0) {
            char *text = decode(arena, at + name_length + 1, length - name_length - 1, &decoded);
            return text != NULL && text_is_clean(text, decoded, true) ? text : NULL;
        }
        at += length + (at[length] == '&');
    }
    return NULL;
}

char *gateway_form_encode(struct arena *arena, const char *text)
{
    static const char DIGITS[] = "0123456789ABCDEF";
    char *encoded = arena_alloc(arena, strlen(text) * 3 + 1);
    char *to = encoded;
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (isalnum(c) || strchr("*-._", c) != NULL) {
            *to++ = (char)c;
        } else if (c == ' ') {
            *to++ = '+';
        } else {
            *to++ = '%';
            *to++ = DIGITS[c >> 4];
            *to++ = DIGITS[c & 15];
        }
    }
    return encoded;
}
