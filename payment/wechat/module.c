/* WeChat Pay as a module: the adapter of its v3 wire. */
#include <stddef.h>

#include "base/module.h"
#include "payment/wechat/wechat_setup.h"

static const struct config_setting SETTINGS[] = {
    SETTING_TEXT("MALL_WECHAT_URL", "",
                 "root of the payment provider; empty = nothing can be paid"),
    SETTING_TEXT("MALL_WECHAT_MCHID", "", "merchant number"),
    SETTING_TEXT("MALL_WECHAT_APPID", "", "application id"),
    SETTING_SECRET("MALL_WECHAT_APIV3_KEY", "", 32, "APIv3 key, 32 characters"),
    SETTING_FILE("MALL_WECHAT_KEY_FILE", "merchant's private key, PEM"),
    SETTING_FILE("MALL_WECHAT_CERT_FILE", "merchant's certificate, PEM"),
    {.name = NULL},
};

const struct module PAYMENT_WECHAT_MODULE = {
    .name = "payment/wechat",
    .start = wechat_setup,
    .settings = SETTINGS,
};
