#include "media/picture_make.h"

#include <stdlib.h>
#include <string.h>

#include "base/child.h"
#include "base/log.h"
#include "media/picture_work.h"

enum { CHILD_MS = 10000, ANSWER_BYTES = 4 * 1024 * 1024, LINE_MAX_ = 64, SIDE_MAX = 10000 };

/* ---- the child's answer ---- */

struct cursor {
    const char *at;
    size_t left;
};

/* The next line without its end, copied; false when there is none. */
static bool next_line(struct cursor *cursor, char line[LINE_MAX_])
{
    const char *end = memchr(cursor->at, '\n', cursor->left);
    size_t length = end != NULL ? (size_t)(end - cursor->at) : LINE_MAX_;
    if (length >= LINE_MAX_)
        return false;
    memcpy(line, cursor->at, length);
    line[length] = '\0';
    cursor->at += length + 1;
    cursor->left -= length + 1;
    return true;
}

static bool number(const char **text, int64_t max, int64_t *value)
{
    char *end;
    if (**text < '0' || **text > '9')
        return false;
    *value = strtoll(*text, &end, 10);
    *text = *end == ' ' && end[1] != '\0' ? end + 1 : end;
    return *value <= max;
}

static bool read_format(const char **text, const char **format)
{
    size_t length = strcspn(*text, " ");
    for (int i = 0; i < PICTURE_FORMATS; i++) {
        if (strlen(PICTURE_FORMAT_NAMES[i]) != length ||
            memcmp(PICTURE_FORMAT_NAMES[i], *text, length) != 0)
            continue;
        *format = PICTURE_FORMAT_NAMES[i];
        *text += length + ((*text)[length] == ' ');
        return true;
    }
    return false;
}

static bool read_file(struct cursor *cursor, const char *line, struct picture_file *file)
{
    int64_t length;
    if (!number(&line, SIDE_MAX, &file->width) || !number(&line, SIDE_MAX, &file->height) ||
        !read_format(&line, &file->format) || !number(&line, ANSWER_BYTES, &length) ||
        *line != '\0' || length == 0 || (size_t)length > cursor->left)
        return false;
    file->bytes = cursor->at;
    file->length = (size_t)length;
    cursor->at += file->length;
    cursor->left -= file->length;
    return file->width > 0 && file->height > 0;
}

bool picture_read_answer(const char *answer, size_t length, struct picture_made *made,
                         enum picture_fault *fault)
{
    struct cursor cursor = {answer, length};
    char line[LINE_MAX_];
    *fault = PICTURE_FAULT_HEAVY;
    made->count = 0;
    if (!next_line(&cursor, line))
        return false;
    if (strncmp(line, "fault ", 6) == 0) {
        enum picture_fault named = picture_fault_find(line + 6, strlen(line + 6));
        *fault = named < PICTURE_FAULT_COUNT ? named : PICTURE_FAULT_HEAVY;
        return false;
    }
    while (next_line(&cursor, line)) {
        if (strcmp(line, "end") == 0)
            return cursor.left == 0 && made->count > 0;
        if (made->count == PICTURE_FILES_MAX ||
            !read_file(&cursor, line, &made->files[made->count++]))
            return false;
    }
    return false;
}

/* ---- asking it ---- */

static bool refuse_failed(struct task *task, const struct child_result *result,
                          enum picture_fault fault, struct refusal *why)
{
    bool spoke = result->exit_code == 0;
    if (!spoke)
        log_warn("picture_child", LOG_S("task", task->id), LOG_I("exit", result->exit_code),
                 LOG_I("signal", result->signal), LOG_I("timed_out", result->timed_out));
    return refuse(why, picture_fault_kind(spoke ? fault : PICTURE_FAULT_HEAVY), NULL);
}

bool picture_make(struct task *task, const void *bytes, size_t length, struct picture_made *made,
                  struct refusal *why)
{
    static const char *const ARGUMENTS[] = {"mall", "picture", NULL};
    struct child_order order = {.program = "/proc/self/exe",
                                .argv = ARGUMENTS,
                                .input = bytes,
                                .input_length = length,
                                .max_output = ANSWER_BYTES,
                                .timeout_ms = CHILD_MS};
    struct child_result result;
    enum picture_fault fault = picture_format_fault(picture_sniff(bytes, length));
    if (fault != PICTURE_FINE)
        return refuse(why, picture_fault_kind(fault), NULL);
    if (!child_run(task, &order, &result, why))
        return false;
    bool whole = result.exit_code == 0 &&
                 picture_read_answer(result.output, result.output_length, made, &fault);
    return whole || refuse_failed(task, &result, fault, why);
}
