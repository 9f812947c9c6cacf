/* Any bytes as a photo, through everything that the child process does with them.
 *
 * Besides memory faults it holds that the answer is one that the parent understands: a fault with a
 * word of its own, or files that are whole.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "media/picture_make.h"
#include "media/picture_work.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct answer {
    char *bytes;
    size_t length;
};

static bool gather(void *argument, const void *bytes, size_t length)
{
    struct answer *answer = argument;
    answer->bytes = realloc(answer->bytes, answer->length + length);
    if (answer->bytes == NULL)
        abort();
    memcpy(answer->bytes + answer->length, bytes, length);
    answer->length += length;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct answer answer = {NULL, 0};
    struct picture_made made;
    enum picture_fault fault;
    if (!picture_work(data, size, gather, &answer))
        abort();
    bool whole = picture_read_answer(answer.bytes, answer.length, &made, &fault);
    if (!whole && memcmp(answer.bytes, "fault ", 6) != 0)
        abort();
    free(answer.bytes);
    return 0;
}
