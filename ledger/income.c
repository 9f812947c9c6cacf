#include "ledger/income.h"

#include <assert.h>

#include "base/db.h"
#include "gen/ledger/sql.h"
#include "ledger/roll_up.h"
#include "ledger/statement.h"

json_t *income_list_json(struct task *task, const struct income_query *query,
                         const struct page *page, struct refusal *why)
{
    assert(query->month == NULL || statement_is_month(query->month));
    const char *first =
        query->month != NULL ? arena_printf(task->arena, "%s-01", query->month) : NULL;
    struct db_value region = DB_TEXT(query->region_code), state = DB_TEXT(query->state),
                    words = DB_TEXT(query->words), month = DB_TEXT(first),
                    income = DB_TEXT(query->income);
    struct db_rows *rows, *sums = NULL;
    struct roll_up_late late;
    /* which orders may be asked before: what they change is read with the sums, in one snapshot */
    if (!roll_up_late_of_county(task, arena_printf(task->arena, "%.6s", query->region_code), &late,
                                why))
        return NULL;
    struct db_value orders = DB_I64S(late.orders, late.order_count);
    if (!db_query_class(task, DB_SLOW, &SQL_income_list,
                        DB_ARGS(region, state, words, month, income, PAGE_ARGS(page), orders),
                        &rows, why) ||
        (page->after == 0 &&
         !db_query_class(task, DB_SLOW, &SQL_income_sum,
                         DB_ARGS(region, state, words, month, income, orders), &sums, why)))
        return NULL;
    json_t *list = page_json(page, rows, INCOME_LIST_HOUSEHOLD_ID);
    json_object_set_new(list, "totals", sums != NULL ? db_row_json(sums, 0) : json_null());
    return list;
}
