/* Taking the register's latest snapshot over, in two halves: all of it is fetched into the stage
 * and held against itself (register/staging.h), and then taken over (register/taking.h).
 */
#ifndef REGISTER_SNAPSHOT_H
#define REGISTER_SNAPSHOT_H

#include "register/run.h"

/* What is told while it goes on. */
struct register_watch {
    void (*progress)(void *argument, const struct register_run *run);
    void *argument;
};
/* Takes the run under way to its end, or to where it waits for a person; nothing when there is
 * none. *run = where it stands then. `watch` may be NULL. */
bool register_snapshot_work(struct task *task, const struct register_watch *watch,
                            struct register_run *run, bool *found, struct refusal *why);

#endif
