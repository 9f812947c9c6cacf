/* Timed work: what becomes due by the clock, in pieces. One process runs them every few seconds,
 * each in a task of its own, never twice at once; every piece is idempotent, so a second runner
 * would do no harm.
 */
#ifndef BASE_TIMED_H
#define BASE_TIMED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

struct timed_piece {
    const char *name; /* for the log */
    /* Does a bounded part of what is due; *done says how many things. False when it cannot now;
     * the other pieces run all the same. */
    bool (*run)(struct task *task, int *done, struct refusal *why);
    int64_t period_ms; /* it rests so long after a run; 0 = it runs in every round */
    int again_from; /* a run that has done at least so many things found more than its part: it runs
                       again at once. 0 = it rests after each run, however much is due */
};

/* Runs one part of a piece unless it rests; *next_ms is when it may run again (clock_mono_ms()), 0
 * before the first run, kept by the caller beside the piece. *more: it does not rest now, there is
 * more to do. A piece that is run again and could not, tries again in the next round. */
bool timed_run(const struct timed_piece *piece, int64_t *next_ms, struct task *task, int *done,
               bool *more, struct refusal *why);

#endif
