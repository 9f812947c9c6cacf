#include "payment/refund.h"

#include <jansson.h>
#include <stdio.h>

#include "base/id.h"
#include "base/log.h"
#include "gen/payment/sql.h"
#include "ledger/transfer.h"
#include "payment/providers.h"

static const struct machine_move MOVES[] = {
    {PAYMENT_REFUND_REQUESTED, PAYMENT_REFUND_PROCESSING, "the provider accepted it"},
    {PAYMENT_REFUND_REQUESTED, PAYMENT_REFUND_SUCCEEDED, "the provider paid it back at once"},
    {PAYMENT_REFUND_REQUESTED, PAYMENT_REFUND_CLOSED, "the provider closed it"},
    {PAYMENT_REFUND_REQUESTED, PAYMENT_REFUND_ABNORMAL,
     "the provider cannot pay it back to its source"},
    {PAYMENT_REFUND_PROCESSING, PAYMENT_REFUND_SUCCEEDED, "the provider paid it back"},
    {PAYMENT_REFUND_PROCESSING, PAYMENT_REFUND_CLOSED, "the provider closed it"},
    {PAYMENT_REFUND_PROCESSING, PAYMENT_REFUND_ABNORMAL,
     "the provider cannot pay it back to its source"},
    {PAYMENT_REFUND_ABNORMAL, PAYMENT_REFUND_SUCCEEDED, "paid back another way"},
};
const struct machine PAYMENT_REFUND_MACHINE =
    MACHINE("refund", PAYMENT_REFUND_STATES, STATE_SET(PAYMENT_REFUND_REQUESTED), MOVES,
            &SQL_audit_refund_state);

/* ---- asking for one ---- */

static const char *kind_name(enum payment_refund_kind kind)
{
    static const char *const NAMES[] = {"decided", "late", "overpaid"};
    return NAMES[kind];
}

void payment_refund_request(struct db_tx *tx, const struct payment_refund_request *request)
{
    char number[24], text[21];
    snprintf(number, sizeof(number), "R%s", id_text(request->refund_id, text));
    db_tx_send(tx, &SQL_payment_refund_add,
               DB_ARGS(DB_I64(request->refund_id), DB_TEXT(request->county_code),
                       DB_TEXT(request->payable->kind), DB_I64(request->subject_id),
                       DB_I64(request->attempt_id), DB_TEXT(number),
                       DB_TEXT(kind_name(request->kind)), DB_I64(request->total_fen),
                       DB_I64(request->escrow_id), DB_TEXT(request->reason),
                       DB_I64(request->actor_id)));
    json_t *payload = json_pack("{s:s}", "refund_id", text);
    job_add(tx, "refund_send", number, payload, 0, request->county_code);
    json_decref(payload);
}

bool payment_refund_count(struct db_tx *tx, int64_t attempt_id, int64_t *count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_payment_refund_count, DB_ARGS(DB_I64(attempt_id)), &rows, why))
        return false;
    *count = db_i64(rows, 0, PAYMENT_REFUND_COUNT_REFUNDS);
    return true;
}

/* ---- hearing how it went ---- */

struct telling {
    const char *provider;
    const struct provider_refund *refund;
};

static enum payment_refund_state state_of(enum provider_refund_state state)
{
    switch (state) {
    case PROVIDER_REFUND_SUCCESS:
        return PAYMENT_REFUND_SUCCEEDED;
    case PROVIDER_REFUND_CLOSED:
        return PAYMENT_REFUND_CLOSED;
    case PROVIDER_REFUND_ABNORMAL:
        return PAYMENT_REFUND_ABNORMAL;
    case PROVIDER_REFUND_PROCESSING:
    case PROVIDER_REFUND_ABSENT:
        break;
    }
    return PAYMENT_REFUND_PROCESSING;
}

/* Keeps the fact as an event, once. */
static void keep_event(struct task *task, struct db_tx *tx, const struct telling *telling,
                       enum payment_refund_state state, int64_t attempt_id)
{
    const char *word = machine_state_name(&PAYMENT_REFUND_MACHINE, (int)state);
    const char *key = arena_printf(task->arena, "%s#%s", telling->refund->refund_id, word);
    const char *name = arena_printf(task->arena, "refund_%s", word);
    int64_t amount = telling->refund->refund_fen;
    db_tx_send(tx, &SQL_payment_event_add,
               DB_ARGS(DB_TEXTS(&telling->provider, 1), DB_TEXTS(&key, 1), DB_I64S(&attempt_id, 1),
                       DB_I64S(&amount, 1), DB_TEXTS(&name, 1)));
}

/* What is paid back leaves the refund's account. */
static void book_paid(struct task *task, struct db_tx *tx, const struct db_rows *row)
{
    int64_t id = db_i64(row, 0, PAYMENT_REFUND_LOCK_ID);
    struct transfer_list transfers;
    transfer_list_init(&transfers, task);
    transfer_add(&transfers,
                 (struct transfer){.county_code = db_text(row, 0, PAYMENT_REFUND_LOCK_COUNTY_CODE),
                                   .debit_kind = ACCOUNT_REFUND,
                                   .debit_owner = id,
                                   .credit_kind = ACCOUNT_GATEWAY,
                                   .amount_fen = db_i64(row, 0, PAYMENT_REFUND_LOCK_TOTAL_FEN),
                                   .kind = TRANSFER_REFUND_PAID,
                                   .order_id = db_i64(row, 0, PAYMENT_REFUND_LOCK_ESCROW_ID),
                                   .cause_id = id});
    transfer_book(tx, &transfers);
}

static void move(struct db_tx *tx, const struct db_rows *row, enum payment_refund_state from,
                 enum payment_refund_state to, const struct provider_refund *refund)
{
    int64_t id = db_i64(row, 0, PAYMENT_REFUND_LOCK_ID);
    const char *county = db_text(row, 0, PAYMENT_REFUND_LOCK_COUNTY_CODE);
    const struct machine *machine = &PAYMENT_REFUND_MACHINE;
    db_tx_send(tx, &SQL_payment_refund_move,
               DB_ARGS(DB_I64(id), DB_TEXT(machine_state_name(machine, (int)from)),
                       DB_TEXT(machine_state_name(machine, (int)to)), DB_TEXT(refund->refund_id),
                       DB_I64(refund->done_us)));
    machine_log(tx, machine, &id, &county, 1, (int)from, (int)to, ACTOR_PROVIDER, "provider");
}

static bool apply_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct telling *telling = argument;
    const struct provider_refund *refund = telling->refund;
    struct db_rows *row;
    if (!db_tx_query(tx, &SQL_payment_refund_lock, DB_ARGS(DB_TEXT(refund->number)), &row, why))
        return false;
    if (db_count(row) == 0) {
        log_warn("refund_unknown", LOG_S("number", refund->number));
        return true;
    }
    int64_t total_fen = db_i64(row, 0, PAYMENT_REFUND_LOCK_TOTAL_FEN);
    if (refund->refund_fen != total_fen) {
        log_error("refund_amount_differs", LOG_S("number", refund->number),
                  LOG_I("ours", total_fen), LOG_I("theirs", refund->refund_fen));
        return true;
    }
    enum payment_refund_state to = state_of(refund->state),
                              from = (enum payment_refund_state)machine_state(
                                  &PAYMENT_REFUND_MACHINE,
                                  db_text(row, 0, PAYMENT_REFUND_LOCK_STATE));
    if (from == to || !machine_allows(&PAYMENT_REFUND_MACHINE, (int)from, (int)to))
        return true; /* said before, or older than what is known */
    move(tx, row, from, to, refund);
    if (to != PAYMENT_REFUND_PROCESSING)
        keep_event(task, tx, telling, to, db_i64(row, 0, PAYMENT_REFUND_LOCK_ATTEMPT_ID));
    if (to == PAYMENT_REFUND_SUCCEEDED)
        book_paid(task, tx, row);
    return true;
}

bool payment_refund_apply(struct task *task, const char *provider,
                          const struct provider_refund *refund, struct refusal *why)
{
    struct telling telling = {provider, refund};
    return refund->state == PROVIDER_REFUND_ABSENT ||
           db_transact(task, DB_FAST, apply_body, &telling, why);
}

/* ---- asking the provider ---- */

/* What the provider is told of a refund; its texts live as long as `row`. */
static struct provider_refund_order order_of(const struct db_rows *row)
{
    return (struct provider_refund_order){
        .number = db_text(row, 0, PAYMENT_REFUND_TO_SEND_NUMBER),
        .payment_number = db_text(row, 0, PAYMENT_REFUND_TO_SEND_PAYMENT_NUMBER),
        .refund_fen = db_i64(row, 0, PAYMENT_REFUND_TO_SEND_TOTAL_FEN),
        .total_fen = db_i64(row, 0, PAYMENT_REFUND_TO_SEND_CAPTURED_FEN),
        .reason = db_text(row, 0, PAYMENT_REFUND_TO_SEND_REASON)};
}

static bool run_send(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    int64_t refund_id;
    struct db_rows *row;
    (void)job_id;
    if (!id_parse(json_string_value(json_object_get(payload, "refund_id")), &refund_id))
        return refuse(why, &REFUSAL_INTERNAL, "refund_id");
    if (!db_query(task, &SQL_payment_refund_to_send, DB_ARGS(DB_I64(refund_id)), &row, why))
        return false;
    if (db_count(row) == 0)
        return true; /* known to have ended */
    const char *name = db_text(row, 0, PAYMENT_REFUND_TO_SEND_PROVIDER);
    const struct provider *provider = provider_find(name);
    if (provider == NULL)
        return refuse_detail(why, &REFUSAL_INTERNAL, NULL, "no provider %s", name);
    struct provider_refund_order order = order_of(row);
    struct provider_refund refund = {0};
    char code[65] = "";
    switch (provider->refund(provider->self, task, &order, &refund, code)) {
    case PROVIDER_OK:
        return payment_refund_apply(task, provider->name, &refund, why);
    case PROVIDER_UNKNOWN:
        return refuse(why, &REFUSAL_UNAVAILABLE, NULL);
    case PROVIDER_REFUSED:
        break;
    }
    log_error("refund_refused", LOG_I("refund", refund_id), LOG_S("code", code));
    return refuse_detail(why, &PAYMENT_REFUSED, NULL, "%s", code);
}

bool payment_refund_ask_due(struct task *task, int limit, int *asked, struct refusal *why)
{
    static int64_t after; /* where this worker stopped the last time */
    struct db_rows *rows;
    *asked = 0;
    if (!db_query(task, &SQL_payment_refund_due, DB_ARGS(DB_I64(limit), DB_I64(after)), &rows, why))
        return false;
    if (db_count(rows) < limit)
        after = 0;
    for (int i = 0; i < db_count(rows); i++) {
        const struct provider *provider =
            provider_find(db_text(rows, i, PAYMENT_REFUND_DUE_PROVIDER));
        const char *number = db_text(rows, i, PAYMENT_REFUND_DUE_NUMBER);
        struct provider_refund refund = {0};
        char code[65] = "";
        if (db_count(rows) == limit)
            after = db_i64(rows, i, PAYMENT_REFUND_DUE_ID);
        if (provider == NULL ||
            provider->refund_query(provider->self, task, number, &refund, code) != PROVIDER_OK)
            continue;
        if (!payment_refund_apply(task, provider->name, &refund, why))
            return false;
        ++*asked;
    }
    return true;
}

const struct job_kind PAYMENT_REFUND_JOBS[] = {
    {.name = "refund_send",
     .run = run_send,
     .max_attempts = 60,
     .first_delay_ms = 1000,
     .max_delay_ms = 900000,
     .timeout_ms = 20000},
    {.name = NULL},
};
