#include "mall/pages/household_page.h"

#include "mall/api/reply.h"
#include "mall/pages/household_data.h"
#include "mall/pages/household_visit.h"
#include "ledger/statement.h"
#include "registry/paper_code.h"
#include "registry/proxy.h"

static bool get_household(struct call *call, struct refusal *why)
{
    struct household household;
    struct household_visit visit;
    int64_t after = 0, acts_for = 0;
    const char *month = call_query(call, "month");
    if (!call_id_query(call, "after", &after, why) || !call_id_query(call, "for", &acts_for, why) ||
        !household_visit_find(call, acts_for, &visit, why))
        return false;
    if (visit.household_id == 0)
        return household_visit_form(call, 200, "");
    if (month != NULL && !statement_is_month(month))
        month = NULL;
    if (visit.acting
            ? !proxy_open_statement(call->task, &call->session, visit.household_id, &household, why)
            : !household_find(call->task, visit.household_id, &household, why))
        return false;
    json_t *page = page_household(call, &household, month, after, why);
    if (page == NULL)
        return false;
    household_visit_add(call, &visit, page);
    return household_visit_reply(call, 200, "household", page);
}

static bool post_code(struct call *call, struct refusal *why)
{
    enum paper_outcome outcome;
    const char *ticket, *typed = call_form(call, "code");
    if (typed == NULL || typed[0] == '\0')
        return household_visit_form(call, 422, "请填写纸上的 10 位查询码");
    if (!paper_code_open(call->task, typed, call->http->client, &outcome, &ticket, why))
        return false;
    switch (outcome) {
    case PAPER_OPENED:
        break;
    case PAPER_TOO_OFTEN:
        http_set_refusal(call->http, why);
        return household_visit_form(call, 429, "试得太多了，请过一小时再试，或者请村干部帮您看");
    case PAPER_OVER:
        return household_visit_form(call, 422,
                                    "这张纸上的查询码已经不用了，请村干部或服务站重新打印一张");
    case PAPER_UNKNOWN:
        return household_visit_form(call, 422, "没有这个查询码，请照纸上的字再填一次");
    }
    household_visit_ticket(call, ticket, PAPER_TICKET_MINUTES * 60);
    return call_reply_elsewhere(call, "/h");
}

static bool post_close(struct call *call, struct refusal *why)
{
    (void)why;
    household_visit_ticket(call, "", 0);
    return call_reply_elsewhere(call, "/h");
}

const struct route ROUTES_HOUSEHOLD_PAGE[] = {
    {"page_household", "GET", "/h", get_household, .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE,
     .query = "month after for"},
    {"page_household_code", "POST", "/h", post_code, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_FORM, .body_max = KIB},
    {"page_household_close", "POST", "/h/close", post_close, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_FORM, .body_max = KIB},
    {0},
};
