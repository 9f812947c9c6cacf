/* The log as a file of our own: standard error of our processes, which begins anew at a size.
 *
 * Every process appends to the file (O_APPEND: lines of several do not mix) and looks about once a
 * second whether the name still means the file it has; whoever finds another opens that. One
 * process alone turns the file over: NAME becomes NAME.1, NAME.1 becomes NAME.2 and so on, and the
 * last is deleted. So nothing is lost on the way: what was on its way goes to the file that was
 * renamed. Another program may rename it as well (logrotate); HUP makes the parent look at once.
 */
#ifndef BASE_LOG_FILE_H
#define BASE_LOG_FILE_H

#include <stdbool.h>
#include <stdint.h>

enum { LOG_FILE_KEEP_MAX = 99, LOG_FILE_LOOK_MS = 1000 };

struct log_file_plan {
    const char *path;  /* absolute; kept by the caller. Mode 0640 */
    int64_t max_bytes; /* turned over when it has so many */
    int keep;          /* older files, 1..LOG_FILE_KEEP_MAX */
    bool turns;        /* this process is the one that turns it over */
};

/* Makes the file this process's standard error. False with errno when it cannot be opened, and
 * nothing has changed. */
bool log_file_open(const struct log_file_plan *plan);

/* Looks whether the file was turned over, or must be, when the last look was LOG_FILE_LOOK_MS ago
 * or `now` says so. Nothing without an open file. True when standard error is another file now. */
bool log_file_look(bool now);

/* Whether there is such a file: then its process has to look, also while it writes nothing. */
bool log_file_is_open(void);

#endif
