#include "orders/own_data.h"

#include <string.h>

#include "base/db.h"
#include "base/id.h"
#include "base/page.h"
#include "gen/orders/sql.h"
#include "orders/machines.h"
#include "orders/order_address.h"
#include "registry/account_close.h"
#include "registry/address.h"
#include "sms/owner.h"

const struct refusal_kind OWN_DATA_UNDER_WAY = {
    "account_under_way", 409,
    "还有没办完的订单或退款，办完才能注销：没付的先取消，收到货的先确认收货，退款等到账"};

const struct refusal_kind OWN_DATA_OTHER_PHONE = {"phone_end_wrong", 422,
                                                  "这不是这个账号手机号的最后 4 位，请核对"};

/* The ids of a buyer's trades; their orders may be of several counties. */
static const int64_t *trade_ids(struct task *task, const struct db_rows *rows)
{
    int64_t *ids = arena_array(task->arena, (size_t)db_count(rows), sizeof(*ids));
    for (int i = 0; i < db_count(rows); i++)
        ids[i] = db_i64(rows, i, OWN_TRADE_LIST_TRADE_ID);
    return ids;
}

/* ---- a copy ---- */

static bool add_orders(struct task *task, json_t *copy, int64_t account_id, int64_t before,
                       struct refusal *why)
{
    struct db_rows *rows, *trades;
    if (!db_query(task, &SQL_own_trade_list, DB_ARGS(DB_I64(account_id), DB_I64(OWN_TRADES)),
                  &trades, why) ||
        !db_query_class(task, DB_SLOW, &SQL_own_order_list,
                        DB_ARGS(DB_I64S(trade_ids(task, trades), (size_t)db_count(trades)),
                                DB_I64(before > 0 ? before : INT64_MAX), DB_I64(OWN_ORDERS)),
                        &rows, why))
        return false;
    int count = db_count(rows);
    char next[21];
    json_t *orders = db_rows_json(rows);
    for (int i = 0; i < count; i++)
        json_object_set_new(json_array_get(orders, (size_t)i), "address",
                            order_address_opened(task, rows, i, OWN_ORDER_LIST_ORDER_ID,
                                                 OWN_ORDER_LIST__ADDRESS_SEALED));
    json_object_set_new(copy, "orders", orders);
    json_object_set_new(
        copy, "orders_next",
        count == OWN_ORDERS
            ? json_string(id_text(db_i64(rows, count - 1, OWN_ORDER_LIST_ORDER_ID), next))
            : json_null());
    return true;
}

static json_t *payments_json(struct task *task, int64_t account_id, struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_own_payment_list,
                          DB_ARGS(DB_I64(account_id), DB_I64(OWN_TRADES)), &rows, why)
               ? db_rows_json(rows)
               : NULL;
}

static json_t *basket_json(struct task *task, int64_t account_id, struct refusal *why)
{
    struct db_rows *rows;
    return db_query(task, &SQL_cart_list, DB_ARGS(DB_I64(account_id)), &rows, why)
               ? db_rows_json(rows)
               : NULL;
}

/* Takes the reference; false for NULL. */
static bool add(json_t *copy, const char *name, json_t *value)
{
    return value != NULL && json_object_set_new(copy, name, value) == 0;
}

static bool add_sessions(struct task *task, json_t *copy, const struct session *session,
                         struct refusal *why)
{
    static const struct page PAGE = {.after = 0, .limit = 100};
    json_t *list = session_list_json(task, session, &PAGE, why);
    if (list == NULL)
        return false;
    json_object_set(copy, "sessions", json_object_get(list, "items"));
    json_decref(list);
    return true;
}

static bool fill(struct task *task, json_t *copy, const struct session *session, int64_t before,
                 struct refusal *why)
{
    int64_t id = session->account_id;
    const char *phone = account_own_phone(task, id, why);
    return phone != NULL && add(copy, "account", account_own_json(task, id, why)) &&
           add(copy, "addresses", address_list_json(task, id, why)) &&
           add(copy, "cart", basket_json(task, id, why)) &&
           add_sessions(task, copy, session, why) &&
           add(copy, "messages", sms_owner_json(task, phone, why)) &&
           add(copy, "payments", payments_json(task, id, why)) &&
           add_orders(task, copy, id, before, why);
}

json_t *own_data_json(struct task *task, const struct session *session, int64_t before,
                      struct refusal *why)
{
    json_t *copy = json_object();
    if (fill(task, copy, session, before, why))
        return copy;
    json_decref(copy);
    return NULL;
}

/* ---- the end ---- */

static const char *under_way_text(struct arena *arena, const struct db_rows *trades, int64_t orders,
                                  int64_t refunds)
{
    long long unpaid = 0;
    for (int i = 0; i < db_count(trades); i++)
        unpaid +=
            machine_state(&TRADE_MACHINE, db_text(trades, i, OWN_TRADE_LIST_STATE)) == TRADE_PLACED;
    return arena_printf(
        arena, "%s%s%s",
        unpaid > 0 ? arena_printf(arena, "还有 %lld 笔没付，先付掉或取消。", unpaid) : "",
        orders > 0
            ? arena_printf(arena, "还有 %lld 个订单没完成，收到货先确认收货。", (long long)orders)
            : "",
        refunds > 0 ? arena_printf(arena, "还有 %lld 笔退款没到账，等到账。", (long long)refunds)
                    : "");
}

/* Refuses with what is under way and what is next. */
static bool nothing_under_way(struct task *task, struct db_tx *tx, int64_t account_id,
                              struct refusal *why)
{
    struct db_rows *trades, *orders, *refunds;
    if (!db_tx_query(tx, &SQL_own_trade_list, DB_ARGS(DB_I64(account_id), DB_I64(OWN_TRADES)),
                     &trades, why))
        return false;
    struct db_value ids = DB_I64S(trade_ids(task, trades), (size_t)db_count(trades));
    if (!db_tx_query(tx, &SQL_own_order_open, DB_ARGS(ids), &orders, why) ||
        !db_tx_query(tx, &SQL_own_refund_open, DB_ARGS(ids), &refunds, why))
        return false;
    const char *text = under_way_text(task->arena, trades, db_i64(orders, 0, OWN_ORDER_OPEN_ORDERS),
                                      db_i64(refunds, 0, OWN_REFUND_OPEN_REFUNDS));
    return text[0] == '\0' || refuse_detail(why, &OWN_DATA_UNDER_WAY, NULL, "%s", text);
}

struct closing {
    int64_t account_id;
    const char *phone;
};

static bool close_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct closing *closing = argument;
    int64_t account_id = closing->account_id;
    if (!account_close_begin(tx, account_id, why) || !nothing_under_way(task, tx, account_id, why))
        return false;
    db_tx_send(tx, &SQL_cart_forget, DB_ARGS(DB_I64(account_id)));
    return account_close_end(task, tx, account_id, closing->phone, why);
}

static bool ends_with(const char *phone, const char *end)
{
    size_t length = strlen(phone), tail = strlen(end);
    return tail == 4 && length >= tail && strcmp(phone + length - tail, end) == 0;
}

bool own_data_close(struct task *task, int64_t account_id, const char *phone_end,
                    struct refusal *why)
{
    struct closing closing = {.account_id = account_id,
                              .phone = account_own_phone(task, account_id, why)};
    if (closing.phone == NULL)
        return false;
    if (!ends_with(closing.phone, phone_end))
        return refuse(why, &OWN_DATA_OTHER_PHONE, "phone_end");
    if (!db_transact(task, DB_FAST, close_body, &closing, why))
        return false;
    session_forget_all();
    return true;
}
