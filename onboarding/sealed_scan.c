#include "onboarding/sealed_scan.h"

#include <string.h>

#include "base/crypto.h"

const struct picture_file *sealed_scan_file(const struct picture_made *made)
{
    for (int i = made->count - 1; i > 0; i--)
        if (strcmp(made->files[i].format, "webp") == 0)
            return &made->files[i];
    return &made->files[0];
}

const uint8_t *sealed_scan_seal(struct task *task, const struct picture_file *file,
                                const char *place, int64_t id, size_t *length)
{
    return crypto_seal_at(task->arena, CRYPTO_PLACE(place, id),
                          crypto_base64(task->arena, file->bytes, file->length), length);
}

bool sealed_scan_open(struct task *task, const char *place, int64_t id, const void *sealed,
                      const void **bytes, size_t *length)
{
    uint8_t *opened;
    const char *text = crypto_open_at(task->arena, CRYPTO_PLACE(place, id), sealed, *length);
    if (text == NULL || !crypto_unbase64(task->arena, text, &opened, length))
        return false;
    *bytes = opened;
    return true;
}
