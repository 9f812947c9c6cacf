/* Accounts of other offices' programs: made by operators and county centres, let in by another
 * person, and their keys. */
#include <stddef.h>

#include "base/config.h"
#include "base/id.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/program.h"
#include "registry/program_key.h"
#include "registry/region.h"

struct word {
    const char *text;
};
static const struct shape_field SCOPE_FIELDS[] = {
    {.name = "",
     .type = SHAPE_CHOICE,
     .offset = offsetof(struct word, text),
     .required = true,
     .choices = PROGRAM_SCOPES,
     .hint = "请选择能读什么"},
};
static const struct shape SCOPE_SHAPE = SHAPE(struct word, SCOPE_FIELDS);
static const struct shape_field ADDRESS_FIELDS[] = {
    {.name = "",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct word, text),
     .required = true,
     .min = 2,
     .max = 50,
     .check = program_is_address,
     .hint = "网络地址应写成 203.0.113.7 或 203.0.113.0/24 这样"},
};
static const struct shape ADDRESS_SHAPE = SHAPE(struct word, ADDRESS_FIELDS);
static const struct shape_field PROGRAM_FIELDS[] = {
    FIELD_TEXT(struct program_wish, name, REQUIRED, 2, 40, "名称为 2 到 40 个字"),
    FIELD_TEXT(struct program_wish, owner, REQUIRED, 2, 60, "单位为 2 到 60 个字"),
    FIELD_CHECKED(struct program_wish, region_code, REQUIRED, 6, 12, region_is_code,
                  "区划代码为 6、9 或 12 位数字"),
    FIELD_LIST(struct program_wish, scopes, REQUIRED, 1, 4, SCOPE_SHAPE, "请选择能读什么"),
    FIELD_LIST(struct program_wish, addresses, OPTIONAL, 0, PROGRAM_ADDRESSES_MAX, ADDRESS_SHAPE,
               "网络地址最多 20 个"),
};
static const struct shape PROGRAM_SHAPE = SHAPE(struct program_wish, PROGRAM_FIELDS);

static bool post_program(struct call *call, struct refusal *why)
{
    struct program_wish wish = {0};
    enum program_state state;
    int64_t id;
    char digits[21];
    if (!call_read(call, &wish, why) ||
        !call_allowed(call, RIGHT_PROGRAM, &(struct scope){.region_code = wish.region_code}, why))
        return false;
    bool is_operator = permission_allows(&call->session, RIGHT_PROGRAM, NULL);
    return program_create(call->task, &wish, call->session.account_id, is_operator, &id, &state,
                          why) &&
           call_reply(call, 201,
                      json_pack("{s:s, s:s}", "program_id", id_text(id, digits), "state",
                                machine_state_name(&PROGRAM_MACHINE, (int)state)));
}

/* The program of the path, when the caller's right reaches it. */
static bool own_program(struct call *call, int64_t *id, struct refusal *why)
{
    if (!call_id_param(call, 0, id, why))
        return false;
    const char *region_code = program_region(call->task, *id, why);
    return region_code != NULL &&
           call_allowed(call, RIGHT_PROGRAM, &(struct scope){.region_code = region_code}, why);
}

static bool get_programs(struct call *call, struct refusal *why)
{
    struct page page;
    const char *region = "", *state = "";
    return call_list(call, &page, why) && call_region_query(call, "region", &region, why) &&
           call_state_query(call, "state", &PROGRAM_MACHINE, &state, why) &&
           call_desk(call, RIGHT_PROGRAM, &region, why) &&
           call_reply(call, 200, program_list_json(call->task, region, state, &page, why));
}

static bool get_program(struct call *call, struct refusal *why)
{
    int64_t id;
    return own_program(call, &id, why) && call_reply(call, 200, program_json(call->task, id, why));
}

static bool post_release(struct call *call, struct refusal *why)
{
    int64_t id;
    return own_program(call, &id, why) &&
           program_release(call->task, id, call->session.account_id, why) &&
           call_reply(call, 200, program_json(call->task, id, why));
}

struct revoke_body {
    const char *reason;
};
static const struct shape_field REVOKE_FIELDS[] = {
    FIELD_TEXT(struct revoke_body, reason, REQUIRED, 2, 100, "请写明原因，2 到 100 个字"),
};
static const struct shape REVOKE_SHAPE = SHAPE(struct revoke_body, REVOKE_FIELDS);

static bool post_revoke(struct call *call, struct refusal *why)
{
    struct revoke_body body = {0};
    int64_t id;
    return call_read(call, &body, why) && own_program(call, &id, why) &&
           program_revoke(call->task, id, call->session.account_id, body.reason, why) &&
           call_reply(call, 200, program_json(call->task, id, why));
}

struct key_body {
    int64_t days;
};
static const struct shape_field KEY_FIELDS[] = {
    FIELD_INT(struct key_body, days, REQUIRED, 1, 3660, "天数为 1 到 3660"),
};
static const struct shape KEY_SHAPE = SHAPE(struct key_body, KEY_FIELDS);

static bool post_key(struct call *call, struct refusal *why)
{
    int64_t most = config_int("MALL_PROGRAM_KEY_DAYS"), id;
    struct key_body body = {0};
    if (!call_read(call, &body, why) || !own_program(call, &id, why))
        return false;
    if (body.days > most)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "days", "一把钥匙最多用 %lld 天",
                             (long long)most);
    return call_reply(call, 201,
                      program_key_issue(call->task, id, body.days, call->session.account_id, why));
}

static bool delete_key(struct call *call, struct refusal *why)
{
    int64_t id, key_id;
    return own_program(call, &id, why) && call_id_param(call, 1, &key_id, why) &&
           program_key_revoke(call->task, id, key_id, call->session.account_id, why) &&
           call_reply_nothing(call);
}

const struct route ROUTES_PROGRAM[] = {
    {"program_list", "GET", "/api/v1/programs", get_programs, .rights = {RIGHT_PROGRAM},
     .query = "region state after limit"},
    {"program_create", "POST", "/api/v1/programs", post_program, .rights = {RIGHT_PROGRAM},
     .body = &PROGRAM_SHAPE, .body_max = 10 * KIB},
    {"program_get", "GET", "/api/v1/programs/:program_id", get_program, .rights = {RIGHT_PROGRAM}},
    {"program_release", "POST", "/api/v1/programs/:program_id/release", post_release,
     .rights = {RIGHT_PROGRAM}},
    {"program_revoke", "POST", "/api/v1/programs/:program_id/revoke", post_revoke,
     .rights = {RIGHT_PROGRAM}, .body = &REVOKE_SHAPE, .body_max = KIB},
    {"program_key_create", "POST", "/api/v1/programs/:program_id/keys", post_key,
     .rights = {RIGHT_PROGRAM}, .body = &KEY_SHAPE, .body_max = KIB},
    {"program_key_delete", "DELETE", "/api/v1/programs/:program_id/keys/:key_id", delete_key,
     .rights = {RIGHT_PROGRAM}},
    {0},
};
