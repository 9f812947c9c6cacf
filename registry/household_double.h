/* A person who stands in the lists of two counties.
 *
 * That is no fault of a row: who moves is in both for a while, and which county is right only the
 * two know. So no key forbids it; it is looked for by whole sets where households came or changed -
 * at the end of a snapshot's run, of a batch of changes, of a chunk of a file. Where both
 * households count, the later of them is suspended (its next shares are withheld), and both
 * counties are told: table household_double, from which each gets a flag (fraud/find.h). A move -
 * the household, or the person, has left the first county by the end of the same batch - is none.
 * What was told of two households is not told again, so that an auditor who confirms the later one
 * is not overruled by the next snapshot. */
#ifndef REGISTRY_HOUSEHOLD_DOUBLE_H
#define REGISTRY_HOUSEHOLD_DOUBLE_H

#include <stdint.h>

#include "base/db.h"

/* Looks at what a run has taken over, and settles at most `most` pairs; *found how many, so 0 =
 * none are left; *suspended gets the households. */
bool household_double_of_run(struct task *task, struct db_tx *tx, int64_t run_id, int64_t most,
                             int64_t *found, int64_t *suspended, struct refusal *why);

/* Looks at `numbers` (text[]) of households, in the transaction that wrote them. */
bool household_double_of(struct task *task, struct db_tx *tx, struct db_value numbers,
                         int64_t *suspended, struct refusal *why);

#endif
