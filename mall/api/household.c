/* Regions, organisations, households: who is who, and where. */
#include <stddef.h>
#include <string.h>

#include "base/id.h"
#include "mall/api/call.h"
#include "mall/api/routes.h"
#include "registry/access_trail.h"
#include "registry/household.h"
#include "registry/organisation.h"
#include "registry/region.h"

/* ---- shared ---- */

/* A region code from the query; absent leaves "". */
static bool region_query(struct call *call, const char *name, const char **code)
{
    struct refusal why = {.have = -1};
    const char *text = http_query(call->http, name);
    *code = text != NULL ? text : "";
    if (text == NULL || text[0] == '\0' || region_is_code(text))
        return true;
    refuse_detail(&why, &REFUSAL_INVALID_FIELD, name, "区划代码为 6、9 或 12 位数字");
    call_refuse(call, &why);
    return false;
}

struct move_form {
    const char *state;
    const char *reason;
};

/* ---- regions ---- */

static void get_regions(struct call *call)
{
    struct refusal why = {.have = -1};
    int64_t stamp = call_stamp(), level = 0;
    const char *parent;
    json_t *items;
    if (!region_query(call, "parent", &parent) || !call_int_query(call, "level", 1, 5, &level))
        return;
    if (region_children(call->task, parent, level, &items, &why))
        call_reply_cached(call, "regions", stamp, json_pack("{s:o}", "items", items));
    else
        call_refuse(call, &why);
}

static void get_region(struct call *call)
{
    struct refusal why = {.have = -1};
    int64_t stamp = call_stamp();
    struct region region;
    if (!region_find(call->task, call_param(call, 0), &region, &why)) {
        if (why.kind == &REGION_UNKNOWN)
            refuse(&why, &REFUSAL_NOT_FOUND, NULL);
        call_refuse(call, &why);
        return;
    }
    call_reply_cached(call, "regions", stamp,
                      json_pack("{s:s, s:i, s:s, s:s, s:s, s:b}", "code", region.code, "level",
                                region.level, "parent_code", region.parent_code, "name",
                                region.name, "path", region.path, "pickable", region.pickable));
}

/* ---- organisations ---- */

static bool is_kind(const char *kind)
{
    return kind[0] == '\0' || strcmp(kind, "cooperative") == 0 || strcmp(kind, "enterprise") == 0 ||
           strcmp(kind, "station") == 0;
}

static void get_organisations(struct call *call)
{
    struct refusal why = {.have = -1};
    int64_t after, limit;
    const char *county;
    json_t *items;
    const char *kind = http_query(call->http, "kind");
    kind = kind != NULL ? kind : "";
    if (!region_query(call, "county", &county) || !call_cursor(call, &after, &limit))
        return;
    if (!is_kind(kind))
        refuse(&why, &REFUSAL_INVALID_FIELD, "kind");
    else if (organisation_list(call->task, county, kind, after, limit, &items, &why)) {
        call_reply_list(call, items, call_next_cursor(items, limit));
        return;
    }
    call_refuse(call, &why);
}

static void get_organisation(struct call *call)
{
    struct refusal why = {.have = -1};
    struct organisation found;
    char id_digits[21];
    int64_t id;
    if (!call_id_param(call, 0, &id))
        return;
    if (!organisation_find(call->task, id, &found, &why)) {
        call_refuse(call, &why);
        return;
    }
    call_reply(call, 200,
               json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "id",
                         id_text(id, id_digits), "code", found.code, "kind", found.kind, "name",
                         found.name, "uscc", found.uscc, "county_code", found.county_code,
                         "village_code", found.village_code, "place",
                         region_path(call->task, found.village_code[0] != '\0' ? found.village_code
                                                                               : found.county_code),
                         "state", machine_state_name(&ORGANISATION_MACHINE, found.state)));
}

static const char *const ORGANISATION_TARGETS[] = {"active", "suspended", "removed", NULL};
static const struct shape_field ORGANISATION_MOVE_FIELDS[] = {
    {.name = "state",
     .type = SHAPE_CHOICE,
     .offset = offsetof(struct move_form, state),
     .required = true,
     .choices = ORGANISATION_TARGETS},
    {.name = "reason",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct move_form, reason),
     .required = true,
     .min = 2,
     .max = 200,
     .hint = "请写明原因"},
};
static const struct shape ORGANISATION_MOVE_SHAPE =
    SHAPE(struct move_form, ORGANISATION_MOVE_FIELDS);

static void post_organisation_state(struct call *call)
{
    struct refusal why = {.have = -1};
    struct move_form form = {0};
    struct organisation found;
    int64_t id;
    if (!call_id_param(call, 0, &id) || !call_read(call, &ORGANISATION_MOVE_SHAPE, &form))
        return;
    if (!organisation_find(call->task, id, &found, &why)) {
        call_refuse(call, &why);
        return;
    }
    struct scope scope = {.region_code = found.county_code, .org_id = id};
    if (!call_allowed(call, RIGHT_ORGANISATION_STATE, &scope))
        return;
    if (!organisation_move(call->task, id, machine_state(&ORGANISATION_MACHINE, form.state),
                           call->session.account_id, form.reason, &why)) {
        call_refuse(call, &why);
        return;
    }
    get_organisation(call);
}

/* ---- households ---- */

static void get_households(struct call *call)
{
    struct refusal why = {.have = -1};
    int64_t after, limit;
    const char *village, *county;
    json_t *items;
    if (!region_query(call, "village", &village) || !region_query(call, "county", &county) ||
        !call_cursor(call, &after, &limit))
        return;
    const char *code = village[0] != '\0' ? village : county;
    struct scope scope = {.region_code = code};
    if (code[0] == '\0') {
        refuse_detail(&why, &REFUSAL_MISSING_FIELD, "village", "请选择村");
        call_refuse(call, &why);
        return;
    }
    if (!call_allowed(call, RIGHT_HOUSEHOLD_LIST, &scope))
        return;
    if (household_list(call->task, code, after, limit, &items, &why))
        call_reply_list(call, items, call_next_cursor(items, limit));
    else
        call_refuse(call, &why);
}

/* ?unmask=1&purpose=verify opens the record and leaves a row in the access trail. */
static void get_household(struct call *call)
{
    struct refusal why = {.have = -1};
    int64_t id, unmask = 0;
    json_t *record;
    if (!call_id_param(call, 0, &id) || !call_int_query(call, "unmask", 0, 1, &unmask))
        return;
    const char *purpose = http_query(call->http, "purpose");
    if (unmask && purpose == NULL) {
        refuse_detail(&why, &REFUSAL_MISSING_FIELD, "purpose", "请选择查看用途");
        call_refuse(call, &why);
    } else if (household_record(call->task, &call->session, id, unmask ? purpose : NULL, &record,
                                &why)) {
        call_reply(call, 200, record);
    } else {
        call_refuse(call, &why);
    }
}

static const char *const HOUSEHOLD_TARGETS[] = {"confirmed", "suspended", "removed", NULL};
static const struct shape_field HOUSEHOLD_MOVE_FIELDS[] = {
    {.name = "state",
     .type = SHAPE_CHOICE,
     .offset = offsetof(struct move_form, state),
     .required = true,
     .choices = HOUSEHOLD_TARGETS},
    {.name = "reason",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct move_form, reason),
     .required = true,
     .min = 2,
     .max = 200,
     .hint = "请写明原因"},
};
static const struct shape HOUSEHOLD_MOVE_SHAPE = SHAPE(struct move_form, HOUSEHOLD_MOVE_FIELDS);

static void post_household_state(struct call *call)
{
    struct refusal why = {.have = -1};
    struct move_form form = {0};
    struct household household;
    int64_t id;
    json_t *record;
    if (!call_id_param(call, 0, &id) || !call_read(call, &HOUSEHOLD_MOVE_SHAPE, &form))
        return;
    if (household_require(call->task, &call->session, RIGHT_HOUSEHOLD_STATE, id, &household,
                          &why) &&
        household_move(call->task, id, machine_state(&HOUSEHOLD_MACHINE, form.state),
                       call->session.account_id, form.reason, &why) &&
        household_record(call->task, &call->session, id, NULL, &record, &why))
        call_reply(call, 200, record);
    else
        call_refuse(call, &why);
}

static void get_household_trail(struct call *call)
{
    struct refusal why = {.have = -1};
    struct household household;
    int64_t id, before, limit;
    json_t *items;
    if (!call_id_param(call, 0, &id) || !call_cursor(call, &before, &limit))
        return;
    if (household_require(call->task, &call->session, RIGHT_TRAIL_READ, id, &household, &why) &&
        access_trail_list(call->task, "household", id, before, limit, &items, &why))
        call_reply_list(call, items, call_next_cursor(items, limit));
    else
        call_refuse(call, &why);
}

#define HOUSEHOLD_PICKERS (ACCESS_PRODUCER | ACCESS_STATION | ACCESS_VILLAGE | ACCESS_AUDITOR)
#define HOUSEHOLD_READERS (ACCESS_STATION | ACCESS_VILLAGE | ACCESS_AUDITOR | ACCESS_HOUSEHOLD)

const struct route ROUTES_REGISTRY[] = {
    {"region_list", "GET", "/api/v1/regions", get_regions, ACCESS_PUBLIC, ROUTE_CACHED},
    {"region_get", "GET", "/api/v1/regions/:code", get_region, ACCESS_PUBLIC, ROUTE_CACHED},
    {"organisation_list", "GET", "/api/v1/organisations", get_organisations, ACCESS_PUBLIC, 0},
    {"organisation_get", "GET", "/api/v1/organisations/:organisation_id", get_organisation,
     ACCESS_PUBLIC, 0},
    {"organisation_move", "POST", "/api/v1/organisations/:organisation_id/state",
     post_organisation_state, ACCESS_AUDITOR | ACCESS_OPERATOR, 0},
    {"household_list", "GET", "/api/v1/households", get_households, HOUSEHOLD_PICKERS, 0},
    {"household_get", "GET", "/api/v1/households/:household_id", get_household, HOUSEHOLD_READERS,
     0},
    {"household_move", "POST", "/api/v1/households/:household_id/state", post_household_state,
     ACCESS_AUDITOR, 0},
    {"household_trail", "GET", "/api/v1/households/:household_id/access-trail", get_household_trail,
     ACCESS_AUDITOR | ACCESS_OPERATOR, 0},
    {.name = NULL},
};
