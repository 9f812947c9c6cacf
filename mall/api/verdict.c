/* Links between households and producers held against the register, for those who look after
 * households. */
#include "mall/api/reason.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "register/judge.h"
#include "registry/household.h"
#include "registry/listed_village.h"

static bool get_of_household(struct call *call, struct refusal *why)
{
    struct household household;
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           household_require(call->task, &call->session, RIGHT_HOUSEHOLD_READ, id, &household,
                             why) &&
           call_reply(call, 200, verdict_household_json(call->task, id, why));
}

static bool get_open(struct call *call, struct refusal *why)
{
    struct page page;
    const char *county = "";
    return call_county_query(call, "county", &county, why) && call_list(call, &page, why) &&
           call_desk(call, RIGHT_HOUSEHOLD_STATE, &county, why) &&
           call_reply(call, 200, verdict_open_json(call->task, county, &page, why));
}

/* The list that the fourth rule asks. */
static bool get_villages(struct call *call, struct refusal *why)
{
    struct page page;
    const char *county = "";
    return call_county_query(call, "county", &county, why) && call_list(call, &page, why) &&
           call_desk(call, RIGHT_HOUSEHOLD_STATE, &county, why) &&
           call_reply(call, 200, listed_village_list_json(call->task, county, &page, why));
}

static bool post_clear(struct call *call, struct refusal *why)
{
    struct benefit_link link;
    const char *reason;
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !call_reason(call, &reason, why) ||
        !verdict_link(call->task, id, &link, why))
        return false;
    const struct scope scope = {.region_code = link.county_code};
    return call_allowed(call, RIGHT_HOUSEHOLD_STATE, &scope, why) &&
           verdict_clear(call->task, id, &link, call->session.account_id, reason, why) &&
           call_reply(call, 200, verdict_household_json(call->task, link.household_id, why));
}

const struct route ROUTES_VERDICT[] = {
    {"verdict_of_household", "GET", "/api/v1/households/:household_id/verdicts", get_of_household,
     .rights = {RIGHT_HOUSEHOLD_READ}},
    {"verdict_open_list", "GET", "/api/v1/desk/verdicts", get_open,
     .rights = {RIGHT_HOUSEHOLD_STATE}, .query = "county after limit"},
    {"verdict_clear", "POST", "/api/v1/register-verdicts/:verdict_id/clear", post_clear,
     .rights = {RIGHT_HOUSEHOLD_STATE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"listed_village_list", "GET", "/api/v1/desk/listed-villages", get_villages,
     .rights = {RIGHT_HOUSEHOLD_STATE}, .query = "county after limit"},
    {0},
};
