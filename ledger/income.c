#include "ledger/income.h"

#include <assert.h>
#include <string.h>

#include "base/db.h"
#include "gen/ledger/sql.h"
#include "ledger/roll_up.h"
#include "ledger/statement.h"

enum { COUNTY_DIGITS = 6 };

/* All columns of both statements are the same. */
static bool ask_sums(struct task *task, const struct income_query *query, const char *first,
                     struct db_value orders, struct db_rows **sums, struct refusal *why)
{
    bool is_whole = strlen(query->region_code) == COUNTY_DIGITS && first == NULL &&
                    query->state[0] == '\0' && query->words[0] == '\0' && query->income[0] == '\0';
    if (is_whole)
        return db_query_class(task, DB_SLOW, &SQL_income_sum_county,
                              DB_ARGS(DB_TEXT(query->region_code), orders), sums, why);
    return db_query_class(task, DB_SLOW, &SQL_income_sum,
                          DB_ARGS(DB_TEXT(query->region_code), DB_TEXT(query->state),
                                  DB_TEXT(query->words), DB_TEXT(first), DB_TEXT(query->income),
                                  orders),
                          sums, why);
}

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
        (page->after == 0 && !ask_sums(task, query, first, orders, &sums, why)))
        return NULL;
    json_t *list = page_json(page, rows, INCOME_LIST_HOUSEHOLD_ID);
    json_object_set_new(list, "totals", sums != NULL ? db_row_json(sums, 0) : json_null());
    return list;
}
