#include "orders/sale_roll_up.h"

#include "base/db.h"
#include "gen/orders/sql.h"
#include "ledger/roll_up.h"

static bool take(struct task *task, struct db_tx *tx, const struct roll_up_range *range,
                 struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_sale_roll_up_find,
                     DB_ARGS(DB_I64(range->floor_id), DB_I64(range->last_id)), &rows, why))
        return false;
    int count = db_count(rows);
    int64_t *orders = db_column(task->arena, rows, SALE_ROLL_UP_FIND_ORDER_ID);
    if (count > 0)
        db_tx_send(tx, &SQL_sale_roll_up_take, DB_ARGS(DB_I64S(orders, count)));
    return true;
}

bool sale_roll_up_take(struct task *task, int *done, struct refusal *why)
{
    return roll_up_take(task, take, done, why);
}

bool sale_roll_up_build(struct task *task, struct refusal *why)
{
    return db_query_class(task, DB_AUDIT, &SQL_sale_roll_up_build, DB_NO_ARGS, NULL, why);
}
