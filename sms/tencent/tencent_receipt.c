#include "sms/tencent/tencent_receipt.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/crypto.h"
#include "base/shape.h"
#include "sms/sms.h"
#include "sms/tencent/tencent_channel.h"
#include "sms/tencent/tencent_sign.h"

const struct refusal_kind TENCENT_BAD_RECEIPT = {"bad_receipt", 400, "短信回执的格式不对"};
const struct refusal_kind TENCENT_UNSIGNED = {"bad_signature", 401, "签名不对"};

enum { RECEIPTS_MAX = 500 };

/* ---- who says it ---- */

static bool same(const char *given, const char want[65])
{
    return given != NULL && strlen(given) == 64 && crypto_equal(given, want, 64);
}

static bool is_recent(const char *time)
{
    char *end;
    long long seconds = strtoll(time, &end, 10);
    int64_t age_s = clock_now_us() / 1000000 - seconds;
    return end != time && *end == '\0' && age_s <= TENCENT_SKEW_S && age_s >= -TENCENT_SKEW_S;
}

static bool is_genuine(struct arena *arena, const struct tencent_push *push)
{
    char want[65];
    const char *key = config_text("MALL_SMS_RECEIPT_KEY");
    if (push->signature == NULL) {
        tencent_receipt_token(key, want);
        return same(push->token, want);
    }
    if (push->time == NULL || !is_recent(push->time))
        return false;
    tencent_receipt_sign(arena, key, push->time, push->body, push->length, want);
    return same(push->signature, want);
}

/* ---- what it says ---- */

static bool read_one(const json_t *item, struct sms_receipt *receipt)
{
    const char *status = json_string_value(json_object_get(item, "report_status"));
    const char *error = json_string_value(json_object_get(item, "errmsg"));
    receipt->serial = json_string_value(json_object_get(item, "sid"));
    if (receipt->serial == NULL || receipt->serial[0] == '\0' || status == NULL ||
        (strcmp(status, "SUCCESS") != 0 && strcmp(status, "FAIL") != 0))
        return false;
    receipt->arrived = strcmp(status, "SUCCESS") == 0;
    receipt->error = error != NULL && strlen(error) < SMS_CODE_SIZE ? error : "FAIL";
    return true;
}

bool tencent_receive(struct task *task, const struct tencent_push *push, struct refusal *why)
{
    struct sms_receipt receipts[RECEIPTS_MAX];
    if (!is_genuine(task->arena, push))
        return refuse(why, &TENCENT_UNSIGNED, NULL);
    const json_t *list = shape_parse(task->arena, push->body, push->length, why);
    size_t count = json_array_size(list);
    if (list == NULL)
        return false;
    if (!json_is_array(list) || count == 0 || count > RECEIPTS_MAX)
        return refuse(why, &TENCENT_BAD_RECEIPT, NULL);
    for (size_t i = 0; i < count; i++)
        if (!read_one(json_array_get(list, i), &receipts[i]))
            return refuse(why, &TENCENT_BAD_RECEIPT, "sid");
    return sms_report(task, TENCENT_NAME, receipts, (int)count, why);
}
