/* Households by a name, a number or a phone. What is looked for stands in the body: an address is
 * kept by browsers and logs. */
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/access_trail.h"
#include "registry/household_search.h"
#include "registry/region.h"

static const struct shape_field FIELDS[] = {
    FIELD_CHECKED(struct household_search, region_code, REQUIRED, 6, 12, region_is_code,
                  "请选择县、乡镇或村"),
    FIELD_TEXT(struct household_search, value, REQUIRED, 1, HOUSEHOLD_SEARCH_VALUE_MAX,
               "请输入完整的姓名、身份证号、手机号或户编号"),
    FIELD_CHOICE(struct household_search, purpose, REQUIRED, ACCESS_PURPOSES, "请选择查找用途"),
};
static const struct shape SHAPE_SEARCH = SHAPE(struct household_search, FIELDS);

static bool post_search(struct call *call, struct refusal *why)
{
    struct household_search search = {NULL};
    return call_read(call, &search, why) &&
           call_reply(call, 200, household_search_json(call->task, &call->session, &search, why));
}

const struct route ROUTES_HOUSEHOLD_SEARCH[] = {
    {"household_search", "POST", "/api/v1/households/search", post_search,
     .rights = {RIGHT_HOUSEHOLD_FIND}, .body = &SHAPE_SEARCH, .body_max = KIB},
    {0},
};
