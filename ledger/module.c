/* The ledger as a module: whose money it is. */
#include <stddef.h>

#include "base/module.h"
#include "base/year.h"
#include "gen/ledger/sql.h"
#include "ledger/attribution.h"
#include "ledger/day.h"
#include "ledger/day_audit.h"
#include "ledger/payout.h"
#include "ledger/payout_run.h"
#include "ledger/share_sum.h"
#include "registry/todo.h"

static const struct timed_piece TIMED[] = {
    {.name = "close_days", .run = ledger_day_close_due},
    {.name = NULL},
};

static const struct machine *const MACHINES[] = {&ATTRIBUTION_MACHINE, &PAYOUT_MACHINE,
                                                 &PAYOUT_RUN_MACHINE, NULL};

/* The journal and its entries are read once, for their stamps, for the chain over them and for
 * whether they say the same. */
enum { TRANSFER_STAMPS, ENTRY_STAMPS, DAY_CHAIN, ENTRY_MOMENTS, ENTRY_ACCOUNTS };
#define AUDIT_TRANSFER_STAMPS "every transfer is as it was booked"
#define AUDIT_ENTRY_STAMPS "every entry is as it was written"
#define AUDIT_DAY_CHAIN "the hash chain over ledger days is whole"
#define AUDIT_ENTRY_MOMENTS "every entry and reversal has its one transfer"
#define AUDIT_ENTRY_ACCOUNTS "households' entries say what the journal says"

static bool ask(struct task *task, const struct sql *sql, int64_t from_id, bool orders,
                json_t *violations, struct refusal *why)
{
    const struct db_value args[] = {DB_I64(from_id), DB_BOOL(orders)};
    int count = (int)(sizeof args / sizeof args[0]);
    return from_id > 0 ? audit_ask_since(task, sql, args, count, violations, why)
                       : audit_ask(task, sql, args, count, violations, why);
}

/* What the sums do not tell is asked of the database. */
static bool ask_entries(struct task *task, int64_t from_id, const struct entry_sum *sum,
                        json_t *const *found, struct refusal *why)
{
    bool moments_differ = sum->is_doubtful || sum->moments != 0,
         accounts_differ = sum->is_doubtful || sum->accounts != 0;
    return ask(task, &SQL_audit_entry_transfer, from_id, moments_differ, found[ENTRY_MOMENTS],
               why) &&
           ((!accounts_differ && !sum->is_alone) ||
            ask(task, &SQL_audit_household_balance, from_id, accounts_differ, found[ENTRY_ACCOUNTS],
                why));
}

static bool look_at_journal(struct task *task, int64_t from_id, json_t *const *found,
                            struct refusal *why)
{
    struct ledger_day_found days = {
        .transfers = found[TRANSFER_STAMPS], .entries = found[ENTRY_STAMPS], .sum = {from_id}};
    struct year_floor floor;
    if (!year_floor(task, &floor, why) || !year_raise(task, &days.sum.since, why))
        return false;
    int64_t settled_id = floor.year == 0 ? 0 : ledger_day_first_id(floor.settled_ms);
    if (!ledger_day_audit(task, from_id, settled_id > from_id ? settled_id : from_id, &days, why))
        return false;
    if (days.bad[0] != '\0')
        audit_violation(
            found[DAY_CHAIN], days.bad,
            "the day's transfers and entries do not give the root and chain value that were kept, "
            "or the chain ended elsewhere");
    return ask_entries(task, from_id, &days.sum, found, why);
}

static const struct audit_pass JOURNAL_PASS = {{AUDIT_TRANSFER_STAMPS, AUDIT_ENTRY_STAMPS,
                                                AUDIT_DAY_CHAIN, AUDIT_ENTRY_MOMENTS,
                                                AUDIT_ENTRY_ACCOUNTS},
                                               look_at_journal};
static const struct audit_pass *const PASSES[] = {&JOURNAL_PASS, NULL};

static const struct db_constraint CONSTRAINTS[] = {
    {"payout_run_open", &PAYOUT_RUN_OPEN, NULL},
    {.name = NULL},
};

static const struct audit_check CHECKS[] = {
    {1, "no account is below zero that must not be", &SQL_audit_negative_account, NULL, AUDIT_FULL},
    {1, AUDIT_ENTRY_ACCOUNTS, NULL, NULL, AUDIT_SINCE},
    {1, AUDIT_ENTRY_MOMENTS, NULL, NULL, AUDIT_SINCE},
    {1, AUDIT_ROLLED_UP, NULL, NULL, AUDIT_FULL},
    {1, AUDIT_HOUSEHOLD_MONTHS, NULL, NULL, AUDIT_SINCE},
    {1, "households' sums are those of their months", &SQL_audit_household_sum, NULL, AUDIT_FULL},
    {1, "counties' months are those of their households", &SQL_audit_county_month, NULL,
     AUDIT_FULL},
    {3, "nobody was credited whom the register did not confirm", &SQL_audit_eligibility, NULL,
     AUDIT_SINCE},
    {1, AUDIT_TRANSFER_STAMPS, NULL, NULL, AUDIT_SINCE},
    {3, AUDIT_ENTRY_STAMPS, NULL, NULL, AUDIT_SINCE},
    {3, "every reversal is as it was written", &SQL_audit_reversal_stamp, NULL, AUDIT_SINCE},
    {3, "rosters and withheld shares are as they were written", &SQL_audit_roster_stamp, NULL,
     AUDIT_FULL},
    {6, "entries have the times of their moves", &SQL_audit_entry_time, NULL, AUDIT_SINCE},
    {1, "closed days kept what the journal moved on them", &SQL_audit_day_sum, NULL, AUDIT_FULL},
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
    .passes = PASSES,
    .constraints = CONSTRAINTS,
    .sealed = PAYOUT_SEALED,
    .todos = TODOS,
    .years = &YEARS,
};
