#include "orders/sales.h"

#include "base/db.h"
#include "gen/orders/sql.h"
#include "orders/refund.h"

json_t *sales_json(struct task *task, int64_t producer_id, const char *month, struct refusal *why)
{
    struct db_rows *months, *balance, *skus = NULL;
    struct refund_limits limits = refund_limits();
    if (!db_query_class(task, DB_SLOW, &SQL_sales_month_list, DB_ARGS(DB_I64(producer_id)), &months,
                        why) ||
        !db_query_class(task, DB_SLOW, &SQL_seller_balance, DB_ARGS(DB_I64(producer_id)), &balance,
                        why))
        return NULL;
    if (month == NULL && db_count(months) > 0)
        month = db_text(months, 0, SALES_MONTH_LIST_MONTH);
    if (month != NULL && !db_query_class(task, DB_SLOW, &SQL_sales_sku_list,
                                         DB_ARGS(DB_I64(producer_id), DB_TEXT(month)), &skus, why))
        return NULL;
    json_t *account =
        json_pack("{s:I, s:I, s:I}", "balance_fen",
                  (json_int_t)db_i64(balance, 0, SELLER_BALANCE_FEN), "floor_fen",
                  (json_int_t)-limits.overdraft_fen, "refund_days", (json_int_t)limits.days_after);
    return json_pack("{s:o, s:s?, s:o, s:o}", "months", db_rows_json(months), "month", month,
                     "skus", skus != NULL ? db_rows_json(skus) : json_array(), "account", account);
}
