#include "mall/pages/household_page.h"

#include "base/id.h"
#include "mall/api/reply.h"
#include "mall/pages/household_data.h"
#include "mall/pages/household_payouts.h"
#include "mall/pages/household_visit.h"
#include "mall/pages/page.h"
#include "ledger/statement.h"
#include "registry/paper_code.h"
#include "registry/proxy.h"

/* What was done or what is wrong; "" = neither. */
struct note {
    const char *told, *message;
};

/* The page of a household that is open to the caller. */
static bool show(struct call *call, const struct household_visit *visit,
                 const struct household *household, const char *month, int64_t after,
                 const struct note *note, struct refusal *why)
{
    json_t *page = page_household(call, household, month, after, why), *payouts;
    if (page == NULL)
        return false;
    payouts = household_payouts_json(call, visit, why);
    if (payouts == NULL) {
        json_decref(page);
        return false;
    }
    json_object_set_new(page, "told", json_string(note->told));
    json_object_set_new(page, "message", json_string(note->message));
    json_object_set_new(page, "paid_to", json_boolean(json_array_size(payouts) > 0));
    page_add_money(payouts);
    json_object_set_new(page, "payouts", payouts);
    json_object_set_new(page, "for",
                        json_string(visit->acting ? arena_printf(call->task->arena, "%lld",
                                                                 (long long)visit->household_id)
                                                  : ""));
    household_visit_add(call, visit, page);
    return household_visit_reply(call, note->message[0] != '\0' ? 422 : 200, "household", page);
}

/* Opens the visit's household: to who acts for it with the row in the trail that this needs. */
static bool open_household(struct call *call, const struct household_visit *visit,
                           struct household *household, struct refusal *why)
{
    return visit->acting ? proxy_open_statement(call->task, &call->session, visit->household_id,
                                                household, why)
                         : household_find(call->task, visit->household_id, household, why);
}

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
    return open_household(call, &visit, &household, why) &&
           show(call, &visit, &household, month, after, &(struct note){"", ""}, why);
}

/* The household's word on what the bank paid. What is not the sender's to mend is a page of its
 * own. */
static bool post_payout(struct call *call, struct refusal *why)
{
    struct household household;
    struct household_visit visit;
    struct note note = {"", ""};
    int64_t acts_for = 0;
    const char *typed = call_form(call, "for");
    if (typed != NULL)
        (void)id_parse(typed, &acts_for);
    if (!household_visit_find(call, acts_for, &visit, why))
        return false;
    if (visit.household_id == 0)
        return household_visit_form(call, 422, "这一页已经自动关上了，请照纸上的字再填一次查询码");
    if (!open_household(call, &visit, &household, why))
        return false;
    if (household_payouts_say(call, &visit, why))
        note.told = "记下了，谢谢您。";
    else if (why->kind->status == 409 || why->kind->status == 422)
        note.message = why->detail[0] != '\0' ? arena_strdup(call->task->arena, why->detail)
                                              : why->kind->title;
    else
        return false;
    return show(call, &visit, &household, NULL, 0, &note, why);
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
    {"page_household_payout", "POST", "/h/payouts", post_payout, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_FORM, .body_max = 4 * KIB},
    {"page_household_code", "POST", "/h", post_code, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_FORM, .body_max = KIB},
    {"page_household_close", "POST", "/h/close", post_close, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_FORM, .body_max = KIB},
    {0},
};
