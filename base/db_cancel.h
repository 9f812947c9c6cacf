/* Has the server end a statement that nobody waits for. Private to base/db_*.c.
 *
 * libpq's PQcancel() blocks, so one connection is kept for asking (pg_cancel_backend: who may use a
 * connection may end its statements); it is made at the first wish. When the wish has been granted
 * the backend has been told: a statement that is sent to it after that is not hit any more
 * (ProcessInterrupts() in src/backend/tcop/postgres.c drops a cancel that comes between two).
 */
#ifndef BASE_DB_CANCEL_H
#define BASE_DB_CANCEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db_conn.h"

/* One wish; lies with whoever has it until its end. All zero at first. */
struct db_cancel {
    /* Called from the loop, never before db_cancel_ask() has returned. False: the server could not
     * be told. */
    void (*done)(struct db_cancel *cancel, bool told);
    void *owner;
    /* private */
    int64_t pid;
    struct db_call call;
    bool asked, sent;
    struct db_cancel *next;
};

/* Wishes that the backend `pid` ends its statement. One wish of its owner at a time (asserted). */
void db_cancel_ask(struct db_cancel *cancel, int64_t pid);
/* The owner does not care any more; `done` is not called. Harmless when it has come to its end. */
void db_cancel_forget(struct db_cancel *cancel);
/* Once a second: gives up a connection that does not answer. */
void db_cancel_watch(int64_t now_ms);
/* At db_stop(): forgets all wishes. */
void db_cancel_stop(void);

#endif
