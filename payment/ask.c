#include "payment/ask.h"

#include <jansson.h>

#include "gen/payment/sql.h"
#include "payment/hear.h"
#include "payment/providers.h"

/* What an attempt becomes that the provider does not know. */
enum absent { ABSENT_STAYS, ABSENT_FAILED, ABSENT_CLOSED };

/* *well (may be NULL): the provider knew what it was asked about. */
static bool ask(struct task *task, const struct provider *provider, const char *number,
                enum absent absent, bool *well, struct refusal *why)
{
    struct provider_payment payment = {0};
    char code[65] = "";
    enum provider_answer answer = provider->query(provider->self, task, number, &payment, code);
    if (well != NULL)
        *well = answer == PROVIDER_OK && payment.state != PROVIDER_ABSENT;
    /* Noted when there was no answer too, so that the next round goes on with the others. */
    if (!db_query(task, &SQL_payment_attempt_checked, DB_ARGS(DB_TEXT(number)), NULL, why))
        return false;
    if (answer == PROVIDER_UNKNOWN)
        return refuse(why, &REFUSAL_UNAVAILABLE, NULL);
    if (answer == PROVIDER_REFUSED)
        return true;
    if (payment.state == PROVIDER_PAID || payment.state == PROVIDER_REFUNDED)
        return payment_hear_capture(task, provider, &payment, true, why);
    if (payment.state == PROVIDER_CLOSED)
        return payment_attempt_end(task, number, PAYMENT_ATTEMPT_CLOSED, "closed at the provider",
                                   why);
    if (payment.state == PROVIDER_ABSENT && absent != ABSENT_STAYS)
        return payment_attempt_end(
            task, number, absent == ABSENT_FAILED ? PAYMENT_ATTEMPT_FAILED : PAYMENT_ATTEMPT_CLOSED,
            "not known to the provider", why);
    return true;
}

bool payment_ask(struct task *task, const struct provider *provider, const char *number,
                 bool absent_fails, struct refusal *why)
{
    return ask(task, provider, number, absent_fails ? ABSENT_FAILED : ABSENT_STAYS, NULL, why);
}

/* ---- what is over ---- */

/* *well (may be NULL): the provider did as it was told. */
static bool close_attempt(struct task *task, const struct provider *provider, const char *number,
                          bool *well, struct refusal *why)
{
    char code[65] = "";
    enum provider_answer answer = provider->close(provider->self, task, number, code);
    if (well != NULL)
        *well = answer == PROVIDER_OK;
    switch (answer) {
    case PROVIDER_OK:
        return payment_attempt_end(task, number, PAYMENT_ATTEMPT_CLOSED, "what it was for is over",
                                   why);
    case PROVIDER_UNKNOWN:
        return db_query(task, &SQL_payment_attempt_checked, DB_ARGS(DB_TEXT(number)), NULL, why) &&
               refuse(why, &REFUSAL_UNAVAILABLE, NULL);
    case PROVIDER_REFUSED:
        break;
    }
    /* paid in the meantime, or never opened there: the query tells */
    return ask(task, provider, number, ABSENT_CLOSED, NULL, why);
}

bool payment_close_open(struct task *task, const struct payable *payable, int64_t subject_id,
                        struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_payment_attempt_to_close,
                  DB_ARGS(DB_TEXT(payable->kind), DB_I64(subject_id)), &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        const struct provider *provider =
            provider_find(db_text(rows, i, PAYMENT_ATTEMPT_TO_CLOSE_PROVIDER));
        if (provider == NULL)
            return refuse(why, &REFUSAL_UNAVAILABLE, NULL);
        if (!close_attempt(task, provider, db_text(rows, i, PAYMENT_ATTEMPT_TO_CLOSE_NUMBER), NULL,
                           why))
            return false;
    }
    return true;
}

/* ---- by the clock ---- */

/* After so many calls without an answer a round is over: the provider is away. */
enum { SILENT_MAX = 3 };

/* One whose turn it is. A month after its time the last word is that there is none. */
static bool turn(struct task *task, const struct db_rows *rows, int i, bool *well,
                 struct refusal *why)
{
    const char *number = db_text(rows, i, PAYMENT_ATTEMPT_DUE_NUMBER);
    const struct provider *provider = provider_find(db_text(rows, i, PAYMENT_ATTEMPT_DUE_PROVIDER));
    bool over = db_bool(rows, i, PAYMENT_ATTEMPT_DUE_IS_OVER);
    bool heard = provider != NULL && (over ? close_attempt(task, provider, number, well, why)
                                           : ask(task, provider, number, ABSENT_STAYS, well, why));
    if (db_bool(rows, i, PAYMENT_ATTEMPT_DUE_IS_LOST))
        return payment_attempt_end(task, number, PAYMENT_ATTEMPT_ABANDONED, "nobody could say",
                                   why);
    if (provider == NULL)
        return db_query(task, &SQL_payment_attempt_checked, DB_ARGS(DB_TEXT(number)), NULL, why);
    return heard;
}

bool payment_ask_due(struct task *task, int limit, int *asked, struct refusal *why)
{
    struct db_rows *rows;
    int silent = 0;
    *asked = 0;
    if (!db_query_class(task, DB_WORK, &SQL_payment_attempt_due, DB_ARGS(DB_I64(limit)), &rows,
                        why))
        return false;
    for (int i = 0; i < db_count(rows) && silent < SILENT_MAX; i++) {
        bool well = false;
        bool heard = turn(task, rows, i, &well, why);
        if (!heard && why->kind != &REFUSAL_UNAVAILABLE)
            return false;
        silent = heard ? 0 : silent + 1;
        *asked += heard && well;
    }
    return silent == 0;
}

/* ---- jobs ---- */

struct asking {
    const struct payable *payable;
    int64_t subject_id;
};

static bool ask_soon_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct asking *asking = argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_payment_attempt_to_check,
                     DB_ARGS(DB_TEXT(asking->payable->kind), DB_I64(asking->subject_id)), &rows,
                     why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        const char *number = db_text(rows, i, PAYMENT_ATTEMPT_TO_CHECK_NUMBER);
        json_t *payload = json_pack("{s:s}", "number", number);
        job_add(tx, "payment_check", number, payload, 0,
                db_text(rows, i, PAYMENT_ATTEMPT_TO_CHECK_COUNTY_CODE));
        json_decref(payload);
    }
    return true;
}

bool payment_ask_soon(struct task *task, const struct payable *payable, int64_t subject_id,
                      struct refusal *why)
{
    struct asking asking = {payable, subject_id};
    return db_transact(task, DB_FAST, ask_soon_body, &asking, why);
}

/* The provider of an attempt by its number; NULL with why when there is none. */
static const struct provider *provider_of(struct task *task, const char *number,
                                          struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_payment_attempt_provider, DB_ARGS(DB_TEXT(number)), &rows, why))
        return NULL;
    const struct provider *provider =
        db_count(rows) == 1 ? provider_find(db_text(rows, 0, PAYMENT_ATTEMPT_PROVIDER_PROVIDER))
                            : NULL;
    if (provider == NULL)
        refuse(why, &REFUSAL_NOT_FOUND, "number");
    return provider;
}

static bool run_check(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    const char *number = json_string_value(json_object_get(payload, "number"));
    const struct provider *provider = provider_of(task, number, why);
    (void)job_id;
    return provider != NULL && ask(task, provider, number, ABSENT_STAYS, NULL, why);
}

static bool run_close(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    const char *number = json_string_value(json_object_get(payload, "number"));
    const struct provider *provider = provider_of(task, number, why);
    (void)job_id;
    return provider != NULL && close_attempt(task, provider, number, NULL, why);
}

const struct job_kind PAYMENT_ASK_JOBS[] = {
    {.name = "payment_close",
     .run = run_close,
     .max_attempts = 40,
     .first_delay_ms = 1000,
     .max_delay_ms = 600000,
     .timeout_ms = 20000},
    {.name = "payment_check",
     .run = run_check,
     .max_attempts = 40,
     .first_delay_ms = 1000,
     .max_delay_ms = 600000,
     .timeout_ms = 20000},
    {.name = NULL},
};
