#include "orders/trade_payable.h"

#include <assert.h>

#include "gen/orders/sql.h"
#include "orders/benefit.h"
#include "orders/machines.h"
#include "orders/trade.h"

const struct refusal_kind TRADE_EXPIRED = {"trade_expired", 409, "付款时间已过，请重新下单"};

const struct refusal_kind TRADE_LOT_STOPPED = {
    "trade_lot_stopped", 409, "这一单里有一批货正在核实，暂时不能付款，可以稍后再试或取消重新下单"};

const struct refusal_kind TRADE_SELLER_STOPPED = {"trade_seller_stopped", 409,
                                                  "这一单的卖家已停业，不能付款，请取消这一单"};

static enum payable_standing standing_of(const char *word)
{
    switch ((enum trade_state)machine_state(&TRADE_MACHINE, word)) {
    case TRADE_PLACED:
        return PAYABLE_OWED;
    case TRADE_PAID:
        return PAYABLE_SETTLED;
    case TRADE_CANCELLED:
        break;
    }
    return PAYABLE_OVER;
}

static struct payable_bill bill_at(struct task *task, const struct db_rows *rows, int row)
{
    return (struct payable_bill){
        .standing = standing_of(db_text(rows, row, TRADE_LOCK_TO_PAY_STATE)),
        .county_code = db_text(rows, row, TRADE_LOCK_TO_PAY_COUNTY_CODE),
        .description = arena_strdup(task->arena, db_text(rows, row, TRADE_LOCK_TO_PAY_DESCRIPTION)),
        .amount_fen = db_i64(rows, row, TRADE_LOCK_TO_PAY_TOTAL_FEN),
        .expires_us = db_i64(rows, row, TRADE_LOCK_TO_PAY_EXPIRES_US)};
}

static bool lock_to_open(struct task *task, struct db_tx *tx, struct payable_wish *wishes,
                         int count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_trade_lock_to_pay,
                     DB_ARGS(DB_COLUMN_I64(wishes, count, subject_id),
                             DB_COLUMN_I64(wishes, count, account_id)),
                     &rows, why))
        return false;
    for (int i = 0; i < count; i++)
        refuse(&wishes[i].why, &TRADE_NOT_FOUND, NULL);
    for (int row = 0; row < db_count(rows); row++) {
        struct payable_wish *wish = &wishes[db_i64(rows, row, TRADE_LOCK_TO_PAY_POSITION) - 1];
        wish->bill = bill_at(task, rows, row);
        bool owed = wish->bill.standing == PAYABLE_OWED;
        if (owed && db_bool(rows, row, TRADE_LOCK_TO_PAY_STOPPED))
            refuse(&wish->why, &TRADE_LOT_STOPPED, NULL);
        else if (owed && db_bool(rows, row, TRADE_LOCK_TO_PAY_SELLER_STOPPED))
            refuse(&wish->why, &TRADE_SELLER_STOPPED, NULL);
        else
            wish->granted = true;
    }
    return true;
}

static bool lock(struct task *task, struct db_tx *tx, const int64_t *trade_ids, int count,
                 enum payable_standing *standings, struct refusal *why)
{
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_trade_lock_all, DB_ARGS(DB_I64S(trade_ids, (size_t)count)), &rows,
                     why))
        return false;
    assert(db_count(rows) == count); /* both in order of id */
    for (int i = 0; i < count; i++)
        standings[i] = standing_of(db_text(rows, i, TRADE_LOCK_ALL_STATE));
    return true;
}

/* ---- booking ---- */

struct booking {
    struct task *task;
    struct db_tx *tx;
    const struct payable_capture *captures;
    int count;
    struct transfer_list *transfers;
};

static int64_t attempt_of(const struct booking *booking, int64_t trade_id)
{
    for (int i = 0; i < booking->count; i++)
        if (booking->captures[i].subject_id == trade_id)
            return booking->captures[i].attempt_id;
    assert(false);
    return 0;
}

static void pay_trades(struct booking *booking)
{
    size_t n = (size_t)booking->count;
    int64_t *ids = arena_array(booking->task->arena, n, sizeof(*ids));
    const char **counties = arena_array(booking->task->arena, n, sizeof(*counties));
    for (size_t i = 0; i < n; i++) {
        ids[i] = booking->captures[i].subject_id;
        counties[i] = booking->captures[i].county_code;
    }
    db_tx_send(booking->tx, &SQL_trade_pay, DB_ARGS(DB_I64S(ids, n)));
    db_tx_send(booking->tx, &SQL_trade_notify, DB_ARGS(DB_I64S(ids, n)));
    machine_log(booking->tx, &TRADE_MACHINE, ids, counties, (int)n, TRADE_PLACED, TRADE_PAID,
                ACTOR_PROVIDER, "paid");
}

/* Moves the trades' orders to paid and books gateway -> escrow for each. */
static bool pay_orders(struct booking *booking, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(booking->tx, &SQL_order_pay_of_trades,
                     DB_ARGS(DB_COLUMN_I64(booking->captures, booking->count, subject_id)), &rows,
                     why))
        return false;
    int n = db_count(rows);
    int64_t *ids = arena_array(booking->task->arena, (size_t)n, sizeof(*ids));
    const char **counties = arena_array(booking->task->arena, (size_t)n, sizeof(*counties));
    for (int i = 0; i < n; i++) {
        int64_t trade_id = db_i64(rows, i, ORDER_PAY_OF_TRADES_TRADE_ID);
        ids[i] = db_i64(rows, i, ORDER_PAY_OF_TRADES_ORDER_ID);
        counties[i] = db_text(rows, i, ORDER_PAY_OF_TRADES_COUNTY_CODE);
        transfer_add(booking->transfers,
                     (struct transfer){.county_code = counties[i],
                                       .debit_kind = ACCOUNT_GATEWAY,
                                       .credit_kind = ACCOUNT_ESCROW,
                                       .credit_owner = ids[i],
                                       .amount_fen = db_i64(rows, i, ORDER_PAY_OF_TRADES_TOTAL_FEN),
                                       .kind = TRANSFER_CAPTURE,
                                       .order_id = ids[i],
                                       .cause_id = attempt_of(booking, trade_id)});
    }
    machine_log(booking->tx, &ORDER_MACHINE, ids, counties, n, ORDER_PLACED, ORDER_PAID,
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

/* The plans of the lines, each once, and at which each line's stands. */
static bool load_plans(struct booking *booking, const struct db_rows *lines, struct plan **plans,
                       int *plan_of_line, struct refusal *why)
{
    int n = db_count(lines), count = 0;
    int64_t *ids = arena_array(booking->task->arena, (size_t)n, sizeof(*ids));
    for (int i = 0; i < n; i++) {
        int64_t id = db_i64(lines, i, BENEFIT_LINE_OF_TRADES_PLAN_ID);
        plan_of_line[i] = plan_index(ids, count, id);
        if (plan_of_line[i] < 0) {
            plan_of_line[i] = count;
            ids[count++] = id;
        }
    }
    *plans = arena_array(booking->task->arena, (size_t)count, sizeof(**plans));
    return plan_load(booking->task, booking->tx, ids, count, *plans, why);
}

static struct benefit_line line_at(const struct db_rows *rows, int i)
{
    return (struct benefit_line){
        .order_id = db_i64(rows, i, BENEFIT_LINE_OF_TRADES_ORDER_ID),
        .line_id = db_i64(rows, i, BENEFIT_LINE_OF_TRADES_LINE_ID),
        .plan_id = db_i64(rows, i, BENEFIT_LINE_OF_TRADES_PLAN_ID),
        .producer_id = db_i64(rows, i, BENEFIT_LINE_OF_TRADES_PRODUCER_ID),
        .county_code = db_text(rows, i, BENEFIT_LINE_OF_TRADES_COUNTY_CODE),
        .paid_fen = db_i64(rows, i, BENEFIT_LINE_OF_TRADES_PAID_FEN),
        .quantity = db_i64(rows, i, BENEFIT_LINE_OF_TRADES_QUANTITY),
        .net_weight_g = db_i64(rows, i, BENEFIT_LINE_OF_TRADES_NET_WEIGHT_G)};
}

/* The largest trade has 20 lines with 8 pools of 200 households each: 32,000 credits, some 25 MB on
 * their way to the database. */
enum { CREDITS_A_BATCH = 32000 };

/* Credits the households of every paid line. */
static bool credit_lines(struct booking *booking, struct refusal *why)
{
    struct db_rows *rows;
    struct plan *plans;
    if (!db_tx_query(booking->tx, &SQL_benefit_line_of_trades,
                     DB_ARGS(DB_COLUMN_I64(booking->captures, booking->count, subject_id)), &rows,
                     why))
        return false;
    int n = db_count(rows), capacity = 0, used = 0;
    int *plan_of_line = arena_array(booking->task->arena, (size_t)n, sizeof(*plan_of_line));
    if (!load_plans(booking, rows, &plans, plan_of_line, why))
        return false;
    for (int i = 0; i < n; i++)
        capacity += benefit_credit_count(&plans[plan_of_line[i]]);
    /* More than memory holds at once: the lane goes on with one capture after the other. */
    if (capacity > CREDITS_A_BATCH && booking->count > 1)
        return refuse(why, &REFUSAL_TOO_LARGE, NULL);
    struct attribution_credit *credits =
        arena_array(booking->task->arena, (size_t)capacity, sizeof(*credits));
    for (int i = 0; i < n; i++) {
        struct benefit_line line = line_at(rows, i);
        used += benefit_credits(booking->task, &plans[plan_of_line[i]], &line, credits + used);
    }
    return attribution_accrue(booking->task, booking->tx, credits, used, booking->transfers, why);
}

static bool book(struct task *task, struct db_tx *tx, const struct payable_capture *captures,
                 int count, struct transfer_list *transfers, struct refusal *why)
{
    struct booking booking = {task, tx, captures, count, transfers};
    pay_trades(&booking);
    return pay_orders(&booking, why) && credit_lines(&booking, why);
}

const struct payable TRADE_PAYABLE = {
    .kind = "trade",
    .id_member = "trade_id",
    .not_owed = &TRADE_NOT_UNPAID,
    .expired = &TRADE_EXPIRED,
    .lock_to_open = lock_to_open,
    .lock = lock,
    .book = book,
};
