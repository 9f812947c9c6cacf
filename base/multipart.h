/* Parts of a form that was sent as multipart/form-data (RFC 7578): what a browser makes of a form
 * with a file in it. Parts are found in the body as it lies there, nothing is copied. */
#ifndef BASE_MULTIPART_H
#define BASE_MULTIPART_H

#include <stdbool.h>
#include <stddef.h>

struct multipart_part {
    const char *bytes; /* within the body */
    size_t length;
    bool is_file; /* it came with a file's name, which may be empty: then no file was chosen */
};

/* The first part of this name (letters, digits and _). `content_type` is the request's header,
 * which names what stands between parts; NULL is none. False when there is no such part, or the
 * body is cut off before its end. */
bool multipart_find(const char *content_type, const char *body, size_t length, const char *name,
                    struct multipart_part *part);

#endif
