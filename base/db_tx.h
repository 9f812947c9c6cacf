/* What a transaction shows to a COPY inside it. Private to base/db_*.c. */
#ifndef BASE_DB_TX_H
#define BASE_DB_TX_H

#include "base/db.h"
#include "base/db_conn.h"
#include "base/db_error.h"

struct db_copy;

/* The transaction's connection, NULL when it ended. */
struct db_conn *db_tx_conn(const struct db_tx *tx);
/* The transaction has failed for the reason in `why`, unless it has for another before: `why` is
 * the first in any case. Always false. */
bool db_tx_fail(struct db_tx *tx, enum db_fault fault, struct refusal *why);
/* The copy that is open, NULL = none. */
void db_tx_set_copy(struct db_tx *tx, struct db_copy *copy);

/* db_copy.c: the body has ended and left it open. Frees it and ends its connection. */
void db_copy_abandon(struct db_copy *copy);

#endif
