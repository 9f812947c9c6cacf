#include "payment/open.h"

#include <assert.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "base/stamp.h"
#include "gen/payment/sql.h"
#include "payment/ask.h"
#include "payment/attempt.h"
#include "payment/providers.h"

struct opening {
    const struct payable *payable;
    int64_t subject_id;
    const struct idempotency *key;
    struct payable_bill bill;
    /* the attempt */
    int64_t id;
    const char *number, *provider, *code_url;
    enum payment_attempt_state state;
};

/* ---- the row ---- */

static_assert((int)PAYMENT_ATTEMPT_FIND_STATE == (int)PAYMENT_ATTEMPT_OPEN_STATE,
              "payment_attempt_find and payment_attempt_open are read alike");

static void read_attempt(struct task *task, struct opening *opening, const struct db_rows *rows)
{
    opening->id = db_i64(rows, 0, PAYMENT_ATTEMPT_FIND_ID);
    opening->number = arena_strdup(task->arena, db_text(rows, 0, PAYMENT_ATTEMPT_FIND_NUMBER));
    opening->provider = arena_strdup(task->arena, db_text(rows, 0, PAYMENT_ATTEMPT_FIND_PROVIDER));
    opening->code_url = db_text(rows, 0, PAYMENT_ATTEMPT_FIND_CODE_URL);
    opening->state = (enum payment_attempt_state)machine_state(
        &PAYMENT_ATTEMPT_MACHINE, db_text(rows, 0, PAYMENT_ATTEMPT_FIND_STATE));
}

/* The attempt to use: the one that is open already, or a new one. */
static bool take_attempt(struct task *task, struct db_tx *tx, struct opening *opening,
                         struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_payment_attempt_open,
                     DB_ARGS(DB_TEXT(opening->payable->kind), DB_I64(opening->subject_id)), &rows,
                     why))
        return false;
    if (db_count(rows) > 0) {
        read_attempt(task, opening, rows);
        return true;
    }
    char text[21];
    opening->id = id_next();
    opening->number = arena_printf(task->arena, "P%s", id_text(opening->id, text));
    opening->provider = provider_default()->name;
    db_tx_send(tx, &SQL_payment_attempt_add,
               DB_ARGS(DB_I64(opening->id), DB_TEXT(opening->bill.county_code),
                       DB_TEXT(opening->payable->kind), DB_I64(opening->subject_id),
                       DB_TEXT(opening->provider), DB_TEXT(opening->number),
                       DB_I64(opening->bill.amount_fen), DB_I64(opening->bill.expires_us),
                       stamp_key()));
    return true;
}

/* Whether the provider may still be asked to open the attempt. */
static bool may_open(const struct opening *opening, struct refusal *why)
{
    if (opening->bill.standing != PAYABLE_OWED)
        return refuse(why, opening->payable->not_owed, NULL);
    if (opening->bill.expires_us <= clock_now_us())
        return refuse(why, opening->payable->expired, NULL);
    return opening->state == PAYMENT_ATTEMPT_CREATED || refuse(why, &PAYMENT_REFUSED, NULL);
}

/* What was opened is told again whatever became of it; what was not is not opened for what is over.
 */
static bool open_again(struct task *task, struct db_tx *tx, struct opening *opening,
                       int64_t attempt_id, struct refusal *why)
{
    struct db_rows *found;
    if (!db_tx_query(tx, &SQL_payment_attempt_find, DB_ARGS(DB_I64(attempt_id)), &found, why))
        return false;
    assert(db_count(found) == 1);
    read_attempt(task, opening, found);
    return opening->code_url != NULL || may_open(opening, why);
}

static bool open_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct opening *opening = argument;
    int64_t replayed;
    *opening = (struct opening){.payable = opening->payable,
                                .subject_id = opening->subject_id,
                                .key = opening->key,
                                .state = PAYMENT_ATTEMPT_CREATED};
    if (!idempotency_find(tx, opening->key, &replayed, why) ||
        !opening->payable->lock_to_open(task, tx, opening->subject_id, opening->key->account_id,
                                        &opening->bill, why))
        return false;
    if (replayed > 0)
        return open_again(task, tx, opening, replayed, why);
    if (!may_open(opening, why) || !take_attempt(task, tx, opening, why))
        return false;
    idempotency_save(tx, opening->key, opening->id);
    return true;
}

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

/* Asks the provider for a code, outside of any transaction. The attempt is claimed. */
static bool ask_code(struct task *task, struct opening *opening, struct refusal *why)
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
        opening->code_url = arena_strdup(task->arena, code_url);
        return db_query(task, &SQL_payment_attempt_code,
                        DB_ARGS(DB_I64(opening->id), DB_TEXT(code_url)), NULL, why);
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

/* Two requests that open one attempt at once must not both ask: the provider makes a new code each
 * time, and the one that is stored last may be the one that is void. Who comes second waits for the
 * first one's code. */
static bool fetch_code(struct task *task, struct opening *opening, struct refusal *why)
{
    enum { WAIT_MS = 100, WAITS = 95 }; /* longer than a claim of a worker that died */
    for (int i = 0; i < WAITS; i++) {
        struct db_rows *rows;
        if (!db_query(task, &SQL_payment_attempt_claim, DB_ARGS(DB_I64(opening->id)), &rows, why))
            return false;
        if (db_count(rows) == 1)
            return ask_code(task, opening, why);
        if (!db_query(task, &SQL_payment_attempt_find, DB_ARGS(DB_I64(opening->id)), &rows, why))
            return false;
        read_attempt(task, opening, rows);
        if (opening->code_url != NULL)
            return true;
        if (opening->state != PAYMENT_ATTEMPT_CREATED)
            return refuse(why, &PAYMENT_REFUSED, NULL);
        if (!task_sleep(task, WAIT_MS, why))
            return false;
    }
    return refuse_for_now(why);
}

json_t *payment_open(struct task *task, const struct payable *payable, int64_t subject_id,
                     const struct idempotency *key, struct refusal *why)
{
    struct opening opening = {.payable = payable, .subject_id = subject_id, .key = key};
    struct db_rows *rows;
    char text[21];
    if (provider_default() == NULL) {
        refuse_detail(why, &PAYMENT_REFUSED, NULL, "商城还没有接入支付平台");
        return NULL;
    }
    if (!db_transact(task, DB_FAST, open_body, &opening, why))
        return NULL;
    if (opening.code_url == NULL && !fetch_code(task, &opening, why))
        return NULL;
    if (!db_query(task, &SQL_payment_attempt_view, DB_ARGS(DB_I64(opening.id)), &rows, why))
        return NULL;
    json_t *payment = db_row_json(rows, 0);
    json_object_set_new(payment, payable->id_member, json_string(id_text(subject_id, text)));
    return payment;
}
