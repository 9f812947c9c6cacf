#include "orders/trade.h"

#include "gen/orders/sql.h"
#include "orders/returned.h"
#include "orders/trade_payable.h"
#include "payment/attempt.h"

const struct refusal_kind TRADE_NOT_FOUND = {"trade_not_found", 404, "没有找到这笔交易"};
const struct refusal_kind TRADE_NOT_UNPAID = {"trade_not_unpaid", 409,
                                              "这笔交易已经付款或已经取消"};

/* The lines of one order. */
static json_t *lines_of(const struct db_rows *lines, int64_t order_id)
{
    json_t *list = json_array();
    for (int i = 0; i < db_count(lines); i++)
        if (db_i64(lines, i, ORDER_LINE_OF_TRADE__ORDER) == order_id)
            json_array_append_new(list, db_row_json(lines, i));
    return list;
}

/* Adds orders with their lines to the trade. */
static bool attach_orders(struct task *task, json_t *trade, int64_t trade_id, struct refusal *why)
{
    struct db_rows *orders, *lines;
    if (!db_query(task, &SQL_order_of_trade, DB_ARGS(DB_I64(trade_id)), &orders, why) ||
        !db_query(task, &SQL_order_line_of_trade, DB_ARGS(DB_I64(trade_id)), &lines, why))
        return false;
    json_t *list = json_array();
    for (int i = 0; i < db_count(orders); i++) {
        json_t *order = db_row_json(orders, i);
        json_object_set_new(order, "lines",
                            lines_of(lines, db_i64(orders, i, ORDER_OF_TRADE_ORDER_ID)));
        json_array_append_new(list, order);
    }
    json_object_set_new(trade, "orders", list);
    return true;
}

struct watch_channel TRADE_MOVES = {.name = "mall_trade"};

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
    json_t *returned = returned_json(task, trade_id, why);
    if (returned == NULL) {
        json_decref(payments);
        return NULL;
    }
    json_t *trade = db_row_json(rows, 0);
    json_object_set_new(trade, "returns", returned);
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
    if (!db_query_class(task, DB_SLOW, &SQL_trade_list,
                        DB_ARGS(DB_I64(buyer_id), PAGE_ARGS_DOWN(page), DB_TEXT(state)), &rows,
                        why))
        return NULL;
    return page_json(page, rows, TRADE_LIST_TRADE_ID);
}
