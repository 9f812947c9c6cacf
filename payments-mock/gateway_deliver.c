#include "payments-mock/gateway_deliver.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fetch.h"
#include "base/shape.h"
#include "base/url.h"
#include "payments-mock/gateway.h"
#include "payment/wechat/wechat_json.h"
#include "payment/wechat/wechat_notify.h"
#include "payment/wechat/wechat_sign.h"
#include "sms/tencent/tencent_sign.h"

enum { ANSWER_MAX = 64 * 1024, HEADERS_MAX = 8 };

/* A request being made. */
struct letter {
    const char *headers[HEADERS_MAX];
    const char *body;
    const char *fault; /* what is wrong with it on purpose, NULL = nothing */
};

struct meaning {
    const char *event_type, *original_type, *summary;
};

static const struct meaning MEANINGS[] = {
    {"TRANSACTION.SUCCESS", "transaction", "支付成功"},
    {"REFUND.SUCCESS", "refund", "退款成功"},
    {"REFUND.ABNORMAL", "refund", "退款异常"},
    {"REFUND.CLOSED", "refund", "退款关闭"},
};

static const struct meaning *meaning_of(const char *event_type)
{
    for (size_t i = 1; i < sizeof MEANINGS / sizeof MEANINGS[0]; i++)
        if (strcmp(MEANINGS[i].event_type, event_type) == 0)
            return &MEANINGS[i];
    return &MEANINGS[0];
}

/* The notification's JSON with its resource encrypted afresh. */
static const char *payment_body(const struct gateway *gateway, struct arena *arena,
                                const struct gateway_notify *notify)
{
    char created[32];
    const struct meaning *meaning = meaning_of(notify->event_type);
    json_t *resource =
        wechat_resource_seal(arena, gateway->settings.apiv3_key, meaning->original_type,
                             notify->resource, strlen(notify->resource));
    json_object_set_new(resource, "original_type", json_string(meaning->original_type));
    json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "id", notify->id, "create_time",
                             clock_rfc3339(notify->due.since_us / 1000000 * 1000000, 480, created),
                             "event_type", notify->event_type, "resource_type", "encrypt-resource",
                             "summary", meaning->summary, "resource", resource);
    char *text = json_dumps(body, JSON_COMPACT);
    const char *copy = arena_strdup(arena, text);
    free(text);
    json_decref(body);
    return copy;
}

/* The signature, unless a fault was asked for. */
static const char *signature_of(struct gateway *gateway, struct arena *arena, const char *timestamp,
                                const char *nonce, const char *body, const char **fault)
{
    size_t length;
    const char *message =
        wechat_answer_message(arena, timestamp, nonce, body, strlen(body), &length);
    if (gateway_fault_hit(&gateway->faults, GATEWAY_FAULT_SIGN_PROBE) != NULL) {
        *fault = "sign_probe";
        return arena_printf(arena, "WECHATPAY/SIGNTEST/%s", nonce);
    }
    if (gateway_fault_hit(&gateway->faults, GATEWAY_FAULT_FORGED_SIGNATURE) != NULL) {
        *fault = "forged_signature";
        length--; /* a genuine signature, but of other bytes */
    }
    return crypto_rsa_sign(arena, gateway->settings.platform_key, message, length);
}

static struct letter payment_letter(struct gateway *gateway, struct arena *arena,
                                    const struct gateway_notify *notify)
{
    char nonce[WECHAT_NONCE_LENGTH + 1];
    struct letter letter = {.body = payment_body(gateway, arena, notify)};
    const char *timestamp = arena_printf(arena, "%" PRId64, clock_now_us() / 1000000);
    crypto_nonce_text(nonce, WECHAT_NONCE_LENGTH);
    const char *signature =
        signature_of(gateway, arena, timestamp, nonce, letter.body, &letter.fault);
    letter.headers[0] = "Content-Type: application/json";
    letter.headers[1] = arena_printf(arena, "Wechatpay-Timestamp: %s", timestamp);
    letter.headers[2] = arena_printf(arena, "Wechatpay-Nonce: %s", nonce);
    letter.headers[3] = arena_printf(arena, "Wechatpay-Serial: %s",
                                     crypto_key_serial(gateway->settings.platform_certificate));
    letter.headers[4] = arena_printf(arena, "Wechatpay-Signature: %s", signature);
    letter.headers[5] = "Wechatpay-Signature-Type: " WECHAT_SCHEME;
    letter.headers[6] = arena_printf(arena, "Request-ID: %s-0", notify->id);
    return letter;
}

/* The tracking service signs with MD5(param + salt) when the subscriber gave a salt. */
static struct letter parcel_letter(struct arena *arena, const struct gateway_notify *notify)
{
    char sum[33];
    struct letter letter = {.headers = {"Content-Type: application/x-www-form-urlencoded"}};
    const char *param = url_encode(arena, URL_FORM, notify->resource);
    letter.body = arena_printf(arena, "param=%s", param);
    if (notify->salt[0] != '\0') {
        const char *text = arena_printf(arena, "%s%s", notify->resource, notify->salt);
        crypto_md5_hex_upper(text, strlen(text), sum);
        letter.body = arena_printf(arena, "sign=%s&param=%s", sum, param);
    }
    return letter;
}

/* The SMS provider signs time and body. */
static struct letter sms_letter(struct gateway *gateway, struct arena *arena,
                                const struct gateway_notify *notify)
{
    char hex[65];
    const char *time = arena_printf(arena, "%" PRId64, clock_now_us() / 1000000);
    struct letter letter = {.headers = {"Content-Type: application/json"},
                            .body = notify->resource};
    size_t length = strlen(letter.body);
    if (gateway_fault_hit(&gateway->faults, GATEWAY_FAULT_SMS_FORGED_RECEIPT) != NULL) {
        letter.fault = "forged_signature";
        length--; /* a genuine signature, but of other bytes */
    }
    tencent_receipt_sign(arena, notify->salt, time, letter.body, length, hex);
    letter.headers[1] = arena_printf(arena, TENCENT_RECEIPT_TIME ": %s", time);
    letter.headers[2] = arena_printf(arena, TENCENT_RECEIPT_SIGNATURE ": %s", hex);
    return letter;
}

static bool is_kind(const struct gateway_notify *notify, const char *event_type)
{
    return strcmp(notify->event_type, event_type) == 0;
}

static struct letter letter_of(struct gateway *gateway, struct arena *arena,
                               const struct gateway_notify *notify)
{
    return is_kind(notify, GATEWAY_EVENT_PARCEL) ? parcel_letter(arena, notify)
           : is_kind(notify, GATEWAY_EVENT_SMS)  ? sms_letter(gateway, arena, notify)
                                                 : payment_letter(gateway, arena, notify);
}

/* A payment's receiver says 200 or 204; a parcel's and a message's say so in their bodies. */
static bool is_understood(struct arena *arena, const struct gateway_notify *notify,
                          const struct fetch_response *response)
{
    struct wechat_reader reader = {0};
    struct refusal ignored;
    bool is_sms = is_kind(notify, GATEWAY_EVENT_SMS);
    if (!is_sms && !is_kind(notify, GATEWAY_EVENT_PARCEL))
        return response->status == 200 || response->status == 204;
    if (response->status != 200)
        return false;
    const json_t *json = shape_parse(arena, response->body, response->body_length, &ignored);
    if (is_sms)
        return wechat_read_integer(&reader, json, "result", 0, 0, WECHAT_REQUIRED) == 0 &&
               reader.bad == NULL;
    bool result = wechat_read_bool(&reader, json, "result", WECHAT_REQUIRED);
    return reader.bad == NULL && result;
}

struct gateway_attempt gateway_deliver(struct gateway *gateway, struct task *task,
                                       const struct gateway_notify *notify)
{
    struct fetch_response response;
    struct refusal why;
    struct letter letter = letter_of(gateway, task->arena, notify);
    const struct fetch_request request = {
        .method = "POST",
        .url = notify->url,
        .headers = letter.headers,
        .body = letter.body,
        .body_length = strlen(letter.body),
        .timeout_ms = GATEWAY_NOTIFY_TIMEOUT_MS,
        .max_body = ANSWER_MAX,
    };
    if (!fetch(task, &request, &response, &why))
        return (struct gateway_attempt){false, 0, "no answer"};
    bool understood = is_understood(task->arena, notify, &response);
    const char *result = understood ? "ok" : "refused";
    return (struct gateway_attempt){understood, response.status,
                                    letter.fault != NULL ? letter.fault : result};
}
