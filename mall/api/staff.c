/* The people of an organisation, named by its owner. */
#include "registry/staff.h"

#include "base/id.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/identifier.h"
#include "registry/organisation.h"

static bool find(struct call *call, int64_t *id, struct refusal *why)
{
    struct organisation found;
    return call_id_param(call, 0, id, why) && organisation_find(call->task, *id, &found, why) &&
           call_allowed(call, RIGHT_STAFF_EDIT, &(struct scope){.org_id = *id, .station_id = *id},
                        why);
}

static bool get_staff(struct call *call, struct refusal *why)
{
    int64_t id;
    return find(call, &id, why) && call_reply_list(call, staff_list_json(call->task, id, why));
}

struct staff_body {
    const char *phone, *role;
};
static const struct shape_field STAFF_FIELDS[] = {
    FIELD_CHECKED(struct staff_body, phone, REQUIRED, 11, 11, identifier_is_mobile,
                  "请填写 11 位手机号"),
    FIELD_CHOICE(struct staff_body, role, REQUIRED, STAFF_ROLES, "请选择岗位"),
};
static const struct shape STAFF_SHAPE = SHAPE(struct staff_body, STAFF_FIELDS);

static bool post_staff(struct call *call, struct refusal *why)
{
    struct staff_body body = {.phone = NULL};
    int64_t id, grant_id;
    char digits[21];
    return call_read(call, &body, why) && find(call, &id, why) &&
           staff_give(call->task, id, body.phone, body.role, call->session.account_id, &grant_id,
                      why) &&
           call_reply(call, 201, json_pack("{s:s}", "grant_id", id_text(grant_id, digits)));
}

static bool delete_staff(struct call *call, struct refusal *why)
{
    int64_t id, grant_id;
    return find(call, &id, why) && call_id_param(call, 1, &grant_id, why) &&
           staff_take_back(call->task, id, grant_id, call->session.account_id, why) &&
           call_reply_nothing(call);
}

const struct route ROUTES_STAFF[] = {
    {"staff_list", "GET", "/api/v1/organisations/:organisation_id/staff", get_staff,
     .rights = {RIGHT_STAFF_EDIT}},
    {"staff_create", "POST", "/api/v1/organisations/:organisation_id/staff", post_staff,
     .rights = {RIGHT_STAFF_EDIT}, .body = &STAFF_SHAPE, .body_max = 1 * KIB},
    {"staff_delete", "DELETE", "/api/v1/organisations/:organisation_id/staff/:grant_id",
     delete_staff, .rights = {RIGHT_STAFF_EDIT}},
    {0},
};
