/* Files of web/, of the built pages and the OpenAPI document, embedded at build time. The generated
 * "web.c" defines the table, sorted by path. */
#ifndef BASE_ASSET_H
#define BASE_ASSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

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

/* "/static/produce/orange.svg?v=0a1b2c3d" for the file "static/produce/orange.svg": the version is
 * of the file's bytes, so the address may be kept for ever. Without a version when there is no such
 * file. In the arena. */
const char *asset_url(struct arena *arena, const char *path);
/* Eight hex digits of the file's bytes. */
const char *asset_version(const struct web_file *file);
/* Whether `version` is that of the file. */
bool asset_has_version(const struct web_file *file, const char *version);

#endif
