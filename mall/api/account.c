/* Signing in and out, who am I, and who may be what. */
#include <stddef.h>

#include "base/config.h"
#include "base/id.h"
#include "mall/api/access.h"
#include "mall/api/call.h"
#include "mall/api/routes.h"
#include "registry/account.h"
#include "registry/grant.h"
#include "registry/identifier.h"
#include "registry/login.h"
#include "registry/message.h"
#include "registry/region.h"

#define PHONE_HINT "请填写 11 位手机号"

struct login_form {
    const char *phone;
    const char *code;
};

static const struct shape_field CODE_FIELDS[] = {
    {.name = "phone",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct login_form, phone),
     .required = true,
     .min = 11,
     .max = 11,
     .check = identifier_is_mobile,
     .hint = PHONE_HINT},
};
static const struct shape CODE_SHAPE = SHAPE(struct login_form, CODE_FIELDS);

static const struct shape_field SESSION_FIELDS[] = {
    {.name = "phone",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct login_form, phone),
     .required = true,
     .min = 11,
     .max = 11,
     .check = identifier_is_mobile,
     .hint = PHONE_HINT},
    {.name = "code",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct login_form, code),
     .required = true,
     .min = LOGIN_CODE_DIGITS,
     .max = LOGIN_CODE_DIGITS,
     .check = login_is_code,
     .hint = "请填写 6 位数字验证码"},
};
static const struct shape SESSION_SHAPE = SHAPE(struct login_form, SESSION_FIELDS);

static void post_login_code(struct call *call)
{
    struct login_form form = {0};
    struct refusal why = {.have = -1};
    if (!call_read(call, &CODE_SHAPE, &form))
        return;
    if (!login_send_code(call->task, form.phone, call->http->client, &why)) {
        call_refuse(call, &why);
        return;
    }
    call_reply(call, 202,
               json_pack("{s:i, s:I}", "expires_in_s", LOGIN_CODE_MINUTES * 60, "wait_s",
                         (json_int_t)config_int("MALL_LOGIN_WAIT_SECONDS")));
}

static void post_session(struct call *call)
{
    struct login_form form = {0};
    struct refusal why = {.have = -1};
    struct session session;
    char token[44];
    int64_t account_id;
    json_t *me;
    if (!call_read(call, &SESSION_SHAPE, &form))
        return;
    if (!login_open_session(call->task, form.phone, form.code, call->http->client, &account_id,
                            token, &why) ||
        !session_find(call->task, token, &session, &why) ||
        !account_me(call->task, &session, &me, &why)) {
        call_refuse(call, &why);
        return;
    }
    int64_t seconds = config_int("MALL_SESSION_HOURS") * 3600;
    access_set_cookie(call->http, token, seconds);
    json_object_set_new(me, "token", json_string(token));
    json_object_set_new(me, "expires_in_s", json_integer(seconds));
    call_reply(call, 201, me);
}

static void delete_session(struct call *call)
{
    struct refusal why = {.have = -1};
    bool by_cookie;
    if (!session_revoke(call->task, access_token(call->http, &by_cookie), &why)) {
        call_refuse(call, &why);
        return;
    }
    access_clear_cookie(call->http);
    call_reply_nothing(call);
}

static void get_me(struct call *call)
{
    struct refusal why = {.have = -1};
    json_t *me;
    if (account_me(call->task, &call->session, &me, &why))
        call_reply(call, 200, me);
    else
        call_refuse(call, &why);
}

struct me_form {
    const char *display_name;
};
static const struct shape_field ME_FIELDS[] = {
    {.name = "display_name",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct me_form, display_name),
     .required = true,
     .min = 1,
     .max = 20,
     .hint = "昵称为 1 到 20 个字"},
};
static const struct shape ME_SHAPE = SHAPE(struct me_form, ME_FIELDS);

static void patch_me(struct call *call)
{
    struct me_form form = {0};
    struct refusal why = {.have = -1};
    if (!call_read(call, &ME_SHAPE, &form))
        return;
    if (account_rename(call->task, call->session.account_id, form.display_name, &why))
        get_me(call);
    else
        call_refuse(call, &why);
}

/* What a phone would show, for the demo, whose phones do not exist. */
static void get_outbox(struct call *call)
{
    struct refusal why = {.have = -1};
    const char *text, *created_at = NULL;
    const char *phone = http_query(call->http, "phone");
    if (phone == NULL || !identifier_is_mobile(phone))
        refuse_detail(&why, &REFUSAL_INVALID_FIELD, "phone", PHONE_HINT);
    else if (message_latest(call->task, phone, &text, &created_at, &why) && text == NULL)
        refuse(&why, &REFUSAL_NOT_FOUND, NULL);
    if (why.kind != NULL)
        call_refuse(call, &why);
    else
        call_reply(call, 200, json_pack("{s:s, s:s}", "text", text, "created_at", created_at));
}

/* ---- roles, given by operators ---- */

static const char *const ROLES[] = {
    "producer", "station_officer", "village_officer", "county_auditor", "operator", "household",
    NULL};
static const struct shape_field GRANT_FIELDS[] = {
    {.name = "phone",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct grant_wish, phone),
     .required = true,
     .min = 11,
     .max = 11,
     .check = identifier_is_mobile,
     .hint = PHONE_HINT},
    {.name = "role",
     .type = SHAPE_CHOICE,
     .offset = offsetof(struct grant_wish, role),
     .required = true,
     .choices = ROLES},
    {.name = "region_code",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct grant_wish, region_code),
     .min = 6,
     .max = 12,
     .check = region_is_code,
     .hint = "区划代码为 6、9 或 12 位数字"},
    {.name = "org_id", .type = SHAPE_ID, .offset = offsetof(struct grant_wish, org_id)},
    {.name = "household_id", .type = SHAPE_ID, .offset = offsetof(struct grant_wish, household_id)},
};
static const struct shape GRANT_SHAPE = SHAPE(struct grant_wish, GRANT_FIELDS);

static void post_grant(struct call *call)
{
    struct refusal why = {.have = -1};
    struct grant_wish wish = {.region_code = ""};
    char digits[21];
    int64_t grant_id;
    if (!call_read(call, &GRANT_SHAPE, &wish) || !call_allowed(call, RIGHT_ROLE_GRANT, NULL))
        return;
    if (grant_give(call->task, &wish, call->session.account_id, &grant_id, &why))
        call_reply(call, 201, json_pack("{s:s}", "id", id_text(grant_id, digits)));
    else
        call_refuse(call, &why);
}

static void delete_grant(struct call *call)
{
    struct refusal why = {.have = -1};
    int64_t id;
    if (!call_id_param(call, 0, &id) || !call_allowed(call, RIGHT_ROLE_GRANT, NULL))
        return;
    if (grant_take_back(call->task, id, call->session.account_id, &why))
        call_reply_nothing(call);
    else
        call_refuse(call, &why);
}

static void get_grants(struct call *call)
{
    struct refusal why = {.have = -1};
    int64_t after, limit;
    enum role parsed;
    json_t *items;
    const char *role = http_query(call->http, "role");
    if (!call_cursor(call, &after, &limit) || !call_allowed(call, RIGHT_ROLE_GRANT, NULL))
        return;
    if (role != NULL && !role_parse(role, &parsed))
        refuse(&why, &REFUSAL_INVALID_FIELD, "role");
    else if (grant_list(call->task, role != NULL ? role : "", after, limit, &items, &why)) {
        call_reply_list(call, items, call_next_cursor(items, limit));
        return;
    }
    call_refuse(call, &why);
}

const struct route ROUTES_ACCOUNT[] = {
    {"login_code_create", "POST", "/api/v1/login-codes", post_login_code, ACCESS_PUBLIC, 0},
    {"session_create", "POST", "/api/v1/sessions", post_session, ACCESS_PUBLIC, 0},
    {"session_delete", "DELETE", "/api/v1/sessions/current", delete_session, ACCESS_SIGNED_IN, 0},
    {"me_get", "GET", "/api/v1/me", get_me, ACCESS_SIGNED_IN, 0},
    {"me_update", "PATCH", "/api/v1/me", patch_me, ACCESS_SIGNED_IN, 0},
    {"grant_list", "GET", "/api/v1/role-grants", get_grants, ACCESS_OPERATOR, 0},
    {"grant_create", "POST", "/api/v1/role-grants", post_grant, ACCESS_OPERATOR, 0},
    {"grant_delete", "DELETE", "/api/v1/role-grants/:grant_id", delete_grant, ACCESS_OPERATOR, 0},
    {"demo_outbox", "GET", "/api/v1/demo/outbox", get_outbox, ACCESS_DEMO, 0},
    {.name = NULL},
};
