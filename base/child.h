/* A helper process: a program that gets bytes on its standard input, answers on its standard output
 * and ends. For work that one does not want in one's own process: decoding what strangers sent.
 *
 * The loop does not wait for it; the calling coroutine does. The child gets no environment, no
 * descriptor but the three, and default signals; what else it may do it takes from itself
 * (setrlimit, seccomp) before it reads. It is killed when its time is over, when it answers more
 * than was agreed, and when the task is cancelled. At most CHILD_MAX run at once in this process;
 * further calls wait for their turn, CHILD_WAITING of them.
 */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/task.h"

enum { CHILD_MAX = 2, CHILD_WAITING = 16 };

struct child_order {
    const char *program;     /* a path */
    const char *const *argv; /* ended by NULL */
    const void *input;       /* stays as it is until the child has ended */
    size_t input_length;
    size_t max_output;
    int64_t timeout_ms;
};

struct child_result {
    const char *output; /* in the task's arena */
    size_t output_length;
    int exit_code;  /* -1: it was killed */
    int signal;     /* by which signal, 0 = none */
    bool timed_out; /* by us, as its time was over */
    bool too_much;  /* by us, as it answered too much */
};

/* False when no child could be had (overloaded), or the task's deadline passed or it was cancelled.
 * A child that failed is true with its result. */
bool child_run(struct task *task, const struct child_order *order, struct child_result *result,
               struct refusal *why);

#endif
