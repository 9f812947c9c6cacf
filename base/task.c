#include "base/task.h"

#include <assert.h>
#include <event2/event.h>
#include <event2/event_struct.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/clock.h"
#include "base/coro.h"
#include "base/loop.h"

/* What is behind a struct task. It lies in the task's own arena.
 *
 * There is one deadline a task, so there is one timer a task: armed when a task first waits, and
 * left armed from wait to wait. A wait itself touches no timer. */
struct task_state {
    struct task task; /* first: a task is cast back to its state */
    void (*body)(struct task *task, void *argument);
    void *argument;
    enum wait_result outcome; /* of the wait in progress */
    void *cancel_argument;
    struct event deadline_event;
    int64_t armed_ms; /* the deadline that deadline_event stands for; INT64_MAX = none */
    struct task_state *next, *previous; /* all live tasks */
};

static struct {
    struct task_state *first;
    int count;
    bool ending; /* task_end_all() is at work */
} tasks;

static struct task_state *task_state(struct task *task)
{
    return (struct task_state *)(void *)task;
}

/* ---- ids ---- */

/* splitmix64: an id must be unlikely to repeat, it is no secret. */
static uint64_t next_random(void)
{
    static uint64_t state;
    if (state == 0 && getrandom(&state, sizeof(state), 0) != (ssize_t)sizeof(state))
        state = (uint64_t)clock_now_us();
    uint64_t z = state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static void random_id(char *id)
{
    static const char DIGITS[] = "0123456789abcdefghjkmnpqrstvwxyz";
    for (int half = 0; half < 2; half++) {
        uint64_t bits = next_random();
        for (int i = 0; i < 8; i++) {
            *id++ = DIGITS[bits & 31];
            bits >>= 5;
        }
    }
    *id = '\0';
}

/* ---- waits ---- */

/* Ends the wait in progress without its event. */
static void wait_break(struct task_state *state, enum wait_result outcome)
{
    struct wait *wait = state->task.wait;
    void (*cancel)(void *argument) = state->task.wait_cancel;
    state->outcome = outcome;
    state->task.wait = NULL;
    state->task.wait_cancel = NULL;
    wait->suspended = false;
    if (cancel != NULL)
        cancel(state->cancel_argument);
    coro_ready(state->task.coro);
}

static void deadline_arm(struct task_state *state)
{
    if (state->armed_ms == state->task.deadline_ms)
        return;
    state->armed_ms = state->task.deadline_ms;
    if (state->armed_ms == INT64_MAX) {
        evtimer_del(&state->deadline_event);
        return;
    }
    int64_t left_ms = task_left_ms(&state->task);
    /* At least one millisecond: the loop's clock is coarser than ours. */
    left_ms = left_ms > 0 ? left_ms : 1;
    struct timeval delay = {.tv_sec = left_ms / 1000, .tv_usec = left_ms % 1000 * 1000};
    if (evtimer_add(&state->deadline_event, &delay) != 0)
        abort();
}

static void on_deadline(evutil_socket_t fd, short events, void *argument)
{
    (void)fd;
    (void)events;
    struct task_state *state = argument;
    state->armed_ms = INT64_MAX;
    if (state->task.wait == NULL)
        return; /* it runs, or must not be disturbed: its next wait looks at the clock */
    if (task_left_ms(&state->task) > 0) {
        deadline_arm(state); /* the deadline was moved, or the loop's clock is early */
        return;
    }
    wait_break(state, WAIT_TIMEOUT);
}

void wait_init(struct wait *wait, struct task *task)
{
    *wait = (struct wait){.task = task};
}

enum wait_result wait_for(struct wait *wait, void (*cancel)(void *argument), void *argument)
{
    struct task_state *state = task_state(wait->task);
    assert(coro_self() == state->task.coro && "a task waits in its own coroutine");
    assert(state->task.wait == NULL && "one wait at a time");
    if (wait->done)
        return WAIT_DONE;
    bool late = state->task.deadline_ms != INT64_MAX && task_left_ms(&state->task) == 0;
    if (state->task.cancelled || late) {
        if (cancel != NULL)
            cancel(argument);
        return state->task.cancelled ? WAIT_CANCELLED : WAIT_TIMEOUT;
    }
    deadline_arm(state);
    state->outcome = WAIT_DONE;
    state->cancel_argument = argument;
    state->task.wait = wait;
    state->task.wait_cancel = cancel;
    wait->suspended = true;
    while (wait->suspended)
        coro_yield();
    return state->outcome;
}

void wait_done(struct wait *wait)
{
    wait->done = true;
    if (wait->suspended) {
        struct task *task = wait->task;
        wait->suspended = false;
        task->wait = NULL;
        task->wait_cancel = NULL;
        coro_ready(task->coro);
    }
}

void wait_uncancellable(struct wait *wait)
{
    assert(coro_self() == wait->task->coro && "a task waits in its own coroutine");
    assert(wait->task->wait == NULL && "one wait at a time");
    while (!wait->done) {
        wait->suspended = true;
        coro_yield();
    }
    wait->suspended = false;
}

/* ---- tasks ---- */

static void tasks_add(struct task_state *state)
{
    state->next = tasks.first;
    if (tasks.first != NULL)
        tasks.first->previous = state;
    tasks.first = state;
    tasks.count++;
}

static void tasks_remove(struct task_state *state)
{
    if (state->previous != NULL)
        state->previous->next = state->next;
    else
        tasks.first = state->next;
    if (state->next != NULL)
        state->next->previous = state->previous;
    tasks.count--;
}

static void task_body(void *argument)
{
    struct task_state *state = argument;
    state->body(&state->task, state->argument);
    assert(state->task.db_tx_depth == 0 && "a task ended inside its transaction");
    evtimer_del(&state->deadline_event);
    tasks_remove(state);
    arena_free(state->task.arena);
    if (tasks.ending && tasks.count == 0)
        loop_stop();
}

void task_act_on_behalf(struct task *task, int64_t household_id)
{
    task->acting.on_behalf_of_id = household_id;
}

const char *task_acting_request(const struct task *task)
{
    return task->acting.kind != ACTING_SYSTEM ? task->id : NULL;
}

static int64_t deadline_after(int64_t timeout_ms)
{
    if (timeout_ms <= 0)
        return INT64_MAX;
    int64_t now_ms = clock_mono_ms();
    return timeout_ms < INT64_MAX - now_ms ? now_ms + timeout_ms : INT64_MAX;
}

bool task_spawn(void (*body)(struct task *task, void *argument), void *argument, int64_t timeout_ms)
{
    if (tasks.ending)
        return false;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    struct task_state *state = arena_alloc(arena, sizeof(*state));
    state->task.arena = arena;
    state->task.deadline_ms = deadline_after(timeout_ms);
    random_id(state->task.id);
    state->body = body;
    state->argument = argument;
    state->armed_ms = INT64_MAX;
    evtimer_assign(&state->deadline_event, loop_base(), on_deadline, state);
    state->task.coro = coro_spawn(task_body, state);
    if (state->task.coro == NULL) {
        arena_free(arena);
        return false;
    }
    tasks_add(state);
    return true;
}

struct main_call {
    int (*body)(struct task *task, void *argument);
    void *argument;
    int result;
};

static void main_body(struct task *task, void *argument)
{
    struct main_call *call = argument;
    call->result = call->body(task, call->argument);
    loop_stop();
}

int task_run_main(int (*body)(struct task *task, void *argument), void *argument)
{
    struct main_call call = {.body = body, .argument = argument, .result = -1};
    bool spawned = task_spawn(main_body, &call, 0);
    assert(spawned && "no coroutine for the command itself");
    (void)spawned;
    loop_run();
    return call.result;
}

void task_cancel(struct task *task)
{
    task->cancelled = true;
    if (task->wait != NULL)
        wait_break(task_state(task), WAIT_CANCELLED);
}

static void end_grace(void *argument)
{
    *(bool *)argument = true;
    loop_stop();
}

int task_end_all(int64_t grace_ms)
{
    bool over = false;
    tasks.ending = true;
    struct loop_timer *grace = loop_after(grace_ms, end_grace, &over);
    for (struct task_state *state = tasks.first; state != NULL; state = state->next)
        task_cancel(&state->task);
    while (tasks.count > 0 && !over)
        loop_run();
    if (!over)
        loop_timer_cancel(grace);
    tasks.ending = false;
    return tasks.count;
}

int64_t task_left_ms(const struct task *task)
{
    if (task->deadline_ms == INT64_MAX)
        return INT64_MAX;
    int64_t left_ms = task->deadline_ms - clock_mono_ms();
    return left_ms > 0 ? left_ms : 0;
}

bool task_alive(const struct task *task, struct refusal *why)
{
    if (task->cancelled)
        return refuse(why, &REFUSAL_CANCELLED, NULL);
    if (task_left_ms(task) == 0)
        return refuse(why, &REFUSAL_TIMEOUT, NULL);
    return true;
}

struct nap {
    struct wait wait;
    struct loop_timer *timer;
};

static void nap_over(void *argument)
{
    struct nap *nap = argument;
    wait_done(&nap->wait);
}

static void nap_cancel(void *argument)
{
    struct nap *nap = argument;
    loop_timer_cancel(nap->timer);
}

bool task_sleep(struct task *task, int64_t delay_ms, struct refusal *why)
{
    if (!task_alive(task, why))
        return false;
    struct nap nap;
    wait_init(&nap.wait, task);
    nap.timer = loop_after(delay_ms, nap_over, &nap);
    switch (wait_for(&nap.wait, nap_cancel, &nap)) {
    case WAIT_DONE:
        return true;
    case WAIT_TIMEOUT:
        return refuse(why, &REFUSAL_TIMEOUT, NULL);
    case WAIT_CANCELLED:
        break;
    }
    return refuse(why, &REFUSAL_CANCELLED, NULL);
}
