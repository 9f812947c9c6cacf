#include "sms/budget.h"

#include <stdio.h>
#include <string.h>

#include "base/address_block.h"
#include "base/config.h"
#include "base/crypto.h"
#include "base/log.h"
#include "gen/sms/sql.h"

const struct refusal_kind SMS_BUDGET = {"sms_budget", 429, "短信发得太多，请稍后再试"};

struct want {
    const char *scope, *key;
    int64_t hours, most;
};

enum { WANTS_MAX = 6 };

static void want(struct want *wants, int *count, const char *scope, const char *key,
                 const char *hour, const char *day)
{
    wants[(*count)++] = (struct want){scope, key, 1, config_int(hour)};
    wants[(*count)++] = (struct want){scope, key, 24, config_int(day)};
}

/* When it is possible again, and whose budget it was, in words. */
static bool refuse_budget(const char *scope, int64_t hours, int64_t most, int64_t wait_s,
                          struct refusal *why)
{
    const char *whose = strcmp(scope, "phone") == 0   ? "这个手机号"
                        : strcmp(scope, "block") == 0 ? "您所在的网络"
                                                      : "全站";
    int64_t minutes = (wait_s + 59) / 60;
    log_warn("sms_budget", LOG_S("scope", scope), LOG_I("hours", hours), LOG_I("wait_s", wait_s));
    if (hours == 1)
        refuse_detail(why, &SMS_BUDGET, "phone", "%s这一小时的短信已经用完，请 %lld 分钟后再试",
                      whose, (long long)minutes);
    else
        refuse_detail(why, &SMS_BUDGET, "phone", "%s今天的短信已经用完，请过 %lld 小时再试", whose,
                      (long long)((minutes + 59) / 60));
    return refusal_limit(why, "sms", most, hours * 3600, wait_s);
}

void sms_budget_count(struct db_tx *tx, const uint8_t phone_hash[32])
{
    char hex[65];
    const struct want wants[] = {
        {"phone", crypto_hex(phone_hash, 32, hex), 1, INT64_MAX},
        {"phone", hex, 24, INT64_MAX},
        {"all", "", 1, INT64_MAX},
        {"all", "", 24, INT64_MAX},
    };
    int count = sizeof(wants) / sizeof(wants[0]);
    db_tx_send(tx, &SQL_sms_budget_take,
               DB_ARGS(DB_COLUMN_TEXT(wants, count, scope), DB_COLUMN_TEXT(wants, count, key),
                       DB_COLUMN_I64(wants, count, hours), DB_COLUMN_I64(wants, count, most)));
}

/* The budget that a row of the answer is about. */
static int64_t most_of(const struct want *wants, int count, const struct db_rows *rows, int row)
{
    for (int i = 0; i < count; i++)
        if (strcmp(wants[i].scope, db_text(rows, row, SMS_BUDGET_TAKE_SCOPE)) == 0 &&
            wants[i].hours == db_i64(rows, row, SMS_BUDGET_TAKE_HOURS))
            return wants[i].most;
    return 0;
}

bool sms_budget_take(struct db_tx *tx, const uint8_t phone_hash[32], const struct sms_wish *wish,
                     struct refusal *why)
{
    struct want wants[WANTS_MAX];
    struct db_rows *rows;
    char hex[65], block[ADDRESS_BLOCK_SIZE];
    int count = 0, longest = 0;
    want(wants, &count, "phone", crypto_hex(phone_hash, 32, hex), "MALL_SMS_PHONE_HOUR",
         "MALL_SMS_PHONE_DAY");
    if (wish->by_owner)
        wants[0].most = wants[1].most = INT64_MAX;
    if (wish->client != NULL)
        want(wants, &count, "block", address_block(wish->client, block), "MALL_SMS_BLOCK_HOUR",
             "MALL_SMS_BLOCK_DAY");
    want(wants, &count, "all", "", "MALL_SMS_ALL_HOUR", "MALL_SMS_ALL_DAY");
    if (!db_tx_query(tx, &SQL_sms_budget_take,
                     DB_ARGS(DB_COLUMN_TEXT(wants, count, scope), DB_COLUMN_TEXT(wants, count, key),
                             DB_COLUMN_I64(wants, count, hours), DB_COLUMN_I64(wants, count, most)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true;
    for (int i = 1; i < db_count(rows); i++)
        if (db_i64(rows, i, SMS_BUDGET_TAKE_WAIT_S) > db_i64(rows, longest, SMS_BUDGET_TAKE_WAIT_S))
            longest = i;
    return refuse_budget(
        db_text(rows, longest, SMS_BUDGET_TAKE_SCOPE), db_i64(rows, longest, SMS_BUDGET_TAKE_HOURS),
        most_of(wants, count, rows, longest), db_i64(rows, longest, SMS_BUDGET_TAKE_WAIT_S), why);
}
