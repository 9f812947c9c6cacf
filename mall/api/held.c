/* Money that is held: what, for whom, since when; giving it to its household, or to the seller. */
#include "orders/held.h"

#include "mall/api/reason.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

static bool get_held(struct call *call, struct refusal *why)
{
    const char *county = "";
    struct page page;
    return call_list(call, &page, why) && call_county_query(call, "county", &county, why) &&
           call_desk(call, RIGHT_ATTRIBUTION_RESOLVE, &county, why) &&
           call_reply(call, 200, held_list_json(call->task, county, &page, why));
}

static bool get_held_entries(struct call *call, struct refusal *why)
{
    struct household household;
    struct page page;
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_list(call, &page, why) &&
           household_require(call->task, &call->session, RIGHT_ATTRIBUTION_RESOLVE, id, &household,
                             why) &&
           call_reply(call, 200, held_entry_list_json(call->task, &household, &page, why));
}

static bool post_release(struct call *call, struct refusal *why)
{
    struct household household;
    const char *reason;
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_reason(call, &reason, why) &&
           household_require(call->task, &call->session, RIGHT_ATTRIBUTION_RESOLVE, id, &household,
                             why) &&
           call_reply(call, 200,
                      held_release(call->task, &household, call->session.account_id, reason, why));
}

static bool post_return(struct call *call, struct refusal *why)
{
    struct household household;
    const char *reason;
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_reason(call, &reason, why) &&
           household_require(call->task, &call->session, RIGHT_ATTRIBUTION_RESOLVE, id, &household,
                             why) &&
           call_reply(call, 200,
                      held_return(call->task, &household, call->session.account_id, reason, why));
}

const struct route ROUTES_HELD[] = {
    {"held_list", "GET", "/api/v1/desk/held", get_held, .rights = {RIGHT_ATTRIBUTION_RESOLVE},
     .query = "county after limit"},
    {"held_entry_list", "GET", "/api/v1/households/:household_id/held", get_held_entries,
     .rights = {RIGHT_ATTRIBUTION_RESOLVE}, .query = "after limit"},
    {"held_release", "POST", "/api/v1/households/:household_id/release", post_release,
     .rights = {RIGHT_ATTRIBUTION_RESOLVE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"held_return", "POST", "/api/v1/households/:household_id/return", post_return,
     .rights = {RIGHT_ATTRIBUTION_RESOLVE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {0},
};
