/* Rosters: who shares in a pool of a plan, in order of household. The pool and where its households
 * live make one; it is written with the first sale that needs it, never changes, and every line
 * that shares in the same way names it (ledger/attribution.h).
 */
#ifndef LEDGER_ROSTER_H
#define LEDGER_ROSTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "ledger/attribution.h"

/* A roster that is looked for, as the shares of one pool give it; and what is found. */
struct roster {
    const struct attribution_credit *places;
    int count;
    int64_t id; /* out */
};

/* Finds the rosters' ids inside the transaction, or writes those that there are none of. The same
 * roster may stand in the list several times. */
bool roster_find(struct task *task, struct db_tx *tx, struct roster *rosters, int count,
                 struct refusal *why);

#endif
