#include "payment/book.h"

#include "base/id.h"
#include "base/job.h"
#include "base/stamp.h"
#include "gen/payment/sql.h"
#include "ledger/transfer.h"
#include "payment/refund.h"

struct book {
    struct task *task;
    struct db_tx *tx;
    const struct payment_hit *hits;
    int count;
    struct transfer_list transfers;
};

static bool is_outcome(const struct payment_hit *hit, enum payment_outcome outcome)
{
    return hit->capture->outcome == outcome;
}

static bool is_money(const struct payment_hit *hit)
{
    return payment_outcome_is_money(hit->capture->outcome);
}

/* ---- events and attempts ---- */

struct event_row {
    const char *provider, *key, *outcome;
    int64_t attempt_id, amount_fen;
};

/* A fact that led to nothing is kept under a key of its own, so that the true fact can still come.
 */
static const char *stored_key(struct task *task, const struct payment_hit *hit)
{
    if (is_money(hit))
        return hit->capture->event_key;
    return arena_printf(task->arena, "%s#%s:%lld", hit->capture->event_key,
                        payment_outcome_name(hit->capture->outcome),
                        (long long)hit->capture->amount_fen);
}

static void write_events(struct book *book)
{
    size_t n = 0;
    struct event_row *rows = arena_array(book->task->arena, (size_t)book->count, sizeof(*rows));
    for (int i = 0; i < book->count; i++) {
        const struct payment_hit *hit = &book->hits[i];
        if (is_outcome(hit, PAYMENT_DUPLICATE))
            continue;
        rows[n++] = (struct event_row){.provider = hit->capture->provider,
                                       .key = stored_key(book->task, hit),
                                       .outcome = payment_outcome_name(hit->capture->outcome),
                                       .attempt_id = hit->attempt_id,
                                       .amount_fen = hit->capture->amount_fen};
    }
    if (n > 0)
        db_tx_send(book->tx, &SQL_payment_event_add,
                   DB_ARGS(DB_COLUMN_TEXT(rows, n, provider), DB_COLUMN_TEXT(rows, n, key),
                           DB_COLUMN_I64(rows, n, attempt_id), DB_COLUMN_I64(rows, n, amount_fen),
                           DB_COLUMN_TEXT(rows, n, outcome), stamp_key()));
}

struct attempt_row {
    int64_t id, amount_fen, paid_us;
    const char *transaction_id;
};

static void write_attempts(struct book *book)
{
    size_t n = 0, capacity = (size_t)book->count;
    int opened = 0;
    struct arena *arena = book->task->arena;
    struct attempt_row *rows = arena_array(arena, capacity, sizeof(*rows));
    int64_t *open_ids = arena_array(arena, capacity, sizeof(*open_ids));
    const char **counties = arena_array(arena, capacity, sizeof(*counties));
    for (int i = 0; i < book->count; i++) {
        const struct payment_hit *hit = &book->hits[i];
        if (!is_money(hit))
            continue;
        rows[n++] = (struct attempt_row){.id = hit->attempt_id,
                                         .amount_fen = hit->capture->amount_fen,
                                         .paid_us = hit->capture->paid_us,
                                         .transaction_id = hit->capture->transaction_id};
        if (hit->attempt_state == PAYMENT_ATTEMPT_CREATED) {
            open_ids[opened] = hit->attempt_id;
            counties[opened++] = hit->county_code;
        }
    }
    if (n == 0)
        return;
    db_tx_send(book->tx, &SQL_payment_attempt_capture,
               DB_ARGS(DB_COLUMN_I64(rows, n, id), DB_COLUMN_TEXT(rows, n, transaction_id),
                       DB_COLUMN_I64(rows, n, amount_fen), DB_COLUMN_I64(rows, n, paid_us)));
    machine_log(book->tx, &PAYMENT_ATTEMPT_MACHINE, open_ids, counties, opened,
                PAYMENT_ATTEMPT_CREATED, PAYMENT_ATTEMPT_PAID, ACTOR_PROVIDER, "captured");
}

/* ---- what is not owed ---- */

static enum payment_refund_kind refund_kind(const struct payment_hit *hit)
{
    if (is_outcome(hit, PAYMENT_LATE))
        return PAYMENT_REFUND_LATE;
    return is_outcome(hit, PAYMENT_DIFFERS) ? PAYMENT_REFUND_DIFFERS : PAYMENT_REFUND_OVERPAID;
}

/* Money that nobody owes goes back by itself: a refund with its job, in this same transaction. */
static void refund_unowed(struct book *book, const struct payment_hit *hit)
{
    static const char *const REASONS[] = {[PAYMENT_REFUND_LATE] = "交易取消后才付款，自动原路退回",
                                          [PAYMENT_REFUND_OVERPAID] = "重复付款，自动原路退回",
                                          [PAYMENT_REFUND_DIFFERS] =
                                              "实收和应付的金额不一样，自动原路退回"};
    enum payment_refund_kind kind = refund_kind(hit);
    struct payment_refund_request request = {.refund_id = id_next(),
                                             .county_code = hit->county_code,
                                             .payable = hit->payable,
                                             .subject_id = hit->subject_id,
                                             .attempt_id = hit->attempt_id,
                                             .kind = kind,
                                             .total_fen = hit->capture->amount_fen,
                                             .reason = REASONS[kind],
                                             .actor_id = ACTOR_SYSTEM};
    payment_refund_request(book->tx, &request);
    transfer_add(&book->transfers, (struct transfer){.county_code = hit->county_code,
                                                     .debit_kind = ACCOUNT_GATEWAY,
                                                     .credit_kind = ACCOUNT_UNOWED,
                                                     .credit_owner = hit->attempt_id,
                                                     .amount_fen = request.total_fen,
                                                     .kind = TRANSFER_CAPTURE_UNOWED,
                                                     .cause_id = hit->attempt_id});
    transfer_add(&book->transfers, (struct transfer){.county_code = hit->county_code,
                                                     .debit_kind = ACCOUNT_UNOWED,
                                                     .debit_owner = hit->attempt_id,
                                                     .credit_kind = ACCOUNT_REFUND,
                                                     .credit_owner = request.refund_id,
                                                     .amount_fen = request.total_fen,
                                                     .kind = TRANSFER_REFUND,
                                                     .cause_id = request.refund_id});
}

static void ask_provider(struct book *book, const struct payment_hit *hit)
{
    json_t *payload = json_pack("{s:s}", "number", hit->capture->number);
    job_add(book->tx, "payment_check", hit->capture->number, payload, 0, hit->county_code);
    json_decref(payload);
}

/* ---- what is owed ---- */

/* Hands the paid subjects of one payable to it, once: where it is the first of its kind. */
static bool book_payable(struct book *book, int first, struct refusal *why)
{
    const struct payable *payable = book->hits[first].payable;
    struct payable_capture *paid =
        arena_array(book->task->arena, (size_t)book->count, sizeof(*paid));
    int count = 0;
    for (int i = 0; i < book->count; i++) {
        const struct payment_hit *hit = &book->hits[i];
        if (!is_outcome(hit, PAYMENT_PAID) || hit->payable != payable)
            continue;
        if (i < first)
            return true; /* they were handed over with that one */
        paid[count++] = (struct payable_capture){.subject_id = hit->subject_id,
                                                 .attempt_id = hit->attempt_id,
                                                 .amount_fen = hit->capture->amount_fen,
                                                 .county_code = hit->county_code};
    }
    return payable->book(book->task, book->tx, paid, count, &book->transfers, why);
}

bool payment_book(struct task *task, struct db_tx *tx, const struct payment_hit *hits, int count,
                  struct refusal *why)
{
    struct book book = {.task = task, .tx = tx, .hits = hits, .count = count};
    transfer_list_init(&book.transfers, task);
    write_events(&book);
    write_attempts(&book);
    for (int i = 0; i < count; i++)
        if (is_outcome(&hits[i], PAYMENT_PAID)) {
            if (!book_payable(&book, i, why))
                return false;
        } else if (is_money(&hits[i])) {
            refund_unowed(&book, &hits[i]);
        } else if (is_outcome(&hits[i], PAYMENT_MISMATCH)) {
            ask_provider(&book, &hits[i]);
        }
    transfer_book(tx, &book.transfers);
    return true;
}
