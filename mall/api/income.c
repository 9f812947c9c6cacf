/* Households at the desks of a village's officer and a county's auditor: a line each, with what
 * sales brought them. Names stay pseudonyms; opening one's statement leaves a row in the access
 * trail. */
#include "ledger/income.h"

#include "base/text.h"
#include "ledger/statement.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/household.h"

enum { WORDS_MAX = 30 };

static const char *const INCOMES[] = {"some", "held", "none", NULL};

static bool read_query(struct call *call, struct income_query *query, struct refusal *why)
{
    const char *words = call_query(call, "q");
    *query = (struct income_query){.region_code = "", .state = "", .words = "", .income = ""};
    query->month = call_query(call, "month");
    if (words != NULL && text_length(words) > WORDS_MAX)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "q", "搜索词最多 %d 个字", WORDS_MAX);
    if (query->month != NULL && !statement_is_month(query->month))
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "month", "月份应写成 2026-11 这样");
    query->words = words != NULL ? words : "";
    return call_region_query(call, "region", &query->region_code, why) &&
           call_state_query(call, "state", &HOUSEHOLD_MACHINE, &query->state, why) &&
           call_choice_query(call, "income", INCOMES, &query->income, why);
}

static bool get_incomes(struct call *call, struct refusal *why)
{
    struct income_query query;
    struct page page;
    return call_list(call, &page, why) && read_query(call, &query, why) &&
           call_desk(call, RIGHT_INCOME_LIST, &query.region_code, why) &&
           call_reply(call, 200, income_list_json(call->task, &query, &page, why));
}

const struct route ROUTES_INCOME[] = {
    {"income_list", "GET", "/api/v1/desk/households", get_incomes, .rights = {RIGHT_INCOME_LIST},
     .query = "region state q month income after limit"},
    {0},
};
