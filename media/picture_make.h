/* What a sent file is made into, by a child process (media/picture_work.h): the files that are
 * served. Nothing of the sender's bytes is in them.
 */
#ifndef MEDIA_PICTURE_MAKE_H
#define MEDIA_PICTURE_MAKE_H

#include "base/task.h"
#include "media/picture_encode.h"
#include "media/picture_format.h"

enum { PICTURE_FILES_MAX = PICTURE_WIDTHS * PICTURE_FORMATS };

struct picture_file {
    int64_t width, height;
    const char *format; /* one of PICTURE_FORMAT_NAMES */
    const void *bytes;
    size_t length;
};

struct picture_made {
    struct picture_file files[PICTURE_FILES_MAX]; /* narrow ones first */
    int count;
};

/* Refusals: picture_... (422), overloaded, timeout. Memory is the task's. */
bool picture_make(struct task *task, const void *bytes, size_t length, struct picture_made *made,
                  struct refusal *why);

/* Reads the child's answer. False when it is not one; `fault` is then PICTURE_FAULT_HEAVY, or what
 * the child said. Pure. */
bool picture_read_answer(const char *answer, size_t length, struct picture_made *made,
                         enum picture_fault *fault);

#endif
