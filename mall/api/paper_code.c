/* Codes on paper, with which a household looks at its own account (/h): made and taken back by who
 * serves it. */
#include "registry/paper_code.h"

#include "base/config.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

static bool may_serve(struct call *call, struct household *household, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           household_require(call->task, &call->session, RIGHT_PAPER_CODE, id, household, why);
}

static bool post_code(struct call *call, struct refusal *why)
{
    struct household household;
    struct idempotency key;
    return may_serve(call, &household, why) && call_idempotency(call, &key, why) &&
           call_reply(call, 201,
                      paper_code_create(call->task, &household, call->session.account_id,
                                        config_int("MALL_PAPER_DAYS"), &key, why));
}

static bool get_codes(struct call *call, struct refusal *why)
{
    struct household household;
    struct page page;
    return may_serve(call, &household, why) && call_list(call, &page, why) &&
           call_reply(call, 200, paper_code_list_json(call->task, household.id, &page, why));
}

static bool delete_code(struct call *call, struct refusal *why)
{
    struct household household;
    int64_t code_id;
    return may_serve(call, &household, why) && call_id_param(call, 1, &code_id, why) &&
           paper_code_revoke(call->task, household.id, code_id, call->session.account_id, why) &&
           call_reply_nothing(call);
}

const struct route ROUTES_PAPER_CODE[] = {
    {"paper_code_create", "POST", "/api/v1/households/:household_id/paper-codes", post_code,
     .rights = {RIGHT_PAPER_CODE}, .flags = ROUTE_IDEMPOTENT},
    {"paper_code_list", "GET", "/api/v1/households/:household_id/paper-codes", get_codes,
     .rights = {RIGHT_PAPER_CODE}, .query = "after limit"},
    {"paper_code_revoke", "DELETE", "/api/v1/households/:household_id/paper-codes/:code_id",
     delete_code, .rights = {RIGHT_PAPER_CODE}},
    {0},
};
