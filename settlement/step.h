/* Runs of payouts go on by themselves, a step a transaction: those that are preparing are filled
 * (settlement/plan.h), those that are being released are ordered (settlement/release.h). A run that
 * cannot go on says what it waits for and is tried again.
 */
#ifndef SETTLEMENT_STEP_H
#define SETTLEMENT_STEP_H

#include "ledger/payout_run.h"
#include "settlement/compare.h"

enum { PAYOUT_HOUSEHOLDS = 500 /* in one step */ };

/* A step, in a transaction that holds the run. */
struct settlement_step {
    struct payout_basis basis; /* of the register, as it can be asked now */
    struct compared_late late;
    bool waits; /* given back: a verdict is not given yet, so nothing was written */
    bool more;  /* given back: there is more to do */
};

/* Timed work: runs go on; *done = runs with more to do than a round's steps. */
bool settlement_go_on(struct task *task, int *done, struct refusal *why);

#endif
