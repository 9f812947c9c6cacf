#include "mall/audit.h"

#include <stdio.h>
#include <string.h>

#include "base/db.h"
#include "base/log.h"
#include "catalog/machines.h"
#include "ledger/attribution.h"
#include "ledger/day.h"
#include "logistics/parcel.h"
#include "mall/audit_benefit.h"
#include "mall/commands.h"
#include "mall/process.h"
#include "orders/machines.h"
#include "registry/household.h"
#include "registry/organisation.h"
#include "sql.h"

typedef bool audit_check(struct task *task, json_t *violations, struct refusal *why);

/* ---- checks whose rule lives in C */

static bool add_rows(const struct db_rows *rows, json_t *violations)
{
    for (int i = 0; i < db_count(rows); i++)
        audit_violation(violations, db_text(rows, i, 0), db_text(rows, i, 1));
    return true;
}

static bool check_chain(struct task *task, json_t *violations, struct refusal *why)
{
    char bad[11];
    int64_t days;
    if (!ledger_day_verify(task, bad, &days, why))
        return false;
    if (bad[0] != '\0')
        audit_violation(violations, bad,
                        "the day's transfers do not give the root and chain value that were kept");
    return true;
}

static const struct machine *const MACHINES[] = {
    &TRADE_MACHINE,     &ORDER_MACHINE,       &PAYMENT_MACHINE,     &REFUND_MACHINE,
    &PARCEL_MACHINE,    &LISTING_MACHINE,     &ATTRIBUTION_MACHINE, &LOT_MACHINE,
    &HOUSEHOLD_MACHINE, &ORGANISATION_MACHINE};
enum { MACHINE_COUNT = sizeof(MACHINES) / sizeof(MACHINES[0]), MOVES_MAX = 200 };

static bool check_legal(struct task *task, json_t *violations, struct refusal *why)
{
    const char *machines[MOVES_MAX], *from[MOVES_MAX], *to[MOVES_MAX];
    size_t n = 0;
    struct db_rows *rows;
    for (int m = 0; m < MACHINE_COUNT; m++)
        for (int i = 0; i < MACHINES[m]->move_count && n < MOVES_MAX; i++) {
            machines[n] = MACHINES[m]->name;
            from[n] = machine_state_name(MACHINES[m], MACHINES[m]->moves[i].from);
            to[n++] = machine_state_name(MACHINES[m], MACHINES[m]->moves[i].to);
        }
    return db_query_class(task, DB_SLOW, &SQL_audit_move_illegal,
                          DB_ARGS(DB_TEXTS(machines, n), DB_TEXTS(from, n), DB_TEXTS(to, n)), &rows,
                          why) &&
           add_rows(rows, violations);
}

/* "confirmed|suspended", as the statements take it. */
static const char *initial_words(struct task *task, const struct machine *machine)
{
    const char *words = "";
    for (int s = 0; s < machine->state_count; s++)
        if (machine_is_initial(machine, s))
            words = arena_printf(task->arena, "%s%s%s", words, words[0] == '\0' ? "" : "|",
                                 machine_state_name(machine, s));
    return words;
}

static bool check_with_initials(struct task *task, const struct sql *sql, json_t *violations,
                                struct refusal *why)
{
    const char *machines[MACHINE_COUNT], *initials[MACHINE_COUNT];
    struct db_rows *rows;
    for (int m = 0; m < MACHINE_COUNT; m++) {
        machines[m] = MACHINES[m]->name;
        initials[m] = initial_words(task, MACHINES[m]);
    }
    return db_query_class(
               task, DB_SLOW, sql,
               DB_ARGS(DB_TEXTS(machines, MACHINE_COUNT), DB_TEXTS(initials, MACHINE_COUNT)), &rows,
               why) &&
           add_rows(rows, violations);
}

static bool check_joined(struct task *task, json_t *violations, struct refusal *why)
{
    return check_with_initials(task, &SQL_audit_move_joined, violations, why);
}

static bool check_current(struct task *task, json_t *violations, struct refusal *why)
{
    return check_with_initials(task, &SQL_audit_move_current, violations, why);
}

/* ---- the list */

static const struct check {
    int truth; /* 1..7 */
    const char *name;
    const struct sql *sql; /* returns violations; NULL: run */
    audit_check *run;
} CHECKS[] = {
    {1, "no account is below zero that must not be", &SQL_audit_negative_account, NULL},
    {1, "every transfer joins the accounts of its kind and order", &SQL_audit_transfer_kind, NULL},
    {1, "households' entries say what the journal says", &SQL_audit_household_balance, NULL},
    {1, "every entry and reversal has its one transfer", &SQL_audit_entry_transfer, NULL},
    {2, "what attempts captured is booked, and what was asked for", &SQL_audit_capture, NULL},
    {2, "every paid order was captured whole, no other at all", &SQL_audit_order_capture, NULL},
    {2, "trades are the sum of orders, orders of lines", &SQL_audit_trade_sum, NULL},
    {2, "escrows hold what is not settled, nothing else is kept", &SQL_audit_escrow, NULL},
    {2, "refunds agree with journal, lines and captures", &SQL_audit_refund, NULL},
    {3, "households were credited their shares by weight", NULL, audit_shares},
    {3, "households keep exactly what the plan says for the kept units", NULL, audit_kept},
    {3, "nobody was credited whom the register did not confirm", &SQL_audit_eligibility, NULL},
    {4, "stock is the sum of movements and reservations", &SQL_audit_stock, NULL},
    {4, "no lot gave more kilograms than it had", &SQL_audit_lot, NULL},
    {4, "parcels hold the boxes that were taken from reservations", &SQL_audit_parcel, NULL},
    {4, "nobody holds boxes that are not needed any more", &SQL_audit_held, NULL},
    {5, "every capture has its one event, every trade one payer", &SQL_audit_event, NULL},
    {5, "the provider's bills and our books agree", &SQL_audit_bill, NULL},
    {6, "every move of a state is a legal one", NULL, check_legal},
    {6, "moves join up and name an actor", NULL, check_joined},
    {6, "every state is where its last move ended", NULL, check_current},
    {6, "every row has its parents", &SQL_audit_link, NULL},
    {7, "the hash chain over ledger days is whole", NULL, check_chain},
};
enum { CHECK_COUNT = sizeof(CHECKS) / sizeof(CHECKS[0]) };

static bool run_check(struct task *task, const struct check *check, json_t *violations,
                      struct refusal *why)
{
    struct db_rows *rows;
    if (check->run != NULL)
        return check->run(task, violations, why);
    return db_query_class(task, DB_SLOW, check->sql, DB_NO_ARGS, &rows, why) &&
           add_rows(rows, violations);
}

json_t *audit_run(struct task *task, struct refusal *why)
{
    json_t *checks = json_array();
    int failed = 0;
    for (int i = 0; i < CHECK_COUNT; i++) {
        json_t *violations = json_array();
        if (!run_check(task, &CHECKS[i], violations, why)) {
            json_decref(violations);
            json_decref(checks);
            return NULL;
        }
        bool ok = json_array_size(violations) == 0;
        failed += !ok;
        json_array_append_new(checks,
                              json_pack("{s:i, s:s, s:b, s:o}", "truth", CHECKS[i].truth, "name",
                                        CHECKS[i].name, "ok", (int)ok, "violations", violations));
    }
    return json_pack("{s:i, s:i, s:o}", "passed", CHECK_COUNT - failed, "failed", failed, "checks",
                     checks);
}

/* ---- the command */

static void print(json_t *report)
{
    size_t i, k;
    json_t *check, *violation;
    json_array_foreach(json_object_get(report, "checks"), i, check)
    {
        printf("%s %lld. %s\n", json_is_true(json_object_get(check, "ok")) ? "ok  " : "FAIL",
               (long long)json_integer_value(json_object_get(check, "truth")),
               json_string_value(json_object_get(check, "name")));
        json_array_foreach(json_object_get(check, "violations"), k, violation)
            printf("       %s\n", json_string_value(violation));
    }
    printf("audit: %lld passed, %lld failed\n",
           (long long)json_integer_value(json_object_get(report, "passed")),
           (long long)json_integer_value(json_object_get(report, "failed")));
}

static int audit(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    bool *as_json = argument;
    json_t *report = audit_run(task, &why);
    if (report == NULL)
        return process_failed("audit", &why);
    bool failed = json_integer_value(json_object_get(report, "failed")) > 0;
    if (*as_json) {
        json_dumpf(report, stdout, JSON_INDENT(2));
        putchar('\n');
    } else {
        print(report);
    }
    json_decref(report);
    return failed ? 1 : 0;
}

int command_audit(int argc, char **argv)
{
    bool as_json = argc == 2 && strcmp(argv[1], "--json") == 0;
    if (argc > 2 || (argc == 2 && !as_json)) {
        fputs("usage: mall audit [--json]\n", stderr);
        return EX_USAGE;
    }
    return process_command(PROCESS_APP, audit, &as_json);
}
