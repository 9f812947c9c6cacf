/* One non-blocking PostgreSQL connection in pipeline mode: a queue of statements on their way, in
 * the order of sending.
 *
 * Private to base/db_*.c. Invariants:
 * - What is sent is answered in order; `slots` mirrors libpq's command queue one to one (prepare,
 * query, sync).
 * - A statement is prepared just before its first use and known from then on by its struct sql.
 * - Reads that may be repeated share one sync (one write, one wake-up of the server for a whole
 * turn of the loop). When one of them fails the ones behind it in the same sync were not run: they
 * end as DB_ABORTED and are sent again by whoever waits.
 * - A write of its own stands between two syncs, and its end is told only when the sync has
 * answered: that is its commit.
 * - The owner of a call may go away at any time (db_conn_forget): its result is dropped. Whether
 * the statement is left to finish is for the seat to say.
 */
#ifndef BASE_DB_CONN_H
#define BASE_DB_CONN_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"

struct db_conn;
struct db_slot;

enum db_outcome {
    DB_WAITING,
    DB_DONE,    /* `result` holds rows or a command's tag */
    DB_FAILED,  /* `result` holds the error */
    DB_ABORTED, /* was not run, because one before it in the same sync failed */
    DB_LOST     /* the connection ended first: nothing is known */
};

/* A statement on its way, as its owner sees it. */
struct db_call {
    const struct sql *sql;
    enum db_outcome outcome;
    PGresult *result;                   /* the owner's from the end on: PQclear */
    struct db_slot *slot;               /* private to db_conn.c */
    void (*done)(struct db_call *call); /* called from the loop at the end; NULL = nobody waits */
    void *owner;
};

enum db_send_mode {
    DB_SEND_SHARED, /* a read that may be repeated; shares its sync until db_conn_flush() */
    DB_SEND_ALONE,  /* between two syncs */
    DB_SEND_OPEN    /* no sync: the caller's db_conn_sync() follows (transactions) */
};

struct db_conn_events {
    /* The connection ended; all calls have been told. The callee frees the connection. */
    void (*lost)(struct db_conn *conn, void *argument);
    /* The last answer came, nothing is on its way. The callee may free the connection. */
    void (*drained)(struct db_conn *conn, void *argument);
};

/* Takes over an established connection. */
struct db_conn *db_conn_new(PGconn *pg, const struct db_conn_events *events, void *argument);
/* Ends it; calls still waiting end as DB_LOST. No event is raised. NULL is allowed. */
void db_conn_free(struct db_conn *conn);

/* Queues a statement (copies the arguments). `call` may be NULL: nobody wants the result. False:
 * the connection ended at this moment (events were raised, `conn` is gone) and the statement was
 * not sent. */
bool db_conn_send(struct db_conn *conn, struct db_call *call, const struct sql *sql,
                  const struct db_value *args, int count, enum db_send_mode mode);
/* Queues a sync and writes. False as above. */
bool db_conn_sync(struct db_conn *conn);
/* End of a turn of the loop: closes the shared sync. */
void db_conn_flush(struct db_conn *conn);
/* The owner of the call goes away. */
void db_conn_forget(struct db_call *call);
/* Nobody waits for anything that is on its way. */
bool db_conn_is_forgotten(const struct db_conn *conn);
/* What the server is at, as far as is known, when nobody waits for it any more; NULL otherwise. Nor
 * when somebody waits for a write behind it: what ends the one could hit the other. */
const struct sql *db_conn_running_for_nobody(const struct db_conn *conn);
/* The process at the other end. */
int64_t db_conn_backend(const struct db_conn *conn);
/* A statement that may be repeated, by its first word; see base/db.h. */
bool db_sql_is_read(const struct sql *sql);

/* ---- lending: for what libpq does not do in pipeline mode ---- */

/* Who borrows a connection; called from the loop. */
struct db_loan {
    /* It is lent and idle, or bytes came in or could go out since the last time. */
    void (*ready)(struct db_loan *loan);
    /* The connection ended, and the loan with it. */
    void (*lost)(struct db_loan *loan);
};

/* Takes the connection out of pipeline mode as soon as the last answer is in; nothing may be sent
 * until it is returned. False: the connection ended at this moment. */
bool db_conn_lend(struct db_conn *conn, struct db_loan *loan);
/* libpq's part of a connection that is lent. */
PGconn *db_conn_pg(const struct db_conn *conn);
/* The borrower has written more than the socket took: `ready` when it takes more. */
void db_conn_want_write(struct db_conn *conn);
/* Back into pipeline mode; libpq must be idle. False: it is not, or the connection is broken. */
bool db_conn_return(struct db_conn *conn);
/* Ends the connection as if it were lost: events are raised, `conn` is gone. */
void db_conn_drop(struct db_conn *conn);

/* Statements on their way, and since when (clock_mono_ms) the oldest of them makes no progress (0 =
 * nothing is on its way). A loan is on its way too. */
int db_conn_depth(const struct db_conn *conn);
int64_t db_conn_stuck_since_ms(const struct db_conn *conn);
/* The transaction state between statements. */
PGTransactionStatusType db_conn_transaction(const struct db_conn *conn);
/* True once after the server warned (01000) that a commit is not as safe as it should be: its fate
 * is unknown. */
bool db_conn_take_warning(struct db_conn *conn);

/* SQLSTATE of an error, "" when there is none. */
const char *db_sqlstate(const PGresult *result);

#endif
