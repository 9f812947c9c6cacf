#include "orders/sales.h"

#include "base/db.h"
#include "gen/orders/sql.h"
#include "ledger/roll_up.h"
#include "orders/refund.h"

json_t *sales_json(struct task *task, const struct sales_query *query, struct refusal *why)
{
    struct db_rows *months, *balance, *skus = NULL;
    struct roll_up_late late;
    struct db_value producer = DB_I64(query->producer_id), county = DB_TEXT(query->county_code);
    const char *month = query->month;
    struct refund_limits limits = refund_limits();
    if (!roll_up_late_of_county(task, query->county_code, &late, why) ||
        !db_query(task, &SQL_sales_month_list,
                  DB_ARGS(producer, county, DB_I64S(late.orders, late.order_count)), &months,
                  why) ||
        !db_query(task, &SQL_sales_balance,
                  DB_ARGS(producer, county, DB_I64S(late.orders, late.order_count)), &balance, why))
        return NULL;
    if (month == NULL && db_count(months) > 0)
        month = db_text(months, 0, SALES_MONTH_LIST_MONTH);
    if (month != NULL &&
        !db_query(task, &SQL_sales_sku_list,
                  DB_ARGS(producer, county, DB_TEXT(month), DB_I64S(late.orders, late.order_count)),
                  &skus, why))
        return NULL;
    json_t *account =
        json_pack("{s:I, s:I, s:I}", "balance_fen",
                  (json_int_t)db_i64(balance, 0, SALES_BALANCE_FEN), "floor_fen",
                  (json_int_t)-limits.overdraft_fen, "refund_days", (json_int_t)limits.days_after);
    return json_pack("{s:o, s:s?, s:o, s:o}", "months", db_rows_json(months), "month", month,
                     "skus", skus != NULL ? db_rows_json(skus) : json_array(), "account", account);
}
