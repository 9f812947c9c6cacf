/* How organisations come in, as a module. */
#include <stddef.h>

#include "base/module.h"
#include "gen/onboarding/sql.h"
#include "onboarding/dossier_desk.h"
#include "onboarding/dossier_forget.h"
#include "onboarding/paper_warning.h"
#include "onboarding/sealed.h"
#include "registry/organisation_join.h"
#include "registry/todo.h"

static const struct config_setting SETTINGS[] = {
    SETTING_INT("MALL_PUBLICITY_DAYS", "7", 1, 90,
                "whole days that somebody who applies is public before they come into force"),
    SETTING_INT("MALL_DOSSIER_KEEP_DAYS", "180", 30, 3650,
                "days for which a dossier that nobody goes on with (withdrawn, sent back, never "
                "handed in) keeps personal fields, papers and scans"),
    {.name = NULL},
};

static const struct machine *const MACHINES[] = {&DOSSIER_MACHINE, NULL};

static const struct audit_check CHECKS[] = {
    {6, "who is in force went through every desk, by different people", &SQL_audit_dossier_chain,
     NULL, AUDIT_FULL},
    {6, "dossiers, papers and decisions are as they were written", &SQL_audit_dossier_stamp, NULL,
     AUDIT_FULL},
    {6, "organisations sell until the day that their papers say", &SQL_audit_papers_until, NULL,
     AUDIT_FULL},
    {.name = NULL},
};

enum {
    ENTER_MS = 10000,
    EXPIRE_MS = 10000,
    WARN_MS = 600000,
    FORGET_MS = 3600000,
    EXPIRED_MORE = 100,
    ENTERED_MORE = 20
};

static const struct timed_piece TIMED[] = {
    {.name = "enter_dossiers",
     .run = dossier_enter_due,
     .period_ms = ENTER_MS,
     .again_from = ENTERED_MORE},
    {.name = "expire_papers",
     .run = organisation_expire_due,
     .period_ms = EXPIRE_MS,
     .again_from = EXPIRED_MORE},
    {.name = "warn_papers",
     .run = paper_warn_due,
     .period_ms = WARN_MS,
     .again_from = PAPER_WARNINGS_A_ROUND},
    {.name = "forget_dossiers",
     .run = dossier_forget_due,
     .period_ms = FORGET_MS,
     .again_from = DOSSIERS_FORGOTTEN_A_ROUND},
    {.name = NULL},
};

static const struct sql *const PURGES[] = {&SQL_dossier_scan_purge, &SQL_consent_scan_purge, NULL};

static const struct todo TODOS[] = {
    {"dossier_waiting", ROLE_TOWNSHIP_OFFICER, RIGHT_DOSSIER_TOWNSHIP, TODO_BY_REGION,
     &SQL_todo_dossier_township},
    {"dossier_waiting", ROLE_DEPARTMENT_OFFICER, RIGHT_DOSSIER_DEPARTMENT, TODO_BY_REGION,
     &SQL_todo_dossier_department},
    {"dossier_waiting", ROLE_COUNTY_CENTRE, RIGHT_DOSSIER_COUNTY, TODO_BY_REGION,
     &SQL_todo_dossier_county},
    {"objection_open", ROLE_COUNTY_CENTRE, RIGHT_DOSSIER_COUNTY, TODO_BY_REGION,
     &SQL_todo_objection_open},
    {"paper_ending", ROLE_COUNTY_CENTRE, RIGHT_PAPER_READ, TODO_BY_REGION, &SQL_todo_paper_ending},
    {"paper_ending", ROLE_PRODUCER, RIGHT_PAPER_READ, TODO_BY_ORGANISATION,
     &SQL_todo_paper_ending_own},
    {"dossier_sent_back", ROLE_PRODUCER, RIGHT_PAPER_READ, TODO_BY_ORGANISATION,
     &SQL_todo_dossier_sent_back},
    {.key = NULL},
};

static bool start(void)
{
    dossier_start(config_int("MALL_PUBLICITY_DAYS"));
    dossier_forget_start(config_int("MALL_DOSSIER_KEEP_DAYS"));
    return true;
}

const struct module ONBOARDING_MODULE = {
    .name = "onboarding",
    .start = start,
    .settings = SETTINGS,
    .stamps = &SQL_stamp_onboarding,
    .machines = MACHINES,
    .checks = CHECKS,
    .timed = TIMED,
    .sealed = ONBOARDING_SEALED,
    .purges = PURGES,
    .todos = TODOS,
};
