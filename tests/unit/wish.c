#include "tests/unit/wish.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void wish_body(struct task *task, void *argument)
{
    struct wish *wish = argument;
    wish->task = task;
    wish->granted = lane_run(task, wish->lane, wish, &wish->why);
    wish->done = true;
}

void spawn_wishes(struct lane *lane, struct wish *wishes, int count, int64_t first_id,
                  int64_t timeout_ms)
{
    for (int i = 0; i < count; i++) {
        wishes[i].id = first_id + i;
        wishes[i].lane = lane;
        assert_true(task_spawn(wish_body, &wishes[i], timeout_ms));
    }
}

void until_done(struct task *task, const struct wish *wishes, int count)
{
    struct refusal why;
    for (int i = 0; i < count; i++)
        while (!wishes[i].done)
            assert_true(task_sleep(task, 1, &why));
}

int count_granted(const struct wish *wishes, int count)
{
    int granted = 0;
    for (int i = 0; i < count; i++)
        granted += wishes[i].granted;
    return granted;
}
