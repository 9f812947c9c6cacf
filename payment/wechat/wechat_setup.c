#include "payment/wechat/wechat_setup.h"

#include <stdio.h>

#include "base/config.h"
#include "payment/providers.h"
#include "payment/wechat/wechat_client.h"
#include "payment/wechat/wechat_provider.h"

/* One call to the provider; a checkout waits for it, so it is shorter than a request's deadline. */
enum { CALL_MS = 8000 };

bool wechat_setup(void)
{
    static struct provider provider;
    char notify_url[512];
    if (config_text("MALL_WECHAT_URL")[0] == '\0')
        return true;
    snprintf(notify_url, sizeof(notify_url), "%s%s", config_text("MALL_PUBLIC_URL"),
             WECHAT_NOTIFY_PATH);
    struct wechat_settings settings = {.base_url = config_text("MALL_WECHAT_URL"),
                                       .mchid = config_text("MALL_WECHAT_MCHID"),
                                       .appid = config_text("MALL_WECHAT_APPID"),
                                       .apiv3_key = config_text("MALL_WECHAT_APIV3_KEY"),
                                       .key_file = config_text("MALL_WECHAT_KEY_FILE"),
                                       .certificate_file = config_text("MALL_WECHAT_CERT_FILE"),
                                       .notify_url = notify_url,
                                       .timeout_ms = CALL_MS};
    struct wechat *wechat = wechat_new(&settings, stderr);
    if (wechat == NULL)
        return false;
    provider = wechat_provider(wechat);
    provider_add(&provider);
    return true;
}
