/* Files of web/ (and the OpenAPI document) embedded at build time. The generated "web.c" defines
 * the table. */
#ifndef BASE_ASSET_H
#define BASE_ASSET_H

#include <stddef.h>

struct web_file {
    const char *path;
    const unsigned char *bytes;
    size_t length;
}; /* path: "pages/product.html" */
extern const struct web_file WEB_FILES[];
extern const int WEB_FILES_COUNT;

/* By path, NULL when there is none. */
const struct web_file *asset_find(const char *path);
/* Media type by ending; "application/octet-stream" when unknown. */
const char *asset_type(const char *path);

#endif
