/* Stackful coroutines on ucontext: the floor under every handler that reads top to bottom.
 *
 * Only base/ uses this header; everything above waits through db_*, fetch, task_sleep.
 * Invariants: single-threaded; a coroutine is resumed only by the event loop (coro_ready() queues,
 * coro_run_ready() resumes), never from inside another coroutine; stacks are 256 KiB with a checked
 * guard page, pooled and capped; errno is not kept across a yield. Under ASan every switch is
 * annotated and stacks are LSan root regions; under valgrind stacks are registered.
 */
#ifndef BASE_CORO_H
#define BASE_CORO_H

#include <stdbool.h>
#include <stddef.h>

struct coro;

/* Sets the cap of live coroutines of this process (stack mappings are checked against
 * vm.max_map_count). */
void coro_set_limit(int limit);

/* Starts `body(argument)` on a stack of its own at the next coro_run_ready(). NULL when the cap is
 * reached or no stack can be had. */
struct coro *coro_spawn(void (*body)(void *argument), void *argument);

/* The coroutine that runs now, NULL in the event loop. */
struct coro *coro_self(void);

/* Gives the processor back to the loop until coro_ready(self). Asserts that it runs inside a
 * coroutine. */
void coro_yield(void);

/* Queues a suspended coroutine to be resumed; queueing twice before it ran is harmless. */
void coro_ready(struct coro *coro);

/* Called by the loop only: resumes all that are ready. Returns how many were resumed. */
int coro_run_ready(void);

/* Hook that coro_ready() calls when the ready queue becomes non-empty (the loop arms itself). */
void coro_set_wakeup(void (*wakeup)(void *argument), void *argument);

/* Live coroutines, the cap, and (debug builds, CORO_PAINT) the deepest stack use seen in bytes. */
int coro_live(void);
int coro_limit(void);
size_t coro_high_water(void);

/* Frees pooled stacks; all coroutines must have ended. */
void coro_shutdown(void);

#endif
