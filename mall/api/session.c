/* Signing in and out, and who am I. */
#include <stddef.h>
#include <string.h>

#include "base/address_block.h"
#include "base/config.h"
#include "base/log.h"
#include "mall/api/access.h"
#include "mall/api/access_log.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/account.h"
#include "registry/identifier.h"
#include "registry/mask.h"
#include "registry/login.h"
#include "registry/login_password.h"
#include "registry/password_rule.h"
#include "sms/outbox.h"

#define PHONE_HINT "请填写 11 位手机号"

struct login_form {
    const char *phone;
    const char *code;
    const char *challenge;
    const char *password;
};

#define PHONE_FIELD                                                                                \
    FIELD_CHECKED(struct login_form, phone, REQUIRED, 11, 11, identifier_is_mobile, PHONE_HINT)
static const struct shape_field CODE_FIELDS[] = {PHONE_FIELD};
static const struct shape CODE_SHAPE = SHAPE(struct login_form, CODE_FIELDS);

static const struct shape_field SESSION_FIELDS[] = {
    PHONE_FIELD,
    FIELD_CHECKED(struct login_form, code, REQUIRED, LOGIN_CODE_DIGITS, LOGIN_CODE_DIGITS,
                  login_is_code, "请填写 6 位数字验证码"),
    FIELD_TEXT(struct login_form, challenge, REQUIRED, 1, LOGIN_CHALLENGE_LENGTH, "请先获取验证码"),
};
static const struct shape SESSION_SHAPE = SHAPE(struct login_form, SESSION_FIELDS);

static const struct shape_field PASSWORD_FIELDS[] = {
    PHONE_FIELD,
    FIELD_TEXT(struct login_form, password, REQUIRED, 1, PASSWORD_MAX, "请填写密码"),
};
static const struct shape PASSWORD_SHAPE = SHAPE(struct login_form, PASSWORD_FIELDS);

static bool post_login_code(struct call *call, struct refusal *why)
{
    struct login_form form = {0};
    char challenge[LOGIN_CHALLENGE_LENGTH + 1];
    if (!call_read(call, &form, why))
        return false;
    bool sent =
        login_send_code(call->task, LOGIN_SIGN_IN, form.phone, call->http->client, challenge, why);
    access_log_asked(call, form.phone, sent ? NULL : why);
    if (!sent)
        return false;
    http_set_limit(call->http, &why->limit);
    return call_reply(call, 202,
                      json_pack("{s:i, s:I, s:s}", "expires_in_s", LOGIN_CODE_MINUTES * 60,
                                "wait_s", (json_int_t)config_int("MALL_LOGIN_WAIT_SECONDS"),
                                "challenge", challenge));
}

/* Answers who has signed in, unless `opened` says that it was refused. */
static bool reply_session(struct call *call, const char *phone, bool opened, int64_t account_id,
                          const char *token, struct refusal *why)
{
    struct session session;
    access_log_opened(call, phone, opened ? account_id : 0, opened ? NULL : why);
    struct rate_limit limit = why->limit;
    if (!opened || !session_find(call->task, token, &session, why))
        return false;
    json_t *me = account_json(call->task, &session, why);
    if (me == NULL)
        return false;
    http_set_limit(call->http, &limit);
    /* The cookie outlives the session of who works here, so that their page hears that it ended. */
    access_set_cookie(call->http, token, config_int("MALL_SESSION_HOURS") * 3600);
    json_object_set_new(me, "token", json_string(token));
    json_object_set_new(me, "expires_in_s", json_integer(session_hours(&session) * 3600));
    return call_reply(call, 201, me);
}

static struct session_origin origin_of(const struct call *call)
{
    return (struct session_origin){.client = call->http->client,
                                   .user_agent = http_header(call->http, "user-agent")};
}

static bool post_session(struct call *call, struct refusal *why)
{
    struct login_form form = {0};
    char token[44];
    int64_t account_id;
    const struct session_origin origin = origin_of(call);
    if (!call_read(call, &form, why))
        return false;
    const struct login_proof proof = {form.phone, form.code, form.challenge};
    bool opened = login_open_session(call->task, &proof, &origin, &account_id, token, why);
    return reply_session(call, form.phone, opened, account_id, token, why);
}

static bool post_password_session(struct call *call, struct refusal *why)
{
    struct login_form form = {0};
    char token[44];
    int64_t account_id;
    const struct session_origin origin = origin_of(call);
    if (!call_read(call, &form, why))
        return false;
    bool opened = login_open_by_password(call->task, form.phone, form.password, &origin,
                                         &account_id, token, why);
    return reply_session(call, form.phone, opened, account_id, token, why);
}

static bool delete_session(struct call *call, struct refusal *why)
{
    bool by_cookie;
    if (!session_revoke(call->task, access_token(call->http, &by_cookie), why))
        return false;
    access_clear_cookie(call->http);
    return call_reply_nothing(call);
}

static bool get_sessions(struct call *call, struct refusal *why)
{
    struct page page;
    return call_list(call, &page, why) &&
           call_reply(call, 200, session_list_json(call->task, &call->session, &page, why));
}

static bool delete_one_session(struct call *call, struct refusal *why)
{
    int64_t id;
    if (!call_id_param(call, 0, &id, why) ||
        !session_end(call->task, call->session.account_id, id, why))
        return false;
    if (id == call->session.id)
        access_clear_cookie(call->http);
    return call_reply_nothing(call);
}

/* Everywhere else; ?current=1: here, too. */
static bool delete_sessions(struct call *call, struct refusal *why)
{
    int64_t current = 0;
    if (!call_int_query(call, "current", 0, 1, &current, why) ||
        !session_end_all(call->task, call->session.account_id, current ? 0 : call->session.id, why))
        return false;
    if (current)
        access_clear_cookie(call->http);
    return call_reply_nothing(call);
}

static bool get_me(struct call *call, struct refusal *why)
{
    return call_reply(call, 200, account_json(call->task, &call->session, why));
}

struct me_form {
    const char *display_name;
};
static const struct shape_field ME_FIELDS[] = {
    FIELD_TEXT(struct me_form, display_name, REQUIRED, 1, 20, "昵称为 1 到 20 个字"),
};
static const struct shape ME_SHAPE = SHAPE(struct me_form, ME_FIELDS);

static bool patch_me(struct call *call, struct refusal *why)
{
    struct me_form form = {0};
    return call_read(call, &form, why) &&
           account_rename(call->task, call->session.account_id, form.display_name, why) &&
           get_me(call, why);
}

/* What a phone would show, for the demo, whose phones do not exist. */
static bool get_outbox(struct call *call, struct refusal *why)
{
    static const char *const OF[] = {"code", NULL};
    const char *phone = call_query(call, "phone"), *of = NULL;
    if (!call_choice_query(call, "of", OF, &of, why))
        return false;
    if (phone == NULL || !identifier_is_mobile(phone))
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "phone", PHONE_HINT);
    char block[ADDRESS_BLOCK_SIZE];
    log_info("demo_outbox", LOG_S("phone", mask_mobile(call->task->arena, phone)),
             LOG_S("block", address_block(call->http->client, block)));
    return call_reply(call, 200, sms_outbox_json(call->task, phone, of != NULL, why));
}

const struct route ROUTES_SESSION[] = {
    {"login_code_create", "POST", "/api/v1/login-codes", post_login_code, .access = ACCESS_PUBLIC,
     .body = &CODE_SHAPE, .body_max = KIB},
    {"session_create", "POST", "/api/v1/sessions", post_session, .access = ACCESS_PUBLIC,
     .body = &SESSION_SHAPE, .body_max = KIB},
    {"session_create_password", "POST", "/api/v1/password-sessions", post_password_session,
     .access = ACCESS_PUBLIC, .body = &PASSWORD_SHAPE, .body_max = KIB},
    {"session_delete", "DELETE", "/api/v1/sessions/current", delete_session,
     .access = ACCESS_SIGNED_IN},
    {"session_list", "GET", "/api/v1/sessions", get_sessions, .access = ACCESS_SIGNED_IN,
     .query = "after limit"},
    {"session_end", "DELETE", "/api/v1/sessions/:session_id", delete_one_session,
     .access = ACCESS_SIGNED_IN},
    {"session_end_all", "DELETE", "/api/v1/sessions", delete_sessions, .access = ACCESS_SIGNED_IN,
     .query = "current"},
    {"me_get", "GET", "/api/v1/me", get_me, .access = ACCESS_SIGNED_IN},
    {"me_update", "PATCH", "/api/v1/me", patch_me, .access = ACCESS_SIGNED_IN, .body = &ME_SHAPE,
     .body_max = KIB},
    {"demo_outbox", "GET", "/api/v1/demo/outbox", get_outbox, .access = ACCESS_DEMO,
     .query = "phone of"},
    {0},
};
