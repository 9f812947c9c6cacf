/* Registered households, as those see them who may. */
#include "mall/api/reason.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "register/judge.h"
#include "registry/access_trail.h"
#include "registry/household.h"

static bool get_households(struct call *call, struct refusal *why)
{
    struct page page;
    const char *village = "", *county = "", *state = "";
    if (!call_region_query(call, "village", &village, why) ||
        !call_region_query(call, "county", &county, why) ||
        !call_state_query(call, "state", &HOUSEHOLD_MACHINE, &state, why) ||
        !call_list(call, &page, why))
        return false;
    const char *code = village[0] != '\0' ? village : county;
    struct scope scope = {.region_code = code};
    if (code[0] == '\0')
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "village", "请选择村");
    return call_allowed(call, RIGHT_HOUSEHOLD_LIST, &scope, why) &&
           call_reply(call, 200, household_list_json(call->task, code, state, &page, why));
}

/* Which field a look opens, and of which member. */
static bool read_look(struct call *call, struct household_look *look, struct refusal *why)
{
    look->purpose = call_query(call, "purpose");
    if (look->purpose == NULL)
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "purpose", "请选择查看用途");
    return call_choice_query(call, "field", HOUSEHOLD_FIELDS, &look->field, why) &&
           call_int_query(call, "member_no", 1, 50, &look->member_no, why);
}

/* ?unmask=1&purpose=verify&field=phone opens one field of the record (without `field` all of them)
 * and leaves a row in the access trail. */
static bool get_household(struct call *call, struct refusal *why)
{
    struct household_look look = {0};
    int64_t id, unmask = 0;
    return call_id_param(call, 0, &id, why) && call_int_query(call, "unmask", 0, 1, &unmask, why) &&
           (!unmask || read_look(call, &look, why)) &&
           call_reply(call, 200,
                      household_json(call->task, &call->session, id, unmask ? &look : NULL, why));
}

static bool get_moves(struct call *call, struct refusal *why)
{
    struct household household;
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           household_require(call->task, &call->session, RIGHT_HOUSEHOLD_READ, id, &household,
                             why) &&
           call_reply_list(call, household_moves_json(call->task, id, why));
}

static bool move(struct call *call, enum household_state to, struct refusal *why)
{
    struct household household;
    const char *reason;
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_reason(call, &reason, why) &&
           household_require(call->task, &call->session, RIGHT_HOUSEHOLD_STATE, id, &household,
                             why) &&
           household_move(call->task, id, to, call->session.account_id, reason, why) &&
           (to != HOUSEHOLD_CONFIRMED || judge_household(call->task, id, why)) &&
           call_reply(call, 200, household_json(call->task, &call->session, id, NULL, why));
}

static bool post_suspend(struct call *call, struct refusal *why)
{
    return move(call, HOUSEHOLD_SUSPENDED, why);
}

static bool post_confirm(struct call *call, struct refusal *why)
{
    return move(call, HOUSEHOLD_CONFIRMED, why);
}

static bool post_remove(struct call *call, struct refusal *why)
{
    return move(call, HOUSEHOLD_REMOVED, why);
}

/* Who looked: for those who look over the county, for the household itself, and for its village's
 * officer, who prints it onto the household's statement. */
static bool get_household_trail(struct call *call, struct refusal *why)
{
    struct household household;
    struct page page;
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !call_list(call, &page, why) ||
        !household_find(call->task, id, &household, why))
        return false;
    struct scope scope = {.region_code = household.village_code, .household_id = id};
    return (permission_allows(&call->session, RIGHT_STATEMENT_READ, &scope) ||
            call_allowed(call, RIGHT_TRAIL_READ, &scope, why)) &&
           call_reply(call, 200, access_trail_list_json(call->task, "household", id, &page, why));
}

const struct route ROUTES_HOUSEHOLD[] = {
    {"household_list", "GET", "/api/v1/households", get_households,
     .rights = {RIGHT_HOUSEHOLD_LIST}, .query = "village county state after limit"},
    {"household_get", "GET", "/api/v1/households/:household_id", get_household,
     .access = ACCESS_SIGNED_IN, .query = "unmask purpose field member_no"},
    {"household_moves", "GET", "/api/v1/households/:household_id/moves", get_moves,
     .rights = {RIGHT_HOUSEHOLD_READ}},
    {"household_suspend", "POST", "/api/v1/households/:household_id/suspend", post_suspend,
     .rights = {RIGHT_HOUSEHOLD_STATE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"household_confirm", "POST", "/api/v1/households/:household_id/confirm", post_confirm,
     .rights = {RIGHT_HOUSEHOLD_STATE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"household_remove", "POST", "/api/v1/households/:household_id/remove", post_remove,
     .rights = {RIGHT_HOUSEHOLD_STATE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"household_trail", "GET", "/api/v1/households/:household_id/access-trail", get_household_trail,
     .rights = {RIGHT_TRAIL_READ, RIGHT_STATEMENT_READ}, .query = "after limit"},
    {0},
};
