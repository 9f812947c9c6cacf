#include "orders/payment_book.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/job.h"
#include "gen/orders/sql.h"
#include "ledger/transfer.h"
#include "orders/benefit.h"
#include "orders/machines.h"

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
    return is_outcome(hit, PAYMENT_PAID) || is_outcome(hit, PAYMENT_OVERPAID) ||
           is_outcome(hit, PAYMENT_LATE);
}

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
    size_t n = 0, capacity = (size_t)book->count;
    struct arena *arena = book->task->arena;
    const char **providers = arena_array(arena, capacity, sizeof(*providers));
    const char **keys = arena_array(arena, capacity, sizeof(*keys));
    int64_t *attempts = arena_array(arena, capacity, sizeof(*attempts));
    int64_t *amounts = arena_array(arena, capacity, sizeof(*amounts));
    const char **outcomes = arena_array(arena, capacity, sizeof(*outcomes));
    for (int i = 0; i < book->count; i++) {
        const struct payment_hit *hit = &book->hits[i];
        if (is_outcome(hit, PAYMENT_DUPLICATE))
            continue;
        providers[n] = hit->capture->provider;
        keys[n] = stored_key(book->task, hit);
        attempts[n] = hit->attempt_id;
        amounts[n] = hit->capture->amount_fen;
        outcomes[n++] = payment_outcome_name(hit->capture->outcome);
    }
    if (n > 0)
        db_tx_send(book->tx, &SQL_provider_event_add,
                   DB_ARGS(DB_TEXTS(providers, n), DB_TEXTS(keys, n), DB_I64S(attempts, n),
                           DB_I64S(amounts, n), DB_TEXTS(outcomes, n)));
}

static void write_attempts(struct book *book)
{
    size_t n = 0, opened = 0, capacity = (size_t)book->count;
    struct arena *arena = book->task->arena;
    int64_t *ids = arena_array(arena, capacity, sizeof(*ids));
    const char **transactions = arena_array(arena, capacity, sizeof(*transactions));
    int64_t *amounts = arena_array(arena, capacity, sizeof(*amounts));
    int64_t *paid = arena_array(arena, capacity, sizeof(*paid));
    int64_t *open_ids = arena_array(arena, capacity, sizeof(*open_ids));
    const char **counties = arena_array(arena, capacity, sizeof(*counties));
    for (int i = 0; i < book->count; i++) {
        const struct payment_hit *hit = &book->hits[i];
        if (!is_money(hit))
            continue;
        ids[n] = hit->attempt_id;
        transactions[n] = hit->capture->transaction_id;
        amounts[n] = hit->capture->amount_fen;
        paid[n++] = hit->capture->paid_us;
        if (strcmp(hit->attempt_state, "created") == 0) {
            open_ids[opened] = hit->attempt_id;
            counties[opened++] = hit->county_code;
        }
    }
    if (n == 0)
        return;
    db_tx_send(
        book->tx, &SQL_payment_attempt_capture,
        DB_ARGS(DB_I64S(ids, n), DB_TEXTS(transactions, n), DB_I64S(amounts, n), DB_I64S(paid, n)));
    machine_log(book->tx, &PAYMENT_MACHINE, open_ids, counties, (int)opened,
                PAYMENT_ATTEMPT_CREATED, PAYMENT_ATTEMPT_PAID, ACTOR_PROVIDER, "captured");
}

/* Money that no order is owed goes back by itself: a refund with its job, in this same transaction.
 */
static void refund_unowed(struct book *book, const struct payment_hit *hit)
{
    int64_t refund_id = id_next();
    char number[24], text[21];
    int64_t amount = hit->capture->amount_fen;
    const char *kind = is_outcome(hit, PAYMENT_LATE) ? "late" : "overpaid";
    snprintf(number, sizeof(number), "R%s", id_text(refund_id, text));
    db_tx_send(book->tx, &SQL_refund_add,
               DB_ARGS(DB_I64(refund_id), DB_TEXT(hit->county_code), DB_I64(hit->trade_id), DB_NULL,
                       DB_I64(hit->attempt_id), DB_TEXT(number), DB_TEXT(kind), DB_I64(amount),
                       DB_I64(0), DB_BOOL(false),
                       DB_TEXT(is_outcome(hit, PAYMENT_LATE) ? "交易取消后才付款，自动原路退回"
                                                             : "重复付款，自动原路退回"),
                       DB_I64(ACTOR_SYSTEM)));
    transfer_add(&book->transfers, (struct transfer){.county_code = hit->county_code,
                                                     .debit_kind = ACCOUNT_GATEWAY,
                                                     .credit_kind = ACCOUNT_UNOWED,
                                                     .credit_owner = hit->attempt_id,
                                                     .amount_fen = amount,
                                                     .kind = TRANSFER_CAPTURE_UNOWED,
                                                     .cause_id = hit->attempt_id});
    transfer_add(&book->transfers, (struct transfer){.county_code = hit->county_code,
                                                     .debit_kind = ACCOUNT_UNOWED,
                                                     .debit_owner = hit->attempt_id,
                                                     .credit_kind = ACCOUNT_REFUND,
                                                     .credit_owner = refund_id,
                                                     .amount_fen = amount,
                                                     .kind = TRANSFER_REFUND,
                                                     .cause_id = refund_id});
    json_t *payload = json_pack("{s:s}", "refund_id", id_text(refund_id, text));
    job_add(book->tx, "refund_send", number, payload, 0, hit->county_code);
    json_decref(payload);
}

static void ask_provider(struct book *book, const struct payment_hit *hit)
{
    json_t *payload = json_pack("{s:s}", "number", hit->capture->number);
    job_add(book->tx, "payment_check", hit->capture->number, payload, 0, hit->county_code);
    json_decref(payload);
}

/* ---- the paid trades */

struct paid {
    int64_t *trades;
    const char **counties;
    int64_t *attempts;
    int count;
};

static struct paid paid_trades(struct book *book)
{
    size_t capacity = (size_t)book->count;
    struct paid paid = {arena_array(book->task->arena, capacity, sizeof(int64_t)),
                        arena_array(book->task->arena, capacity, sizeof(char *)),
                        arena_array(book->task->arena, capacity, sizeof(int64_t)), 0};
    for (int i = 0; i < book->count; i++) {
        if (!is_outcome(&book->hits[i], PAYMENT_PAID))
            continue;
        paid.trades[paid.count] = book->hits[i].trade_id;
        paid.attempts[paid.count] = book->hits[i].attempt_id;
        paid.counties[paid.count++] = book->hits[i].county_code;
    }
    return paid;
}

static int64_t attempt_of(const struct paid *paid, int64_t trade_id)
{
    for (int i = 0; i < paid->count; i++)
        if (paid->trades[i] == trade_id)
            return paid->attempts[i];
    assert(false);
    return 0;
}

/* Moves the trades' orders to paid and books gateway -> escrow for each. */
static bool pay_orders(struct book *book, const struct paid *paid, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(book->tx, &SQL_order_pay_of_trades,
                     DB_ARGS(DB_I64S(paid->trades, (size_t)paid->count)), &rows, why))
        return false;
    int n = db_count(rows);
    int64_t *ids = arena_array(book->task->arena, (size_t)n, sizeof(*ids));
    const char **counties = arena_array(book->task->arena, (size_t)n, sizeof(*counties));
    for (int i = 0; i < n; i++) {
        ids[i] = db_i64(rows, i, 0);
        counties[i] = db_text(rows, i, 1);
        transfer_add(&book->transfers,
                     (struct transfer){.county_code = counties[i],
                                       .debit_kind = ACCOUNT_GATEWAY,
                                       .credit_kind = ACCOUNT_ESCROW,
                                       .credit_owner = ids[i],
                                       .amount_fen = db_i64(rows, i, 3),
                                       .kind = TRANSFER_CAPTURE,
                                       .order_id = ids[i],
                                       .cause_id = attempt_of(paid, db_i64(rows, i, 2))});
    }
    machine_log(book->tx, &ORDER_MACHINE, ids, counties, n, ORDER_PLACED, ORDER_PAID,
                ACTOR_PROVIDER, "paid");
    return true;
}

static int plan_index(const int64_t *ids, int count, int64_t id)
{
    for (int i = 0; i < count; i++)
        if (ids[i] == id)
            return i;
    return -1;
}

/* The largest trade has 20 lines with 8 pools of 200 households each: 32,000 credits, some 25 MB on
 * their way to the database. */
enum { CREDITS_A_BATCH = 32000 };

/* Credits the households of every paid line. */
static bool credit_lines(struct book *book, const struct paid *paid, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(book->tx, &SQL_benefit_line_of_trades,
                     DB_ARGS(DB_I64S(paid->trades, (size_t)paid->count)), &rows, why))
        return false;
    int n = db_count(rows), plan_count = 0, capacity = 0, used = 0;
    int64_t *plan_ids = arena_array(book->task->arena, (size_t)n, sizeof(*plan_ids));
    for (int i = 0; i < n; i++)
        if (plan_index(plan_ids, plan_count, db_i64(rows, i, 2)) < 0)
            plan_ids[plan_count++] = db_i64(rows, i, 2);
    struct plan *plans = arena_array(book->task->arena, (size_t)plan_count, sizeof(*plans));
    if (!plan_load(book->task, book->tx, plan_ids, plan_count, plans, why))
        return false;
    for (int i = 0; i < n; i++)
        capacity +=
            benefit_credit_count(&plans[plan_index(plan_ids, plan_count, db_i64(rows, i, 2))]);
    /* More than memory holds at once: the lane goes on with one capture after the other. */
    if (capacity > CREDITS_A_BATCH && book->count > 1)
        return refuse(why, &REFUSAL_TOO_LARGE, NULL);
    struct credit *credits = arena_array(book->task->arena, (size_t)capacity, sizeof(*credits));
    for (int i = 0; i < n; i++) {
        struct benefit_line line = {.order_id = db_i64(rows, i, 0),
                                    .line_id = db_i64(rows, i, 1),
                                    .plan_id = db_i64(rows, i, 2),
                                    .county_code = db_text(rows, i, 3),
                                    .paid_fen = db_i64(rows, i, 4),
                                    .quantity = db_i64(rows, i, 5),
                                    .net_weight_g = db_i64(rows, i, 6)};
        used += benefit_credits(book->task, &plans[plan_index(plan_ids, plan_count, line.plan_id)],
                                &line, credits + used);
    }
    attribution_accrue(book->task, book->tx, credits, used, &book->transfers);
    return true;
}

static bool pay_trades(struct book *book, struct refusal *why)
{
    struct paid paid = paid_trades(book);
    if (paid.count == 0)
        return true;
    db_tx_send(book->tx, &SQL_trade_pay, DB_ARGS(DB_I64S(paid.trades, (size_t)paid.count)));
    machine_log(book->tx, &TRADE_MACHINE, paid.trades, paid.counties, paid.count, TRADE_PLACED,
                TRADE_PAID, ACTOR_PROVIDER, "paid");
    return pay_orders(book, &paid, why) && credit_lines(book, &paid, why);
}

bool payment_book(struct task *task, struct db_tx *tx, const struct payment_hit *hits, int count,
                  struct refusal *why)
{
    struct book book = {.task = task, .tx = tx, .hits = hits, .count = count};
    transfer_list_init(&book.transfers, task);
    write_events(&book);
    write_attempts(&book);
    for (int i = 0; i < count; i++) {
        if (is_outcome(&hits[i], PAYMENT_LATE) || is_outcome(&hits[i], PAYMENT_OVERPAID))
            refund_unowed(&book, &hits[i]);
        else if (is_outcome(&hits[i], PAYMENT_MISMATCH))
            ask_provider(&book, &hits[i]);
    }
    if (!pay_trades(&book, why))
        return false;
    transfer_book(tx, &book.transfers);
    return true;
}
