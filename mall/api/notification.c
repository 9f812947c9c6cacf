/* Where the payment provider calls us. The body is signed and encrypted by the provider
 * (payment/wechat/wechat_notify.h); there is no login on this path. */
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "payment/hear.h"
#include "payment/providers.h"
#include "payment/wechat/wechat_setup.h"

static const char *header_of(const void *request, const char *name)
{
    return http_header(request, name);
}

/* 200 means: it stands in our database. Everything else makes the provider try again. */
static bool post_wechat_notify(struct call *call, struct refusal *why)
{
    const struct provider *provider = provider_find("wechat");
    struct provider_event event = {0};
    if (provider == NULL)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return provider->notification(provider->self, call->task, header_of, call->http,
                                  call->http->body, call->http->body_length, &event, why) &&
           payment_hear(call->task, provider, &event, why) &&
           call_reply(call, 200, json_pack("{s:s, s:s}", "code", "SUCCESS", "message", "成功"));
}

const struct route ROUTES_NOTIFICATION[] = {
    {"wechat_notify", "POST", WECHAT_NOTIFY_PATH, post_wechat_notify, .access = ACCESS_PUBLIC,
     .flags = ROUTE_UNCHECKED, .body_max = 64 * KIB},
    {0},
};
