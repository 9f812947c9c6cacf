/* The national register as a module: it stands outside, and the mall follows it. */
#include <stddef.h>

#include "base/config.h"
#include "base/module.h"
#include "gen/register/sql.h"
#include "register/client.h"
#include "register/feed.h"
#include "register/judge.h"
#include "register/report.h"
#include "register/run.h"
#include "register/snapshot.h"
#include "registry/todo.h"

enum {
    FOLLOW_MS = 2000,
    JUDGE_MS = 5000,
    SELLING_MS = 3600000,
    STALE_MS = 60000,
    RUN_MS = 7200000,
    REPORT_MS = 10000,
    WALK_MS = 60000,
    FIRST_MS = 60000
};

static const struct config_setting SETTINGS[] = {
    SETTING_TEXT("MALL_REGISTER_URL", "", "where the national register answers; empty = nowhere"),
    SETTING_SECRET("MALL_REGISTER_KEY", "", 64,
                   "the seed that requests to the register are signed with, 64 hexadecimal digits"),
    SETTING_TEXT("MALL_REGISTER_PUBLIC_KEY", "", "the register's own key, 64 hexadecimal digits"),
    SETTING_INT("MALL_REGISTER_GONE_PERCENT", "2", 0, 100,
                "a snapshot that misses more of the households that count waits for a person"),
    SETTING_INT("MALL_REGISTER_FOLLOW", "1", 0, 1,
                "1 = the register is followed and told by itself; 0 = only by `mall register`"),
    {.name = NULL},
};

/* What the mall does by itself. */
static bool by_itself(bool (*work)(struct task *task, int *done, struct refusal *why),
                      struct task *task, int *done, struct refusal *why)
{
    *done = 0;
    return config_int("MALL_REGISTER_FOLLOW") == 0 || work(task, done, why);
}

static bool follow(struct task *task, int *done, struct refusal *why)
{
    return by_itself(register_follow, task, done, why);
}

static bool first_snapshot(struct task *task, int *done, struct refusal *why)
{
    return by_itself(register_run_first, task, done, why);
}

static bool tell(struct task *task, int *done, struct refusal *why)
{
    return by_itself(report_tell, task, done, why);
}

static bool walk(struct task *task, int *done, struct refusal *why)
{
    return by_itself(report_walk, task, done, why);
}

static const struct timed_piece TIMED[] = {
    {.name = "follow_register", .run = follow, .period_ms = FOLLOW_MS, .again_from = FEED_CHANGES},
    {.name = "first_snapshot", .run = first_snapshot, .period_ms = FIRST_MS},
    {.name = "tell_register", .run = tell, .period_ms = REPORT_MS, .again_from = REPORT_ROUND},
    {.name = "walk_incomes", .run = walk, .period_ms = WALK_MS, .again_from = 1},
    {.name = "judge_links", .run = judge_due, .period_ms = JUDGE_MS, .again_from = 1},
    {.name = "judge_stale",
     .run = judge_stale,
     .period_ms = STALE_MS,
     .again_from = JUDGE_COUNTIES},
    {.name = "judge_selling",
     .run = judge_selling,
     .period_ms = SELLING_MS,
     .again_from = JUDGE_LINKS},
    {.name = NULL},
};

static bool run_job(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    struct register_run run;
    bool found;
    (void)job_id;
    (void)payload;
    return register_snapshot_work(task, NULL, &run, &found, why);
}

static const struct job_kind JOBS[] = {
    {.name = REGISTER_JOB,
     .run = run_job,
     .max_attempts = 20,
     .first_delay_ms = 5000,
     .max_delay_ms = 300000,
     .timeout_ms = RUN_MS},
    {.name = NULL},
};

static const struct db_constraint CONSTRAINTS[] = {
    {"register_run_open", &REGISTER_BUSY, NULL},
    {.name = NULL},
};

static const struct machine *const MACHINES[] = {&REGISTER_RUN_MACHINE, NULL};

static const struct audit_check CHECKS[] = {
    {6, "verdicts of the register are as they were given", &SQL_audit_verdict_stamp, NULL,
     AUDIT_SINCE},
    {.name = NULL},
};

static const struct todo TODOS[] = {
    {"link_doubt", ROLE_COUNTY_AUDITOR, RIGHT_HOUSEHOLD_STATE, TODO_BY_REGION,
     &SQL_todo_verdict_open},
    {.key = NULL},
};

static bool start(void)
{
    return register_client_start();
}

const struct module REGISTER_MODULE = {
    .name = "register",
    .start = start,
    .settings = SETTINGS,
    .constraints = CONSTRAINTS,
    .jobs = JOBS,
    .timed = TIMED,
    .machines = MACHINES,
    .checks = CHECKS,
    .stamps = &SQL_stamp_register,
    .todos = TODOS,
};
