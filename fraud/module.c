/* What looks like fraud as a module: found by timed work, decided on the county's desk. */
#include <stddef.h>

#include "base/module.h"
#include "fraud/find.h"
#include "fraud/flag.h"
#include "gen/fraud/sql.h"
#include "registry/todo.h"

enum { FIND_MS = 600000 };

static const struct config_setting SETTINGS[] = {
    SETTING_INT("MALL_FRAUD_HOURS", "24", 1, 720, "between two looks at a county for fraud"),
    SETTING_INT("MALL_FRAUD_SELLERS", "5", 1, 1000,
                "sellers that may credit one household in a year without a look"),
    SETTING_INT(
        "MALL_FRAUD_INCOME_FEN", "3000000", 1, 100000000000,
        "what a household may be credited a head and year without a look, in fen, where neither "
        "its county nor the register says"),
    SETTING_INT("MALL_FRAUD_INCOME_TIMES", "3", 1, 100,
                "the same, as so many times the register's median income a head"),
    SETTING_INT("MALL_FRAUD_OWN_ORDERS", "5", 1, 10000,
                "orders in 90 days from one's own seller without a look are fewer than"),
    SETTING_INT("MALL_FRAUD_SHARED_BUYERS", "3", 2, 1000,
                "buyers in 90 days whose boxes go to one telephone without a look are fewer than"),
    {.name = NULL},
};

static const struct timed_piece TIMED[] = {
    {.name = "find_fraud",
     .run = fraud_find_due,
     .period_ms = FIND_MS,
     .again_from = FRAUD_COUNTIES_AT_ONCE},
    {.name = NULL},
};

static const struct machine *const MACHINES[] = {&FRAUD_FLAG_MACHINE, NULL};

static const struct audit_check CHECKS[] = {
    {6, "flags of fraud are as they were raised and decided", &SQL_audit_fraud_flag_stamp, NULL,
     AUDIT_SINCE},
    {6, "links that a suspicion holds had one confirmed to that end", &SQL_audit_fraud_flag_link,
     NULL, AUDIT_WHOLE},
    {.name = NULL},
};

static const struct todo TODOS[] = {
    {"fraud_flag", ROLE_COUNTY_AUDITOR, RIGHT_HOUSEHOLD_STATE, TODO_BY_REGION,
     &SQL_todo_fraud_flag},
    {.key = NULL},
};

const struct module FRAUD_MODULE = {
    .name = "fraud",
    .settings = SETTINGS,
    .timed = TIMED,
    .machines = MACHINES,
    .checks = CHECKS,
    .stamps = &SQL_stamp_fraud,
    .todos = TODOS,
};
