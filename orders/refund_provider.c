/* The provider's half of a refund: asking for it, hearing how it went. */
#include <string.h>

#include "base/id.h"
#include "base/log.h"
#include "gen/orders/sql.h"
#include "ledger/transfer.h"
#include "orders/machines.h"
#include "payment/providers.h"
#include "orders/refund.h"

struct outcome {
    const char *provider;
    const struct provider_refund *refund;
};

static enum refund_state state_of(enum provider_refund_state state)
{
    switch (state) {
    case PROVIDER_REFUND_SUCCESS:
        return REFUND_SUCCEEDED;
    case PROVIDER_REFUND_CLOSED:
        return REFUND_CLOSED;
    case PROVIDER_REFUND_ABNORMAL:
        return REFUND_ABNORMAL;
    case PROVIDER_REFUND_PROCESSING:
    case PROVIDER_REFUND_ABSENT:
        break;
    }
    return REFUND_PROCESSING;
}

/* Keeps the fact as an event, once. */
static void keep_event(struct task *task, struct db_tx *tx, const struct outcome *outcome,
                       enum refund_state now, int64_t attempt_id)
{
    const char *state = machine_state_name(&REFUND_MACHINE, now);
    const char *key = arena_printf(task->arena, "%s#%s", outcome->refund->refund_id, state);
    const char *name = arena_printf(task->arena, "refund_%s", state);
    int64_t amount = outcome->refund->refund_fen;
    db_tx_send(tx, &SQL_provider_event_add,
               DB_ARGS(DB_TEXTS(&outcome->provider, 1), DB_TEXTS(&key, 1), DB_I64S(&attempt_id, 1),
                       DB_I64S(&amount, 1), DB_TEXTS(&name, 1)));
}

static bool apply_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct outcome *outcome = argument;
    const struct provider_refund *refund = outcome->refund;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_refund_lock, DB_ARGS(DB_TEXT(refund->number)), &rows, why))
        return false;
    if (db_count(rows) == 0) {
        log_warn("refund_unknown", LOG_S("number", refund->number));
        return true;
    }
    int64_t id = db_i64(rows, 0, 0), total = db_i64(rows, 0, 3), attempt_id = db_i64(rows, 0, 4),
            order_id = db_i64(rows, 0, 5);
    const char *county = db_text(rows, 0, 1);
    enum refund_state from = machine_state(&REFUND_MACHINE, db_text(rows, 0, 2)),
                      to = state_of(refund->state);
    if (refund->refund_fen != total) {
        log_error("refund_amount_differs", LOG_I("refund", id), LOG_I("ours", total),
                  LOG_I("theirs", refund->refund_fen));
        return true;
    }
    if (from == to || !machine_allows(&REFUND_MACHINE, from, to))
        return true; /* said before, or older than what is known */
    db_tx_send(tx, &SQL_refund_move,
               DB_ARGS(DB_I64(id), DB_TEXT(machine_state_name(&REFUND_MACHINE, from)),
                       DB_TEXT(machine_state_name(&REFUND_MACHINE, to)), DB_TEXT(refund->refund_id),
                       DB_I64(refund->done_us)));
    machine_log(tx, &REFUND_MACHINE, &id, &county, 1, from, to, ACTOR_PROVIDER, "provider");
    if (to != REFUND_PROCESSING)
        keep_event(task, tx, outcome, to, attempt_id);
    if (refund->state != PROVIDER_REFUND_SUCCESS)
        return true;
    struct transfer_list transfers;
    transfer_list_init(&transfers, task);
    transfer_add(&transfers, (struct transfer){.county_code = county,
                                               .debit_kind = ACCOUNT_REFUND,
                                               .debit_owner = id,
                                               .credit_kind = ACCOUNT_GATEWAY,
                                               .amount_fen = total,
                                               .kind = TRANSFER_REFUND_PAID,
                                               .order_id = order_id,
                                               .cause_id = id});
    transfer_book(tx, &transfers);
    return true;
}

bool refund_apply(struct task *task, const char *provider, const struct provider_refund *refund,
                  struct refusal *why)
{
    struct outcome outcome = {provider, refund};
    return refund->state == PROVIDER_REFUND_ABSENT ||
           db_transact(task, DB_FAST, apply_body, &outcome, why);
}

static bool run_send(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    (void)job_id;
    int64_t refund_id;
    struct db_rows *rows;
    if (!id_parse(json_string_value(json_object_get(payload, "refund_id")), &refund_id))
        return refuse(why, &REFUSAL_INTERNAL, "refund_id");
    if (!db_query(task, &SQL_refund_to_send, DB_ARGS(DB_I64(refund_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true; /* known to have ended */
    const struct provider *provider = provider_find(db_text(rows, 0, 0));
    if (provider == NULL)
        return refuse_detail(why, &REFUSAL_INTERNAL, NULL, "no provider %s", db_text(rows, 0, 0));
    struct provider_refund_order order = {.number = db_text(rows, 0, 1),
                                          .payment_number = db_text(rows, 0, 2),
                                          .refund_fen = db_i64(rows, 0, 3),
                                          .total_fen = db_i64(rows, 0, 4),
                                          .reason = db_text(rows, 0, 5)};
    struct provider_refund refund = {0};
    char code[65] = "";
    switch (provider->refund(provider->self, task, &order, &refund, code)) {
    case PROVIDER_OK:
        return refund_apply(task, provider->name, &refund, why);
    case PROVIDER_UNKNOWN:
        return refuse(why, &REFUSAL_UNAVAILABLE, NULL);
    case PROVIDER_REFUSED:
        break;
    }
    log_error("refund_refused", LOG_I("refund", refund_id), LOG_S("code", code));
    return refuse_detail(why, &PAYMENT_REFUSED, NULL, "%s", code);
}

bool refund_check_due(struct task *task, int limit, int *asked, struct refusal *why)
{
    static int64_t after; /* where this worker stopped the last time */
    struct db_rows *rows;
    *asked = 0;
    if (!db_query(task, &SQL_refund_due, DB_ARGS(DB_I64(limit), DB_I64(after)), &rows, why))
        return false;
    if (db_count(rows) < limit)
        after = 0;
    for (int i = 0; i < db_count(rows); i++) {
        const struct provider *provider = provider_find(db_text(rows, i, 2));
        struct provider_refund refund = {0};
        char code[65] = "";
        if (db_count(rows) == limit)
            after = db_i64(rows, i, 0);
        if (provider == NULL || provider->refund_query(provider->self, task, db_text(rows, i, 1),
                                                       &refund, code) != PROVIDER_OK)
            continue;
        if (!refund_apply(task, provider->name, &refund, why))
            return false;
        ++*asked;
    }
    return true;
}

const struct job_kind REFUND_JOBS[] = {
    {.name = "refund_send",
     .run = run_send,
     .max_attempts = 60,
     .first_delay_ms = 1000,
     .max_delay_ms = 900000,
     .timeout_ms = 20000},
    {.name = NULL},
};
