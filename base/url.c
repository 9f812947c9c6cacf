#include "base/url.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

static bool stays(enum url_kind kind, char c)
{
    bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return alnum || c == '-' || c == '.' || c == '_' || c == (kind == URL_FORM ? '*' : '~');
}

char *url_encode(struct arena *arena, enum url_kind kind, const char *text)
{
    static const char DIGITS[] = "0123456789ABCDEF";
    char *encoded = arena_alloc(arena, strlen(text) * 3 + 1);
    char *to = encoded;
    for (; *text != '\0'; text++) {
        if (stays(kind, *text)) {
            *to++ = *text;
        } else if (*text == ' ' && kind == URL_FORM) {
            *to++ = '+';
        } else {
            *to++ = '%';
            *to++ = DIGITS[(unsigned char)*text >> 4];
            *to++ = DIGITS[(unsigned char)*text & 15];
        }
    }
    return encoded;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int url_escape(const char *at, size_t left)
{
    int high = left > 2 && at[0] == '%' ? hex_digit(at[1]) : -1;
    int low = high >= 0 ? hex_digit(at[2]) : -1;
    return low >= 0 ? high << 4 | low : -1;
}

long url_decode(enum url_kind kind, const char *from, size_t length, char *to)
{
    long written = 0;
    for (size_t i = 0; i < length; i++) {
        char c = from[i];
        if (c == '%') {
            int byte = url_escape(from + i, length - i);
            if (byte < 0)
                return -1;
            c = (char)byte;
            i += 2;
        } else if (c == '+' && kind == URL_FORM) {
            c = ' ';
        }
        to[written++] = c;
    }
    return written;
}

char *url_form_value(struct arena *arena, const char *body, const char *name)
{
    size_t name_length = strlen(name);
    for (const char *at = body; *at != '\0';) {
        size_t length = strcspn(at, "&");
        if (length > name_length && at[name_length] == '=' && memcmp(at, name, name_length) == 0) {
            size_t rest = length - name_length - 1;
            char *value = arena_alloc(arena, rest + 1);
            long decoded = url_decode(URL_FORM, at + name_length + 1, rest, value);
            return decoded >= 0 && text_is_clean(value, (size_t)decoded, true) ? value : NULL;
        }
        at += length + (at[length] == '&');
    }
    return NULL;
}
