#include "base/asset.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"

static int compare(const void *path, const void *file)
{
    return strcmp(path, ((const struct web_file *)file)->path);
}

const struct web_file *asset_find(const char *path)
{
    return bsearch(path, WEB_FILES, (size_t)WEB_FILES_COUNT, sizeof(WEB_FILES[0]), compare);
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

/* ---- versions ---- */

enum { VERSION_SIZE = 9, FILES_MAX = 4096 };

const char *asset_version(const struct web_file *file)
{
    static char versions[FILES_MAX][VERSION_SIZE];
    size_t index = (size_t)(file - WEB_FILES);
    assert(index < FILES_MAX);
    if (versions[index][0] == '\0') {
        uint8_t digest[32];
        crypto_sha256(file->bytes, file->length, digest);
        crypto_hex(digest, (VERSION_SIZE - 1) / 2, versions[index]);
    }
    return versions[index];
}

const char *asset_url(struct arena *arena, const char *path)
{
    const struct web_file *file = asset_find(path);
    if (file == NULL)
        return arena_printf(arena, "/%s", path);
    return arena_printf(arena, "/%s?v=%s", path, asset_version(file));
}

bool asset_has_version(const struct web_file *file, const char *version)
{
    return strcmp(asset_version(file), version) == 0;
}
