#include "base/db_copy_text.h"

#include <assert.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for so many bytes more; returns where they go. */
static char *make_room(struct db_copy_text *text, size_t length)
{
    if (text->used + length >= text->room) {
        text->room = (text->used + length) * 2;
        text->bytes = realloc(text->bytes, text->room);
        if (text->bytes == NULL)
            abort();
    }
    return text->bytes + text->used;
}

static void put_chars(struct db_copy_text *text, const char *chars)
{
    static const char WRITTEN[UCHAR_MAX + 1] = {
        ['\\'] = '\\', ['\t'] = 't', ['\n'] = 'n', ['\r'] = 'r'};
    char *out = make_room(text, strlen(chars) * 2), *begin = out;
    for (; *chars != '\0'; chars++) {
        char written = WRITTEN[(unsigned char)*chars];
        if (written != '\0')
            *out++ = '\\';
        *out++ = written != '\0' ? written : *chars;
    }
    text->used += (size_t)(out - begin);
}

static void put_bytes(struct db_copy_text *text, const unsigned char *bytes, size_t length)
{
    static const char DIGITS[] = "0123456789abcdef";
    char *out = make_room(text, length * 2 + 3);
    out = mempcpy(out, "\\\\x", 3);
    for (size_t i = 0; i < length; i++) {
        *out++ = DIGITS[bytes[i] >> 4];
        *out++ = DIGITS[bytes[i] & 15];
    }
    text->used += length * 2 + 3;
}

static void put_value(struct db_copy_text *text, const struct db_value *value)
{
    char number[24];
    bool is_null =
        value->type == DB_NULL_ ||
        ((value->type == DB_TEXT_ || value->type == DB_BYTES_) && value->pointer == NULL);
    if (is_null) {
        memcpy(make_room(text, 2), "\\N", 2);
        text->used += 2;
        return;
    }
    switch (value->type) {
    case DB_I64_:
        snprintf(number, sizeof number, "%" PRId64, value->integer);
        put_chars(text, number);
        return;
    case DB_BOOL_:
        put_chars(text, value->integer != 0 ? "t" : "f");
        return;
    case DB_TEXT_:
        put_chars(text, value->pointer);
        return;
    case DB_BYTES_:
        put_bytes(text, value->pointer, value->length);
        return;
    default:
        assert(!"a row has single values");
    }
}

void db_copy_text_row(struct db_copy_text *text, const struct db_value *values, int count)
{
    for (int i = 0; i < count; i++) {
        put_value(text, &values[i]);
        *make_room(text, 1) = i + 1 < count ? '\t' : '\n';
        text->used++;
    }
}
