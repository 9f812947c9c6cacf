/* Text messages as a module. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/config.h"
#include "base/module.h"
#include "gen/sms/sql.h"
#include "sms/outbox.h"
#include "sms/sealed.h"
#include "sms/sms.h"

static const struct config_setting SETTINGS[] = {
    SETTING_TEXT("MALL_SMS", "",
                 "who sends text messages: tencent; empty = nobody, or with MALL_DEMO the outbox"),
    SETTING_TEXT("MALL_SMS_SIGN", "扶贫商城",
                 "name that stands before each text message, as it is approved"),
    SETTING_INT("MALL_SMS_PHONE_HOUR", "6", 1, 1000000, "text messages to one phone an hour"),
    SETTING_INT("MALL_SMS_PHONE_DAY", "20", 1, 1000000, "text messages to one phone a day"),
    SETTING_INT("MALL_SMS_BLOCK_HOUR", "200", 1, 1000000,
                "text messages asked for from one block of addresses (IPv4 /24, IPv6 /48) an hour"),
    SETTING_INT("MALL_SMS_BLOCK_DAY", "1000", 1, 10000000,
                "text messages asked for from one block of addresses a day"),
    SETTING_INT("MALL_SMS_ALL_HOUR", "3000", 1, 10000000, "text messages in all an hour"),
    SETTING_INT("MALL_SMS_ALL_DAY", "20000", 1, 100000000, "text messages in all a day"),
    {.name = NULL},
};

static const struct sql *const PURGES[] = {&SQL_sms_purge, &SQL_sms_budget_purge, NULL};

static bool start(void)
{
    const char *name = config_text("MALL_SMS");
    bool demo = config_bool("MALL_DEMO"), outbox = strcmp(name, SMS_OUTBOX.name) == 0;
    if ((outbox || name[0] == '\0') && demo) {
        sms_channel_set(&SMS_OUTBOX);
    } else if (outbox) {
        fputs("MALL_SMS: the outbox shows messages to everybody; only with MALL_DEMO=1\n", stderr);
        return false;
    } else if (name[0] != '\0' && strcmp(name, "tencent") != 0) {
        fputs("MALL_SMS: must be tencent, or empty\n", stderr);
        return false;
    }
    return true;
}

const struct module SMS_MODULE = {
    .name = "sms",
    .start = start,
    .settings = SETTINGS,
    .jobs = SMS_JOBS,
    .sealed = SMS_SEALED,
    .purges = PURGES,
};
