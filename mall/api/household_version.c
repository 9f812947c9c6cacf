/* What the register said of a household before, and what is otherwise since. */
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/access_trail.h"
#include "registry/household_version.h"

static bool leave_trail(struct call *call, const struct household *household, const char *purpose,
                        struct refusal *why)
{
    struct access_reading reading = {.account_id = call->session.account_id,
                                     .purpose = purpose,
                                     .subject = "household",
                                     .subject_id = household->id,
                                     .county_code = household->county_code,
                                     .fields = "versions"};
    if (purpose == NULL || !access_trail_is_purpose(purpose))
        return refuse_detail(why, purpose == NULL ? &REFUSAL_MISSING_FIELD : &REFUSAL_INVALID_FIELD,
                             "purpose", "请选择查看用途");
    return access_trail_open(call->task, &reading, "MALL_PERSONAL_DAILY", why);
}

static bool get_versions(struct call *call, struct refusal *why)
{
    struct household household;
    struct page page;
    int64_t id, unmask = 0;
    if (!call_id_param(call, 0, &id, why) || !call_list(call, &page, why) ||
        !call_int_query(call, "unmask", 0, 1, &unmask, why) ||
        !household_find(call->task, id, &household, why))
        return false;
    struct scope scope = {.region_code = household.village_code, .household_id = id};
    bool own = permission_allows(&call->session, RIGHT_HOUSEHOLD_OWN, &scope);
    return (own || call_allowed(call, RIGHT_HOUSEHOLD_UNMASK, &scope, why)) &&
           (own || !unmask || leave_trail(call, &household, call_query(call, "purpose"), why)) &&
           call_reply(call, 200,
                      household_version_list_json(call->task, id, own || unmask, &page, why));
}

const struct route ROUTES_HOUSEHOLD_VERSION[] = {
    {"household_versions", "GET", "/api/v1/households/:household_id/versions", get_versions,
     .rights = {RIGHT_HOUSEHOLD_UNMASK, RIGHT_HOUSEHOLD_OWN},
     .query = "unmask purpose after limit"},
    {0},
};
