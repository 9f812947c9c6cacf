/* The payment provider's bills for those who run the mall. */
#include "payment/bill_desk.h"

#include "base/change_trail.h"
#include "base/clock.h"
#include "mall/api/reply.h"
#include "mall/operate/routes.h"
#include "payment/bill.h"
#include "payment/providers.h"

static bool get_bills(struct call *call, struct refusal *why)
{
    struct page page;
    return call_list(call, &page, why) && call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, payment_bill_list_json(call->task, &page, why));
}

/* What asking again changes of a bill. */
#define SIDE "state attempts fetched_at"

/* By its job, so that a file of any size has its time; the answer says how it stands. */
static bool post_fetch(struct call *call, struct refusal *why)
{
    const char *day = call_param(call, 0);
    const struct provider *provider = provider_default();
    if (!call_allowed(call, RIGHT_OPERATE, NULL, why))
        return false;
    if (!clock_is_date(day) || provider == NULL)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    json_t *before = payment_bill_json(call->task, day, why);
    json_t *bill = before != NULL && payment_bill_fetch_soon(call->task, provider, day, why)
                       ? payment_bill_json(call->task, day, why)
                       : NULL;
    bool noted =
        bill != NULL && change_trail_write(call->task,
                                           &(struct change){.subject = "bill",
                                                            .subject_key = day,
                                                            .county_code = "",
                                                            .action = "fetch",
                                                            .before = change_side(before, SIDE),
                                                            .after = change_side(bill, SIDE)},
                                           why);
    json_decref(before);
    if (noted)
        return call_reply(call, 200, bill);
    json_decref(bill);
    return false;
}

const struct route ROUTES_BILL[] = {
    {"bill_list", "GET", "/api/v1/bills", get_bills, .rights = {RIGHT_OPERATE},
     .query = "after limit"},
    {"bill_fetch", "POST", "/api/v1/bills/:day/fetch", post_fetch, .rights = {RIGHT_OPERATE}},
    {0},
};
