/* Wishes that go through a lane, each by a task of its own. */
#ifndef TESTS_UNIT_WISH_H
#define TESTS_UNIT_WISH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/lane.h"
#include "base/task.h"

struct wish {
    int64_t id;
    bool poison; /* makes the statement of its batch fail */
    bool waits;  /* the batch waits for the lock */
    int keys[2]; /* what it must not share, in a lane that is spread; 0 = none */
    bool done, granted;
    struct refusal why;
    struct task *task;
    struct lane *lane;
};

/* Begins them, with ids from first_id on; timeout_ms 0 = none. */
void spawn_wishes(struct lane *lane, struct wish *wishes, int count, int64_t first_id,
                  int64_t timeout_ms);
/* Sleeps in the task until all of them are answered. */
void until_done(struct task *task, const struct wish *wishes, int count);
int count_granted(const struct wish *wishes, int count);

#endif
