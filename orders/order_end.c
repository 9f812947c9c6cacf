#include "orders/order_end.h"

#include <stddef.h>

#include "gen/orders/sql.h"

void order_end_note(struct db_tx *tx, int64_t order_id)
{
    db_tx_send(tx, &SQL_order_end_note, DB_ARGS(DB_I64(order_id)));
}

bool order_end_heard(struct task *task, struct db_tx *tx, int64_t order_id, struct refusal *why)
{
    (void)task;
    if (!db_tx_query(tx, &SQL_order_end_lock, DB_ARGS(DB_I64(order_id)), NULL, why))
        return false;
    order_end_note(tx, order_id);
    return true;
}

static bool look_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const int64_t *order_id = argument;
    return order_end_heard(task, tx, *order_id, why);
}

bool order_end_look_again(struct task *task, int64_t order_id, struct refusal *why)
{
    return db_transact(task, DB_WORK, look_body, &order_id, why);
}

bool order_end_is_over(struct db_tx *tx, int64_t order_id, int64_t hours, bool *over,
                       struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_order_end_over, DB_ARGS(DB_I64(order_id), DB_I64(hours)), &rows, why))
        return false;
    *over = db_count(rows) == 1 && db_bool(rows, 0, ORDER_END_OVER_IS_OVER);
    return true;
}
