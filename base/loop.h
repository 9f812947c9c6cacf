/* The process's one event loop: a libevent base, timers, signals and the coroutines' ready queue.
 *
 * Callbacks stay in base/. There is one loop a process; loop_init() before anything else of base
 * that waits.
 */
#ifndef BASE_LOOP_H
#define BASE_LOOP_H

#include <stdbool.h>
#include <stdint.h>

struct event_base;
struct loop_timer;

void loop_init(void);
/* The libevent base, for base/ only. */
struct event_base *loop_base(void);
/* Runs until loop_stop(). */
void loop_run(void);
void loop_stop(void);
void loop_free(void);

/* Calls back once after `delay_ms` (0 = next turn) from the loop, not from a coroutine. The timer
 * frees itself after firing; loop_timer_cancel() before that. */
struct loop_timer *loop_after(int64_t delay_ms, void (*callback)(void *argument), void *argument);
void loop_timer_cancel(struct loop_timer *timer);

/* Calls back from the loop whenever `signal` arrives. */
void loop_on_signal(int signal, void (*callback)(int signal, void *argument), void *argument);

/* Calls back once at the end of every loop turn (log flush, batching). At most 8 such hooks; one
 * that is there already is not added again. */
void loop_on_turn_end(void (*callback)(void *argument), void *argument);

#endif
