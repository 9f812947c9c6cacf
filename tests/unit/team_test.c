/* Tasks that work side by side for one that waits for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>

#include "base/coro.h"
#include "base/loop.h"
#include "base/team.h"
#include "tests/unit/idle.h"

enum { LONG_MS = 600 * 1000 }; /* would hang the test if it were waited for */

static int setup(void **state)
{
    (void)state;
    loop_init();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    coro_set_limit(1000);
    int live = coro_live();
    coro_shutdown();
    loop_free();
    return live;
}

/* Work that is dealt out, and who met whom over it. */
struct work {
    int members, next, pieces, done, inside, most, cancelled;
    int64_t pause_ms;
    struct task *caller;
    bool ended;
};

static void takes_pieces(struct task *member, void *argument)
{
    struct work *work = argument;
    struct refusal why;
    while (work->next < work->pieces) {
        work->next++;
        work->inside++;
        work->most = work->inside > work->most ? work->inside : work->most;
        bool slept = task_sleep(member, work->pause_ms, &why);
        work->inside--;
        if (!slept) {
            work->cancelled++;
            return;
        }
        work->done++;
    }
}

static void leads(struct task *task, void *argument)
{
    struct work *work = argument;
    struct arena *own = task->arena;
    work->caller = task;
    team_run(task, work->members, takes_pieces, work);
    assert_ptr_equal(task->arena, own);
    assert_int_equal(work->inside, 0);
    work->ended = true;
}

static void run(struct work *work, int64_t timeout_ms)
{
    assert_true(task_spawn(leads, work, timeout_ms));
    run_until_idle();
    assert_true(work->ended);
}

static void test_all_is_done_side_by_side(void **state)
{
    (void)state;
    struct work work = {.members = 3, .pieces = 7, .pause_ms = 1};
    run(&work, 0);
    assert_int_equal(work.done, 7);
    assert_int_equal(work.most, 3);
}

static void test_one_alone(void **state)
{
    (void)state;
    struct work work = {.members = 1, .pieces = 3, .pause_ms = 1};
    run(&work, LONG_MS);
    assert_int_equal(work.done, 3);
    assert_int_equal(work.most, 1);
}

static void test_fewer_where_there_are_no_coroutines(void **state)
{
    (void)state;
    struct work work = {.members = 4, .pieces = 5, .pause_ms = 1};
    coro_set_limit(2);
    run(&work, 0);
    assert_int_equal(work.done, 5);
    assert_int_equal(work.most, 2);
}

static void test_a_deadline_ends_all(void **state)
{
    (void)state;
    struct work work = {.members = 3, .pieces = 9, .pause_ms = LONG_MS};
    run(&work, 1);
    assert_int_equal(work.done, 0);
    assert_int_equal(work.cancelled, 3);
}

static void cancels(void *argument)
{
    struct work *work = argument;
    task_cancel(work->caller);
}

static void test_who_is_cancelled_cancels_all(void **state)
{
    (void)state;
    struct work work = {.members = 3, .pieces = 9, .pause_ms = LONG_MS};
    loop_after(5, cancels, &work);
    run(&work, 0);
    assert_int_equal(work.done, 0);
    assert_int_equal(work.cancelled, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_all_is_done_side_by_side, setup, teardown),
        cmocka_unit_test_setup_teardown(test_one_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fewer_where_there_are_no_coroutines, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_deadline_ends_all, setup, teardown),
        cmocka_unit_test_setup_teardown(test_who_is_cancelled_cancels_all, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
