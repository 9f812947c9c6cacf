/* Organisations: who sells, and who ships. */
#include <stddef.h>

#include "base/id.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/organisation.h"
#include "registry/region.h"

static const char *const KINDS[] = {"cooperative", "enterprise", "station", NULL};

static bool get_organisations(struct call *call, struct refusal *why)
{
    int64_t after, limit;
    const char *county = "", *kind = "";
    json_t *items;
    return call_region_query(call, "county", &county, why) &&
           call_choice_query(call, "kind", KINDS, &kind, why) &&
           call_cursor(call, &after, &limit, why) &&
           organisation_list(call->task, county, kind, after, limit, &items, why) &&
           call_reply_list(call, items, call_next_cursor(items, "id", limit));
}

static bool reply_organisation(struct call *call, int64_t id, struct refusal *why)
{
    struct organisation found;
    char id_digits[21];
    if (!organisation_find(call->task, id, &found, why))
        return false;
    return call_reply(
        call, 200,
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "id", id_text(id, id_digits),
                  "code", found.code, "kind", found.kind, "name", found.name, "uscc", found.uscc,
                  "county_code", found.county_code, "village_code", found.village_code, "place",
                  region_path(call->task, found.village_code[0] != '\0' ? found.village_code
                                                                        : found.county_code),
                  "state", machine_state_name(&ORGANISATION_MACHINE, found.state)));
}

static bool get_organisation(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) && reply_organisation(call, id, why);
}

struct move_form {
    const char *state;
    const char *reason;
};
static const char *const TARGETS[] = {"active", "suspended", "removed", NULL};
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

static bool post_organisation_state(struct call *call, struct refusal *why)
{
    struct move_form form = {0};
    struct organisation found;
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !call_read(call, &MOVE_SHAPE, &form, why) ||
        !organisation_find(call->task, id, &found, why))
        return false;
    struct scope scope = {.region_code = found.county_code, .org_id = id};
    return call_allowed(call, RIGHT_ORGANISATION_STATE, &scope, why) &&
           organisation_move(call->task, id, machine_state(&ORGANISATION_MACHINE, form.state),
                             call->session.account_id, form.reason, why) &&
           reply_organisation(call, id, why);
}

const struct route ROUTES_ORGANISATION[] = {
    {"organisation_list", "GET", "/api/v1/organisations", get_organisations,
     .access = ACCESS_PUBLIC, .query = "county kind after limit"},
    {"organisation_get", "GET", "/api/v1/organisations/:organisation_id", get_organisation,
     .access = ACCESS_PUBLIC},
    {"organisation_move", "POST", "/api/v1/organisations/:organisation_id/state",
     post_organisation_state, .rights = {RIGHT_ORGANISATION_STATE}},
    {0},
};
