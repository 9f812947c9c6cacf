#include "orders/purchase.h"

#include <string.h>

#include "gen/orders/sql.h"
#include "logistics/parcel.h"
#include "orders/order.h"
#include "orders/order_address.h"
#include "orders/refund_words.h"
#include "orders/returned.h"
#include "registry/mask.h"
#include "registry/region.h"

const char *const PURCHASE_TABS[] = {"unpaid", "to_ship", "to_receive", "after_sale", "done", NULL};

/* ---- what can be done ---- */

static bool is(const struct purchase_facts *facts, const char *phase)
{
    return strcmp(facts->phase, phase) == 0;
}

static bool all_left(const struct purchase_facts *facts)
{
    return facts->to_pack == 0 && facts->parcels_packed == 0 && facts->parcels > 0;
}

unsigned purchase_actions(const struct purchase_facts *facts)
{
    if (is(facts, "unpaid"))
        return PURCHASE_PAY | PURCHASE_CANCEL;
    unsigned actions = PURCHASE_BUY_AGAIN;
    bool paid = !is(facts, "cancelled") || facts->refunds + facts->returns > 0;
    actions |= paid ? PURCHASE_RECEIPT : 0;
    actions |= facts->refunds + facts->returns > 0 ? PURCHASE_REFUNDS : 0;
    actions |= facts->parcels > facts->parcels_packed ? PURCHASE_TRACK : 0;
    if (is(facts, "to_ship") && facts->parcels == 0 && facts->left_fen > 0)
        actions |= PURCHASE_REFUND;
    if ((is(facts, "to_ship") || is(facts, "to_receive")) && all_left(facts))
        actions |= PURCHASE_CONFIRM;
    return actions;
}

const char *purchase_refund_blocked(const struct purchase_facts *facts)
{
    if (is(facts, "done"))
        return "订单已完成，退款请联系服务站办理";
    if (is(facts, "to_receive") || (is(facts, "to_ship") && facts->parcels > 0))
        return "货已打包，退款请联系服务站办理";
    return NULL;
}

const char *purchase_confirm_blocked(const struct purchase_facts *facts)
{
    if (is(facts, "to_receive") && !all_left(facts))
        return "还有货没有发出，全部发出后才能确认收货";
    return NULL;
}

static json_t *actions_json(unsigned actions)
{
    static const char *const NAMES[] = {"pay",     "cancel",  "refund",  "track",
                                        "confirm", "receipt", "refunds", "buy_again"};
    json_t *list = json_array();
    for (unsigned i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++)
        if (actions & 1u << i)
            json_array_append_new(list, json_string(NAMES[i]));
    return list;
}

/* ---- lists ---- */

json_t *purchase_list_json(struct task *task, int64_t buyer_id, const char *tab,
                           const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_purchase_list,
                        DB_ARGS(DB_I64(buyer_id), PAGE_ARGS_DOWN(page), DB_TEXT(tab)), &rows, why))
        return NULL;
    json_t *list = page_json(page, rows, PURCHASE_LIST_PURCHASE_ID);
    json_t *items = json_object_get(list, "items");
    for (int i = 0; i < db_count(rows); i++) {
        struct purchase_facts facts = {.phase = db_text(rows, i, PURCHASE_LIST_PHASE),
                                       .parcels = db_i64(rows, i, PURCHASE_LIST__PARCELS),
                                       .parcels_packed =
                                           db_i64(rows, i, PURCHASE_LIST__PARCELS_PACKED),
                                       .to_pack = db_i64(rows, i, PURCHASE_LIST__TO_PACK),
                                       .left_fen = db_i64(rows, i, PURCHASE_LIST_TOTAL_FEN) -
                                                   db_i64(rows, i, PURCHASE_LIST_REFUNDED_FEN),
                                       .refunds = db_i64(rows, i, PURCHASE_LIST_REFUNDS),
                                       .returns = db_i64(rows, i, PURCHASE_LIST_RETURNS)};
        json_object_set_new(json_array_get(items, (size_t)i), "actions",
                            actions_json(purchase_actions(&facts)));
    }
    return list;
}

json_t *purchase_summary_json(struct task *task, int64_t buyer_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_purchase_summary, DB_ARGS(DB_I64(buyer_id)), &rows,
                        why))
        return NULL;
    return db_row_json(rows, 0);
}

/* ---- one order ---- */

/* The buyer knows where they live; the phone is masked as others may look over their shoulder. */
static bool add_address(struct task *task, json_t *purchase, int64_t order_id, struct refusal *why)
{
    json_t *address = order_address_json(task, order_id, why);
    if (address == NULL)
        return false;
    const char *phone = json_string_value(json_object_get(address, "phone"));
    const char *region = json_string_value(json_object_get(address, "region_code"));
    if (phone != NULL)
        json_object_set_new(address, "phone", json_string(mask_mobile(task->arena, phone)));
    json_object_set_new(address, "region_name", json_string(region_path(task, region)));
    if (phone != NULL)
        json_object_set_new(address, "deleted_at", json_null());
    json_object_set_new(purchase, "address", address);
    return true;
}

static void add_actions(json_t *purchase, const struct db_rows *rows, int64_t refunds,
                        int64_t returns)
{
    struct purchase_facts facts = {.phase = db_text(rows, 0, PURCHASE_VIEW_PHASE),
                                   .parcels = db_i64(rows, 0, PURCHASE_VIEW__PARCELS),
                                   .parcels_packed = db_i64(rows, 0, PURCHASE_VIEW__PARCELS_PACKED),
                                   .to_pack = db_i64(rows, 0, PURCHASE_VIEW__TO_PACK),
                                   .left_fen = db_i64(rows, 0, PURCHASE_VIEW_TOTAL_FEN) -
                                               db_i64(rows, 0, PURCHASE_VIEW_REFUNDED_FEN),
                                   .refunds = refunds,
                                   .returns = returns};
    json_object_set_new(purchase, "actions", actions_json(purchase_actions(&facts)));
    json_object_set_new(purchase, "blocked",
                        json_pack("{s:s?, s:s?}", "refund", purchase_refund_blocked(&facts),
                                  "confirm", purchase_confirm_blocked(&facts)));
}

static bool add_parts(struct task *task, json_t *purchase, const struct db_rows *rows,
                      int64_t order_id, struct refusal *why)
{
    struct db_rows *lines, *refunds;
    if (!db_query(task, &SQL_purchase_line_list, DB_ARGS(DB_I64(order_id)), &lines, why) ||
        !db_query(task, &SQL_purchase_refund_list, DB_ARGS(DB_I64(order_id)), &refunds, why) ||
        !add_address(task, purchase, order_id, why))
        return false;
    json_t *parcels = parcels_of_order_json(task, order_id, why);
    if (parcels == NULL)
        return false;
    json_object_set_new(purchase, "parcels", parcels);
    json_t *returned = returned_json(task, db_i64(rows, 0, PURCHASE_VIEW_TRADE_ID), why);
    if (returned == NULL)
        return false;
    json_object_set_new(purchase, "returns", returned);
    json_t *refund_list = db_rows_json(refunds), *refund;
    size_t i;
    json_array_foreach(refund_list, i, refund)
        refund_words_add(task, refund);
    json_object_set_new(purchase, "lines", db_rows_json(lines));
    json_object_set_new(purchase, "refunds", refund_list);
    add_actions(purchase, rows, db_count(refunds), (int64_t)json_array_size(returned));
    return true;
}

json_t *purchase_json(struct task *task, int64_t order_id, int64_t buyer_id, int64_t claim_hours,
                      struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_order_trade, DB_ARGS(DB_I64(order_id)), &rows, why))
        return NULL;
    if (db_count(rows) != 1) {
        refuse(why, &ORDER_NOT_FOUND, NULL);
        return NULL;
    }
    int64_t trade_id = db_i64(rows, 0, ORDER_TRADE_TRADE_ID);
    if (!db_query(task, &SQL_purchase_view,
                  DB_ARGS(DB_I64(order_id), DB_I64(claim_hours), DB_I64(trade_id)), &rows, why))
        return NULL;
    if (db_count(rows) != 1 || db_i64(rows, 0, PURCHASE_VIEW__BUYER_ID) != buyer_id) {
        refuse(why, &ORDER_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *purchase = db_row_json(rows, 0);
    if (add_parts(task, purchase, rows, order_id, why))
        return purchase;
    json_decref(purchase);
    return NULL;
}
