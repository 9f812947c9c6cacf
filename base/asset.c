#include "base/asset.h"

#include <string.h>

const struct web_file *asset_find(const char *path)
{
    for (int i = 0; i < WEB_FILES_COUNT; i++)
        if (strcmp(WEB_FILES[i].path, path) == 0)
            return &WEB_FILES[i];
    return NULL;
}

const char *asset_type(const char *path)
{
    static const struct {
        const char *ending, *type;
    } TYPES[] = {
        {"html", "text/html; charset=utf-8"},
        {"css", "text/css; charset=utf-8"},
        {"js", "text/javascript; charset=utf-8"},
        {"json", "application/json"},
        {"webmanifest", "application/manifest+json"},
        {"svg", "image/svg+xml"},
        {"png", "image/png"},
        {"jpg", "image/jpeg"},
        {"jpeg", "image/jpeg"},
        {"webp", "image/webp"},
        {"ico", "image/x-icon"},
        {"woff2", "font/woff2"},
        {"txt", "text/plain; charset=utf-8"},
        {"xml", "application/xml"},
    };
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot != NULL && i < sizeof(TYPES) / sizeof(TYPES[0]); i++)
        if (strcmp(TYPES[i].ending, dot + 1) == 0)
            return TYPES[i].type;
    return "application/octet-stream";
}
