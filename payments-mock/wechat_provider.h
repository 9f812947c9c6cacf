/* WeChat Pay as the provider that orders/ asks for (orders/provider.h). */
#ifndef PAYMENTS_MOCK_WECHAT_PROVIDER_H
#define PAYMENTS_MOCK_WECHAT_PROVIDER_H

#include "orders/provider.h"
#include "payments-mock/wechat_client.h"

/* A provider named "wechat" over `wechat`, which must outlive it. */
struct provider wechat_provider(struct wechat *wechat);

#endif
