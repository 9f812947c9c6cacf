/* Settlement as a module: what has matured for households is paid to them. */
#include <stddef.h>

#include "base/module.h"
#include "gen/settlement/sql.h"
#include "registry/todo.h"
#include "settlement/plan.h"
#include "settlement/step.h"

enum { STEP_MS = 2000, LATE_MS = 3600000 };

static const struct config_setting SETTINGS[] = {
    SETTING_INT("MALL_PAYOUT_DAYS", "30", 0, 366,
                "days after which income that has matured is put into a run of payouts by itself; "
                "0 = only when somebody asks"),
    SETTING_INT("MALL_PAYOUT_LEAST_FEN", "100", 1, 1000000,
                "a household that less is due to waits until it is so much"),
    SETTING_INT("MALL_PAYOUT_REGISTER_S", "600", 5, 86400,
                "payouts wait when the register has not answered for so many seconds"),
    {.name = NULL},
};

static const struct timed_piece TIMED[] = {
    {.name = "payout_runs", .run = settlement_go_on, .period_ms = STEP_MS, .again_from = 1},
    {.name = "payout_late",
     .run = payout_plan_late,
     .period_ms = LATE_MS,
     .again_from = PAYOUT_COUNTIES},
    {.name = NULL},
};

static const struct todo TODOS[] = {
    {"payout_prepared", ROLE_COUNTY_AUDITOR, RIGHT_PAYOUT_RELEASE, TODO_BY_REGION,
     &SQL_todo_payout_prepared},
    {"payout_held", ROLE_COUNTY_CENTRE, RIGHT_PAYOUT_PREPARE, TODO_BY_REGION,
     &SQL_todo_payout_held},
    {"payout_ordered", ROLE_COUNTY_CENTRE, RIGHT_PAYOUT_PREPARE, TODO_BY_REGION,
     &SQL_todo_payout_ordered},
    {"payout_disputed", ROLE_COUNTY_CENTRE, RIGHT_PAYOUT_PREPARE, TODO_BY_REGION,
     &SQL_todo_payout_disputed},
    {.key = NULL},
};

const struct module SETTLEMENT_MODULE = {
    .name = "settlement",
    .settings = SETTINGS,
    .timed = TIMED,
    .todos = TODOS,
};
