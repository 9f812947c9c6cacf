/* Any bytes as a form of parts: what is found lies within them, and what has no name is not found.
 * Input: the header's value, a line's end, the body. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
    static const char *const NAMES[] = {"field", "photo", "x"};
    const uint8_t *line = memchr(data, '\n', length);
    if (line == NULL)
        return 0;
    size_t type_length = (size_t)(line - data), body_length = length - type_length - 1;
    char *type = malloc(type_length + 1), *body = malloc(body_length + 1);
    assert(type != NULL && body != NULL);
    memcpy(type, data, type_length);
    type[type_length] = '\0';
    memcpy(body, line + 1, body_length);
    body[body_length] = '\0'; /* as a request's body ends */
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        struct multipart_part part;
        if (!multipart_find(type, body, body_length, NAMES[i], &part))
            continue;
        assert(part.bytes >= body && part.bytes + part.length <= body + body_length);
        assert(memmem(body, body_length, NAMES[i], strlen(NAMES[i])) != NULL);
    }
    free(type);
    free(body);
    return 0;
}
