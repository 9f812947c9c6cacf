#include "settlement/step.h"

#include "ledger/roll_up.h"
#include "settlement/plan.h"
#include "settlement/release.h"

/* Of one run in a round, so that others are not kept waiting. */
enum { STEPS_A_ROUND = 20 };

struct going {
    int64_t run_id;
    struct settlement_step step;
};

static bool body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct going *going = argument;
    struct settlement_step *step = &going->step;
    struct payout_run run;
    step->waits = step->more = false;
    if (!payout_run_lock(tx, going->run_id, &run, why))
        return false;
    if (run.state == PAYOUT_RUN_PREPARING)
        return payout_plan_step(task, tx, step, &run, why);
    return run.state != PAYOUT_RUN_RELEASING || payout_release_step(task, tx, step, &run, why);
}

static bool go(struct task *task, const struct payout_run *run, bool *more, struct refusal *why)
{
    struct going going = {.run_id = run->id};
    struct roll_up_late late;
    const char *waits_for;
    *more = false;
    if (!compare_basis(task, &going.step.basis, &waits_for, why))
        return false;
    if (waits_for[0] != '\0')
        return payout_run_wait(task, run->id, waits_for, why);
    if (!roll_up_late_of_county(task, run->county_code, &late, why))
        return false;
    going.step.late = (struct compared_late){late.orders, late.order_count};
    if (!db_transact(task, DB_WORK, body, &going, why))
        return false;
    *more = going.step.more;
    return !going.step.waits || payout_run_wait(task, run->id, PAYOUT_WAITS_VERDICTS, why);
}

bool settlement_go_on(struct task *task, int *done, struct refusal *why)
{
    struct payout_run *runs;
    int count;
    *done = 0;
    if (!payout_run_due(task, &runs, &count, why))
        return false;
    for (int i = 0; i < count; i++) {
        bool more = true;
        for (int steps = 0; more && steps < STEPS_A_ROUND; steps++)
            if (!go(task, &runs[i], &more, why))
                return false;
        *done += more ? 1 : 0;
    }
    return true;
}
