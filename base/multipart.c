#include "base/multipart.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { BOUNDARY_MAX = 70 };

/* "\r\n--" and the boundary. */
struct delimiter {
    char text[4 + BOUNDARY_MAX + 1];
    size_t length;
};

/* The first is `from`, the next behind it; NULL = not there. */
static const char *find(const char *from, const char *end, const char *what, size_t length)
{
    return memmem(from, (size_t)(end - from), what, length);
}

static bool read_delimiter(const char *content_type, struct delimiter *delimiter)
{
    const char *at = content_type != NULL ? strcasestr(content_type, "boundary=") : NULL;
    if (at == NULL)
        return false;
    at += strlen("boundary=");
    bool quoted = *at == '"';
    at += quoted;
    size_t length = strcspn(at, quoted ? "\"" : "; \t");
    if (length == 0 || length > BOUNDARY_MAX)
        return false;
    delimiter->length =
        (size_t)snprintf(delimiter->text, sizeof(delimiter->text), "\r\n--%.*s", (int)length, at);
    return true;
}

/* Whether a line of a part's head says that it is this one. */
static bool is_named(const char *line, size_t length, const char *name, bool *is_file)
{
    static const char DISPOSITION[] = "content-disposition:";
    char wanted[80];
    int written = snprintf(wanted, sizeof(wanted), "; name=\"%s\"", name);
    if (length < sizeof(DISPOSITION) ||
        strncasecmp(line, DISPOSITION, sizeof(DISPOSITION) - 1) != 0)
        return false;
    *is_file = memmem(line, length, "; filename", strlen("; filename")) != NULL;
    return written < (int)sizeof(wanted) && memmem(line, length, wanted, (size_t)written) != NULL;
}

/* `head` begins with a line's end and lies before `end`. */
static bool has_name(const char *head, const char *end, const char *name, bool *is_file)
{
    while (head < end) {
        head += 2;
        const char *next = find(head, end, "\r\n", 2);
        size_t length = (size_t)((next != NULL ? next : end) - head);
        if (is_named(head, length, name, is_file))
            return true;
        head = next != NULL ? next : end;
    }
    return false;
}

bool multipart_find(const char *content_type, const char *body, size_t length, const char *name,
                    struct multipart_part *part)
{
    struct delimiter between;
    const char *end = body + length;
    /* before the first part there is no line to end */
    if (!read_delimiter(content_type, &between) || length < between.length - 2 ||
        memcmp(body, between.text + 2, between.length - 2) != 0)
        return false;
    const char *at = body + between.length - 2;
    while (end - at >= 2 && memcmp(at, "\r\n", 2) == 0) {
        const char *content = find(at, end, "\r\n\r\n", 4);
        const char *next =
            content != NULL ? find(content + 4, end, between.text, between.length) : NULL;
        if (next == NULL)
            return false;
        if (has_name(at, content, name, &part->is_file)) {
            part->bytes = content + 4;
            part->length = (size_t)(next - part->bytes);
            return true;
        }
        at = next + between.length;
    }
    return false;
}
