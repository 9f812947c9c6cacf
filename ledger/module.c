/* The ledger as a module: whose money it is. */
#include <stddef.h>

#include "base/module.h"
#include "base/year.h"
#include "gen/ledger/sql.h"
#include "ledger/attribution.h"
#include "ledger/county_sum.h"
#include "ledger/day.h"
#include "ledger/journal_audit.h"
#include "ledger/payout.h"
#include "ledger/payout_run.h"
#include "ledger/share_sum.h"
#include "registry/todo.h"

static const struct timed_piece TIMED[] = {
    {.name = "close_days", .run = ledger_day_close_due, .again_from = 1},
    {.name = NULL},
};

static const struct machine *const MACHINES[] = {&ATTRIBUTION_MACHINE, &PAYOUT_MACHINE,
                                                 &PAYOUT_RUN_MACHINE, NULL};

static const struct db_constraint CONSTRAINTS[] = {
    {"payout_run_open", &PAYOUT_RUN_OPEN, NULL},
    {.name = NULL},
};

static const struct audit_check CHECKS[] = {
    {1, AUDIT_NOT_BELOW, NULL, NULL, AUDIT_FULL},
    {1, AUDIT_ENTRY_ACCOUNTS, NULL, NULL, AUDIT_SINCE},
    {1, AUDIT_ENTRY_MOMENTS, NULL, NULL, AUDIT_SINCE},
    {1, AUDIT_ROLLED_UP, NULL, NULL, AUDIT_FULL},
    {1, AUDIT_HOUSEHOLD_MONTHS, NULL, NULL, AUDIT_SINCE},
    {1, "households' sums are those of their months", &SQL_audit_household_sum, NULL, AUDIT_FULL},
    {1, AUDIT_COUNTY_MONTHS, NULL, NULL, AUDIT_FULL},
    {3, "nobody was credited whom the register did not confirm", &SQL_audit_eligibility, NULL,
     AUDIT_SINCE},
    {1, AUDIT_TRANSFER_STAMPS, NULL, NULL, AUDIT_SINCE},
    {3, AUDIT_ENTRY_STAMPS, NULL, NULL, AUDIT_SINCE},
    {3, "every reversal is as it was written", &SQL_audit_reversal_stamp, NULL, AUDIT_SINCE},
    {1, "what was taken back of withheld shares is what their pools say", &SQL_audit_withheld_back,
     NULL, AUDIT_SINCE},
    {3, "rosters and withheld shares are as they were written", &SQL_audit_roster_stamp, NULL,
     AUDIT_FULL},
    {6, "entries have the times of their moves", &SQL_audit_entry_time, NULL, AUDIT_SINCE},
    {1, AUDIT_DAY_SUMS, NULL, NULL, AUDIT_FULL},
    {1, "kept sums of closed days are as they were written", &SQL_audit_day_sum_stamp, NULL,
     AUDIT_WHOLE},
    {1, "payouts are booked as they stand", &SQL_audit_payout_transfer, NULL, AUDIT_SINCE},
    {1, "nobody is paid more than has matured", &SQL_audit_payout_over, NULL, AUDIT_FULL},
    {1, "runs of payouts come to what their lines do", &SQL_audit_payout_sum, NULL, AUDIT_FULL},
    {3, "payouts are as they were planned, released and paid", &SQL_audit_payout_stamp, NULL,
     AUDIT_SINCE},
    {6, "payouts were released by another than who made them", &SQL_audit_payout_release, NULL,
     AUDIT_SINCE},
    {1, "what was carried on over a year is what the books kept", &SQL_audit_year_carried, NULL,
     AUDIT_FULL},
    {7, AUDIT_DAY_CHAIN, NULL, NULL, AUDIT_SINCE},
    {.name = NULL},
};

static const struct todo TODOS[] = {
    {"share_withheld", ROLE_COUNTY_AUDITOR, RIGHT_ATTRIBUTION_RESOLVE, TODO_BY_REGION,
     &SQL_todo_share_withheld},
    {.key = NULL},
};

static const struct year_part YEARS = {.refuse = &SQL_year_refuse_ledger,
                                       .reach = &SQL_year_reach_ledger,
                                       .carry = &SQL_year_carry_ledger};

const struct module LEDGER_MODULE = {
    .name = "ledger",
    .stamps = &SQL_stamp_ledger,
    .timed = TIMED,
    .machines = MACHINES,
    .checks = CHECKS,
    .constraints = CONSTRAINTS,
    .sealed = PAYOUT_SEALED,
    .todos = TODOS,
    .years = &YEARS,
};
