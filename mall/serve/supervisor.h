/* The parent process: starts one worker for each listening socket, watches them, replaces them.
 *
 * The parent binds one SO_REUSEPORT socket for each worker and keeps them open as long as it lives.
 * A worker is this program again (fork and exec), with its socket inherited; when it dies,
 * connections wait in that socket's queue for the replacement instead of being reset, until it has
 * found the database or was two seconds at it.
 *
 * - A worker that ends unasked is started again after 100 ms, doubled each time up to 10 s (the
 *   plan may say another first pause; the longest is a hundred times that). After 10 starts of the
 * same worker within 60 s the parent gives up: it stops all and ends with EX_SOFTWARE. A worker
 * that ends with EX_CONFIG before any has been ready ends the parent with EX_CONFIG at once.
 * - TERM, INT: workers get TERM, `drain_ms` and two more seconds to end, then KILL; the parent ends
 *   with 0. A second TERM or INT kills at once.
 * - HUP: each worker in turn is replaced. The new one (of the program's file as it is now) serves
 * on the same socket before the old one gets TERM; one that does not become ready - because a
 * setting is wrong, because it finds no database - is given up, and the old ones stay.
 * - A worker that is stopped (SIGSTOP), or that has been ready and is not heard of for `silent_ms`,
 * is killed and replaced: connections in its socket's queue would wait for it for ever.
 * - A worker gets TERM when the parent dies. Who drains closes its socket, so the port is free for
 * the next mall at once.
 *
 * No libevent, no libpq here: what can break must not run in the process that repairs.
 */
#ifndef MALL_SERVE_SUPERVISOR_H
#define MALL_SERVE_SUPERVISOR_H

#include <stdbool.h>
#include <stdint.h>

/* A new worker lives beside the old one for a while: at most 16 are alive. */
enum { SUPERVISOR_WORKERS_MAX = 15 };

struct supervisor_plan {
    const char *address;         /* numeric IP */
    int port;                    /* 0 = any free one (tests); it is logged */
    int workers;                 /* 1..SUPERVISOR_WORKERS_MAX */
    const char *const *argv;     /* arguments of a worker, argv[0] first, NULL last */
    int64_t drain_ms;            /* what a worker may take to end after TERM */
    int64_t restart_ms;          /* the first pause before a restart; 0 = 100 */
    int64_t silent_ms;           /* a worker not heard of for so long hangs; 0 = nobody listens */
    void (*opened)(void);        /* once the port is had; NULL = nothing is to do */
    void (*before_worker)(void); /* in the child that becomes a worker; likewise */
};

/* Runs until told to stop. Returns the process's exit code: 0, EX_CANTCREAT (the port is in use),
 * EX_CONFIG (address or a worker's settings), EX_SOFTWARE (given up). Faults of the first two kinds
 * are one line on standard error. */
int supervisor_run(const struct supervisor_plan *plan);

/* ---- in a worker ---- */

/* The inherited listening socket, -1 when this process was not started by a supervisor. */
int supervisor_worker_fd(void);

/* 0..workers - 1: which socket this is. Two live for a moment while a worker is replaced; work that
 * is done once a machine belongs to slot 0. */
int supervisor_worker_slot(void);

/* 0..15, of no other live worker: for ids. It changes from one replacement to the next. */
int supervisor_worker_number(void);

/* A worker that serves is to be replaced by this one, which must not take a connection before it
 * can serve itself. */
bool supervisor_worker_replaces(void);

/* Tells the parent that requests are served from now on. Called once; harmless without a parent. */
void supervisor_worker_ready(void);
/* Tells it, once ready, that the loop still turns. False: nobody listens. */
bool supervisor_worker_beat(void);

#endif
