/* Makes a db_rows of a libpq result. Private to base/db_*.c. */
#ifndef BASE_DB_ROWS_H
#define BASE_DB_ROWS_H

#include <libpq-fe.h>

#include "base/arena.h"
#include "base/db.h"

/* Takes the statement's result over; it dies with the arena. */
/* Whether the result can be an answer to the statement: as many columns as it has, as many rows as
 * its command's tag says. */
bool db_rows_fit(const struct sql *sql, const PGresult *result);
struct db_rows *db_rows_new(struct arena *arena, const struct sql *sql, PGresult *result);

#endif
