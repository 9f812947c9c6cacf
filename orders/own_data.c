#include "orders/own_data.h"

#include "base/db.h"
#include "base/page.h"
#include "gen/orders/sql.h"
#include "orders/order_address.h"
#include "registry/account_close.h"
#include "registry/address.h"

const struct refusal_kind OWN_DATA_UNDER_WAY = {
    "account_under_way", 409,
    "还有没办完的订单或退款，办完才能注销：没付的先取消，收到货的先确认收货，退款等到账"};

/* ---- a copy ---- */

static json_t *orders_json(struct task *task, int64_t account_id, bool *complete,
                           struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_own_order_list,
                        DB_ARGS(DB_I64(account_id), DB_I64(OWN_ORDERS_MAX + 1)), &rows, why))
        return NULL;
    json_t *orders = db_rows_json(rows);
    for (int i = 0; i < db_count(rows); i++) {
        json_t *order = json_array_get(orders, (size_t)i);
        json_object_set_new(order, "address",
                            order_address_opened(task, rows, i, OWN_ORDER_LIST_ORDER_ID,
                                                 OWN_ORDER_LIST__ADDRESS_SEALED));
    }
    *complete = json_array_size(orders) <= OWN_ORDERS_MAX;
    if (!*complete)
        json_array_remove(orders, OWN_ORDERS_MAX);
    return orders;
}

static json_t *cart_rows_json(struct task *task, int64_t account_id, struct refusal *why)
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

json_t *own_data_json(struct task *task, const struct session *session, struct refusal *why)
{
    int64_t id = session->account_id;
    struct page page = {.after = 0, .limit = 100};
    bool complete = true;
    json_t *copy = json_object(), *sessions = NULL;
    if (add(copy, "account", account_own_json(task, id, why)) &&
        add(copy, "addresses", address_list_json(task, id, why)) &&
        add(copy, "cart", cart_rows_json(task, id, why)) &&
        (sessions = session_list_json(task, session, &page, why)) != NULL &&
        add(copy, "orders", orders_json(task, id, &complete, why))) {
        json_object_set(copy, "sessions", json_object_get(sessions, "items"));
        json_object_set_new(copy, "orders_complete", json_boolean(complete));
        json_decref(sessions);
        return copy;
    }
    json_decref(sessions);
    json_decref(copy);
    return NULL;
}

/* ---- the end ---- */

static const char *under_way_text(struct arena *arena, const struct db_rows *rows)
{
    long long unpaid = db_i64(rows, 0, OWN_OPEN_UNPAID),
              orders = db_i64(rows, 0, OWN_OPEN_UNDER_WAY),
              refunds = db_i64(rows, 0, OWN_OPEN_REFUNDS);
    return arena_printf(
        arena, "%s%s%s",
        unpaid > 0 ? arena_printf(arena, "还有 %lld 笔没付，先付掉或取消。", unpaid) : "",
        orders > 0 ? arena_printf(arena, "还有 %lld 个订单没完成，收到货先确认收货。", orders) : "",
        refunds > 0 ? arena_printf(arena, "还有 %lld 笔退款没到账，等到账。", refunds) : "");
}

static bool close_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    int64_t account_id = *(const int64_t *)argument;
    struct db_rows *rows;
    if (!account_close_begin(tx, account_id, why) ||
        !db_tx_query(tx, &SQL_own_open, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    const char *text = under_way_text(task->arena, rows);
    if (text[0] != '\0')
        return refuse_detail(why, &OWN_DATA_UNDER_WAY, NULL, "%s", text);
    db_tx_send(tx, &SQL_cart_forget, DB_ARGS(DB_I64(account_id)));
    account_close_end(task, tx, account_id);
    return true;
}

bool own_data_close(struct task *task, int64_t account_id, struct refusal *why)
{
    if (!db_transact(task, DB_FAST, close_body, &account_id, why))
        return false;
    session_forget_all();
    return true;
}
