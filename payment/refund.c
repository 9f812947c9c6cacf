#include "payment/refund.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/stamp.h"
#include "base/log.h"
#include "gen/payment/sql.h"
#include "ledger/transfer.h"
#include "payment/refund_send.h"

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
    {PAYMENT_REFUND_ABNORMAL, PAYMENT_REFUND_PROCESSING, "an operator named another account"},
    {PAYMENT_REFUND_ABNORMAL, PAYMENT_REFUND_CLOSED, "the provider closed it"},
    {PAYMENT_REFUND_CLOSED, PAYMENT_REFUND_REQUESTED, "asked for again under the next number"},
};
const struct machine PAYMENT_REFUND_MACHINE =
    GREAT_MACHINE("refund", PAYMENT_REFUND_STATES, PAYMENT_REFUND_REQUESTED, MOVES,
                  &SQL_audit_refund_state, &SQL_audit_refund_place, true);

/* ---- asking for one ---- */

static const char *kind_name(enum payment_refund_kind kind)
{
    static const char *const NAMES[] = {"decided", "late", "overpaid", "differs"};
    return NAMES[kind];
}

/* A job of the refund's number in force; one that is unfinished already stands for it. */
static void add_job(struct db_tx *tx, const char *kind, int64_t refund_id, const char *number,
                    int64_t delay_ms, const char *county_code)
{
    char text[21];
    json_t *payload = json_pack("{s:s}", "refund_id", id_text(refund_id, text));
    job_add(tx, kind, number, payload, delay_ms, county_code);
    json_decref(payload);
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
                       DB_I64(request->actor_id), stamp_key()));
    add_job(tx, "refund_send", request->refund_id, number, 0, request->county_code);
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
                       DB_I64S(&amount, 1), DB_TEXTS(&name, 1), stamp_key()));
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

/* News of a number that was closed and followed by another changes nothing. */
static bool is_in_force(const struct db_rows *row, const struct provider_refund *refund)
{
    if (strcmp(db_text(row, 0, PAYMENT_REFUND_LOCK_NUMBER), refund->number) == 0)
        return true;
    if (refund->state == PROVIDER_REFUND_SUCCESS)
        log_error("refund_closed_yet_paid", LOG_S("number", refund->number));
    return false;
}

/* Whether this news moves the refund: a known move, and none that an operator makes. */
static bool moves(enum payment_refund_state from, enum payment_refund_state to)
{
    bool older = from == PAYMENT_REFUND_ABNORMAL && to == PAYMENT_REFUND_PROCESSING;
    return from != to && !older && machine_allows(&PAYMENT_REFUND_MACHINE, (int)from, (int)to);
}

/* Some closings are accidents of the provider's; it is given a while to mend them. */
static void renew_soon(struct db_tx *tx, const struct db_rows *row)
{
    enum { RENEW_MS = 600000 };
    if (db_i64(row, 0, PAYMENT_REFUND_LOCK_ORDINAL) < PAYMENT_REFUND_NUMBERS)
        add_job(tx, "refund_again", db_i64(row, 0, PAYMENT_REFUND_LOCK_ID),
                db_text(row, 0, PAYMENT_REFUND_LOCK_NUMBER), RENEW_MS,
                db_text(row, 0, PAYMENT_REFUND_LOCK_COUNTY_CODE));
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
    if (!is_in_force(row, refund))
        return true;
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
    if (!moves(from, to))
        return true; /* said before, or older than what is known */
    move(tx, row, from, to, refund);
    if (to != PAYMENT_REFUND_PROCESSING)
        keep_event(task, tx, telling, to, db_i64(row, 0, PAYMENT_REFUND_LOCK_ATTEMPT_ID));
    if (to == PAYMENT_REFUND_SUCCEEDED)
        book_paid(task, tx, row);
    else if (to == PAYMENT_REFUND_CLOSED)
        renew_soon(tx, row);
    return true;
}

bool payment_refund_apply(struct task *task, const char *provider,
                          const struct provider_refund *refund, struct refusal *why)
{
    struct telling telling = {provider, refund};
    return refund->state == PROVIDER_REFUND_ABSENT ||
           db_transact(task, DB_FAST, apply_body, &telling, why);
}

/* ---- what an operator, or time, has decided ---- */

struct decision {
    int64_t refund_id, actor_id;
};

static bool resume_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct decision *decision = argument;
    const struct machine *machine = &PAYMENT_REFUND_MACHINE;
    struct db_rows *row;
    (void)task;
    if (!db_tx_query(tx, &SQL_payment_refund_lock_id, DB_ARGS(DB_I64(decision->refund_id)), &row,
                     why))
        return false;
    if (db_count(row) == 0 ||
        machine_state(machine, db_text(row, 0, PAYMENT_REFUND_LOCK_ID_STATE)) !=
            PAYMENT_REFUND_ABNORMAL)
        return true;
    const char *county = db_text(row, 0, PAYMENT_REFUND_LOCK_ID_COUNTY_CODE);
    db_tx_send(tx, &SQL_payment_refund_move,
               DB_ARGS(DB_I64(decision->refund_id),
                       DB_TEXT(machine_state_name(machine, PAYMENT_REFUND_ABNORMAL)),
                       DB_TEXT(machine_state_name(machine, PAYMENT_REFUND_PROCESSING)), DB_TEXT(""),
                       DB_I64(0)));
    machine_log(tx, machine, &decision->refund_id, &county, 1, PAYMENT_REFUND_ABNORMAL,
                PAYMENT_REFUND_PROCESSING, decision->actor_id, "another account was named");
    return true;
}

bool payment_refund_resume(struct task *task, int64_t refund_id, int64_t actor_id,
                           struct refusal *why)
{
    struct decision decision = {refund_id, actor_id};
    return db_transact(task, DB_FAST, resume_body, &decision, why);
}

static bool renew_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct decision *decision = argument;
    struct db_rows *row;
    (void)task;
    if (!db_tx_query(tx, &SQL_payment_refund_lock_id, DB_ARGS(DB_I64(decision->refund_id)), &row,
                     why) ||
        !db_tx_query(tx, &SQL_payment_refund_renumber,
                     DB_ARGS(DB_I64(decision->refund_id), stamp_key()), &row, why))
        return false;
    if (db_count(row) == 0)
        return true; /* it has moved on */
    const char *county = db_text(row, 0, PAYMENT_REFUND_RENUMBER_COUNTY_CODE);
    machine_log(tx, &PAYMENT_REFUND_MACHINE, &decision->refund_id, &county, 1,
                PAYMENT_REFUND_CLOSED, PAYMENT_REFUND_REQUESTED, decision->actor_id,
                "under the next number");
    add_job(tx, "refund_send", decision->refund_id, db_text(row, 0, PAYMENT_REFUND_RENUMBER_NUMBER),
            0, county);
    return true;
}

bool payment_refund_renew(struct task *task, int64_t refund_id, int64_t actor_id,
                          struct refusal *why)
{
    struct decision decision = {refund_id, actor_id};
    return db_transact(task, DB_FAST, renew_body, &decision, why);
}
