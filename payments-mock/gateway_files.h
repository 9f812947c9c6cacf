/* Bills that wait to be downloaded, behind a secret that lives five minutes. In memory only: after
 * a restart the merchant asks for the bill again.
 */
#ifndef PAYMENTS_MOCK_GATEWAY_FILES_H
#define PAYMENTS_MOCK_GATEWAY_FILES_H

#include <stddef.h>
#include <stdint.h>

enum { GATEWAY_FILES_MAX = 32, GATEWAY_FILE_LIFE_S = 300 };

struct gateway_file {
    char token[33];
    const char *media_type; /* static */
    char *bytes;
    size_t length;
    int64_t until_us;
};

/* A ring: the oldest goes when a new one needs its place. All zero is empty. */
struct gateway_files {
    struct gateway_file files[GATEWAY_FILES_MAX];
    unsigned next;
};

void gateway_files_release(struct gateway_files *files);
/* Copies the bytes; returns the secret that names them. */
const char *gateway_files_add(struct gateway_files *files, const char *bytes, size_t length,
                              const char *media_type, int64_t now_us);
/* NULL when there is none, or its time is over. */
const struct gateway_file *gateway_files_find(const struct gateway_files *files, const char *token,
                                              int64_t now_us);

#endif
