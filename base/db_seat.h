/* A seat: the place of one connection in the pool, and how that is made, checked, watched and made
 * anew.
 *
 * Private to base/db_*.c. Invariants:
 * - A seat is shared (pipelined reads and writes of one statement) or taken by one transaction,
 * never both; statements that were on their way when it was taken are answered first.
 * - What nobody waits for is cancelled; until the server has been told, and has answered, nothing
 * new is sent that the cancel could hit instead. Others that stood behind it already are reads, and
 * run again.
 * - `epoch` changes whenever the connection ends: who holds a seat compares it before each use.
 * - A server where fsync, full_page_writes or synchronous_commit is off, or that is a standby, is
 * not used.
 */
#ifndef BASE_DB_SEAT_H
#define BASE_DB_SEAT_H

#include "base/db.h"
#include "base/db_cancel.h"
#include "base/db_conn.h"

enum db_seat_state {
    SEAT_EMPTY,      /* nothing, and nobody asked */
    SEAT_CONNECTING, /* libpq is at it */
    SEAT_CHECKING,   /* connected; asking whether this server may keep money */
    SEAT_READY,
    SEAT_RESTING /* failed; a timer runs */
};

struct db_seat {
    enum db_class kind;
    enum db_seat_state state;
    struct db_conn *conn; /* SEAT_CHECKING, SEAT_READY */
    struct db_link *link;
    struct loop_timer *timer;
    struct db_call check;
    int failures; /* attempts in a row that failed */
    struct db_cancel cancel;
    bool cancelling;   /* on its way: open to nothing new, which it could hit */
    int64_t cancel_ms; /* since when an end is waited for; 0 = no cancel, or all have ended */
    uint32_t cancels;  /* since the pool was started */
    int64_t born_ms;
    uint32_t epoch;
    bool taken;   /* by a transaction */
    bool leaving; /* given back; comes free when its last answer is in */
    bool retire;  /* to be closed when its last answer is in */
    bool late;    /* to be closed as soon as nobody waits for an answer */
};

/* Why the last attempt of any seat failed; all zero when the last one succeeded. */
struct db_trouble {
    bool hopeless; /* waiting will not help: wrong password, no such database, an unsafe server */
    char sqlstate[6];
    char message[256];
};
const struct db_trouble *db_trouble(void);
void db_trouble_forget(void);

/* Connects an empty seat in the background. Tells the pool by db_pool_changed(). */
void db_seat_connect(struct db_seat *seat);
/* Open to new statements and transactions. */
bool db_seat_is_open(const struct db_seat *seat);
/* After `leaving`, `retire` or `late` was set: what is due at the last answer is done now when that
 * is in already, or nobody waits for it. */
void db_seat_settle(struct db_seat *seat);
/* Has the server end what it is at, for which nobody waits; `running` is for the log. Nothing when
 * it is at nothing. What does not end soon ends with its connection. */
void db_seat_cancel(struct db_seat *seat, const struct sql *running);
/* Once a second: ends a connection that is dead though nobody said so, or too old. */
void db_seat_watch(struct db_seat *seat, int64_t now_ms);
/* Ends whatever it does; calls on their way end as DB_LOST. */
void db_seat_stop(struct db_seat *seat);

/* As metrics and the log call it. */
const char *db_class_name(enum db_class kind);
/* The text for libpq's `options`: what every session of this class sets. Buffer of at least 512
 * bytes. Returns buffer. */
char *db_session_options(enum db_class kind, char buffer[512]);
/* A random number 0..below-1 for jitter. */
int64_t db_jitter(int64_t below);
/* Delay before attempt number `failures` (from 1), in milliseconds: doubles from 50 to 5,000,
 * jittered. */
int64_t db_backoff_ms(int failures);

#endif
