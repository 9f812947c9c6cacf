#include "base/loop.h"

#include <assert.h>
#include <event2/event.h>
#include <event2/event_struct.h>
#include <signal.h>
#include <stdlib.h>

#include "base/coro.h"
#include "base/log.h"

enum {
    LOOP_HOOKS = 8,
    LOOP_SIGNALS = 8,
    LOOP_ROUNDS = 8 /* coroutines waking each other may not keep the loop from its sockets for
                       longer */
};

#define LOOP_DELAY_MAX_MS (INT64_C(30) * 24 * 3600 * 1000)

struct loop_timer {
    struct event event;
    void (*callback)(void *argument);
    void *argument;
    struct loop_timer *next, *previous;
};

struct loop_signal {
    struct event *event;
    void (*callback)(int signal, void *argument);
    void *argument;
};

struct loop_hook {
    void (*callback)(void *argument);
    void *argument;
};

static struct {
    struct event_base *base;
    bool stopped;
    bool coros_ready;
    struct loop_timer *timers;
    struct loop_signal signals[LOOP_SIGNALS];
    int signal_count;
    struct loop_hook hooks[LOOP_HOOKS];
    int hook_count;
} loop;

static void on_coro_ready(void *argument)
{
    (void)argument;
    loop.coros_ready = true;
}

void loop_init(void)
{
    assert(loop.base == NULL && "one loop a process");
    /* A peer that went away is an error of the write, not the end of the process. */
    signal(SIGPIPE, SIG_IGN);
    struct event_config *config = event_config_new();
    if (config == NULL)
        abort();
    event_config_set_flag(config, EVENT_BASE_FLAG_NOLOCK);
    event_config_set_flag(config, EVENT_BASE_FLAG_IGNORE_ENV);
    loop.base = event_base_new_with_config(config);
    event_config_free(config);
    if (loop.base == NULL)
        abort();
    coro_set_wakeup(on_coro_ready, NULL);
}

struct event_base *loop_base(void)
{
    assert(loop.base != NULL && "loop_init() comes first");
    return loop.base;
}

/* One turn: wait for events, their callbacks, the coroutines they woke, the hooks. */
static void loop_turn(void)
{
    int flags = EVLOOP_ONCE | EVLOOP_NO_EXIT_ON_EMPTY | (loop.coros_ready ? EVLOOP_NONBLOCK : 0);
    if (event_base_loop(loop.base, flags) < 0)
        abort(); /* epoll itself failed: nothing can go on */
    for (int round = 0; round < LOOP_ROUNDS && loop.coros_ready; round++) {
        loop.coros_ready = false;
        coro_run_ready();
    }
    for (int i = 0; i < loop.hook_count; i++)
        loop.hooks[i].callback(loop.hooks[i].argument);
    log_flush();
}

void loop_run(void)
{
    assert(loop.base != NULL && "loop_init() comes first");
    assert(coro_self() == NULL && "a coroutine waits with task_sleep() and the like");
    while (!loop.stopped)
        loop_turn();
    loop.stopped = false;
}

void loop_stop(void)
{
    loop.stopped = true;
}

static void timer_unlink(struct loop_timer *timer)
{
    if (timer->previous != NULL)
        timer->previous->next = timer->next;
    else
        loop.timers = timer->next;
    if (timer->next != NULL)
        timer->next->previous = timer->previous;
}

static void on_timer(evutil_socket_t fd, short events, void *argument)
{
    (void)fd;
    (void)events;
    struct loop_timer *timer = argument;
    void (*callback)(void *) = timer->callback;
    void *callback_argument = timer->argument;
    timer_unlink(timer);
    free(timer);
    callback(callback_argument);
}

struct loop_timer *loop_after(int64_t delay_ms, void (*callback)(void *argument), void *argument)
{
    struct loop_timer *timer = malloc(sizeof(*timer));
    if (timer == NULL)
        abort();
    delay_ms = delay_ms < 0 ? 0 : delay_ms > LOOP_DELAY_MAX_MS ? LOOP_DELAY_MAX_MS : delay_ms;
    timer->callback = callback;
    timer->argument = argument;
    timer->previous = NULL;
    timer->next = loop.timers;
    if (loop.timers != NULL)
        loop.timers->previous = timer;
    loop.timers = timer;
    struct timeval delay = {.tv_sec = delay_ms / 1000, .tv_usec = delay_ms % 1000 * 1000};
    evtimer_assign(&timer->event, loop_base(), on_timer, timer);
    if (evtimer_add(&timer->event, &delay) != 0)
        abort();
    return timer;
}

void loop_timer_cancel(struct loop_timer *timer)
{
    evtimer_del(&timer->event);
    timer_unlink(timer);
    free(timer);
}

static void on_signal(evutil_socket_t number, short events, void *argument)
{
    (void)events;
    struct loop_signal *entry = argument;
    entry->callback((int)number, entry->argument);
}

void loop_on_signal(int signal, void (*callback)(int signal, void *argument), void *argument)
{
    assert(loop.signal_count < LOOP_SIGNALS);
    struct loop_signal *entry = &loop.signals[loop.signal_count++];
    entry->callback = callback;
    entry->argument = argument;
    entry->event = evsignal_new(loop_base(), signal, on_signal, entry);
    if (entry->event == NULL || evsignal_add(entry->event, NULL) != 0)
        abort();
}

void loop_on_turn_end(void (*callback)(void *argument), void *argument)
{
    for (int i = 0; i < loop.hook_count; i++)
        if (loop.hooks[i].callback == callback && loop.hooks[i].argument == argument)
            return;
    assert(loop.hook_count < LOOP_HOOKS);
    loop.hooks[loop.hook_count++] = (struct loop_hook){callback, argument};
}

void loop_free(void)
{
    while (loop.timers != NULL)
        loop_timer_cancel(loop.timers);
    for (int i = 0; i < loop.signal_count; i++)
        event_free(loop.signals[i].event);
    loop.signal_count = 0;
    loop.hook_count = 0;
    loop.coros_ready = false;
    coro_set_wakeup(NULL, NULL);
    event_base_free(loop.base);
    loop.base = NULL;
}
