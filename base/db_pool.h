/* The pool: for each class of connections a number of seats, and two queues of tasks that wait for
 * one.
 *
 * Private to base/db_*.c. Where there is more than one seat, one is left to sharing while
 * transactions run (not in DB_LANE, which is for transactions).
 */
#ifndef BASE_DB_POOL_H
#define BASE_DB_POOL_H

#include "base/db_seat.h"

/* A seat to send one statement on; waits until there is one. It is nobody's: use it before the next
 * wait. NULL = refused. */
struct db_seat *db_pool_share(struct task *task, enum db_class kind, struct refusal *why);
/* A seat of one's own; db_pool_give() brings it back. NULL = refused. */
struct db_seat *db_pool_take(struct task *task, enum db_class kind, struct refusal *why);
void db_pool_give(struct db_seat *seat);
/* This connection is of no use any more: no new statement goes there. */
void db_pool_retire(struct db_seat *seat);
/* Nobody waits any more for what this one was asked: it is cancelled, where that hits nobody else,
 * and the connection is of use again when it has ended. */
void db_pool_abandon(struct db_seat *seat);
/* The same for a seat of one's own. */
void db_pool_abandon_own(struct db_seat *seat);

/* For seats: this one came up, came free, ended or failed; and whether anybody waits for one of its
 * class. */
void db_pool_changed(const struct db_seat *seat);
bool db_pool_wants(enum db_class kind);

/* Connections of a class, those that are up, tasks that wait for one, calls that were refused
 * because too many did, and statements that were cancelled because nobody waited; for metrics. */
struct db_pool_state {
    int seats, open, waiting;
    int64_t refused, cancelled;
};
struct db_pool_state db_pool_state(enum db_class kind);
/* Registers the figures of the pool, at db_start(). */
void db_metrics_start(void);

/* As given to db_start(); `conninfo` is NULL when the pool is stopped. */
const struct db_settings *db_pool_settings(void);

/* db_listen.c: follow db_start() and db_stop(). */
void db_listen_start(void);
void db_listen_stop(void);

#endif
