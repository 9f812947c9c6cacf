/* Pieces of one task's work that need nothing of each other, done side by side.
 */
#ifndef BASE_TEAM_H
#define BASE_TEAM_H

#include "base/task.h"

/* Runs `body(member, argument)` in the caller's own task and in `count` - 1 others, each with an
 * arena of its own, and comes back when all have ended. The others have the caller's deadline and
 * are cancelled when the caller is; they are waited for all the same, so `argument` may lie on its
 * stack. One gives way to another only where it waits. Where no coroutine can be had fewer work.
 * The caller must not be within a transaction. */
void team_run(struct task *task, int count, void (*body)(struct task *member, void *argument),
              void *argument);

#endif
