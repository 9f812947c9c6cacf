/* Which payment providers this process knows, by its settings. */
#ifndef PAYMENT_WECHAT_WECHAT_SETUP_H
#define PAYMENT_WECHAT_WECHAT_SETUP_H

#include <stdbool.h>

#define WECHAT_NOTIFY_PATH "/pay/notify/wechat"

/* Loads keys and certificate and adds the provider to orders/. True when MALL_WECHAT_URL is empty
 * (nothing can be paid) or all is well; otherwise false with a line on standard error. */
bool wechat_setup(void);

#endif
