#include "ops/build/text.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static struct text page;
static size_t page_room;

void die(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s: ", program_invocation_short_name);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

void *must(void *pointer)
{
    if (pointer == NULL)
        die("out of memory");
    return pointer;
}

struct text text_read(const char *path, bool *found)
{
    struct text text = {0};
    FILE *file = fopen(path, "rb");
    *found = file != NULL;
    if (file == NULL)
        return text;
    size_t room = 1 << 16;
    text.bytes = must(malloc(room));
    for (;;) {
        size_t got = fread(text.bytes + text.length, 1, room - text.length - 1, file);
        if (got == 0)
            break;
        text.length += got;
        if (room - text.length < 2) {
            room *= 2;
            text.bytes = must(realloc(text.bytes, room));
        }
    }
    if (ferror(file))
        die("%s: %s", path, strerror(errno));
    fclose(file);
    text.bytes[text.length] = '\0';
    return text;
}

char *text_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *name = must(strdup(slash ? slash + 1 : path));
    char *dot = strrchr(name, '.');
    if (dot)
        *dot = '\0';
    return name;
}

/* ---- the page ---- */

static void make_room(size_t more)
{
    if (page_room - page.length > more)
        return;
    page_room = page_room * 2 + more + 4096;
    page.bytes = must(realloc(page.bytes, page_room));
}

void put(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    make_room((size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(page.bytes + page.length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    page.length += (size_t)length;
}

static void put_byte(char byte)
{
    make_room(2);
    page.bytes[page.length++] = byte;
    page.bytes[page.length] = '\0';
}

/* Always three octal digits, so that a digit that follows is safe. */
void put_literal(const struct text *text)
{
    put("\"");
    for (size_t i = 0; i < text->length; i++) {
        unsigned char byte = (unsigned char)text->bytes[i];
        if (byte == '\n' && i + 1 < text->length)
            put("\\n\"\n\"");
        else if (byte == '"' || byte == '\\') {
            put_byte('\\');
            put_byte((char)byte);
        } else if (byte < 32 || byte > 126 || byte == '?') {
            put("\\%03o", byte);
        } else {
            put_byte((char)byte);
        }
    }
    put("\"");
}

void put_string(const char *string)
{
    struct text text = {.bytes = (char *)string, .length = strlen(string)};
    put_literal(&text);
}

static void make_folders(const char *path)
{
    char *folder = must(strdup(path));
    for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(folder, 0777) != 0 && errno != EEXIST)
            die("%s: %s", folder, strerror(errno));
        *slash = '/';
    }
    free(folder);
}

void put_file(const char *path)
{
    bool found;
    struct text before = text_read(path, &found);
    size_t length = page.length;
    page.length = 0;
    if (found && before.length == length && memcmp(before.bytes, page.bytes, length) == 0)
        return;
    make_folders(path);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(page.bytes, 1, length, file) != length || fclose(file) != 0)
        die("%s: %s", path, strerror(errno));
}
