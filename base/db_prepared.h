/* The statements one connection has prepared: a set of struct sql by address. Private to
 * base/db_*.c. */
#ifndef BASE_DB_PREPARED_H
#define BASE_DB_PREPARED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/sql.h"

/* All zero is the empty set. */
struct db_prepared {
    const struct sql **places; /* open addressing; NULL = free */
    size_t size;               /* a power of two, or 0 */
    size_t count;
};

bool db_prepared_has(const struct db_prepared *set, const struct sql *sql);
void db_prepared_add(struct db_prepared *set, const struct sql *sql);
/* Removing what is not there is harmless. */
void db_prepared_remove(struct db_prepared *set, const struct sql *sql);
void db_prepared_release(struct db_prepared *set);

#endif
