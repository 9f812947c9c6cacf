/* Turns: at most so many tasks do something at a time, and the others wait in the order in which
 * they came.
 */
#ifndef BASE_TURN_H
#define BASE_TURN_H

#include <stdbool.h>

#include "base/task.h"

/* Zero but for its two bounds, which are > 0. Only one thread uses it. */
struct turns {
    int most;       /* at a time */
    int wait_most;  /* who waits beyond that many is refused */
    int out, waits; /* how many have a turn, and wait for one */
    struct turn_wait *first, *last;
};

/* Waits for a turn. False with 503 overloaded when too many wait, with timeout or cancelled when
 * the task's deadline or end came first. */
bool turn_take(struct task *task, struct turns *turns, struct refusal *why);

/* Gives the turn to who has waited longest. Once for each that was taken. */
void turn_give(struct turns *turns);

#endif
