/* What an error of PostgreSQL means to whoever asked. Private to base/db_*.c; SQLSTATEs: PostgreSQL
 * manual, appendix A. */
#ifndef BASE_DB_ERROR_H
#define BASE_DB_ERROR_H

#include <libpq-fe.h>
#include <stdbool.h>

#include "base/db.h"

enum db_fault {
    DB_FAULT_FINAL,   /* the same would happen again */
    DB_FAULT_AGAIN,   /* run the whole transaction again: 40001, 40P01, or a twin's constraint */
    DB_FAULT_UNHEARD, /* the server does not know the prepared statement; we forgot it too: 26000 */
    DB_FAULT_STALE,   /* a prepared statement of this connection fits its tables no more: 0A000 */
    DB_FAULT_LATE,    /* it ran into its time: what still hangs behind it is not waited for */
    /* the server behind this connection will not serve: 25006, 57P01..57P03, class 08 */
    DB_FAULT_SERVER
};

/* Fills `why` from the error `result` of the statement `sql`, and logs what a programmer or
 * operator must see (never values). */
enum db_fault db_refuse_result(const PGresult *result, const struct sql *sql, struct refusal *why);

/* The same for an answer that cannot be the statement's: bytes were lost on the way, and nothing
 * that comes on this connection can be trusted. */
enum db_fault db_refuse_misfit(const struct sql *sql, struct refusal *why);

/* With these the connection should not be used for anything new. */
bool db_fault_is_of_connection(enum db_fault fault);

/* Fault of an error by its SQLSTATE alone. */
enum db_fault db_fault_of(const char *sqlstate);

/* The connection went away: unavailable, try again in a second. */
bool db_refuse_lost(struct refusal *why);

#endif
