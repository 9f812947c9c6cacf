/* Makes a db_rows of a libpq result. Private to base/db_*.c. */
#ifndef BASE_DB_ROWS_H
#define BASE_DB_ROWS_H

#include <libpq-fe.h>

#include "base/arena.h"
#include "base/db.h"

/* Takes the statement's result over; it dies with the arena. */
struct db_rows *db_rows_new(struct arena *arena, const struct sql *sql, PGresult *result);

#endif
