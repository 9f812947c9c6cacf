/* Where the payment provider calls us. The body is signed and encrypted by the provider
 * (payments-mock/wechat_notify.h); there is no login on this path. */
#include "mall/api/call.h"
#include "payment/wechat/wechat_setup.h"
#include "mall/api/routes.h"
#include "orders/payment.h"
#include "payment/providers.h"

static const char *header_of(const void *request, const char *name)
{
    return http_header(request, name);
}

/* 200 means: it stands in our database. Everything else makes the provider try again. */
static void post_wechat_notify(struct call *call)
{
    const struct provider *provider = provider_find("wechat");
    struct provider_event event = {0};
    struct refusal why = {.have = -1};
    if (provider == NULL) {
        refuse(&why, &REFUSAL_NOT_FOUND, NULL);
        call_refuse(call, &why);
        return;
    }
    if (!provider->notification(provider->self, call->task, header_of, call->http, call->http->body,
                                call->http->body_length, &event, &why) ||
        !payment_event(call->task, provider, &event, &why)) {
        call_refuse(call, &why);
        return;
    }
    call_reply(call, 200, json_pack("{s:s, s:s}", "code", "SUCCESS", "message", "成功"));
}

const struct route ROUTES_PAYMENT[] = {
    {"wechat_notify", "POST", WECHAT_NOTIFY_PATH, post_wechat_notify, ACCESS_PUBLIC,
     ROUTE_UNCHECKED},
    {.name = NULL},
};
