#include "ledger/journal_audit.h"

#include "base/audit.h"
#include "base/year.h"
#include "gen/ledger/sql.h"
#include "ledger/day.h"

static bool ask(struct task *task, const struct sql *sql, const struct db_value *args,
                int64_t from_id, json_t *violations, struct refusal *why)
{
    return from_id > 0 ? audit_ask_since(task, sql, args, sql->param_count, violations, why)
                       : audit_ask(task, sql, args, sql->param_count, violations, why);
}

/* What the sums do not tell is asked of the database. */
static bool ask_entries(struct task *task, int64_t from_id, const struct ledger_day_found *days,
                        const struct journal_found *found, struct refusal *why)
{
    const struct entry_sum *sum = &days->sum;
    bool moments_differ = sum->is_doubtful || sum->moments != 0,
         accounts_differ = sum->is_doubtful || sum->accounts != 0;
    const struct db_value moments[] = {DB_I64(from_id),
                                       DB_BOOL(moments_differ),
                                       DB_BOOL(sum->is_doubtful || sum->is_single),
                                       DB_BOOL(moments_differ || sum->has_causes),
                                       DB_BOOL(days->late->has_more),
                                       DB_I64S(days->late->ids, days->late->count)},
                          accounts[] = {DB_I64(from_id), DB_BOOL(accounts_differ)};
    return ask(task, &SQL_audit_entry_transfer, moments, from_id, found->entry_moments, why) &&
           ((!accounts_differ && !sum->is_alone) ||
            ask(task, &SQL_audit_household_balance, accounts, from_id, found->entry_accounts, why));
}

bool journal_audit(struct task *task, int64_t from_id, const struct journal_found *found,
                   const struct ledger_watch *watch, struct refusal *why)
{
    struct account_sum accounts = {.has_many = false};
    struct ledger_day_found days = {.transfers = found->transfer_stamps,
                                    .entries = found->entry_stamps,
                                    .sum = {from_id},
                                    .accounts = &accounts,
                                    .late = arena_alloc(task->arena, sizeof(*days.late)),
                                    .watch = watch};
    struct year_floor floor;
    if (!year_floor(task, &floor, why) || !year_raise(task, &days.sum.since, why))
        return false;
    int64_t settled_id = floor.year == 0 ? 0 : ledger_day_first_id(floor.settled_ms);
    bool asked =
        ledger_day_audit(task, from_id, settled_id > from_id ? settled_id : from_id, &days, why);
    /* of a year that is away only what its accounts held is kept */
    bool holds = floor.year == 0 && account_sum_holds(&accounts);
    account_sum_clear(&accounts);
    if (!asked)
        return false;
    if (days.bad[0] != '\0')
        audit_violation(
            found->day_chain, days.bad,
            "the day's transfers and entries do not give the root and chain value that were kept, "
            "or the chain ended elsewhere");
    return ask_entries(task, from_id, &days, found, why) &&
           (from_id > 0 || !days.sums_differ ||
            audit_ask(task, &SQL_audit_day_sum, DB_NO_ARGS, found->day_sums, why)) &&
           (from_id > 0 || holds ||
            audit_ask(task, &SQL_audit_negative_account, DB_NO_ARGS, found->not_below, why));
}
