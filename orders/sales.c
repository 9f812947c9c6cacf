#include "orders/sales.h"

#include "base/db.h"
#include "gen/orders/sql.h"

json_t *sales_json(struct task *task, int64_t producer_id, const char *month, struct refusal *why)
{
    struct db_rows *months, *skus = NULL;
    if (!db_query_class(task, DB_SLOW, &SQL_sales_month_list, DB_ARGS(DB_I64(producer_id)), &months,
                        why))
        return NULL;
    if (month == NULL && db_count(months) > 0)
        month = db_text(months, 0, SALES_MONTH_LIST_MONTH);
    if (month != NULL && !db_query_class(task, DB_SLOW, &SQL_sales_sku_list,
                                         DB_ARGS(DB_I64(producer_id), DB_TEXT(month)), &skus, why))
        return NULL;
    return json_pack("{s:o, s:s?, s:o}", "months", db_rows_json(months), "month", month, "skus",
                     skus != NULL ? db_rows_json(skus) : json_array());
}
