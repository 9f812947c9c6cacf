/* Codes of the division that died and are still used, and places that are to begin, for who keeps
 * the register. */
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/region_coming.h"
#include "registry/region_use.h"

static bool read_list(struct call *call, const char **county, struct page *page,
                      struct refusal *why)
{
    *county = "";
    return call_list(call, page, why) && call_county_query(call, "county", county, why) &&
           call_desk(call, RIGHT_REGION_KEEP, county, why);
}

static bool get_uses(struct call *call, struct refusal *why)
{
    struct page page;
    const char *county;
    return read_list(call, &county, &page, why) &&
           call_reply(call, 200, region_use_list_json(call->task, county, &page, why));
}

static bool get_moves(struct call *call, struct refusal *why)
{
    struct page page;
    const char *county;
    return read_list(call, &county, &page, why) &&
           call_reply(call, 200, region_move_list_json(call->task, county, &page, why));
}

static const struct shape_field MOVE_FIELDS[] = {
    FIELD_TEXT(struct region_move, to_code, REQUIRED, 6, 12, "区划代码为 6、9 或 12 位数字"),
    FIELD_TEXT(struct region_move, reason, REQUIRED, 2, 200, "请写明原因，2 到 200 个字"),
};
static const struct shape MOVE_SHAPE = SHAPE(struct region_move, MOVE_FIELDS);

/* Who looks over one county moves within it: both codes are in their reach. */
static bool post_move(struct call *call, struct refusal *why)
{
    struct region_move move = {.code = NULL};
    if (!call_read(call, &move, why))
        return false;
    move.code = call_param(call, 0);
    move.actor_id = call->session.account_id;
    return call_allowed(call, RIGHT_REGION_KEEP, &(struct scope){.region_code = move.code}, why) &&
           call_allowed(call, RIGHT_REGION_KEEP, &(struct scope){.region_code = move.to_code},
                        why) &&
           region_use_move(call->task, &move, why) &&
           call_reply(call, 200, region_move_json(&move));
}

static bool get_beginnings(struct call *call, struct refusal *why)
{
    struct page page;
    const char *county;
    return read_list(call, &county, &page, why) &&
           call_reply(call, 200, region_beginning_list_json(call->task, county, &page, why));
}

static const struct shape_field CALL_OFF_FIELDS[] = {
    FIELD_INT(struct region_call_off, level, REQUIRED, 1, 5, "级别为 1 到 5"),
    FIELD_TEXT(struct region_call_off, reason, REQUIRED, 2, 200, "请写明原因，2 到 200 个字"),
};
static const struct shape CALL_OFF_SHAPE = SHAPE(struct region_call_off, CALL_OFF_FIELDS);

static bool post_call_off(struct call *call, struct refusal *why)
{
    struct region_call_off wish = {.code = NULL};
    if (!call_read(call, &wish, why))
        return false;
    wish.code = call_param(call, 0);
    return region_beginning_call_off(call->task, &wish, why) && call_reply_nothing(call);
}

const struct route ROUTES_REGION_USE[] = {
    {"region_use_list", "GET", "/api/v1/desk/region-uses", get_uses, .rights = {RIGHT_REGION_KEEP},
     .query = "county after limit"},
    {"region_move_list", "GET", "/api/v1/desk/region-moves", get_moves,
     .rights = {RIGHT_REGION_KEEP}, .query = "county after limit"},
    {"region_use_move", "POST", "/api/v1/desk/region-uses/:code/move", post_move,
     .rights = {RIGHT_REGION_KEEP}, .body = &MOVE_SHAPE, .body_max = 4 * KIB},
    {"region_beginning_list", "GET", "/api/v1/desk/region-beginnings", get_beginnings,
     .rights = {RIGHT_REGION_KEEP}, .query = "county after limit"},
    {"region_beginning_call_off", "POST", "/api/v1/desk/region-beginnings/:code/call-off",
     post_call_off, .rights = {RIGHT_OPERATE}, .body = &CALL_OFF_SHAPE, .body_max = 4 * KIB},
    {0},
};
