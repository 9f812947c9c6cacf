/* Reading the journal on: what keeps sums of it comes back again and again and reads what is new,
 * so that nothing is left out and nothing is counted twice.
 *
 * Ids carry the time at which they were made, but a transfer appears only when its transaction
 * ends, and may then stand before others that were read long ago. So a reader keeps a floor: all
 * transfers up to it have been read, and none of them can appear any more. What is behind the floor
 * is read again in each run; a reader therefore looks at an order as it stands now, compares it
 * with what it has taken of it, and takes the difference.
 *
 * How the floor rises: a run notes its own transaction, and the id of FOLLOW_LAG_MS before it
 * began. Transactions that began to write later make later ids: between the making of an id and the
 * first write of its transaction lies less than that, whatever the clocks of workers differ by.
 * Those that began before have all ended when a later run sees that the oldest transaction under
 * way is not older than the noted one; what they wrote, that run has read, and the floor rises to
 * the noted id. One that stays open keeps the floor where it is, which costs reading more, and
 * loses nothing.
 *
 * The floor moves in the transaction in which the sums do: a run that is killed has not been.
 */
#ifndef LEDGER_FOLLOW_H
#define LEDGER_FOLLOW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/refusal.h"
#include "base/task.h"

/* Above the largest difference of two workers' clocks (base/id_lease.h) and what a transaction
 * waits. */
enum { FOLLOW_LAG_MS = 60000 };

/* One run. */
struct follow {
    const char *name; /* of the reader, a row of journal_follower */
    int64_t floor_id; /* transfers behind this id are to be read */
    int64_t began_ms; /* Unix milliseconds, before the transaction began */
    const char *xid;  /* of the transaction */
};

/* Begins a run of a reader inside the transaction; others of the same name wait for its end.
 * `began_ms`: a time before the transaction. False and why when the database refuses. */
bool follow_begin(struct db_tx *tx, const char *name, int64_t began_ms, struct follow *run,
                  struct refusal *why);

/* Ends it (sent, not awaited): all transfers behind the floor and up to `last_id` were read by one
 * statement, for which `oldest_xid` was under way, pg_snapshot_xmin(). INT64_MAX = all. */
void follow_end(struct db_tx *tx, const struct follow *run, int64_t last_id,
                const char *oldest_xid);

/* How far a reader has surely come; what is behind it, who wants exact sums looks at itself. False
 * and why when the database cannot be asked. */
bool follow_floor(struct task *task, const char *name, int64_t *floor_id, struct refusal *why);

#endif
