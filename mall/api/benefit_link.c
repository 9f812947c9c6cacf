/* Links between a household and a producer that are in doubt, and what a person decides of them. */
#include "catalog/benefit_link.h"

#include "mall/api/reason.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/household.h"

static bool get_links(struct call *call, struct refusal *why)
{
    struct household household;
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           household_require(call->task, &call->session, RIGHT_HOUSEHOLD_READ, id, &household,
                             why) &&
           call_reply_list(call, benefit_link_list_json(call->task, id, why));
}

typedef bool decide_fn(struct task *task, const struct benefit_link *link, int64_t actor_id,
                       const char *reason, struct refusal *why);

static bool decide(struct call *call, decide_fn *work, struct refusal *why)
{
    struct household household;
    struct benefit_link link;
    const char *reason;
    if (!call_id_param(call, 0, &link.household_id, why) ||
        !call_id_param(call, 1, &link.producer_id, why) || !call_reason(call, &reason, why) ||
        !household_require(call->task, &call->session, RIGHT_HOUSEHOLD_STATE, link.household_id,
                           &household, why))
        return false;
    link.county_code = household.county_code;
    return work(call->task, &link, call->session.account_id, reason, why) &&
           call_reply_list(call, benefit_link_list_json(call->task, link.household_id, why));
}

static bool post_end(struct call *call, struct refusal *why)
{
    return decide(call, benefit_link_end, why);
}

static bool post_reopen(struct call *call, struct refusal *why)
{
    return decide(call, benefit_link_reopen, why);
}

const struct route ROUTES_BENEFIT_LINK[] = {
    {"benefit_link_list", "GET", "/api/v1/households/:household_id/links", get_links,
     .rights = {RIGHT_HOUSEHOLD_READ}},
    {"benefit_link_end", "POST", "/api/v1/households/:household_id/links/:producer_id/end",
     post_end, .rights = {RIGHT_HOUSEHOLD_STATE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"benefit_link_reopen", "POST", "/api/v1/households/:household_id/links/:producer_id/reopen",
     post_reopen, .rights = {RIGHT_HOUSEHOLD_STATE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {0},
};
