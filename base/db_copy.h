/* COPY in: many rows into a table at the speed of the wire, inside a transaction.
 *
 * The statement is an embedded one without parameters: `copy household_member (id, ...) from
 * stdin`. Rows go in text format, escaped here; integers, booleans, texts and bytes become what the
 * column's type reads. While a copy is open the transaction takes no other statement (asserted).
 * What a row breaks - a constraint, a type - shows at db_copy_end(), as the refusal that a
 * statement would have met; the transaction is over then. The whole copy must come to its end
 * within the class's statement timeout: send some ten thousand rows at a time.
 *
 * A body that returns with a copy open, is cancelled or runs out of time gives up its connection:
 * the server rolls back, the pool makes another.
 */
#ifndef BASE_DB_COPY_H
#define BASE_DB_COPY_H

#include "base/db.h"

struct db_copy;

/* Waits for what was sent before. NULL = refused. The copy lives until db_copy_end(), at most as
 * long as the transaction. */
struct db_copy *db_copy_begin(struct db_tx *tx, const struct sql *sql, struct refusal *why);

/* One row: DB_I64, DB_BOOL, DB_TEXT, DB_BYTES or DB_NULL for each column of the statement. Waits
 * while the server is behind. */
bool db_copy_row(struct db_copy *copy, const struct db_value *values, int count,
                 struct refusal *why);

/* Ends the rows and waits for the server's word; *rows (may be NULL) = how many it took. The copy
 * is gone, also when refused. */
bool db_copy_end(struct db_copy *copy, int64_t *rows, struct refusal *why);

#endif
