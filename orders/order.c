#include "orders/order.h"

#include "gen/orders/sql.h"
#include "logistics/parcel.h"
#include "orders/returned.h"

const struct refusal_kind ORDER_NOT_FOUND = {"order_not_found", 404, "没有找到这个订单"};

bool order_scope(struct task *task, int64_t order_id, struct scope *scope, int64_t *buyer_id,
                 struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_order_scope, DB_ARGS(DB_I64(order_id)), &rows, why))
        return false;
    if (db_count(rows) != 1)
        return refuse(why, &ORDER_NOT_FOUND, NULL);
    *scope = (struct scope){.region_code = db_text(rows, 0, ORDER_SCOPE_COUNTY_CODE),
                            .org_id = db_i64(rows, 0, ORDER_SCOPE_PRODUCER_ID),
                            .station_id = db_i64(rows, 0, ORDER_SCOPE_STATION_ID)};
    *buyer_id = db_i64(rows, 0, ORDER_SCOPE_BUYER_ID);
    return true;
}

json_t *order_json(struct task *task, int64_t order_id, struct refusal *why)
{
    struct db_rows *rows, *lines, *refunds;
    if (!db_query(task, &SQL_order_view, DB_ARGS(DB_I64(order_id)), &rows, why))
        return NULL;
    if (db_count(rows) != 1) {
        refuse(why, &ORDER_NOT_FOUND, NULL);
        return NULL;
    }
    if (!db_query(task, &SQL_order_line_view, DB_ARGS(DB_I64(order_id)), &lines, why) ||
        !db_query(task, &SQL_refund_of_order, DB_ARGS(DB_I64(order_id)), &refunds, why))
        return NULL;
    json_t *parcels = parcels_of_order_json(task, order_id, why);
    if (parcels == NULL)
        return NULL;
    json_t *returned = returned_json(task, db_i64(rows, 0, ORDER_VIEW_TRADE_ID), why);
    if (returned == NULL) {
        json_decref(parcels);
        return NULL;
    }
    json_t *order = db_row_json(rows, 0);
    json_object_set_new(order, "returns", returned);
    json_object_set_new(order, "lines", db_rows_json(lines));
    json_object_set_new(order, "parcels", parcels);
    json_object_set_new(order, "refunds", db_rows_json(refunds));
    return order;
}
