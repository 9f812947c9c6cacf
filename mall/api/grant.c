/* Roles, given and taken back by operators. */
#include <stddef.h>

#include "base/id.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/grant.h"
#include "registry/identifier.h"
#include "registry/region.h"

static const char *const ROLES[] = {"producer",         "station_officer",
                                    "village_officer",  "county_auditor",
                                    "operator",         "household",
                                    "township_officer", "department_officer",
                                    "county_centre",    "city_officer",
                                    "listing_clerk",    "packer",
                                    "accountant",       NULL};
static const struct shape_field GRANT_FIELDS[] = {
    FIELD_CHECKED(struct grant_wish, phone, REQUIRED, 11, 11, identifier_is_mobile,
                  "请填写 11 位手机号"),
    FIELD_CHOICE(struct grant_wish, role, REQUIRED, ROLES, NULL),
    FIELD_CHECKED(struct grant_wish, region_code, OPTIONAL, 6, 12, region_is_code,
                  "区划代码为 6、9 或 12 位数字"),
    FIELD_ID(struct grant_wish, organisation_id, OPTIONAL, NULL),
    FIELD_ID(struct grant_wish, household_id, OPTIONAL, NULL),
    FIELD_TEXT(struct grant_wish, reason, OPTIONAL, 2, 100, "请写明原因，2 到 100 个字"),
    FIELD_DATE(struct grant_wish, expires_on, OPTIONAL, "日期应写成 2026-11-27 这样"),
};
static const struct shape GRANT_SHAPE = SHAPE(struct grant_wish, GRANT_FIELDS);

static json_t *given_json(const struct grant_given *given)
{
    char digits[21];
    return json_pack("{s:s, s:b}", "grant_id", id_text(given->grant_id, digits), "awaits_second",
                     given->awaits_second);
}

static bool post_grant(struct call *call, struct refusal *why)
{
    struct grant_wish wish = {.region_code = "", .reason = "", .expires_on = ""};
    struct grant_given given;
    return call_read(call, &wish, why) && call_allowed(call, RIGHT_ROLE_GRANT, NULL, why) &&
           grant_give(call->task, &wish, call->session.account_id, &given, why) &&
           call_reply(call, 201, given_json(&given));
}

struct extend_body {
    const char *expires_on;
};
static const struct shape_field EXTEND_FIELDS[] = {
    FIELD_DATE(struct extend_body, expires_on, OPTIONAL, "日期应写成 2026-11-27 这样"),
};
static const struct shape EXTEND_SHAPE = SHAPE(struct extend_body, EXTEND_FIELDS);

static bool post_extend(struct call *call, struct refusal *why)
{
    struct extend_body body = {.expires_on = ""};
    struct grant_given given;
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_read(call, &body, why) &&
           call_allowed(call, RIGHT_ROLE_GRANT, NULL, why) &&
           grant_extend(call->task, id, body.expires_on, call->session.account_id, &given, why) &&
           call_reply(call, 200, given_json(&given));
}

static bool post_confirm(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_allowed(call, RIGHT_ROLE_GRANT, NULL, why) &&
           grant_confirm(call->task, id, call->session.account_id, why) && call_reply_nothing(call);
}

static bool delete_grant(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_allowed(call, RIGHT_ROLE_GRANT, NULL, why) &&
           grant_take_back(call->task, id, call->session.account_id, why) &&
           call_reply_nothing(call);
}

static bool get_grants(struct call *call, struct refusal *why)
{
    struct page page;
    const char *role = "", *standing = "";
    return call_list(call, &page, why) && call_choice_query(call, "role", ROLES, &role, why) &&
           call_choice_query(call, "standing", GRANT_STANDINGS, &standing, why) &&
           call_allowed(call, RIGHT_ROLE_GRANT, NULL, why) &&
           call_reply(call, 200, grant_list_json(call->task, role, standing, &page, why));
}

const struct route ROUTES_GRANT[] = {
    {"grant_list", "GET", "/api/v1/role-grants", get_grants, .rights = {RIGHT_ROLE_GRANT},
     .query = "role standing after limit"},
    {"grant_create", "POST", "/api/v1/role-grants", post_grant, .rights = {RIGHT_ROLE_GRANT},
     .body = &GRANT_SHAPE, .body_max = 4 * KIB},
    {"grant_extend", "POST", "/api/v1/role-grants/:grant_id/extend", post_extend,
     .rights = {RIGHT_ROLE_GRANT}, .body = &EXTEND_SHAPE, .body_max = KIB},
    {"grant_confirm", "POST", "/api/v1/role-grants/:grant_id/confirm", post_confirm,
     .rights = {RIGHT_ROLE_GRANT}},
    {"grant_delete", "DELETE", "/api/v1/role-grants/:grant_id", delete_grant,
     .rights = {RIGHT_ROLE_GRANT}},
    {0},
};
