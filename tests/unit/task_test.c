/* Tasks and waits. Bounds on time are one-sided: nothing here fails because the machine
 * is slow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/coro.h"
#include "base/loop.h"
#include "base/task.h"
#include "tests/unit/idle.h"

enum { LONG_MS = 600 * 1000 }; /* would hang the test if it were waited for */

static char trace[256];

static void note(const char *text)
{
    strncat(trace, text, sizeof(trace) - strlen(trace) - 1);
}

static int setup(void **state)
{
    (void)state;
    trace[0] = '\0';
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

static void stops(void *argument)
{
    (void)argument;
    loop_stop();
}

/* All tasks have begun, and wait: timers that are set now find them so. */
static void let_begin(void)
{
    loop_after(0, stops, NULL);
    loop_run();
}

/* ---- sleeping ---- */

static void fills_id(struct task *task, void *argument)
{
    memcpy(argument, task->id, sizeof(task->id));
    assert_ptr_equal(task->coro, coro_self());
    assert_true(task->deadline_ms == INT64_MAX);
    assert_true(task_left_ms(task) == INT64_MAX);
}

static void tasks_have_ids_of_their_own(void **state)
{
    (void)state;
    char first[28] = "";
    char second[28] = "";
    assert_true(task_spawn(fills_id, first, 0));
    assert_true(task_spawn(fills_id, second, -1));
    assert_string_equal(first, ""); /* starts with the loop, not before */
    run_until_idle();
    assert_int_equal(strlen(first), 16);
    assert_int_equal(strlen(second), 16);
    assert_string_not_equal(first, second);
}

struct sleeper {
    int64_t delay_ms;
    const char *name;
    bool slept;
    struct refusal why;
    struct task *task; /* while it lives */
};

static void sleeps(struct task *task, void *argument)
{
    struct sleeper *sleeper = argument;
    sleeper->task = task;
    sleeper->slept = task_sleep(task, sleeper->delay_ms, &sleeper->why);
    note(sleeper->name);
    sleeper->task = NULL;
}

static void sleepers_wake_in_order(void **state)
{
    (void)state;
    struct sleeper late = {.delay_ms = 200, .name = "late"};
    struct sleeper early = {.delay_ms = 1, .name = "early "};
    struct sleeper now = {.delay_ms = 0, .name = "now "};
    int64_t start_ms = clock_mono_ms();
    task_spawn(sleeps, &late, 0);
    task_spawn(sleeps, &early, LONG_MS);
    task_spawn(sleeps, &now, LONG_MS);
    run_until_idle();
    assert_true(late.slept && early.slept && now.slept);
    assert_string_equal(trace, "now early late");
    assert_true(clock_mono_ms() - start_ms >= 190); /* the loop's clock ticks in a few milliseconds
                                                     */
}

static void the_deadline_ends_a_sleep(void **state)
{
    (void)state;
    struct sleeper sleeper = {.delay_ms = LONG_MS, .name = ""};
    int64_t start_ms = clock_mono_ms();
    task_spawn(sleeps, &sleeper, 30);
    run_until_idle();
    assert_false(sleeper.slept);
    assert_ptr_equal(sleeper.why.kind, &REFUSAL_TIMEOUT);
    assert_true(clock_mono_ms() - start_ms >= 30);
}

static void sleeps_three_times(struct task *task, void *argument)
{
    struct refusal *why = argument;
    assert_true(task_sleep(task, 1, why));
    task->deadline_ms = clock_mono_ms() + 20;
    assert_false(task_sleep(task, LONG_MS, why));
    assert_ptr_equal(why->kind, &REFUSAL_TIMEOUT);
    assert_int_equal(task_left_ms(task), 0);
    why->kind = NULL;
    assert_false(task_sleep(task, 1, why)); /* refuses without waiting */
    assert_ptr_equal(why->kind, &REFUSAL_TIMEOUT);
    assert_false(task_alive(task, why));
}

static void after_the_deadline_every_wait_refuses(void **state)
{
    (void)state;
    struct refusal why;
    task_spawn(sleeps_three_times, &why, 0);
    run_until_idle();
}

static void cancels(void *argument)
{
    struct sleeper *sleeper = argument;
    task_cancel(sleeper->task);
}

static void a_cancel_ends_a_sleep(void **state)
{
    (void)state;
    struct sleeper sleeper = {.delay_ms = LONG_MS, .name = "woken"};
    task_spawn(sleeps, &sleeper, LONG_MS);
    let_begin();
    loop_after(5, cancels, &sleeper);
    run_until_idle();
    assert_false(sleeper.slept);
    assert_ptr_equal(sleeper.why.kind, &REFUSAL_CANCELLED);
    assert_string_equal(trace, "woken");
}

static void cancels_itself(struct task *task, void *argument)
{
    struct refusal *why = argument;
    assert_true(task_alive(task, why));
    task_cancel(task);
    assert_false(task_alive(task, why));
    assert_false(task_sleep(task, 0, why));
    assert_ptr_equal(why->kind, &REFUSAL_CANCELLED);
}

static void a_cancelled_task_waits_for_nothing(void **state)
{
    (void)state;
    struct refusal why;
    task_spawn(cancels_itself, &why, 0);
    run_until_idle();
}

static bool moved;

static void extends_deadline(void *argument)
{
    struct sleeper *sleeper = argument;
    moved = sleeper->task != NULL && task_left_ms(sleeper->task) > 0;
    if (moved)
        sleeper->task->deadline_ms = clock_mono_ms() + LONG_MS;
}

static void sleeps_while_its_deadline_moves(struct task *task, void *argument)
{
    loop_after(0, extends_deadline, argument);
    sleeps(task, argument);
}

static void a_deadline_can_be_moved_during_a_wait(void **state)
{
    (void)state;
    struct sleeper sleeper = {.delay_ms = 400, .name = ""};
    task_spawn(sleeps_while_its_deadline_moves, &sleeper, 200);
    run_until_idle();
    assert_int_equal(sleeper.slept, moved); /* false on a machine that stood still for 200 ms */
}

/* ---- waits ---- */

struct scene {
    struct wait wait;
    struct task *task;
    enum wait_result result;
    int cancels;
    bool over;
};

static void on_cancel(void *argument)
{
    struct scene *scene = argument;
    scene->cancels++;
    wait_done(&scene->wait); /* an owner that tells everyone: must change nothing any more */
}

static void waits(struct task *task, void *argument)
{
    struct scene *scene = argument;
    scene->task = task;
    wait_init(&scene->wait, task);
    scene->result = wait_for(&scene->wait, on_cancel, scene);
    scene->over = true;
    struct refusal why;
    task_sleep(task, 2, &why); /* a second resume would end this early or twice */
}

static void tells_done(void *argument)
{
    struct scene *scene = argument;
    wait_done(&scene->wait);
    assert_false(scene->over); /* the loop resumes it, not we */
}

static void a_wait_ends_when_done(void **state)
{
    (void)state;
    struct scene scene = {.result = WAIT_CANCELLED};
    task_spawn(waits, &scene, LONG_MS);
    let_begin();
    loop_after(3, tells_done, &scene);
    run_until_idle();
    assert_int_equal(scene.result, WAIT_DONE);
    assert_int_equal(scene.cancels, 0);
}

static void a_wait_that_times_out_is_cancelled_once(void **state)
{
    (void)state;
    struct scene scene = {.result = WAIT_DONE};
    task_spawn(waits, &scene, 10);
    run_until_idle();
    assert_int_equal(scene.result, WAIT_TIMEOUT);
    assert_int_equal(scene.cancels, 1);
}

static void done_then_cancel(void *argument)
{
    struct scene *scene = argument;
    wait_done(&scene->wait);
    task_cancel(scene->task); /* too late for this wait */
}

static void done_wins_over_a_later_cancel(void **state)
{
    (void)state;
    struct scene scene = {.result = WAIT_TIMEOUT};
    task_spawn(waits, &scene, LONG_MS);
    let_begin();
    loop_after(3, done_then_cancel, &scene);
    run_until_idle();
    assert_int_equal(scene.result, WAIT_DONE);
    assert_int_equal(scene.cancels, 0);
}

static void cancel_then_done(void *argument)
{
    struct scene *scene = argument;
    task_cancel(scene->task);
    wait_done(&scene->wait);
}

static void a_cancel_wins_over_a_later_done(void **state)
{
    (void)state;
    struct scene scene = {.result = WAIT_TIMEOUT};
    task_spawn(waits, &scene, LONG_MS);
    let_begin();
    loop_after(3, cancel_then_done, &scene);
    run_until_idle();
    assert_int_equal(scene.result, WAIT_CANCELLED);
    assert_int_equal(scene.cancels, 1);
}

static void waits_for_what_is_done(struct task *task, void *argument)
{
    struct scene *scene = argument;
    wait_init(&scene->wait, task);
    wait_done(&scene->wait);
    scene->result = wait_for(&scene->wait, on_cancel, scene);
    /* Even when cancelled: the result is there and must be taken. */
    task_cancel(task);
    wait_init(&scene->wait, task);
    wait_done(&scene->wait);
    assert_int_equal(wait_for(&scene->wait, on_cancel, scene), WAIT_DONE);
    wait_init(&scene->wait, task);
    assert_int_equal(wait_for(&scene->wait, on_cancel, scene), WAIT_CANCELLED);
}

static void what_is_done_already_needs_no_wait(void **state)
{
    (void)state;
    struct scene scene = {.result = WAIT_TIMEOUT};
    task_spawn(waits_for_what_is_done, &scene, 0);
    run_until_idle();
    assert_int_equal(scene.result, WAIT_DONE);
    assert_int_equal(scene.cancels, 1);
}

static void sees_it_through(struct task *task, void *argument)
{
    struct scene *scene = argument;
    scene->task = task;
    wait_init(&scene->wait, task);
    wait_uncancellable(&scene->wait);
    assert_true(task->cancelled);
    assert_int_equal(task_left_ms(task), 0);
    scene->over = true;
    struct refusal why;
    assert_false(task_sleep(task, 1, &why));
    assert_ptr_equal(why.kind, &REFUSAL_CANCELLED);
}

static void cancels_scene(void *argument)
{
    struct scene *scene = argument;
    task_cancel(scene->task);
    assert_false(scene->over);
}

static void some_waits_are_seen_to_their_end(void **state)
{
    (void)state;
    struct scene scene = {.over = false};
    task_spawn(sees_it_through, &scene, 10);
    let_begin();
    loop_after(5, cancels_scene, &scene);
    loop_after(50, tells_done, &scene);
    run_until_idle();
    assert_true(scene.over);
}

/* A deadline that passes in an uncancellable wait must still end the next, ordinary one. */
static void waits_after_its_deadline(struct task *task, void *argument)
{
    struct scene *scene = argument;
    struct refusal why;
    assert_true(task_sleep(task, 0, &why)); /* arms the timer */
    wait_init(&scene->wait, task);
    wait_uncancellable(&scene->wait);
    task->deadline_ms = clock_mono_ms() + 10;
    assert_false(task_sleep(task, LONG_MS, &why));
    assert_ptr_equal(why.kind, &REFUSAL_TIMEOUT);
}

static void the_timer_is_armed_anew_when_needed(void **state)
{
    (void)state;
    struct scene scene = {.over = false};
    task_spawn(waits_after_its_deadline, &scene, LONG_MS);
    let_begin();
    loop_after(60, tells_done, &scene);
    run_until_idle();
}

static void many_tasks_wait_and_end(void **state)
{
    (void)state;
    static struct sleeper sleepers[600];
    for (int i = 0; i < 600; i++) {
        sleepers[i] = (struct sleeper){.delay_ms = i % 3 == 0 ? i % 20 : LONG_MS, .name = ""};
        assert_true(task_spawn(sleeps, &sleepers[i], i % 3 == 1 ? 1 + i % 30 : 0));
    }
    let_begin();
    for (int i = 2; i < 600; i += 3)
        loop_after(1 + i % 25, cancels, &sleepers[i]);
    run_until_idle();
    for (int i = 0; i < 600; i++) {
        assert_int_equal(sleepers[i].slept, i % 3 == 0);
        if (i % 3 != 0) {
            assert_ptr_equal(sleepers[i].why.kind,
                             i % 3 == 1 ? &REFUSAL_TIMEOUT : &REFUSAL_CANCELLED);
        }
    }
}

/* ---- life ---- */

static int doubles(struct task *task, void *argument)
{
    struct refusal why;
    assert_true(task_sleep(task, 1, &why));
    return *(int *)argument * 2;
}

static void a_command_runs_to_its_end(void **state)
{
    (void)state;
    int value = 21;
    assert_int_equal(task_run_main(doubles, &value), 42);
    assert_int_equal(task_run_main(doubles, &value), 42);
}

static void released(void *object)
{
    *(int *)object += 1;
}

static void defers(struct task *task, void *argument)
{
    arena_defer(task->arena, released, argument);
    arena_printf(task->arena, "%s", task->id);
}

static void the_arena_dies_with_its_task(void **state)
{
    (void)state;
    int releases = 0;
    task_spawn(defers, &releases, 0);
    run_until_idle();
    assert_int_equal(releases, 1);
}

static void beyond_the_cap_a_task_is_refused(void **state)
{
    (void)state;
    struct sleeper first = {.name = "1"};
    struct sleeper second = {.name = "2"};
    coro_set_limit(1);
    assert_true(task_spawn(sleeps, &first, 0));
    assert_false(task_spawn(sleeps, &second, 0));
    run_until_idle();
    assert_string_equal(trace, "1");
}

static void spawns_while_ending(struct task *task, void *argument)
{
    struct refusal why;
    assert_false(task_sleep(task, LONG_MS, &why));
    *(bool *)argument = task_spawn(sleeps, NULL, 0);
}

static void at_the_end_all_tasks_are_cancelled(void **state)
{
    (void)state;
    struct sleeper sleepers[3];
    bool spawned = true;
    for (int i = 0; i < 3; i++) {
        sleepers[i] = (struct sleeper){.delay_ms = LONG_MS, .name = "x"};
        assert_true(task_spawn(sleeps, &sleepers[i], 0));
    }
    assert_true(task_spawn(spawns_while_ending, &spawned, 0)); /* has not run yet: it is cancelled
                                                                  too */
    assert_int_equal(task_end_all(LONG_MS), 0);
    assert_string_equal(trace, "xxx");
    assert_false(spawned);
    assert_ptr_equal(sleepers[2].why.kind, &REFUSAL_CANCELLED);
    assert_int_equal(task_end_all(LONG_MS), 0);
    struct sleeper next = {.name = "y"};
    assert_true(task_spawn(sleeps, &next, 0));
    run_until_idle();
    assert_string_equal(trace, "xxxy");
}

static void who_must_finish_is_waited_for(void **state)
{
    (void)state;
    struct scene scene = {.over = false};
    task_spawn(sees_it_through, &scene, 1);
    let_begin();
    loop_after(50, tells_done, &scene);
    assert_int_equal(task_end_all(LONG_MS), 0);
    assert_true(scene.over);
}

static void the_grace_is_not_for_ever(void **state)
{
    (void)state;
    struct scene scene = {.over = false};
    task_spawn(sees_it_through, &scene, 1);
    assert_int_equal(task_end_all(50), 1);
    assert_false(scene.over);
    let_begin();
    loop_after(0, tells_done, &scene);
    run_until_idle();
    assert_true(scene.over);
}

#define LOOP_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOOP_TEST(tasks_have_ids_of_their_own),
        LOOP_TEST(sleepers_wake_in_order),
        LOOP_TEST(the_deadline_ends_a_sleep),
        LOOP_TEST(after_the_deadline_every_wait_refuses),
        LOOP_TEST(a_cancel_ends_a_sleep),
        LOOP_TEST(a_cancelled_task_waits_for_nothing),
        LOOP_TEST(a_deadline_can_be_moved_during_a_wait),
        LOOP_TEST(a_wait_ends_when_done),
        LOOP_TEST(a_wait_that_times_out_is_cancelled_once),
        LOOP_TEST(done_wins_over_a_later_cancel),
        LOOP_TEST(a_cancel_wins_over_a_later_done),
        LOOP_TEST(what_is_done_already_needs_no_wait),
        LOOP_TEST(some_waits_are_seen_to_their_end),
        LOOP_TEST(the_timer_is_armed_anew_when_needed),
        LOOP_TEST(many_tasks_wait_and_end),
        LOOP_TEST(a_command_runs_to_its_end),
        LOOP_TEST(the_arena_dies_with_its_task),
        LOOP_TEST(beyond_the_cap_a_task_is_refused),
        LOOP_TEST(at_the_end_all_tasks_are_cancelled),
        LOOP_TEST(who_must_finish_is_waited_for),
        LOOP_TEST(the_grace_is_not_for_ever),
    };
    return cmocka_run_group_tests_name("task", tests, NULL, NULL);
}
