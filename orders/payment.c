#include "orders/payment.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "gen/orders/sql.h"
#include "orders/machines.h"
#include "orders/payment_apply.h"
#include "payment/providers.h"
#include "orders/refund.h"
#include "orders/trade.h"

const struct refusal_kind PAYMENT_EXPIRED = {"trade_expired", 409, "付款时间已过，请重新下单"};

/* ---- hearing */

static bool apply_payment(struct task *task, const struct provider *provider, const char *event_key,
                          const struct provider_payment *payment, struct refusal *why)
{
    struct capture capture = {.provider = provider->name,
                              .number = payment->number,
                              .transaction_id = payment->transaction_id,
                              .event_key = event_key,
                              .amount_fen = payment->amount_fen,
                              .paid_us = payment->paid_us};
    if (!payment_apply(task, &capture, why))
        return false;
    log_info("payment_applied", LOG_S("number", payment->number),
             LOG_S("outcome", payment_outcome_name(capture.outcome)));
    return true;
}

bool payment_event(struct task *task, const struct provider *provider,
                   const struct provider_event *event, struct refusal *why)
{
    switch (event->kind) {
    case PROVIDER_EVENT_PAYMENT:
        return event->payment.state != PROVIDER_PAID ||
               apply_payment(task, provider, event->payment.transaction_id, &event->payment, why);
    case PROVIDER_EVENT_REFUND:
        return refund_apply(task, provider->name, &event->refund, why);
    case PROVIDER_EVENT_OTHER:
        break;
    }
    return true;
}

/* ---- asking */

struct closing {
    const char *number, *to, *reason;
};

static bool closing_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)task;
    struct closing *closing = argument;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_payment_attempt_end,
                     DB_ARGS(DB_TEXT(closing->number), DB_TEXT(closing->to)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true; /* moved on already */
    int64_t id = db_i64(rows, 0, 0);
    const char *county = db_text(rows, 0, 1);
    machine_log(tx, &PAYMENT_MACHINE, &id, &county, 1, PAYMENT_ATTEMPT_CREATED,
                machine_state(&PAYMENT_MACHINE, closing->to), ACTOR_SYSTEM, closing->reason);
    return true;
}

static bool end_attempt(struct task *task, const char *number, const char *to, const char *reason,
                        struct refusal *why)
{
    struct closing closing = {number, to, reason};
    return db_transact(task, DB_FAST, closing_body, &closing, why);
}

/* Asks the provider what became of an attempt and takes the answer to the books. An attempt that
 * the provider does not know moves to `absent_to` (NULL: it stays, because it may be about to be
 * opened). */
static bool check(struct task *task, const struct provider *provider, const char *number,
                  const char *absent_to, struct refusal *why)
{
    struct provider_payment payment = {0};
    char code[65] = "";
    enum provider_answer answer = provider->query(provider->self, task, number, &payment, code);
    /* Noted when there was no answer too, so that the next round goes on with the others. */
    if (!db_query(task, &SQL_payment_attempt_checked, DB_ARGS(DB_TEXT(number)), NULL, why))
        return false;
    if (answer == PROVIDER_UNKNOWN)
        return refuse(why, &REFUSAL_UNAVAILABLE, NULL);
    if (answer == PROVIDER_REFUSED)
        return true;
    if (payment.state == PROVIDER_PAID || payment.state == PROVIDER_REFUNDED)
        return apply_payment(task, provider, payment.transaction_id, &payment, why);
    if (payment.state == PROVIDER_CLOSED)
        return end_attempt(task, number, "closed", "closed at the provider", why);
    if (payment.state == PROVIDER_ABSENT && absent_to != NULL)
        return end_attempt(task, number, absent_to, "not known to the provider", why);
    return true;
}

/* ---- opening */

struct attempt {
    int64_t trade_id;
    const struct idempotency *key;
    int64_t id;
    const char *number, *provider, *state, *code_url, *description;
    int64_t amount_fen, expires_us;
};

static void read_attempt(struct task *task, struct attempt *attempt, const struct db_rows *rows)
{
    attempt->id = db_i64(rows, 0, 0);
    attempt->number = arena_strdup(task->arena, db_text(rows, 0, 1));
    attempt->provider = arena_strdup(task->arena, db_text(rows, 0, 2));
    attempt->code_url = db_text(rows, 0, 3);
    attempt->state = db_text(rows, 0, 4);
}

/* The attempt to use: the one that is open already, or a new one. */
static bool open_attempt(struct task *task, struct db_tx *tx, struct attempt *attempt,
                         const char *county_code, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_payment_attempt_open, DB_ARGS(DB_I64(attempt->trade_id)), &rows, why))
        return false;
    if (db_count(rows) > 0) {
        read_attempt(task, attempt, rows);
        return true;
    }
    char text[21];
    attempt->id = id_next();
    attempt->number = arena_printf(task->arena, "P%s", id_text(attempt->id, text));
    attempt->provider = provider_default()->name;
    db_tx_send(tx, &SQL_payment_attempt_add,
               DB_ARGS(DB_I64(attempt->id), DB_TEXT(county_code), DB_I64(attempt->trade_id),
                       DB_TEXT(attempt->provider), DB_TEXT(attempt->number),
                       DB_I64(attempt->amount_fen)));
    return true;
}

/* Whether the provider may still be asked to open the attempt. */
static bool may_open(const struct attempt *attempt, const char *trade_state, struct refusal *why)
{
    if (strcmp(trade_state, "placed") != 0)
        return refuse(why, &TRADE_NOT_UNPAID, NULL);
    if (attempt->expires_us <= clock_now_us())
        return refuse(why, &PAYMENT_EXPIRED, NULL);
    return strcmp(attempt->state, "created") == 0 || refuse(why, &PAYMENT_REFUSED, NULL);
}

static bool create_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct attempt *attempt = argument;
    struct db_rows *rows;
    int64_t replayed;
    *attempt = (struct attempt){.trade_id = attempt->trade_id, .key = attempt->key};
    if (!idempotency_find(tx, attempt->key, &replayed, why) ||
        !db_tx_query(tx, &SQL_trade_lock_to_pay,
                     DB_ARGS(DB_I64(attempt->trade_id), DB_I64(attempt->key->account_id)), &rows,
                     why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &TRADE_NOT_FOUND, NULL);
    attempt->amount_fen = db_i64(rows, 0, 2);
    attempt->expires_us = db_i64(rows, 0, 3);
    attempt->description = arena_strdup(task->arena, db_text(rows, 0, 4));
    if (replayed > 0) {
        struct db_rows *found;
        if (!db_tx_query(tx, &SQL_payment_attempt_find, DB_ARGS(DB_I64(replayed)), &found, why))
            return false;
        assert(db_count(found) == 1);
        read_attempt(task, attempt, found);
        /* What was opened is told again whatever became of it; what was not is not opened for a
         * trade that is over. */
        return attempt->code_url != NULL || may_open(attempt, db_text(rows, 0, 1), why);
    }
    attempt->state = "created";
    if (!may_open(attempt, db_text(rows, 0, 1), why) ||
        !open_attempt(task, tx, attempt, db_text(rows, 0, 0), why))
        return false;
    idempotency_save(tx, attempt->key, attempt->id);
    return true;
}

static bool refuse_for_now(struct refusal *why)
{
    refuse_detail(why, &REFUSAL_UNAVAILABLE, NULL, "支付平台暂时没有回应，请稍后用同一请求再试");
    why->retry_after_s = 2;
    return false;
}

/* Asks the provider for a code, outside of any transaction. The attempt is claimed. */
static bool ask_code(struct task *task, struct attempt *attempt, struct refusal *why)
{
    const struct provider *provider = provider_find(attempt->provider);
    if (provider == NULL)
        return refuse(why, &PAYMENT_REFUSED, NULL);
    struct provider_order order = {.number = attempt->number,
                                   .description = attempt->description,
                                   .amount_fen = attempt->amount_fen,
                                   .expires_us = attempt->expires_us};
    char code_url[513], code[65] = "";
    switch (provider->create(provider->self, task, &order, code_url, code)) {
    case PROVIDER_OK:
        attempt->code_url = arena_strdup(task->arena, code_url);
        return db_query(task, &SQL_payment_attempt_code,
                        DB_ARGS(DB_I64(attempt->id), DB_TEXT(code_url)), NULL, why);
    case PROVIDER_UNKNOWN:
        return db_query(task, &SQL_payment_attempt_unclaim, DB_ARGS(DB_I64(attempt->id)), NULL,
                        why) &&
               refuse_for_now(why);
    case PROVIDER_REFUSED:
        break;
    }
    /* The number is burnt, unless it was paid after all: the next wish to pay gets a new one. */
    log_warn("payment_refused", LOG_S("code", code), LOG_I("attempt", attempt->id));
    return check(task, provider, attempt->number, "failed", why) &&
           refuse_detail(why, &PAYMENT_REFUSED, NULL, "支付平台返回 %s", code);
}

/* Two requests that open one attempt at once must not both ask: the provider makes a new code each
 * time, and the one that is stored last may be the one that is void. Who comes second waits for the
 * first one's code. */
static bool fetch_code(struct task *task, struct attempt *attempt, struct refusal *why)
{
    enum { WAIT_MS = 100, WAITS = 90 };
    for (int i = 0; i < WAITS; i++) {
        struct db_rows *rows;
        if (!db_query(task, &SQL_payment_attempt_claim, DB_ARGS(DB_I64(attempt->id)), &rows, why))
            return false;
        if (db_count(rows) == 1)
            return ask_code(task, attempt, why);
        if (!db_query(task, &SQL_payment_attempt_find, DB_ARGS(DB_I64(attempt->id)), &rows, why))
            return false;
        read_attempt(task, attempt, rows);
        if (attempt->code_url != NULL)
            return true;
        if (strcmp(attempt->state, "created") != 0)
            return refuse(why, &PAYMENT_REFUSED, NULL);
        if (!task_sleep(task, WAIT_MS, why))
            return false;
    }
    return refuse_for_now(why);
}

json_t *payment_create(struct task *task, int64_t trade_id, const struct idempotency *key,
                       struct refusal *why)
{
    struct attempt attempt = {.trade_id = trade_id, .key = key};
    struct db_rows *rows;
    if (provider_default() == NULL) {
        refuse_detail(why, &PAYMENT_REFUSED, NULL, "商城还没有接入支付平台");
        return NULL;
    }
    if (!db_transact(task, DB_FAST, create_body, &attempt, why))
        return NULL;
    if (attempt.code_url == NULL && !fetch_code(task, &attempt, why))
        return NULL;
    if (!db_query(task, &SQL_payment_attempt_view, DB_ARGS(DB_I64(attempt.id)), &rows, why))
        return NULL;
    return db_row_json(rows, 0);
}

/* ---- timed work */

/* The provider of an attempt by its number; NULL with why when there is none. */
static const struct provider *provider_of(struct task *task, const char *number,
                                          struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_payment_attempt_provider, DB_ARGS(DB_TEXT(number)), &rows, why))
        return NULL;
    const struct provider *provider =
        db_count(rows) == 1 ? provider_find(db_text(rows, 0, 0)) : NULL;
    if (provider == NULL)
        refuse(why, &REFUSAL_NOT_FOUND, "number");
    return provider;
}

static bool run_check(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    (void)job_id;
    const char *number = json_string_value(json_object_get(payload, "number"));
    const struct provider *provider = provider_of(task, number, why);
    return provider != NULL && check(task, provider, number, NULL, why);
}

static bool run_close(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    (void)job_id;
    const char *number = json_string_value(json_object_get(payload, "number"));
    const struct provider *provider = provider_of(task, number, why);
    char code[65] = "";
    if (provider == NULL)
        return false;
    switch (provider->close(provider->self, task, number, code)) {
    case PROVIDER_OK:
        return end_attempt(task, number, "closed", "its trade was cancelled", why);
    case PROVIDER_UNKNOWN:
        return refuse(why, &REFUSAL_UNAVAILABLE, NULL);
    case PROVIDER_REFUSED:
        break;
    }
    return check(task, provider, number, "closed", why); /* paid in the meantime, or never opened
                                                            there: the query tells */
}

bool payment_check_due(struct task *task, int limit, int *asked, struct refusal *why)
{
    struct db_rows *rows;
    *asked = 0;
    if (!db_query(task, &SQL_payment_attempt_due, DB_ARGS(DB_I64(limit)), &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        const struct provider *provider = provider_find(db_text(rows, i, 1));
        if (provider == NULL)
            continue;
        if (!check(task, provider, db_text(rows, i, 0), NULL, why))
            return false;
        ++*asked;
    }
    return true;
}

const struct job_kind PAYMENT_JOBS[] = {
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
