/* Making runs of payouts: begun by the county's centre, or by themselves when income has waited
 * MALL_PAYOUT_DAYS; filled by timed work, some households at a time, each compared as it is added.
 */
#ifndef SETTLEMENT_PLAN_H
#define SETTLEMENT_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "base/refusal.h"
#include "base/task.h"
#include "settlement/step.h"

enum {
    PAYOUT_COUNTIES = 20 /* that begin a run by themselves in one round */
};

/* Begins a run; PAYOUT_RUN_OPEN (ledger/payout_run.h). */
struct payout_wish {
    const char *county_code;
    const char *note; /* what people know it by */
    int64_t actor_id;
};
bool payout_plan(struct task *task, const struct payout_wish *wish, const struct idempotency *key,
                 int64_t *run_id, struct refusal *why);

/* A step of a run that is preparing (settlement/step.h). */
bool payout_plan_step(struct task *task, struct db_tx *tx, struct settlement_step *step,
                      const struct payout_run *run, struct refusal *why);

/* Timed work: begins runs in counties whose income has waited; *done = how many. */
bool payout_plan_late(struct task *task, int *done, struct refusal *why);

/* Drops a run that is not released: nothing of it is paid, all of it is due with the next. Refuses
 * with conflict when it is released. */
bool payout_drop(struct task *task, int64_t run_id, int64_t actor_id, const char *reason,
                 struct refusal *why);

#endif
