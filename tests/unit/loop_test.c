/* The loop: timers, hooks, signals, and fairness towards its sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/coro.h"
#include "base/loop.h"

enum { LONG_MS = 600 * 1000 };

static int setup(void **state)
{
    (void)state;
    loop_init();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
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

static void run_for(int64_t ms)
{
    loop_after(ms, stops, NULL);
    loop_run();
}

static char order[64];
static size_t ordered;

static void puts_in_order(void *argument)
{
    order[ordered++] = *(const char *)argument;
}

/* Set in another order than that of their times; false when the machine stood still meanwhile. */
static bool sets_three_timers(void)
{
    static char letters[] = "abc";
    int64_t begun_ms = clock_mono_ms();
    loop_after(60, puts_in_order, &letters[2]);
    loop_after(0, puts_in_order, &letters[0]);
    loop_after(30, puts_in_order, &letters[1]);
    return clock_mono_ms() - begun_ms < 20;
}

static void timers_fire_in_the_order_of_their_times(void **state)
{
    (void)state;
    bool set = false;
    for (int tries = 0; tries < 20 && !set; tries++) {
        ordered = 0;
        set = sets_three_timers();
        loop_after(-5, stops, NULL); /* the past is now */
        loop_run();
        run_for(120);
        assert_int_equal(ordered, 3);
    }
    assert_true(set);
    assert_memory_equal(order, "abc", 3);
}

static void fails(void *argument)
{
    fail_msg("%s", (const char *)argument);
}

static void a_cancelled_timer_stays_silent(void **state)
{
    (void)state;
    static char text[] = "a cancelled timer fired";
    struct loop_timer *timer = loop_after(1, fails, text);
    loop_timer_cancel(timer);
    run_for(20);
    loop_after(LONG_MS, fails, text); /* freed by loop_free() */
}

static void counts(void *argument)
{
    *(int *)argument += 1;
}

static void hooks_run_at_the_end_of_each_turn(void **state)
{
    (void)state;
    int turns = 0;
    loop_on_turn_end(counts, &turns);
    loop_stop(); /* before loop_run(): holds */
    loop_run();
    assert_int_equal(turns, 0);
    run_for(1);
    int before = turns;
    assert_true(before >= 1);
    run_for(1);
    assert_true(turns > before);
}

static bool busy;

static void spins(void *argument)
{
    (void)argument;
    while (busy) {
        coro_ready(coro_self());
        coro_yield();
    }
}

static void stops_spinning(void *argument)
{
    (void)argument;
    busy = false;
    loop_after(0, stops, NULL); /* the coroutines run once more in this turn */
}

static void busy_coroutines_do_not_starve_timers(void **state)
{
    (void)state;
    busy = true;
    coro_spawn(spins, NULL);
    coro_spawn(spins, NULL);
    loop_after(5, stops_spinning, NULL);
    loop_run(); /* would never come back */
}

static int seen_signal;

static void on_usr1(int number, void *argument)
{
    seen_signal = number;
    *(int *)argument += 1;
    loop_stop();
}

static void raises(void *argument)
{
    (void)argument;
    kill(getpid(), SIGUSR1);
}

static void signals_arrive_in_the_loop(void **state)
{
    (void)state;
    int count = 0;
    loop_on_signal(SIGUSR1, on_usr1, &count);
    loop_after(0, raises, NULL);
    loop_run();
    assert_int_equal(seen_signal, SIGUSR1);
    assert_int_equal(count, 1);
}

#define LOOP_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOOP_TEST(timers_fire_in_the_order_of_their_times),
        LOOP_TEST(a_cancelled_timer_stays_silent),
        LOOP_TEST(hooks_run_at_the_end_of_each_turn),
        LOOP_TEST(busy_coroutines_do_not_starve_timers),
        LOOP_TEST(signals_arrive_in_the_loop),
    };
    return cmocka_run_group_tests_name("loop", tests, NULL, NULL);
}
