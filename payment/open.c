#include "payment/open.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "gen/payment/sql.h"
#include "payment/ask.h"
#include "payment/open_batch.h"
#include "payment/providers.h"

/* ---- the code ---- */

static bool refuse_for_now(struct refusal *why)
{
    refuse_detail(why, &REFUSAL_UNAVAILABLE, NULL, "支付平台暂时没有回应，请稍后用同一请求再试");
    why->retry_after_s = 2;
    return false;
}

/* An answer that tells nothing may hide an order that was made: the same call again gives its code,
 * so it is made once more at once, when the first came back soon enough to leave time for it. */
static enum provider_answer create(struct task *task, const struct provider *provider,
                                   const struct provider_order *order, char code_url[513],
                                   char code[65])
{
    enum { SOON_MS = 2000 };
    int64_t asked_ms = clock_mono_ms();
    enum provider_answer answer = provider->create(provider->self, task, order, code_url, code);
    if (answer != PROVIDER_UNKNOWN || clock_mono_ms() - asked_ms > SOON_MS)
        return answer;
    return provider->create(provider->self, task, order, code_url, code);
}

/* Asks the provider for a code, outside of any transaction. The attempt is claimed. *view gets it
 * as its payer sees it. */
static bool ask_code(struct task *task, struct opening *opening, json_t **view, struct refusal *why)
{
    const struct provider *provider = provider_find(opening->provider);
    if (provider == NULL)
        return refuse(why, &PAYMENT_REFUSED, NULL);
    struct provider_order order = {.number = opening->number,
                                   .description = opening->bill.description,
                                   .amount_fen = opening->bill.amount_fen,
                                   .expires_us = opening->bill.expires_us};
    char code_url[513], code[65] = "";
    switch (create(task, provider, &order, code_url, code)) {
    case PROVIDER_OK:
        return opening_keep_code(task, opening, code_url, view, why);
    case PROVIDER_UNKNOWN:
        return db_query(task, &SQL_payment_attempt_unclaim, DB_ARGS(DB_I64(opening->id)), NULL,
                        why) &&
               refuse_for_now(why);
    case PROVIDER_REFUSED:
        break;
    }
    /* The number is burnt, unless it was paid after all: the next wish to pay gets a new one. */
    log_warn("payment_refused", LOG_S("code", code), LOG_I("attempt", opening->id));
    return payment_ask(task, provider, opening->number, true, why) &&
           refuse_detail(why, &PAYMENT_REFUSED, NULL, "支付平台返回 %s", code);
}

static bool load_view(struct task *task, int64_t attempt_id, json_t **view, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_payment_attempt_view, DB_ARGS(DB_I64(attempt_id)), &rows, why))
        return false;
    *view = db_row_json(rows, 0);
    return true;
}

/* Two requests that open one attempt at once must not both ask: the provider makes a new code each
 * time, and the one that is stored last may be the one that is void. Who comes second waits for the
 * first one's code. */
static bool fetch_code(struct task *task, struct opening *opening, json_t **view,
                       struct refusal *why)
{
    enum { WAIT_MS = 100, WAITS = 95 }; /* longer than a claim of a worker that died */
    for (int i = 0; i < WAITS; i++) {
        struct db_rows *rows;
        if (!db_query(task, &SQL_payment_attempt_claim, DB_ARGS(DB_I64(opening->id)), &rows, why))
            return false;
        if (db_count(rows) == 1)
            return ask_code(task, opening, view, why);
        if (!db_query(task, &SQL_payment_attempt_find, DB_ARGS(DB_I64S(&opening->id, 1)), &rows,
                      why))
            return false;
        if (db_text(rows, 0, PAYMENT_ATTEMPT_FIND_CODE_URL) != NULL)
            return load_view(task, opening->id, view, why);
        if (machine_state(&PAYMENT_ATTEMPT_MACHINE, db_text(rows, 0, PAYMENT_ATTEMPT_FIND_STATE)) !=
            PAYMENT_ATTEMPT_CREATED)
            return refuse(why, &PAYMENT_REFUSED, NULL);
        if (!task_sleep(task, WAIT_MS, why))
            return false;
    }
    return refuse_for_now(why);
}

static bool open_view(struct task *task, struct opening *opening, json_t **view,
                      struct refusal *why)
{
    if (opening->claimed)
        return ask_code(task, opening, view, why);
    if (opening->code_url == NULL)
        return fetch_code(task, opening, view, why);
    return load_view(task, opening->id, view, why);
}

json_t *payment_open(struct task *task, const struct payable *payable, int64_t subject_id,
                     const struct idempotency *key, struct refusal *why)
{
    struct opening opening = {.payable = payable, .subject_id = subject_id, .key = key};
    json_t *payment = NULL;
    char text[21];
    if (provider_default() == NULL) {
        refuse_detail(why, &PAYMENT_REFUSED, NULL, "商城还没有接入支付平台");
        return NULL;
    }
    if (!opening_take(task, &opening, why) || !open_view(task, &opening, &payment, why))
        return NULL;
    json_object_set_new(payment, payable->id_member, json_string(id_text(subject_id, text)));
    return payment;
}
