#include "orders/hand_over.h"

#include "gen/orders/sql.h"
#include "logistics/parcel.h"
#include "orders/order_lock.h"

const struct refusal_kind HAND_OVER_LOT_HELD = {
    "parcel_lot_held", 409, "包裹里有批次正在核实或已召回，不能交给快递，请先拆包或等核实结束"};
const struct refusal_kind HAND_OVER_REFUNDED = {"parcel_refunded", 409,
                                                "包裹里有已经退款的货，请先拆包，把该留下的取出来"};

struct handing {
    const struct hand_over_request *request;
    struct parcel_handing parcel;
};

/* Under the order's lock: a refund that comes at the same time is before it or behind it. */
static bool hand_over_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct handing *handing = argument;
    struct order_locked order;
    struct db_rows *rows;
    if (!order_lock(task, tx, handing->request->order_id, &order, why) ||
        !db_tx_query(tx, &SQL_hand_over_check, DB_ARGS(DB_I64(handing->parcel.parcel_id)), &rows,
                     why))
        return false;
    if (db_bool(rows, 0, HAND_OVER_CHECK_REFUNDED))
        return refuse(why, &HAND_OVER_REFUNDED, NULL);
    if (db_bool(rows, 0, HAND_OVER_CHECK_LOT_STOPPED))
        return refuse(why, &HAND_OVER_LOT_HELD, NULL);
    return parcel_hand_over(tx, &handing->parcel, why);
}

bool hand_over(struct task *task, const struct hand_over_request *request, bool *wide,
               struct refusal *why)
{
    struct handing handing = {
        .request = request,
        .parcel = {.parcel_id = request->parcel_id, .actor_id = request->actor_id}};
    if (!parcel_handing_read(request->carrier, request->waybill_no, &handing.parcel, why))
        return false;
    *wide = handing.parcel.wide;
    return db_transact(task, DB_FAST, hand_over_body, &handing, why);
}
