/* A task: one unit of work in its coroutine - a request, a job, a lane, a command - with arena,
 * deadline and cancellation.
 *
 * Everything that waits takes the task, and comes back as a refusal (timeout, cancelled) when the
 * deadline passes or the task is cancelled.
 */
#ifndef BASE_TASK_H
#define BASE_TASK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/refusal.h"

struct coro;

/* Who acts through a task. Nobody, when the program works by itself. */
enum acting_kind {
    ACTING_SYSTEM,
    ACTING_PERSON,  /* by a session */
    ACTING_MACHINE, /* an account that is a program's */
    ACTING_COMMAND  /* whoever gave a command on the server */
};
struct acting {
    enum acting_kind kind;
    int64_t account_id;
    int64_t session_id;      /* 0 = none */
    int64_t on_behalf_of_id; /* the household for which; 0 = for himself */
};

struct task {
    struct arena *arena;
    struct coro *coro;
    int64_t deadline_ms;  /* on clock_mono_ms(); INT64_MAX = none */
    bool cancelled;       /* set by task_cancel() */
    char id[28];          /* request id (or job id), for logs; printable ASCII */
    struct acting acting; /* stands in every log of moves and changes that the task writes */
    int changes;          /* rows of such logs that were sent, committed or not */
    int64_t db_us;        /* time spent waiting for the database, microseconds */
    int32_t db_statements;
    int db_tx_depth; /* > 0 while a transaction of this task is open: no outbound call, no second
                        connection */
    /* private to base: the wait in progress */
    void (*wait_cancel)(void *wait);
    void *wait;
};

/* Starts `body(task, argument)` in a coroutine with a fresh arena and a deadline `timeout_ms` from
 * now (<= 0: none). The task and arena are freed when body returns. False when no coroutine can be
 * had (answer 503). */
bool task_spawn(void (*body)(struct task *task, void *argument), void *argument,
                int64_t timeout_ms);

/* Runs `body` to its end in a task while running the loop: for commands, which have no loop of
 * their own. Returns body's result. */
int task_run_main(int (*body)(struct task *task, void *argument), void *argument);

/* Cancels: the wait in progress (if any) ends with REFUSAL_CANCELLED, later waits refuse at once.
 * Called from the loop. */
void task_cancel(struct task *task);

/* For the end of a process, outside loop_run(): cancels all tasks and runs the loop until they have
 * ended, at most `grace_ms`. New ones are refused meanwhile. Returns how many are left; with these
 * neither the loop nor the coroutines may be taken down: flush the log and exit. */
int task_end_all(int64_t grace_ms);

/* What the task does from now on is done for a household (0 = for the actor himself). */
void task_act_on_behalf(struct task *task, int64_t household_id);

/* The task's id where somebody acts through it, NULL when the program works by itself: what logs
 * of moves keep of it. */
const char *task_acting_request(const struct task *task);

/* Sleeps; false with a refusal when the deadline or a cancel came first. */
bool task_sleep(struct task *task, int64_t delay_ms, struct refusal *why);

/* Milliseconds left until the deadline, at least 0. */
int64_t task_left_ms(const struct task *task);

/* Refuses with timeout/cancelled when the task should not go on. */
bool task_alive(const struct task *task, struct refusal *why);

/* For base/: one wait. Suspends the coroutine until wait_done(&wait) is called from the loop, the
 * deadline passes (then cancel(argument) is called, which must make sure that nothing refers to the
 * wait any more, and the result is WAIT_TIMEOUT) or the task is cancelled (likewise). */
enum wait_result { WAIT_DONE, WAIT_TIMEOUT, WAIT_CANCELLED };
struct wait {
    struct task *task;
    bool done;
    bool suspended;
};
void wait_init(struct wait *wait, struct task *task);
enum wait_result wait_for(struct wait *wait, void (*cancel)(void *argument), void *argument);
void wait_done(struct wait *wait);
/* The same without deadline and cancel: for work that must be seen to its end (a lane's batch in
 * flight). */
void wait_uncancellable(struct wait *wait);

#endif
