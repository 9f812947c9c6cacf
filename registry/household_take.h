/* Taking over what is staged (registry/household_stage.h): households, their members and versions,
 * a piece of whole villages at a time, each piece in one transaction.
 *
 * Who is new on the register counts from now on. Who left it, moved into another county, or is
 * missing in a snapshot does not count until somebody has looked: the household is suspended, with
 * a move that says why, and waits on the desks of its village and county. Nobody is confirmed
 * again, and nobody removed, without a person.
 */
#ifndef REGISTRY_HOUSEHOLD_TAKE_H
#define REGISTRY_HOUSEHOLD_TAKE_H

#include <stdint.h>

#include "base/db.h"

struct household_taken {
    int64_t added, changed, suspended; /* households */
    int64_t learned; /* of which only more is known than before; they are not among the changed */
    int64_t members_added, members_changed, members_gone, members_learned; /* likewise */
};

/* Up to which line the next piece behind `after` goes, some `most` lines. */
struct household_bound {
    int64_t to;        /* 0 = nothing is left */
    bool ends_village; /* the line behind it is of another village */
};
bool household_take_bound(struct task *task, int64_t run_id, int64_t after, int64_t most,
                          struct household_bound *bound, struct refusal *why);

/* Takes lines (after, to] over. `snapshot_id` "" = they came with the feed. */
bool household_take(struct task *task, struct db_tx *tx, int64_t run_id, int64_t after, int64_t to,
                    const char *snapshot_id, struct household_taken *taken, struct refusal *why);

/* How many that count are missing in a snapshot that stands as of `change_no`, and of how many. */
bool household_gone_count(struct task *task, int64_t run_id, int64_t change_no, int64_t *gone,
                          int64_t *known, struct refusal *why);

/* Suspends at most `most` of them; *done = how many. Where the stage may have been emptied
 * household_stage_has() goes before it, in the same transaction. */
bool household_gone_suspend(struct task *task, struct db_tx *tx, int64_t run_id, int64_t change_no,
                            int64_t most, int64_t *done, struct refusal *why);

#endif
