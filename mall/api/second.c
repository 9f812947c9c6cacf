/* The second proof of who works here. */
#include <stddef.h>

#include "base/address_block.h"
#include "base/log.h"
#include "mall/api/access_log.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/account_desk.h"
#include "registry/identifier.h"
#include "registry/second.h"

struct second_form {
    const char *code, *phone;
};
static const struct shape_field CODE_FIELDS[] = {
    FIELD_TEXT(struct second_form, code, REQUIRED, 6, SECOND_CODE_MAX,
               "请填写 6 位动态码，或一个备用码"),
};
static const struct shape CODE_SHAPE = SHAPE(struct second_form, CODE_FIELDS);

static const struct shape_field PHONE_FIELDS[] = {
    FIELD_CHECKED(struct second_form, phone, OPTIONAL, 11, 11, identifier_is_mobile,
                  "请填写 11 位手机号"),
};
static const struct shape PHONE_SHAPE = SHAPE(struct second_form, PHONE_FIELDS);

static bool post_second(struct call *call, struct refusal *why)
{
    return call_reply(call, 201, second_begin(call->task, &call->session, why));
}

static bool post_confirm(struct call *call, struct refusal *why)
{
    struct second_form form = {0};
    return call_read(call, &form, why) &&
           call_reply(call, 200, second_confirm(call->task, &call->session, form.code, why));
}

static bool delete_second(struct call *call, struct refusal *why)
{
    return second_remove(call->task, &call->session, why) && call_reply_nothing(call);
}

static bool post_proof(struct call *call, struct refusal *why)
{
    struct second_form form = {0};
    return call_read(call, &form, why) &&
           second_prove(call->task, &call->session, form.code, why) && call_reply_nothing(call);
}

static bool post_demo_code(struct call *call, struct refusal *why)
{
    struct second_form form = {0};
    int64_t account_id = call->session.account_id;
    if (!call_read(call, &form, why) ||
        (form.phone != NULL && !account_find_by_phone(call->task, form.phone, &account_id, why)))
        return false;
    if (account_id == 0)
        return refuse(why, &REFUSAL_UNAUTHENTICATED, NULL);
    const char *code = second_demo_code(call->task, account_id, why);
    if (code == NULL)
        return false;
    char block[ADDRESS_BLOCK_SIZE], account[PSEUDONYM_LENGTH + 1];
    log_info("demo_second_code", LOG_S("account", access_pseudonym(account_id, account)),
             LOG_S("block", address_block(call->http->client, block)));
    return call_reply(call, 200, json_pack("{s:s}", "code", code));
}

const struct route ROUTES_SECOND[] = {
    {"second_begin", "POST", "/api/v1/me/second-factor", post_second, .access = ACCESS_SIGNED_IN},
    {"second_confirm", "POST", "/api/v1/me/second-factor/confirm", post_confirm,
     .access = ACCESS_SIGNED_IN, .body = &CODE_SHAPE, .body_max = KIB},
    {"second_remove", "DELETE", "/api/v1/me/second-factor", delete_second,
     .access = ACCESS_SIGNED_IN},
    {"second_prove", "POST", "/api/v1/sessions/current/second-proof", post_proof,
     .access = ACCESS_SIGNED_IN, .body = &CODE_SHAPE, .body_max = KIB},
    {"demo_second_code", "POST", "/api/v1/demo/second-codes", post_demo_code, .access = ACCESS_DEMO,
     .body = &PHONE_SHAPE, .body_max = KIB},
    {0},
};
