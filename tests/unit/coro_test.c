/* Coroutines: order, reuse of stacks, the cap, and the three assertions that catch re-entry. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/coro.h"

static char trace[256];

static char A[] = "a", B[] = "b", X[] = "x", INNER[] = "inner ", SILENT[] = "";

static void note(const char *text)
{
    strncat(trace, text, sizeof(trace) - strlen(trace) - 1);
}

static int run_all(void)
{
    int total = 0;
    int count = 0;
    while ((count = coro_run_ready()) > 0)
        total += count;
    return total;
}

static int setup(void **state)
{
    (void)state;
    trace[0] = '\0';
    coro_set_wakeup(NULL, NULL);
    coro_set_limit(1000);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    coro_shutdown();
    return coro_live();
}

/* ---- order ---- */

static void says_twice(void *argument)
{
    const char *name = argument;
    note(name);
    coro_ready(coro_self());
    coro_yield();
    note(name);
}

static void coroutines_take_turns(void **state)
{
    (void)state;
    assert_non_null(coro_spawn(says_twice, A));
    assert_non_null(coro_spawn(says_twice, B));
    assert_int_equal(coro_live(), 2);
    assert_string_equal(trace, ""); /* nothing runs before the loop lets it */
    assert_int_equal(coro_run_ready(), 2);
    assert_string_equal(trace, "ab");
    assert_int_equal(coro_run_ready(), 2);
    assert_string_equal(trace, "abab");
    assert_int_equal(coro_live(), 0);
    assert_int_equal(coro_run_ready(), 0);
    assert_null(coro_self());
}

static void sleeps(void *argument)
{
    coro_yield();
    note(argument);
}

static void queueing_twice_resumes_once(void **state)
{
    (void)state;
    struct coro *coro = coro_spawn(sleeps, X);
    run_all();
    assert_string_equal(trace, "");
    coro_ready(coro);
    coro_ready(coro);
    assert_int_equal(run_all(), 1);
    assert_string_equal(trace, "x");
}

static void spawns_another(void *argument)
{
    note("outer ");
    assert_non_null(coro_spawn(says_twice, argument));
    note("goes on ");
}

static void spawning_inside_a_coroutine_waits_for_the_loop(void **state)
{
    (void)state;
    coro_spawn(spawns_another, INNER);
    assert_int_equal(coro_run_ready(), 1);
    assert_string_equal(trace, "outer goes on ");
    run_all();
    assert_string_equal(trace, "outer goes on inner inner ");
}

static int wakeups;

static void count_wakeup(void *argument)
{
    wakeups += *(int *)argument;
}

static void the_loop_is_woken_once_for_each_filling_of_the_queue(void **state)
{
    (void)state;
    int one = 1;
    wakeups = 0;
    coro_set_wakeup(count_wakeup, &one);
    coro_spawn(says_twice, A);
    coro_spawn(says_twice, B);
    assert_int_equal(wakeups, 1);
    coro_run_ready(); /* both queue themselves again */
    assert_int_equal(wakeups, 2);
    coro_run_ready();
    assert_int_equal(wakeups, 2);
    coro_set_wakeup(NULL, NULL);
}

/* ---- stacks ---- */

/* Locals, registers and floating point must be what they were before each switch. */
static void keeps_its_locals(void *argument)
{
    int seed = *(int *)argument;
    int values[64];
    double fraction = seed / 3.0;
    for (int i = 0; i < 64; i++)
        values[i] = seed * 1000 + i;
    for (int round = 0; round < 10; round++) {
        coro_ready(coro_self());
        coro_yield();
        for (int i = 0; i < 64; i++)
            assert_int_equal(values[i], seed * 1000 + i);
        assert_true(fraction == seed / 3.0);
    }
    *(int *)argument = -seed;
}

static void locals_survive_switches(void **state)
{
    (void)state;
    int seeds[50];
    for (int i = 0; i < 50; i++) {
        seeds[i] = i + 1;
        assert_non_null(coro_spawn(keeps_its_locals, &seeds[i]));
    }
    run_all();
    for (int i = 0; i < 50; i++)
        assert_int_equal(seeds[i], -(i + 1));
}

/* Uses a page of stack for each level; the pointer keeps every level's page alive to the end. */
static int deep(int depth, volatile char *above)
{
    volatile char page[4096];
    page[0] = (char)depth;
    page[sizeof(page) - 1] = page[0];
    int sum = depth == 0 ? 0 : deep(depth - 1, page);
    above[0] = (char)(above[0] + 0);
    return sum + page[sizeof(page) - 1];
}

static void goes_deep(void *argument)
{
    volatile char top[1] = {0};
    *(int *)argument = deep(40, top); /* 160 KiB of 256 */
}

static void stacks_hold_what_is_promised_and_are_used_again(void **state)
{
    (void)state;
    for (int i = 0; i < 1000; i++) {
        int sum = -1;
        assert_non_null(coro_spawn(goes_deep, &sum));
        run_all();
        assert_int_equal(sum, 820);
    }
    assert_int_equal(coro_live(), 0);
}

static void nothing(void *argument)
{
    (void)argument;
}

static void the_cap_is_a_refusal_not_a_crash(void **state)
{
    (void)state;
    coro_set_limit(3);
    assert_int_equal(coro_limit(), 3);
    for (int i = 0; i < 3; i++)
        assert_non_null(coro_spawn(nothing, NULL));
    assert_null(coro_spawn(nothing, NULL));
    assert_int_equal(run_all(), 3);
    assert_non_null(coro_spawn(nothing, NULL));
    run_all();
}

static void the_cap_stays_below_what_the_kernel_can_map(void **state)
{
    (void)state;
    coro_set_limit(2000000000);
    int maps = 0;
    FILE *file = fopen("/proc/sys/vm/max_map_count", "re");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%d", &maps), 1);
    fclose(file);
    assert_true(coro_limit() <= (maps - 5000) / 2);
}

static void a_burst_beyond_the_pool_gives_memory_back(void **state)
{
    (void)state;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 600; i++)
            assert_non_null(coro_spawn(says_twice, SILENT));
        assert_int_equal(run_all(), 1200);
    }
    assert_int_equal(coro_live(), 0);
}

/* ---- programmer's errors end the process ---- */

/* Runs `act` in a child and gives the signal that ended it, 0 when none did. An exit with failure
 * counts as SIGABRT: that is how sanitizers end. */
static int death_of(void (*act)(void))
{
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(null, STDERR_FILENO);
        struct rlimit no_core = {0, 0};
        setrlimit(RLIMIT_CORE, &no_core);
        for (int number = 1; number < 32; number++)
            signal(number, SIG_DFL); /* cmocka catches some */
        act();
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status))
        return WTERMSIG(status);
    return WEXITSTATUS(status) != 0 ? SIGABRT : 0;
}

static void resumes_inside(void *argument)
{
    (void)argument;
    coro_run_ready();
}

static void act_resume_inside(void)
{
    coro_spawn(resumes_inside, NULL);
    coro_spawn(nothing, NULL);
    coro_run_ready();
}

static void act_yield_outside(void)
{
    coro_yield();
}

static void act_wake_the_dead(void)
{
    struct coro *coro = coro_spawn(nothing, NULL);
    coro_run_ready();
    coro_ready(coro);
}

static void ends_while_queued(void *argument)
{
    (void)argument;
    coro_ready(coro_self());
}

static void act_end_while_queued(void)
{
    coro_spawn(ends_while_queued, NULL);
    coro_run_ready();
}

static void act_shutdown_with_live(void)
{
    coro_spawn(sleeps, SILENT);
    coro_run_ready();
    coro_shutdown();
}

static void overflows(void *argument)
{
    volatile char top[1] = {0};
    *(int *)argument = deep(100, top); /* 400 KiB */
}

static void act_overflow(void)
{
    static int sum;
    coro_spawn(overflows, &sum);
    coro_run_ready();
}

static void holds_memory(void *argument)
{
    (void)argument;
    char *volatile text = strdup("found on a suspended stack only");
    coro_yield();
    free(text);
}

/* The leak checker looks at exit: what a suspended coroutine holds is no leak. */
static void act_end_with_suspended(void)
{
    coro_spawn(holds_memory, NULL);
    coro_run_ready();
    exit(0);
}

static void act_nothing(void)
{
    coro_spawn(nothing, NULL);
    coro_run_ready();
}

static void errors_of_use_abort(void **state)
{
    (void)state;
    assert_int_equal(death_of(act_nothing), 0);
    assert_int_equal(death_of(act_end_with_suspended), 0);
    assert_int_equal(death_of(act_resume_inside), SIGABRT);
    assert_int_equal(death_of(act_yield_outside), SIGABRT);
    assert_int_equal(death_of(act_wake_the_dead), SIGABRT);
    assert_int_equal(death_of(act_end_while_queued), SIGABRT);
    assert_int_equal(death_of(act_shutdown_with_live), SIGABRT);
}

static void overflow_meets_the_guard_page(void **state)
{
    (void)state;
    int signal_number = death_of(act_overflow);
    assert_true(signal_number == SIGSEGV || signal_number == SIGABRT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(coroutines_take_turns, setup, teardown),
        cmocka_unit_test_setup_teardown(queueing_twice_resumes_once, setup, teardown),
        cmocka_unit_test_setup_teardown(spawning_inside_a_coroutine_waits_for_the_loop, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_loop_is_woken_once_for_each_filling_of_the_queue, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(locals_survive_switches, setup, teardown),
        cmocka_unit_test_setup_teardown(stacks_hold_what_is_promised_and_are_used_again, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_cap_is_a_refusal_not_a_crash, setup, teardown),
        cmocka_unit_test_setup_teardown(the_cap_stays_below_what_the_kernel_can_map, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_burst_beyond_the_pool_gives_memory_back, setup, teardown),
        cmocka_unit_test_setup_teardown(errors_of_use_abort, setup, teardown),
        cmocka_unit_test_setup_teardown(overflow_meets_the_guard_page, setup, teardown),
    };
    return cmocka_run_group_tests_name("coro", tests, NULL, NULL);
}
