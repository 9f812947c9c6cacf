#include "orders/order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/json_text.h"
#include "gen/orders/sql.h"
#include "logistics/parcel.h"

#define ADDRESS_PURPOSE "order.address"

bool order_place(struct task *task, int64_t order_id, struct order_place *place,
                 struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_order_place, DB_ARGS(DB_I64(order_id)), &rows, why))
        return false;
    if (db_count(rows) != 1)
        return refuse(why, &ORDER_NOT_FOUND, NULL);
    *place = (struct order_place){.id = order_id,
                                  .buyer_id = db_i64(rows, 0, 0),
                                  .producer_id = db_i64(rows, 0, 1),
                                  .station_id = db_i64(rows, 0, 2)};
    snprintf(place->county_code, sizeof(place->county_code), "%s", db_text(rows, 0, 3));
    snprintf(place->state, sizeof(place->state), "%s", db_text(rows, 0, 4));
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
    json_t *order = db_row_json(rows, 0);
    json_object_set_new(order, "lines", db_rows_json(lines));
    json_object_set_new(order, "parcels", parcels);
    json_object_set_new(order, "refunds", db_rows_json(refunds));
    return order;
}

json_t *order_station_list_json(struct task *task, int64_t station_id, const char *state,
                                const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_order_station_list,
                        DB_ARGS(DB_I64(station_id), DB_TEXT(state), PAGE_ARGS(page)), &rows, why))
        return NULL;
    return page_json(page, rows, ORDER_STATION_LIST_ORDER_ID);
}

uint8_t *order_address_seal(struct task *task, const char *name, const char *phone,
                            const char *detail, size_t *length)
{
    struct json_text address;
    json_text_init(&address, task->arena);
    json_text_object(&address, NULL);
    json_text_string(&address, "name", name);
    json_text_string(&address, "phone", phone);
    json_text_string(&address, "detail", detail);
    json_text_end(&address);
    return crypto_seal(task->arena, ADDRESS_PURPOSE, json_text_done(&address, NULL), length);
}

json_t *order_address_json(struct task *task, int64_t order_id, struct refusal *why)
{
    struct db_rows *rows;
    size_t length;
    if (!db_query(task, &SQL_order_address, DB_ARGS(DB_I64(order_id)), &rows, why))
        return NULL;
    if (db_count(rows) != 1) {
        refuse(why, &ORDER_NOT_FOUND, NULL);
        return NULL;
    }
    const uint8_t *sealed = db_bytes(rows, 0, 1, &length);
    const char *text = crypto_open(task->arena, ADDRESS_PURPOSE, sealed, length);
    json_t *address = text != NULL ? json_loads(text, 0, NULL) : NULL;
    if (address == NULL) {
        refuse_detail(why, &REFUSAL_INTERNAL, NULL, "地址无法解密");
        return NULL;
    }
    json_object_set_new(address, "region_code", json_string(db_text(rows, 0, 0)));
    return address;
}
