/* The pool: for each class of connections a number of seats, filled in the background, and two
 * queues of tasks that wait for one.
 *
 * Private to base/db_*.c. Invariants:
 * - A seat is shared (pipelined reads and writes of one statement) or taken by one transaction,
 * never both; statements that were on their way when it was taken are answered first.
 * - Where there is more than one seat, one is left to sharing (not in DB_LANE, which is for
 * transactions).
 * - `epoch` of a seat changes whenever its connection ends: who holds a seat compares it before
 * each use.
 */
#ifndef BASE_DB_POOL_H
#define BASE_DB_POOL_H

#include "base/db.h"
#include "base/db_conn.h"

enum db_seat_state {
    SEAT_EMPTY,      /* nothing, and nobody asked */
    SEAT_CONNECTING, /* libpq is at it */
    SEAT_CHECKING,   /* connected; asking whether this server may keep money */
    SEAT_READY,
    SEAT_RESTING /* failed; a timer runs */
};

struct db_seat {
    enum db_class class;
    enum db_seat_state state;
    struct db_conn *conn; /* SEAT_CHECKING, SEAT_READY */
    struct db_link *link;
    struct loop_timer *timer;
    struct db_call check;
    int failures; /* attempts in a row that failed */
    int64_t born_ms;
    uint32_t epoch;
    bool taken;   /* by a transaction */
    bool leaving; /* given back; comes free when its last answer is in */
    bool retire;  /* to be closed when its last answer is in */
};

/* A seat to send one statement on; waits until there is one. It is nobody's: use it before the next
 * wait. NULL = refused. */
struct db_seat *db_pool_share(struct task *task, enum db_class class, struct refusal *why);
/* A seat of one's own; db_pool_give() brings it back. NULL = refused. */
struct db_seat *db_pool_take(struct task *task, enum db_class class, struct refusal *why);
void db_pool_give(struct db_seat *seat);
/* The server behind this connection will not serve any more: no new statement goes there. */
void db_pool_retire(struct db_seat *seat);

const struct db_settings *db_pool_settings(void);
/* The text for libpq's `options`: what every session of this class sets. Buffer of at least 512
 * bytes. Returns buffer. */
char *db_session_options(enum db_class class, char buffer[512]);
/* A random number 0..below-1 for jitter. */
int64_t db_jitter(int64_t below);
/* Delay before attempt number `failures` (from 1), in milliseconds: doubles from 50 to 5,000,
 * jittered. */
int64_t db_backoff_ms(int failures);

/* db_listen.c: follow db_start() and db_stop(). */
void db_listen_start(void);
void db_listen_stop(void);

#endif
