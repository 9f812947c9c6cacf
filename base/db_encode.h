/* Bound parameters in the form libpq sends them. Private to base/db_*.c.
 *
 * Integers and booleans go as text, so that the type the statement gives its parameter holds (int8,
 * int4, numeric ...); bytes and arrays go in PostgreSQL's binary form (array_recv in
 * src/backend/utils/adt/arrayfuncs.c).
 */
#ifndef BASE_DB_ENCODE_H
#define BASE_DB_ENCODE_H

#include "base/db.h"

enum { DB_PARAMS_MAX = 64 };

struct db_params {
    const char *values[DB_PARAMS_MAX];
    int lengths[DB_PARAMS_MAX];
    int formats[DB_PARAMS_MAX];
    char numbers[DB_PARAMS_MAX][24];
    char *arrays; /* one block for all arrays */
};

/* Fills `params` from `count` (at most DB_PARAMS_MAX) arguments; borrows their texts and bytes. */
void db_params_init(struct db_params *params, const struct db_value *args, int count);
void db_params_release(struct db_params *params);

#endif
