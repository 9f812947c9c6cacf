/* Waiting for word of one thing: heard while waiting and before, of another, of all, nothing, and
 * cancelled. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/coro.h"
#include "base/loop.h"
#include "base/watch.h"

static struct watch_channel moves = {.name = "moves"};

static void wake_seven(void *argument)
{
    (void)argument;
    watch_wake(&moves, 8);
    watch_wake(&moves, 7);
}

static void wake_all(void *argument)
{
    (void)argument;
    watch_wake(&moves, 0);
}

static void cancel(void *argument)
{
    task_cancel(argument);
}

static int story(struct task *task, void *argument)
{
    struct watcher watcher, other;
    (void)argument;
    watch_begin(&moves, &other, 8);
    watch_begin(&moves, &watcher, 7);
    loop_after(1, wake_seven, NULL);
    assert_int_equal(watch_wait(task, &watcher, 60000), WATCH_HEARD);
    assert_true(other.heard);
    assert_int_equal(watch_wait(task, &watcher, 1), WATCH_QUIET);

    watch_wake(&moves, 7); /* between two waits: nothing is missed */
    watch_wake(&moves, 7);
    assert_int_equal(watch_wait(task, &watcher, 60000), WATCH_HEARD);
    assert_int_equal(watch_wait(task, &watcher, 1), WATCH_QUIET);

    loop_after(1, wake_all, NULL);
    assert_int_equal(watch_wait(task, &watcher, 60000), WATCH_HEARD);

    watch_end(&other);
    watch_wake(&moves, 8); /* nobody is there any more */

    loop_after(1, cancel, task);
    assert_int_equal(watch_wait(task, &watcher, 60000), WATCH_OVER);
    assert_int_equal(watch_wait(task, &watcher, 60000), WATCH_OVER);
    watch_end(&watcher);
    return 0;
}

static void test_watch(void **state)
{
    (void)state;
    loop_init();
    assert_int_equal(task_run_main(story, NULL), 0);
    loop_free();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_watch)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
