#include "payment/bill.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "gen/payment/sql.h"
#include "payment/bill_keep.h"
#include "payment/providers.h"

enum { JOBS_A_ROUND = 30 };

const struct refusal_kind BILL_NOT_READY = {"bill_not_ready", 409,
                                            "这天的账单还没有，第二天上午十点以后再来取"};

static char from_day[11] = "2000-01-01";

bool payment_bill_start(const char *from)
{
    if (from[0] != '\0' && !clock_is_date(from)) {
        fprintf(stderr, "payment: MALL_BILLS_FROM is no day YYYY-MM-DD\n");
        return false;
    }
    if (from[0] != '\0')
        snprintf(from_day, sizeof(from_day), "%s", from);
    return true;
}

const char *payment_bill_from(void)
{
    return from_day;
}

/* ---- fetching one ---- */

/* Why a bill cannot be had, for who looks at the job. */
static const char *words_of(const char *code)
{
    static const struct {
        const char *code, *words;
    } MEANINGS[] = {
        {"NO_ANSWER", "支付平台没有回应"},
        {"STATEMENT_CREATING", "支付平台还在做这天的账单"},
        {"STATEMENTCREATING", "支付平台还在做这天的账单"},
        {"NO_STATEMENT_EXIST", "支付平台说这天没有账单，可这天收过或退过款"},
        {"BAD_HASH", "取来的文件和支付平台给的指纹对不上"},
        {"BAD_ANSWER", "取来的文件不完整，或各行加起来不等于合计"},
        {"NO_DISK", "服务器的磁盘写不进文件"},
        {"SIGN_ERROR", "商户证书或密钥不对"},
        {"SYSTEM_ERROR", "支付平台内部出错"},
    };
    for (size_t i = 0; i < sizeof(MEANINGS) / sizeof(MEANINGS[0]); i++)
        if (strcmp(MEANINGS[i].code, code) == 0)
            return MEANINGS[i].words;
    return "支付平台没有给出账单";
}

static bool refuse_missing(struct refusal *why, const char *code)
{
    return refuse_detail(why, &REFUSAL_UNAVAILABLE, NULL, "%s（%s）", words_of(code), code);
}

/* The provider says that there was no business: believed when we know of none either. */
static bool keep_empty(struct task *task, const struct provider *provider, const char *day,
                       int64_t *rows, const char *code, struct refusal *why)
{
    struct db_rows *had;
    if (!db_query_class(task, DB_REPORT, &SQL_payment_bill_business,
                        DB_ARGS(DB_TEXT(provider->name), DB_TEXT(day)), &had, why))
        return false;
    if (db_i64(had, 0, PAYMENT_BILL_BUSINESS_CAPTURES) > 0 ||
        db_i64(had, 0, PAYMENT_BILL_BUSINESS_REFUNDS) > 0)
        return refuse_missing(why, code);
    return payment_bill_keep(task, provider, day, NULL, rows, why);
}

bool payment_bill_fetch(struct task *task, const struct provider *provider, const char *day,
                        int64_t *rows, struct refusal *why)
{
    struct provider_bill bill;
    char code[65] = "", today[11];
    if (strcmp(day, clock_beijing_day(clock_now_us(), today)) >= 0)
        return refuse(why, &BILL_NOT_READY, "day");
    enum provider_answer answer = provider->bill(provider->self, task, day, &bill, code);
    if (answer == PROVIDER_REFUSED && strcmp(code, "NO_STATEMENT_EXIST") == 0)
        return keep_empty(task, provider, day, rows, code, why);
    if (answer != PROVIDER_OK)
        return refuse_missing(why, code);
    bool kept = payment_bill_keep(task, provider, day, &bill, rows, why);
    bill.close(&bill);
    return kept;
}

/* ---- jobs ---- */

struct wish {
    const char *provider, *day;
};

static bool add_job(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct wish *wish = argument;
    const char *key = arena_printf(task->arena, "%s %s", wish->provider, wish->day);
    json_t *payload = json_pack("{s:s, s:s}", "provider", wish->provider, "day", wish->day);
    (void)why;
    job_hasten(tx, "bill_fetch", key);
    job_add(tx, "bill_fetch", key, payload, 0, "");
    json_decref(payload);
    return true;
}

bool payment_bill_fetch_soon(struct task *task, const struct provider *provider, const char *day,
                             struct refusal *why)
{
    struct wish wish = {provider->name, day};
    char today[11];
    if (strcmp(day, clock_beijing_day(clock_now_us(), today)) >= 0)
        return refuse(why, &BILL_NOT_READY, "day");
    return db_transact(task, DB_FAST, add_job, &wish, why);
}

/* The days that jobs are at, or have given up, as texts. */
static const char **days_at_work(struct task *task, const struct provider *provider,
                                 const struct db_rows *jobs, size_t *count)
{
    size_t length = strlen(provider->name);
    const char **days = arena_array(task->arena, (size_t)db_count(jobs), sizeof(*days));
    *count = 0;
    for (int i = 0; i < db_count(jobs); i++) {
        const char *key = db_text(jobs, i, PAYMENT_BILL_JOB_KEY);
        if (strncmp(key, provider->name, length) == 0 && key[length] == ' ')
            days[(*count)++] = key + length + 1;
    }
    return days;
}

static bool fetch_due_of(struct task *task, const struct provider *provider, int *made,
                         struct refusal *why)
{
    struct db_rows *rows, *jobs;
    size_t busy;
    if (!db_query_class(task, DB_WORK, &SQL_payment_bill_job, DB_NO_ARGS, &jobs, why))
        return false;
    const char **days = days_at_work(task, provider, jobs, &busy);
    if (!db_query_class(task, DB_WORK, &SQL_payment_bill_due,
                        DB_ARGS(DB_TEXT(provider->name), DB_TEXT(from_day), DB_I64(JOBS_A_ROUND),
                                DB_TEXTS(days, busy)),
                        &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        struct wish wish = {provider->name, db_text(rows, i, PAYMENT_BILL_DUE_DAY)};
        if (!db_transact(task, DB_FAST, add_job, &wish, why))
            return false;
        ++*made;
    }
    return true;
}

bool payment_bill_fetch_due(struct task *task, int *made, struct refusal *why)
{
    const struct provider *provider;
    *made = 0;
    for (int i = 0; (provider = provider_at(i)) != NULL; i++)
        if (!fetch_due_of(task, provider, made, why))
            return false;
    return true;
}

static bool run_fetch(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    int64_t rows;
    const char *name = json_string_value(json_object_get(payload, "provider"));
    const char *day = json_string_value(json_object_get(payload, "day"));
    const struct provider *provider = name != NULL ? provider_find(name) : NULL;
    (void)job_id;
    if (provider == NULL || day == NULL)
        return refuse_detail(why, &REFUSAL_INTERNAL, NULL, "no provider %s", name);
    if (!payment_bill_fetch(task, provider, day, &rows, why)) {
        log_warn("bill_missing", LOG_S("day", day), LOG_S("code", why->kind->code),
                 LOG_S("detail", why->detail));
        return false;
    }
    log_info("bill_kept", LOG_S("day", day), LOG_I("rows", rows));
    return true;
}

/* Some three days in all. */
const struct job_kind PAYMENT_BILL_JOBS[] = {
    {.name = "bill_fetch",
     .run = run_fetch,
     .max_attempts = 18,
     .first_delay_ms = 60000,
     .max_delay_ms = 6 * 3600 * 1000,
     .timeout_ms = 600000},
    {.name = NULL},
};

/* ---- the audit ---- */

bool payment_bill_audit(struct task *task, int64_t from_id, json_t *violations, struct refusal *why)
{
    return audit_ask_unless(task, &SQL_audit_bill_agree, &SQL_audit_bill_capture, from_id,
                            violations, why) &&
           audit_ask_from(task, &SQL_audit_bill, from_id, violations, why);
}

bool payment_bill_audit_days(struct task *task, int64_t from_id, json_t *violations,
                             struct refusal *why)
{
    enum { DAY_MS = 24 * 60 * 60 * 1000 };
    char since[11] = "";
    int64_t moves_from = 0; /* the day begins before the moment that the audit goes on from */
    if (from_id > 0) {
        clock_beijing_day(id_time_ms(from_id) * 1000, since);
        moves_from = id_first_of_ms(id_time_ms(from_id) - DAY_MS);
    }
    return audit_ask(
        task, &SQL_audit_bill_day,
        DB_ARGS(DB_TEXT(strcmp(since, from_day) > 0 ? since : from_day), DB_I64(moves_from)),
        violations, why);
}
