/* What a person has here: a copy of it, and closing the account. */
#include "orders/own_data.h"

#include "mall/api/access.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

static bool get_data(struct call *call, struct refusal *why)
{
    int64_t before = 0;
    return call_id_query(call, "before", &before, why) &&
           call_reply(call, 200, own_data_json(call->task, &call->session, before, why));
}

struct close_form {
    const char *phone_end;
};

static const struct shape_field CLOSE_FIELDS[] = {
    FIELD_TEXT(struct close_form, phone_end, REQUIRED, 4, 4, "请填写这个账号手机号的最后 4 位"),
};
static const struct shape CLOSE_SHAPE = SHAPE(struct close_form, CLOSE_FIELDS);

/* Who closes it says which one: the last digits of its phone. */
static bool close_account(struct call *call, struct refusal *why)
{
    struct close_form form = {0};
    if (!call_read(call, &form, why) ||
        !own_data_close(call->task, call->session.account_id, form.phone_end, why))
        return false;
    access_clear_cookie(call->http);
    return call_reply_nothing(call);
}

const struct route ROUTES_OWN_DATA[] = {
    {"own_data_get", "GET", "/api/v1/me/data", get_data, .access = ACCESS_SIGNED_IN,
     .query = "before"},
    {"own_data_close", "POST", "/api/v1/me/close", close_account, .access = ACCESS_SIGNED_IN,
     .body = &CLOSE_SHAPE, .body_max = KIB},
    {0},
};
