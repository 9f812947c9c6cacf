/* Payment as a module: one engine for whatever can be paid for. */
#include <stddef.h>

#include "base/config.h"
#include "base/module.h"
#include "base/year.h"
#include "gen/payment/sql.h"
#include "payment/attempt_audit.h"
#include "payment/apply.h"
#include "payment/ask.h"
#include "payment/attempt.h"
#include "payment/bill.h"
#include "payment/open_batch.h"
#include "payment/refund.h"
#include "payment/refund_send.h"

/* Every two seconds: five calls a second, below what the platform bears of calls that fail. While
 * all of a round are answered well the next one follows at once. */
enum { CALLS_A_ROUND = 10, FETCH_MS = 3600000 };

static bool ask_payments(struct task *task, int *done, struct refusal *why)
{
    return payment_ask_due(task, CALLS_A_ROUND, done, why);
}

static bool ask_refunds(struct task *task, int *done, struct refusal *why)
{
    return payment_refund_ask_due(task, CALLS_A_ROUND, done, why);
}

static const struct config_setting SETTINGS[] = {
    SETTING_INT("MALL_REFUND_OPEN_DAYS", "15", 1, 365,
                "a refund that has not ended after so many days is a finding of the audit"),
    SETTING_TEXT("MALL_BILLS_FROM", "",
                 "YYYY-MM-DD: days before it need no bill of the payment provider; empty = all do"),
    {.name = NULL},
};

static const struct timed_piece TIMED[] = {
    {.name = "ask_payments", .run = ask_payments, .again_from = CALLS_A_ROUND},
    {.name = "ask_refunds", .run = ask_refunds, .again_from = CALLS_A_ROUND},
    {.name = "fetch_bills", .run = payment_bill_fetch_due, .period_ms = FETCH_MS},
    {.name = NULL},
};

static const struct machine *const MACHINES[] = {&PAYMENT_ATTEMPT_MACHINE, &PAYMENT_REFUND_MACHINE,
                                                 NULL};

static int64_t refund_days = 15;

static bool audit_refund_end(struct task *task, int64_t from_id, json_t *violations,
                             struct refusal *why)
{
    (void)from_id;
    return audit_ask(task, &SQL_audit_refund_end, DB_ARGS(DB_I64(refund_days)), violations, why);
}

static bool audit_events(struct task *task, int64_t from_id, json_t *violations,
                         struct refusal *why)
{
    return audit_ask_unless(task, &SQL_audit_event_agree, &SQL_audit_event, from_id, violations,
                            why);
}

static const struct audit_check CHECKS[] = {
    {2, AUDIT_ATTEMPT_CAPTURED, NULL, NULL, AUDIT_SINCE},
    {5, "every capture has its one event", NULL, audit_events, AUDIT_SINCE},
    {5, "no refund is older than some days without an end", NULL, audit_refund_end, AUDIT_WHOLE},
    {5, "the provider's bills and our books agree", NULL, payment_bill_audit, AUDIT_SINCE},
    {5, "every day with business has the provider's bill", NULL, payment_bill_audit_days,
     AUDIT_SINCE},
    {5, "what the provider kept is booked, to the fen", &SQL_audit_bill_fee, NULL, AUDIT_FULL},
    {5, AUDIT_ATTEMPT_STAMPS, NULL, NULL, AUDIT_SINCE},
    {5, "refunds and what the provider told are as they were written", &SQL_audit_payment_stamp,
     NULL, AUDIT_SINCE},
    {6, "refunds have the times and numbers of their moves", &SQL_audit_refund_time, NULL,
     AUDIT_SINCE},
    {.name = NULL},
};

static bool start(void)
{
    refund_days = config_int("MALL_REFUND_OPEN_DAYS");
    job_register(PAYMENT_REFUND_JOBS);
    job_register(PAYMENT_BILL_JOBS);
    payment_apply_start();
    payment_open_batch_start();
    return payment_bill_start(config_text("MALL_BILLS_FROM"));
}

static const struct year_part YEARS = {.refuse = &SQL_year_refuse_payment};

const struct module PAYMENT_MODULE = {
    .name = "payment",
    .stamps = &SQL_stamp_payment,
    .start = start,
    .settings = SETTINGS,
    .jobs = PAYMENT_ASK_JOBS,
    .timed = TIMED,
    .machines = MACHINES,
    .checks = CHECKS,
    .years = &YEARS,
};
