/* Tencent Cloud's text messages as a module. */
#include <stddef.h>

#include "base/module.h"
#include "sms/tencent/tencent_channel.h"

static const struct config_setting SETTINGS[] = {
    SETTING_TEXT("MALL_SMS_TENCENT_URL", "https://sms.tencentcloudapi.com",
                 "root of the SMS provider, without a path"),
    SETTING_TEXT("MALL_SMS_TENCENT_REGION", "ap-guangzhou", "region of the SMS provider"),
    SETTING_TEXT("MALL_SMS_TENCENT_ID", "", "SecretId at the SMS provider"),
    SETTING_SECRET("MALL_SMS_TENCENT_KEY", "", 16, "SecretKey at the SMS provider"),
    SETTING_TEXT("MALL_SMS_TENCENT_APP", "", "SmsSdkAppId at the SMS provider"),
    SETTING_TEXT("MALL_SMS_TEMPLATE_LOGIN_CODE", "",
                 "provider's number of the text with a code to sign in"),
    SETTING_TEXT("MALL_SMS_TEMPLATE_PASSWORD_CODE", "",
                 "provider's number of the text with a code to set a password"),
    SETTING_TEXT("MALL_SMS_TEMPLATE_OWN_DATA_CODE", "",
                 "provider's number of the text with a code to see a household's own data"),
    SETTING_TEXT("MALL_SMS_TEMPLATE_PASSWORD_SET", "",
                 "provider's number of the text: a password was set"),
    SETTING_TEXT("MALL_SMS_TEMPLATE_PASSWORD_REMOVED", "",
                 "provider's number of the text: a password was taken away"),
    SETTING_TEXT("MALL_SMS_TEMPLATE_REGISTRATION_GRANTED", "",
                 "provider's number of the text: what somebody registered as is granted"),
    SETTING_TEXT("MALL_SMS_TEMPLATE_REGISTRATION_REFUSED", "",
                 "provider's number of the text: it is refused"),
    SETTING_TEXT("MALL_SMS_TEMPLATE_REGISTRATION_ENDING", "",
                 "provider's number of the text: it lapses soon, as nobody has decided"),
    SETTING_TEXT("MALL_SMS_TEMPLATE_ORDER_CALLED_OFF", "",
                 "provider's number of the text: an unpaid order is called off"),
    SETTING_TEXT("MALL_SMS_TEMPLATE_ORDER_MONEY_BACK", "",
                 "provider's number of the text: money comes back, as a lot is closed"),
    SETTING_TEXT("MALL_SMS_TEMPLATE_ORDER_WAITS", "",
                 "provider's number of the text: boxes wait for their lot"),
    SETTING_TEXT("MALL_SMS_TEMPLATE_PAPER_ENDING", "",
                 "provider's number of the text: a paper of an organisation ends"),
    SETTING_SECRET("MALL_SMS_RECEIPT_KEY", "", 32,
                   "key under which receipts of text messages are signed, 32 characters or more"),
    {.name = NULL},
};

const struct module SMS_TENCENT_MODULE = {
    .name = "sms/tencent",
    .start = tencent_setup,
    .settings = SETTINGS,
};
