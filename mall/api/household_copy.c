/* A copy of everything that is held about one household: for itself, who acts for it, and the
 * officers of its place. */
#include "register/household_copy.h"

#include "base/config.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/own_code.h"

static bool get_copy(struct call *call, struct refusal *why)
{
    struct household household;
    struct household_copy copy;
    int64_t id;
    return call_id_param(call, 0, &id, why) && household_find(call->task, id, &household, why) &&
           household_copy_require(call->task, &call->session, &household,
                                  call_query(call, "purpose"), &copy, why) &&
           call_reply(call, 200, household_copy_json(call->task, &copy, why));
}

/* ---- in the clear: the household's own account alone, with a code of a moment ago ---- */

static bool require_own(struct call *call, struct household *household, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           household_require(call->task, &call->session, RIGHT_HOUSEHOLD_OWN, id, household, why);
}

static bool post_code(struct call *call, struct refusal *why)
{
    char challenge[LOGIN_CHALLENGE_LENGTH + 1];
    struct household household;
    if (!require_own(call, &household, why) ||
        !own_code_send(call->task, call->session.account_id, call->http->client, challenge, why))
        return false;
    http_set_limit(call->http, &why->limit);
    return call_reply(call, 202,
                      json_pack("{s:i, s:I, s:s}", "expires_in_s", LOGIN_CODE_MINUTES * 60,
                                "wait_s", (json_int_t)config_int("MALL_LOGIN_WAIT_SECONDS"),
                                "challenge", challenge));
}

struct clear_form {
    const char *code, *challenge;
};
static const struct shape_field CLEAR_FIELDS[] = {
    FIELD_CHECKED(struct clear_form, code, REQUIRED, LOGIN_CODE_DIGITS, LOGIN_CODE_DIGITS,
                  login_is_code, "请填写 6 位数字验证码"),
    FIELD_TEXT(struct clear_form, challenge, REQUIRED, 1, LOGIN_CHALLENGE_LENGTH, "请先获取验证码"),
};
static const struct shape CLEAR_SHAPE = SHAPE(struct clear_form, CLEAR_FIELDS);

static bool post_clear(struct call *call, struct refusal *why)
{
    struct clear_form form = {0};
    struct household household;
    struct household_copy copy = {.household = &household,
                                  .account_id = call->session.account_id,
                                  .purpose = "own",
                                  .clear = true};
    return call_read(call, &form, why) && require_own(call, &household, why) &&
           own_code_take(call->task, call->session.account_id, form.code, form.challenge,
                         call->http->client, why) &&
           call_reply(call, 200, household_copy_json(call->task, &copy, why));
}

const struct route ROUTES_HOUSEHOLD_COPY[] = {
    {"household_copy", "GET", "/api/v1/households/:household_id/copy", get_copy,
     .access = ACCESS_SIGNED_IN, .query = "purpose"},
    {"household_copy_code", "POST", "/api/v1/households/:household_id/copy-codes", post_code,
     .rights = {RIGHT_HOUSEHOLD_OWN}},
    {"household_copy_clear", "POST", "/api/v1/households/:household_id/copy", post_clear,
     .rights = {RIGHT_HOUSEHOLD_OWN}, .body = &CLEAR_SHAPE, .body_max = KIB},
    {0},
};
