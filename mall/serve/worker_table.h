/* The supervisor's table of live worker processes: starting one, telling it to end, forgetting it.
 *
 * A worker's index is its number: 0..15, of no other live worker. Policy - when to start, when to
 * stop - is mall/supervisor.c's. Only the parent process uses this.
 */
#ifndef MALL_SERVE_WORKER_TABLE_H
#define MALL_SERVE_WORKER_TABLE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "mall/serve/supervisor.h"

enum { WORKER_NUMBERS = SUPERVISOR_WORKERS_MAX + 1, WORKER_NONE = -1 };

struct worker {
    pid_t pid;    /* 0 = the number is free */
    int slot;     /* which listening socket it serves */
    int ready_fd; /* where it says that it is ready, and then that it lives; WORKER_NONE at its end
                   */
    bool ready;
    int64_t started_ms;
    int64_t heard_ms;   /* its last word */
    int64_t stopped_ms; /* since when it is stopped; 0 = it is not */
    int64_t kill_at_ms; /* when it is killed, INT64_MAX when that was done; 0 = not asked to end */
};

/* Once, before the first start: finds the program's file. */
void worker_table_init(void);

/* The worker of a number 0..15; its pid is 0 when there is none. */
struct worker *worker_at(int number);
bool worker_table_is_empty(void);

/* Starts a worker of the plan on `listen_fd`; `replaces`: another serves there until it is ready.
 * Returns its number, or WORKER_NONE (logged) when the system refuses. */
int worker_start(int slot, int listen_fd, bool replaces, const struct supervisor_plan *plan);

/* Reads what it said. True when that was its first word: it is ready. */
bool worker_read(int number);
/* When it will have been silent for too long; 0 = it need not speak. */
int64_t worker_silent_at_ms(int number, int64_t silent_ms);

/* TERM now, KILL when it has not ended `patience_ms` later. Nothing when it was told before, or is
 * none. */
void worker_terminate(int number, int64_t patience_ms);
void worker_kill(int number);

/* Closes what the worker was to say ready on. */
void worker_close_ready(struct worker *worker);

/* Frees the number of a worker that was waited for. */
void worker_forget(int number);

#endif
