#include "orders/trade_cancel.h"

#include "gen/orders/sql.h"
#include "orders/machines.h"
#include "orders/reservation.h"
#include "orders/trade.h"
#include "orders/trade_standing.h"
#include "orders/trade_payable.h"
#include "payment/ask.h"
#include "payment/attempt.h"

const struct refusal_kind TRADE_MAYBE_PAID = {
    "trade_maybe_paid", 503, "支付平台没有回应，还不知道这笔付没付，请过一会儿再取消"};

/* Ids and counties of one kind of object, as the log of moves takes them. */
struct moved {
    int64_t *ids;
    const char **counties;
    int count;
};

static struct moved moved_of(struct task *task, const struct db_rows *rows, int id_column,
                             int county_column)
{
    struct moved moved = {.count = db_count(rows)};
    moved.ids = arena_array(task->arena, (size_t)moved.count, sizeof(*moved.ids));
    moved.counties = arena_array(task->arena, (size_t)moved.count, sizeof(*moved.counties));
    for (int i = 0; i < moved.count; i++) {
        moved.ids[i] = db_i64(rows, i, id_column);
        moved.counties[i] = db_text(rows, i, county_column);
    }
    return moved;
}

struct cancel {
    int64_t trade_id, buyer_id; /* one trade of one buyer, or trade_id 0: all that are due */
    int limit;
    int64_t actor_id;
    const char *reason;
    int cancelled;
};

static bool lock_one(struct task *task, struct db_tx *tx, const struct cancel *cancel,
                     struct moved *trades, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_trade_lock,
                     DB_ARGS(DB_I64(cancel->trade_id), DB_I64(cancel->buyer_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &TRADE_NOT_FOUND, NULL);
    if (machine_state(&TRADE_MACHINE, db_text(rows, 0, TRADE_LOCK_STATE)) != TRADE_PLACED)
        return refuse(why, &TRADE_NOT_UNPAID, NULL);
    *trades = moved_of(task, rows, TRADE_LOCK_ID, TRADE_LOCK_COUNTY_CODE);
    return true;
}

static bool lock_due(struct task *task, struct db_tx *tx, const struct cancel *cancel,
                     struct moved *trades, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_trade_lock_due, DB_ARGS(DB_I64(cancel->limit)), &rows, why))
        return false;
    *trades = moved_of(task, rows, TRADE_LOCK_DUE_ID, TRADE_LOCK_DUE_COUNTY_CODE);
    return true;
}

/* Moves locked trades, and their orders with them. */
static bool move(struct task *task, struct db_tx *tx, const struct cancel *cancel,
                 const struct moved *trades, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_order_cancel_of_trades, DB_ARGS(DB_I64S(trades->ids, trades->count)),
                     &rows, why))
        return false;
    struct moved orders =
        moved_of(task, rows, ORDER_CANCEL_OF_TRADES_ID, ORDER_CANCEL_OF_TRADES_COUNTY_CODE);
    db_tx_send(tx, &SQL_trade_cancel,
               DB_ARGS(DB_I64S(trades->ids, trades->count), DB_TEXT(cancel->reason)));
    db_tx_send(tx, &SQL_trade_notify, DB_ARGS(DB_I64S(trades->ids, trades->count)));
    machine_log(tx, &TRADE_MACHINE, trades->ids, trades->counties, trades->count, TRADE_PLACED,
                TRADE_CANCELLED, cancel->actor_id, cancel->reason);
    machine_log(tx, &ORDER_MACHINE, orders.ids, orders.counties, orders.count, ORDER_PLACED,
                ORDER_CANCELLED, cancel->actor_id, cancel->reason);
    return true;
}

static bool cancel_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct cancel *cancel = argument;
    struct moved trades;
    bool locked = cancel->trade_id != 0 ? lock_one(task, tx, cancel, &trades, why)
                                        : lock_due(task, tx, cancel, &trades, why);
    if (!locked)
        return false;
    cancel->cancelled = trades.count;
    return trades.count == 0 ||
           (move(task, tx, cancel, &trades, why) &&
            payment_attempt_close_all(tx, &TRADE_PAYABLE, trades.ids, trades.count, why) &&
            reservation_release_of_trades(task, tx, trades.ids, trades.count, why));
}

/* A buyer may have paid already: what the provider has not said is not guessed. */
static bool close_first(struct task *task, int64_t trade_id, int64_t buyer_id, struct refusal *why)
{
    enum trade_state state;
    json_t *trade = trade_standing_json(task, trade_id, buyer_id, &state, why);
    if (trade == NULL)
        return false;
    json_decref(trade);
    if (state != TRADE_PLACED || payment_close_open(task, &TRADE_PAYABLE, trade_id, why))
        return true;
    return why->kind == &REFUSAL_UNAVAILABLE ? refuse(why, &TRADE_MAYBE_PAID, NULL) : false;
}

bool trade_cancel(struct task *task, int64_t trade_id, int64_t buyer_id, struct refusal *why)
{
    struct cancel cancel = {.trade_id = trade_id,
                            .buyer_id = buyer_id,
                            .actor_id = buyer_id,
                            .reason = "buyer cancelled"};
    return close_first(task, trade_id, buyer_id, why) &&
           db_transact(task, DB_FAST, cancel_body, &cancel, why);
}

bool trade_call_off(struct task *task, int64_t trade_id, int64_t buyer_id, const char *reason,
                    struct refusal *why)
{
    struct cancel cancel = {
        .trade_id = trade_id, .buyer_id = buyer_id, .actor_id = ACTOR_SYSTEM, .reason = reason};
    return close_first(task, trade_id, buyer_id, why) &&
           (db_transact(task, DB_FAST, cancel_body, &cancel, why) ||
            why->kind == &TRADE_NOT_UNPAID);
}

/* ---- by the clock ---- */

/* Those of which no attempt to pay is open. */
static bool cancel_due(struct task *task, int limit, int *cancelled, struct refusal *why)
{
    struct cancel cancel = {.limit = limit, .actor_id = ACTOR_SYSTEM, .reason = "not paid in time"};
    if (!db_transact(task, DB_WORK, cancel_body, &cancel, why))
        return false;
    *cancelled += cancel.cancelled;
    return true;
}

/* Closes the attempts of those that have one, until the provider does not answer. */
static bool close_due(struct task *task, int limit, int *closed, struct refusal *why)
{
    enum { SILENT_MAX = 3 };
    struct db_rows *rows;
    int silent = 0;
    if (!db_query_class(task, DB_WORK, &SQL_trade_to_close, DB_ARGS(DB_I64(limit)), &rows, why))
        return false;
    for (int i = 0; i < db_count(rows) && silent < SILENT_MAX; i++) {
        int64_t trade_id = db_i64(rows, i, TRADE_TO_CLOSE_TRADE_ID);
        if (payment_close_open(task, &TRADE_PAYABLE, trade_id, why))
            ++*closed;
        else if (why->kind == &REFUSAL_UNAVAILABLE)
            silent++;
        else
            return false;
    }
    return true;
}

bool trade_expire_due(struct task *task, int limit, int *cancelled, struct refusal *why)
{
    int closed = 0;
    *cancelled = 0;
    return cancel_due(task, limit, cancelled, why) && close_due(task, limit, &closed, why) &&
           (closed == 0 || cancel_due(task, limit, cancelled, why));
}
