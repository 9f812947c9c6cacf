#include "orders/correct.h"

#include "orders/order_lock.h"

const struct refusal_kind CORRECT_ORDER_OVER = {
    "order_over", 409, "订单已经完成或取消，包裹的状态不能再改，货有问题请办理退款"};

static bool correct_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct correct_request *request = argument;
    struct order_locked order;
    if (!order_lock(task, tx, request->order_id, &order, why))
        return false;
    if (order.state != ORDER_PAID)
        return refuse(why, &CORRECT_ORDER_OVER, NULL);
    return tracking_correct(task, tx, request->parcel_id, request->state, request->reason,
                            request->actor_id, why);
}

bool correct(struct task *task, const struct correct_request *request, struct refusal *why)
{
    struct correct_request copy = *request;
    return db_transact(task, DB_FAST, correct_body, &copy, why);
}
