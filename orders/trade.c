#include "orders/trade.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/stock.h"
#include "gen/orders/sql.h"
#include "orders/machines.h"
#include "orders/trade_payable.h"
#include "payment/attempt.h"

const struct refusal_kind TRADE_NOT_FOUND = {"trade_not_found", 404, "没有找到这笔交易"};
const struct refusal_kind TRADE_NOT_UNPAID = {"trade_not_unpaid", 409,
                                              "这笔交易已经付款或已经取消"};

/* Puts the rows whose first column is `key` as an array into `parent`; that column's name begins
 * with '_', so it is not shown. */
static void attach(json_t *parent, const char *name, const struct db_rows *rows, int64_t key)
{
    json_t *list = json_array();
    for (int i = 0; i < db_count(rows); i++)
        if (db_i64(rows, i, 0) == key)
            json_array_append_new(list, db_row_json(rows, i));
    json_object_set_new(parent, name, list);
}

/* Adds orders with their lines to the trade. */
static bool attach_orders(struct task *task, json_t *trade, int64_t trade_id, struct refusal *why)
{
    struct db_rows *orders, *lines;
    if (!db_query(task, &SQL_order_list, DB_ARGS(DB_I64(trade_id)), &orders, why) ||
        !db_query(task, &SQL_order_line_list, DB_ARGS(DB_I64(trade_id)), &lines, why))
        return false;
    json_t *list = json_array();
    for (int i = 0; i < db_count(orders); i++) {
        json_t *order = db_row_json(orders, i);
        attach(order, "lines", lines, db_i64(orders, i, 0));
        json_array_append_new(list, order);
    }
    json_object_set_new(trade, "orders", list);
    return true;
}

json_t *trade_json(struct task *task, int64_t trade_id, int64_t buyer_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_trade_find, DB_ARGS(DB_I64(trade_id), DB_I64(buyer_id)), &rows, why))
        return NULL;
    if (db_count(rows) != 1) {
        refuse(why, &TRADE_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *payments = payment_attempt_list_json(task, &TRADE_PAYABLE, trade_id, why);
    if (payments == NULL)
        return NULL;
    json_t *trade = db_row_json(rows, 0);
    json_object_set_new(trade, "payments", payments);
    if (attach_orders(task, trade, trade_id, why))
        return trade;
    json_decref(trade);
    return NULL;
}

json_t *trade_list_json(struct task *task, int64_t buyer_id, const char *state,
                        const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_trade_list,
                  DB_ARGS(DB_I64(buyer_id), PAGE_ARGS_DOWN(page), DB_TEXT(state)), &rows, why))
        return NULL;
    return page_json(page, rows, TRADE_LIST_TRADE_ID);
}

/* ---- giving up unpaid trades */

struct cancel {
    int64_t trade_id, buyer_id; /* one trade of one buyer, or trade_id 0: all that are due */
    int limit;
    int64_t actor_id;
    const char *reason;
    int cancelled;
};

/* Ids and counties of one kind of object, for the log. */
struct moved {
    int64_t *ids;
    const char **counties;
    int count;
};

static struct moved moved_of(struct task *task, const struct db_rows *rows)
{
    struct moved moved = {.count = db_count(rows)};
    moved.ids = arena_array(task->arena, (size_t)moved.count, sizeof(int64_t));
    moved.counties = arena_array(task->arena, (size_t)moved.count, sizeof(char *));
    for (int i = 0; i < moved.count; i++) {
        moved.ids[i] = db_i64(rows, i, 0);
        moved.counties[i] = db_text(rows, i, 1);
    }
    return moved;
}

static bool release_stock(struct task *task, struct db_tx *tx, const int64_t *trade_ids, size_t n,
                          struct refusal *why)
{
    struct db_rows *held;
    if (!db_tx_query(tx, &SQL_reservation_held_of_trades, DB_ARGS(DB_I64S(trade_ids, n)), &held,
                     why))
        return false;
    int count = db_count(held), locked;
    int64_t *skus = arena_array(task->arena, (size_t)count, sizeof(*skus));
    struct stock_move *moves = arena_array(task->arena, (size_t)count, sizeof(*moves));
    for (int i = 0; i < count; i++) {
        skus[i] = db_i64(held, i, 0);
        moves[i] = (struct stock_move){skus[i], db_i64(held, i, 1), db_i64(held, i, 2)};
    }
    struct stock_row *rows;
    if (!stock_lock(task, tx, skus, count, &rows, &locked, why))
        return false;
    stock_release(tx, moves, count);
    db_tx_send(tx, &SQL_reservation_release_of_trades, DB_ARGS(DB_I64S(trade_ids, n)));
    return true;
}

static bool cancel_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct cancel *cancel = argument;
    struct db_rows *rows, *orders;
    bool one = cancel->trade_id != 0;
    bool ok =
        one ? db_tx_query(tx, &SQL_trade_lock,
                          DB_ARGS(DB_I64(cancel->trade_id), DB_I64(cancel->buyer_id)), &rows, why)
            : db_tx_query(tx, &SQL_trade_lock_due, DB_ARGS(DB_I64(cancel->limit)), &rows, why);
    if (!ok)
        return false;
    if (one && db_count(rows) == 0)
        return refuse(why, &TRADE_NOT_FOUND, NULL);
    if (one && strcmp(db_text(rows, 0, 2), "placed") != 0)
        return refuse(why, &TRADE_NOT_UNPAID, NULL);
    struct moved trades = moved_of(task, rows);
    size_t n = (size_t)trades.count;
    cancel->cancelled = trades.count;
    if (n == 0)
        return true;
    if (!db_tx_query(tx, &SQL_order_cancel_of_trades, DB_ARGS(DB_I64S(trades.ids, n)), &orders,
                     why))
        return false;
    struct moved cancelled = moved_of(task, orders);
    db_tx_send(tx, &SQL_trade_cancel, DB_ARGS(DB_I64S(trades.ids, n), DB_TEXT(cancel->reason)));
    machine_log(tx, &TRADE_MACHINE, trades.ids, trades.counties, trades.count, TRADE_PLACED,
                TRADE_CANCELLED, cancel->actor_id, cancel->reason);
    machine_log(tx, &ORDER_MACHINE, cancelled.ids, cancelled.counties, cancelled.count,
                ORDER_PLACED, ORDER_CANCELLED, cancel->actor_id, cancel->reason);
    return payment_attempt_close_all(tx, &TRADE_PAYABLE, trades.ids, trades.count, why) &&
           release_stock(task, tx, trades.ids, n, why);
}

bool trade_cancel(struct task *task, int64_t trade_id, int64_t buyer_id, struct refusal *why)
{
    struct cancel cancel = {.trade_id = trade_id,
                            .buyer_id = buyer_id,
                            .actor_id = buyer_id,
                            .reason = "buyer cancelled"};
    return db_transact(task, DB_FAST, cancel_body, &cancel, why);
}

bool trade_expire_due(struct task *task, int limit, int *cancelled, struct refusal *why)
{
    struct cancel cancel = {.limit = limit, .actor_id = ACTOR_SYSTEM, .reason = "not paid in time"};
    if (!db_transact(task, DB_FAST, cancel_body, &cancel, why))
        return false;
    *cancelled = cancel.cancelled;
    return true;
}
