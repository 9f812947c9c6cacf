#include "payments-mock/gateway_files.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"

void gateway_files_release(struct gateway_files *files)
{
    for (int i = 0; i < GATEWAY_FILES_MAX; i++)
        free(files->files[i].bytes);
    *files = (struct gateway_files){0};
}

const char *gateway_files_add(struct gateway_files *files, const char *bytes, size_t length,
                              const char *media_type, int64_t now_us)
{
    struct gateway_file *file = &files->files[files->next++ % GATEWAY_FILES_MAX];
    free(file->bytes);
    *file = (struct gateway_file){
        .media_type = media_type,
        .bytes = malloc(length),
        .length = length,
        .until_us = now_us + (int64_t)GATEWAY_FILE_LIFE_S * 1000000,
    };
    if (file->bytes == NULL)
        abort();
    memcpy(file->bytes, bytes, length);
    crypto_nonce_text(file->token, sizeof file->token - 1);
    return file->token;
}

const struct gateway_file *gateway_files_find(const struct gateway_files *files, const char *token,
                                              int64_t now_us)
{
    for (int i = 0; i < GATEWAY_FILES_MAX; i++) {
        const struct gateway_file *file = &files->files[i];
        if (file->bytes != NULL && now_us < file->until_us && strcmp(file->token, token) == 0)
            return file;
    }
    return NULL;
}
