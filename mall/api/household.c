/* Registered households, as those see them who may. */
#include <stddef.h>

#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/access_trail.h"
#include "registry/household.h"

static bool get_households(struct call *call, struct refusal *why)
{
    int64_t after, limit;
    const char *village = "", *county = "", *state = "";
    json_t *items;
    if (!call_region_query(call, "village", &village, why) ||
        !call_region_query(call, "county", &county, why) ||
        !call_state_query(call, "state", &HOUSEHOLD_MACHINE, &state, why) ||
        !call_cursor(call, &after, &limit, why))
        return false;
    const char *code = village[0] != '\0' ? village : county;
    struct scope scope = {.region_code = code};
    if (code[0] == '\0')
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "village", "请选择村");
    return call_allowed(call, RIGHT_HOUSEHOLD_LIST, &scope, why) &&
           household_list(call->task, code, state, after, limit, &items, why) &&
           call_reply_list(call, items, call_next_cursor(items, "id", limit));
}

/* ?unmask=1&purpose=verify opens the record and leaves a row in the access trail. */
static bool get_household(struct call *call, struct refusal *why)
{
    int64_t id, unmask = 0;
    json_t *record;
    if (!call_id_param(call, 0, &id, why) || !call_int_query(call, "unmask", 0, 1, &unmask, why))
        return false;
    const char *purpose = call_query(call, "purpose");
    if (unmask && purpose == NULL)
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "purpose", "请选择查看用途");
    return household_record(call->task, &call->session, id, unmask ? purpose : NULL, &record,
                            why) &&
           call_reply(call, 200, record);
}

struct move_form {
    const char *state;
    const char *reason;
};
static const char *const TARGETS[] = {"confirmed", "suspended", "removed", NULL};
static const struct shape_field MOVE_FIELDS[] = {
    {.name = "state",
     .type = SHAPE_CHOICE,
     .offset = offsetof(struct move_form, state),
     .required = true,
     .choices = TARGETS},
    {.name = "reason",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct move_form, reason),
     .required = true,
     .min = 2,
     .max = 200,
     .hint = "请写明原因"},
};
static const struct shape MOVE_SHAPE = SHAPE(struct move_form, MOVE_FIELDS);

static bool post_household_state(struct call *call, struct refusal *why)
{
    struct move_form form = {0};
    struct household household;
    int64_t id;
    json_t *record;
    return call_id_param(call, 0, &id, why) && call_read(call, &MOVE_SHAPE, &form, why) &&
           household_require(call->task, &call->session, RIGHT_HOUSEHOLD_STATE, id, &household,
                             why) &&
           household_move(call->task, id, machine_state(&HOUSEHOLD_MACHINE, form.state),
                          call->session.account_id, form.reason, why) &&
           household_record(call->task, &call->session, id, NULL, &record, why) &&
           call_reply(call, 200, record);
}

static bool get_household_trail(struct call *call, struct refusal *why)
{
    struct household household;
    int64_t id, after, limit;
    json_t *items;
    return call_id_param(call, 0, &id, why) && call_cursor(call, &after, &limit, why) &&
           household_require(call->task, &call->session, RIGHT_TRAIL_READ, id, &household, why) &&
           access_trail_list(call->task, "household", id, after, limit, &items, why) &&
           call_reply_list(call, items, call_next_cursor(items, "id", limit));
}

const struct route ROUTES_HOUSEHOLD[] = {
    {"household_list", "GET", "/api/v1/households", get_households,
     .rights = {RIGHT_HOUSEHOLD_LIST}, .query = "village county state after limit"},
    {"household_get", "GET", "/api/v1/households/:household_id", get_household,
     .rights = {RIGHT_HOUSEHOLD_READ}, .query = "unmask purpose"},
    {"household_move", "POST", "/api/v1/households/:household_id/state", post_household_state,
     .rights = {RIGHT_HOUSEHOLD_STATE}},
    {"household_trail", "GET", "/api/v1/households/:household_id/access-trail", get_household_trail,
     .rights = {RIGHT_TRAIL_READ}, .query = "after limit"},
    {0},
};
