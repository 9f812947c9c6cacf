/* WeChat Pay as a provider (payment/provider.h). */
#ifndef PAYMENT_WECHAT_WECHAT_PROVIDER_H
#define PAYMENT_WECHAT_WECHAT_PROVIDER_H

#include "payment/provider.h"
#include "payment/wechat/wechat_client.h"

/* A provider named "wechat" over `wechat`, which must outlive it. */
struct provider wechat_provider(struct wechat *wechat);

#endif
