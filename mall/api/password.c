/* An account's password: setting, changing and taking it away. Signing in with it: session.c. */
#include <stddef.h>

#include "base/config.h"
#include "mall/api/access_log.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/login.h"
#include "registry/password.h"
#include "registry/password_rule.h"
#include "registry/second.h"

struct password_form {
    const char *password, *code, *challenge, *second_code;
};

#define PROOF_FIELDS                                                                               \
    FIELD_CHECKED(struct password_form, code, OPTIONAL, LOGIN_CODE_DIGITS, LOGIN_CODE_DIGITS,      \
                  login_is_code, "请填写 6 位数字验证码"),                                         \
        FIELD_TEXT(struct password_form, challenge, OPTIONAL, 1, LOGIN_CHALLENGE_LENGTH,           \
                   "请先获取验证码"),                                                              \
        FIELD_TEXT(struct password_form, second_code, OPTIONAL, 6, SECOND_CODE_MAX,                \
                   "请填写 6 位动态码，或一个备用码")
static const struct shape_field SET_FIELDS[] = {
    FIELD_TEXT(struct password_form, password, REQUIRED, 1, PASSWORD_MAX, "密码要 8 到 64 个字"),
    PROOF_FIELDS,
};
static const struct shape SET_SHAPE = SHAPE(struct password_form, SET_FIELDS);
static const struct shape_field REMOVE_FIELDS[] = {PROOF_FIELDS};
static const struct shape REMOVE_SHAPE = SHAPE(struct password_form, REMOVE_FIELDS);

static bool post_code(struct call *call, struct refusal *why)
{
    char challenge[LOGIN_CHALLENGE_LENGTH + 1];
    if (!password_send_code(call->task, call->session.account_id, call->http->client, challenge,
                            why))
        return false;
    http_set_limit(call->http, &why->limit);
    return call_reply(call, 202,
                      json_pack("{s:i, s:I, s:s}", "expires_in_s", LOGIN_CODE_MINUTES * 60,
                                "wait_s", (json_int_t)config_int("MALL_LOGIN_WAIT_SECONDS"),
                                "challenge", challenge));
}

static struct password_proof proof_of(const struct call *call, const struct password_form *form)
{
    return (struct password_proof){form->code, form->challenge, form->second_code,
                                   call->http->client};
}

static bool put_password(struct call *call, struct refusal *why)
{
    struct password_form form = {0};
    if (!call_read(call, &form, why))
        return false;
    const struct password_proof proof = proof_of(call, &form);
    return password_set(call->task, &call->session, form.password, &proof, why) &&
           call_reply_nothing(call);
}

static bool post_remove(struct call *call, struct refusal *why)
{
    struct password_form form = {0};
    if (!call_read(call, &form, why))
        return false;
    const struct password_proof proof = proof_of(call, &form);
    return password_remove(call->task, &call->session, &proof, why) && call_reply_nothing(call);
}

const struct route ROUTES_PASSWORD[] = {
    {"password_code_create", "POST", "/api/v1/me/password-codes", post_code,
     .access = ACCESS_SIGNED_IN},
    {"password_set", "PUT", "/api/v1/me/password", put_password, .access = ACCESS_SIGNED_IN,
     .body = &SET_SHAPE, .body_max = 2 * KIB},
    {"password_remove", "POST", "/api/v1/me/password/remove", post_remove,
     .access = ACCESS_SIGNED_IN, .body = &REMOVE_SHAPE, .body_max = KIB},
    {0},
};
