/* A libpq connection in the making: PQconnectStart and PQconnectPoll on the event loop, with a time
 * limit.
 *
 * Private to base/db_*.c. Name resolution in libpq blocks: the conninfo should name a socket folder
 * or a hostaddr.
 */
#ifndef BASE_DB_LINK_H
#define BASE_DB_LINK_H

#include <libpq-fe.h>

struct db_link;

/* The end of an attempt, called once from the loop. `pg` is the connection, which the callee owns
 * from now on, or NULL; then `sqlstate` ("" when the server said none) and `message` tell why,
 * until the callback returns. */
typedef void db_link_done(PGconn *pg, const char *sqlstate, const char *message, void *argument);

/* Starts one attempt. `options` are added to those of the conninfo ("-c name=value ..."). Never
 * calls `done` before it has returned. The link is freed after `done`. */
struct db_link *db_link_open(const char *conninfo, const char *options, int timeout_ms,
                             db_link_done *done, void *argument);

/* Gives the attempt up before its end; `done` is not called. */
void db_link_cancel(struct db_link *link);

#endif
