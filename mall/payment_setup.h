/* Which payment providers this process knows, by its settings. */
#ifndef MALL_PAYMENT_SETUP_H
#define MALL_PAYMENT_SETUP_H

#include <stdbool.h>

#define PAYMENT_NOTIFY_PATH "/pay/notify/wechat"

/* Loads keys and certificate and adds the provider to orders/. True when MALL_WECHAT_URL is empty
 * (nothing can be paid) or all is well; otherwise false with a line on standard error. */
bool payment_setup(void);

#endif
