#include "register/snapshot.h"

#include "base/arena.h"
#include "base/id.h"
#include "base/log.h"
#include "register/staging.h"
#include "register/taking.h"
#include "registry/household_stage.h"

#define STEP_ARENA ((size_t)512 * 1024 * 1024)

/* One page or some pieces, in an arena of their own. */
static bool step(struct task *task, const struct register_run *run, struct register_page *ahead,
                 struct refusal *why)
{
    struct arena *own = task->arena;
    task->arena = arena_new(STEP_ARENA);
    bool ok = run->state == RUN_FETCHING ? register_stage(task, run, ahead, why)
                                         : register_take(task, run, why);
    arena_free(task->arena);
    task->arena = own;
    return ok;
}

/* A snapshot that the register no longer has, or that cannot be read, ends the run. */
static bool fail(struct task *task, const struct register_run *run, const struct refusal *why)
{
    struct refusal other = {.have = -1};
    const struct register_move move = {.run_id = run->id,
                                       .account_id = ACTOR_SYSTEM,
                                       .from = RUN_FETCHING,
                                       .to = RUN_FAILED,
                                       .trouble = "unreadable"};
    return run->state == RUN_FETCHING && why->kind == &REGISTER_BROKEN &&
           register_run_move(task, move, &other);
}

static bool is_at_work(const struct register_run *run)
{
    return run->state == RUN_FETCHING || run->state == RUN_APPLYING;
}

static bool work(struct task *task, const struct register_watch *watch, struct register_run *run,
                 struct refusal *why)
{
    struct register_page ahead = {.arena = NULL};
    bool ok = true;
    while (ok && is_at_work(run)) {
        struct register_run before = *run;
        ok = (step(task, &before, &ahead, why) || fail(task, &before, why)) &&
             register_run_again(task, run, why);
        if (ok && watch != NULL && watch->progress != NULL)
            watch->progress(watch->argument, run);
    }
    register_page_free(&ahead);
    return ok;
}

bool register_snapshot_work(struct task *task, const struct register_watch *watch,
                            struct register_run *run, bool *found, struct refusal *why)
{
    if (!register_run_open(task, run, found, why))
        return false;
    if (!*found)
        return true;
    if (!work(task, watch, run, why))
        return false;
    if (run->state == RUN_WAITING)
        return true;
    log_info("register_run", LOG_S("state", machine_state_name(&REGISTER_RUN_MACHINE, run->state)),
             LOG_I("households", run->fetched_households));
    return household_stage_empty(task, why);
}
