/* Releasing a run of payouts: somebody else than who made it says yes to what they have looked at;
 * then its lines are compared once more, as the register and the county's books say now, and what
 * nothing speaks against is ordered. What is held stays out of it and is due with the next run.
 */
#ifndef SETTLEMENT_RELEASE_H
#define SETTLEMENT_RELEASE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"
#include "settlement/step.h"

/* 409 payout_same_person: who made a run, or let one of its lines pass, does not release it. */
extern const struct refusal_kind PAYOUT_SAME_PERSON;
/* 409 payout_changed: it comes to other sums than were looked at. */
extern const struct refusal_kind PAYOUT_CHANGED;

struct payout_release {
    int64_t run_id, actor_id;
    int64_t households, amount_fen; /* that were looked at: its planned lines */
};
bool payout_release(struct task *task, const struct payout_release *release, struct refusal *why);

/* A step of a run that is being released (settlement/step.h). */
bool payout_release_step(struct task *task, struct db_tx *tx, struct settlement_step *step,
                         const struct payout_run *run, struct refusal *why);

#endif
