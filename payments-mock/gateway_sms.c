#include "payments-mock/gateway_sms.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/shape.h"
#include "payments-mock/gateway.h"
#include "sms/tencent/tencent_sign.h"

enum { VALUES_MAX = 9 };

void gateway_sms_release(struct gateway_messages *messages)
{
    json_decref(messages->list);
    messages->list = NULL;
}

/* ---- answers ----------------------------------------------------------------------------------
 */

static json_t *answer(json_t *response)
{
    char id[33];
    crypto_nonce_text(id, 32);
    json_object_set_new(response, "RequestId", json_string(id));
    return json_pack("{s:o}", "Response", response);
}

static json_t *no(const char *code, const char *message)
{
    return answer(json_pack("{s:{s:s, s:s}}", "Error", "Code", code, "Message", message));
}

static json_t *status(const char *phone, const char *session, const char *serial, const char *code)
{
    bool good = strcmp(code, "Ok") == 0;
    return answer(json_pack("{s:[{s:s, s:s, s:i, s:s, s:s, s:s, s:s}]}", "SendStatusSet",
                            "SerialNo", serial, "PhoneNumber", phone, "Fee", good ? 1 : 0,
                            "SessionContext", session, "Code", code, "Message",
                            good ? "send success" : "send failed", "IsoCode", good ? "CN" : ""));
}

/* ---- who asks ---------------------------------------------------------------------------------
 */

static const char *header(const struct http_request *request, const char *name)
{
    const char *text = http_header(request, name);
    return text != NULL ? text : "";
}

/* NULL = genuine. */
static json_t *refuse_unsigned(const struct gateway *gateway, const struct http_request *request)
{
    const struct gateway_sms_account *account = &gateway->settings.sms;
    const struct tencent_request wanted = {.service = "sms",
                                           .host = header(request, "host"),
                                           .action = header(request, "x-tc-action"),
                                           .time_s =
                                               strtoll(header(request, "x-tc-timestamp"), NULL, 10),
                                           .body = request->body,
                                           .length = request->body_length};
    int64_t age_s = clock_now_us() / 1000000 - wanted.time_s;
    const char *given = header(request, "authorization");
    if (account->secret_id[0] == '\0')
        return no("AuthFailure.SecretIdNotFound", "The SecretId is not found.");
    if (age_s > TENCENT_SKEW_S || age_s < -TENCENT_SKEW_S)
        return no("AuthFailure.SignatureExpire", "The signature has expired.");
    const char *want = tencent_authorization(request->task->arena, account->secret_id,
                                             account->secret_key, &wanted);
    if (strcmp(header(request, "content-type"), TENCENT_TYPE) != 0 ||
        strlen(given) != strlen(want) || !crypto_equal(given, want, strlen(want)))
        return no("AuthFailure.SignatureFailure", "The provided credentials are not valid.");
    if (strcmp(wanted.action, "SendSms") != 0)
        return no("InvalidAction", "The action does not exist.");
    if (strcmp(header(request, "x-tc-version"), "2021-01-11") != 0)
        return no("NoSuchVersion", "The version does not exist.");
    return NULL;
}

/* ---- what is said -----------------------------------------------------------------------------
 */

struct message {
    const char *phone, *app, *sign, *template, *session;
    const char *values[VALUES_MAX];
    size_t count;
};

static const char *text_of(const json_t *body, const char *name)
{
    const char *text = json_string_value(json_object_get(body, name));
    return text != NULL ? text : "";
}

static bool read_message(const json_t *body, struct message *message)
{
    const json_t *values = json_object_get(body, "TemplateParamSet");
    const json_t *phones = json_object_get(body, "PhoneNumberSet");
    const char *phone = json_string_value(json_array_get(phones, 0));
    message->phone = phone != NULL ? phone : "";
    message->app = text_of(body, "SmsSdkAppId");
    message->sign = text_of(body, "SignName");
    message->template = text_of(body, "TemplateId");
    message->session = text_of(body, "SessionContext");
    message->count = json_array_size(values);
    if (json_array_size(phones) != 1 || message->count > VALUES_MAX)
        return false;
    for (size_t i = 0; i < message->count; i++) {
        message->values[i] = json_string_value(json_array_get(values, i));
        if (message->values[i] == NULL)
            return false;
    }
    return true;
}

/* "+8619900000001" */
static bool is_mobile(const char *phone)
{
    return strncmp(phone, "+861", 4) == 0 && strlen(phone) == 14 &&
           strspn(phone + 1, "0123456789") == 13;
}

/* The approved text of that number: its start and length; NULL when there is none. */
static const char *approved(const char *templates, const char *number, size_t *length)
{
    size_t digits = strlen(number);
    for (const char *at = templates; *at != '\0';) {
        size_t entry = strcspn(at, ";");
        if (digits > 0 && entry > digits && strncmp(at, number, digits) == 0 && at[digits] == '=') {
            *length = entry - digits - 1;
            return at + digits + 1;
        }
        at += entry + (at[entry] == ';');
    }
    return NULL;
}

/* The text with its values; NULL when it has other places than there are values. In the arena. */
static const char *fill(struct arena *arena, const struct message *message, const char *text,
                        size_t length)
{
    const char *filled = arena_printf(arena, "【%s】", message->sign);
    size_t used = 0;
    for (size_t i = 0; i < length;) {
        bool place = i + 2 < length && text[i] == '{' && text[i + 2] == '}';
        size_t n = place ? (size_t)(text[i + 1] - '1') : 0;
        if (place && n >= message->count)
            return NULL;
        filled = place ? arena_printf(arena, "%s%s", filled, message->values[n])
                       : arena_printf(arena, "%s%c", filled, text[i]);
        used += place;
        i += place ? 3 : 1;
    }
    return used == message->count ? filled : NULL;
}

/* Why it is not sent, as the provider says it; NULL = it is, and *text is what the phone shows. */
static const char *judge(struct gateway *gateway, struct arena *arena,
                         const struct message *message, const char **text)
{
    const struct gateway_sms_account *account = &gateway->settings.sms;
    size_t length;
    if (strcmp(message->app, account->app) != 0)
        return "UnauthorizedOperation.SmsSdkAppIdVerifyFail";
    if (!is_mobile(message->phone))
        return "InvalidParameterValue.IncorrectPhoneNumber";
    if (strcmp(message->sign, account->sign) != 0)
        return "FailedOperation.SignatureIncorrectOrUnapproved";
    const char *template = approved(account->templates, message->template, &length);
    if (template == NULL)
        return "FailedOperation.TemplateIncorrectOrUnapproved";
    *text = fill(arena, message, template, length);
    if (*text == NULL)
        return "FailedOperation.TemplateParamSetNotMatchApprovedTemplate";
    if (gateway_fault_hit(&gateway->faults, GATEWAY_FAULT_SMS_REFUSE) != NULL)
        return "FailedOperation.PhoneNumberInBlacklist";
    if (gateway_fault_hit(&gateway->faults, GATEWAY_FAULT_SMS_BUSY) != NULL)
        return "InternalError.SendAndRecvFail";
    return NULL;
}

/* ---- what becomes of it -----------------------------------------------------------------------
 */

static void report(struct gateway *gateway, const char *phone, const char *serial)
{
    char now[32];
    bool arrived = gateway_fault_hit(&gateway->faults, GATEWAY_FAULT_SMS_UNDELIVERED) == NULL;
    clock_rfc3339(clock_now_us() / 1000000 * 1000000, 480, now);
    now[10] = ' ';
    now[19] = '\0';
    const struct gateway_news news = {
        .event_type = GATEWAY_EVENT_SMS,
        .subject = serial,
        .url = gateway->settings.sms.receipt_url,
        .salt = gateway->settings.sms.receipt_key,
        .resource =
            json_pack("[{s:s, s:s, s:s, s:s, s:s, s:s, s:s}]", "user_receive_time", now,
                      "nationcode", "86", "mobile", phone + 3, "report_status",
                      arrived ? "SUCCESS" : "FAIL", "errmsg", arrived ? "DELIVRD" : "MK:0001",
                      "description", arrived ? "用户短信送达成功" : "空号", "sid", serial)};
    gateway_notify_send(gateway, &news);
}

static void keep(struct gateway_messages *messages, const struct message *message, const char *text,
                 const char *serial)
{
    if (messages->list == NULL)
        messages->list = json_array();
    if (json_array_size(messages->list) >= GATEWAY_MESSAGES_KEPT)
        json_array_remove(messages->list, 0);
    json_array_append_new(messages->list,
                          json_pack("{s:s, s:s, s:s, s:s, s:s}", "phone", message->phone + 3,
                                    "text", text, "template", message->template, "serial", serial,
                                    "session", message->session));
}

json_t *gateway_sms_send(struct gateway *gateway, struct http_request *request)
{
    struct arena *arena = request->task->arena;
    struct refusal ignored;
    struct message message;
    char nonce[21];
    const char *text;
    json_t *refused = refuse_unsigned(gateway, request);
    if (refused != NULL)
        return refused;
    if (!read_message(shape_parse(arena, request->body, request->body_length, &ignored), &message))
        return no("InvalidParameter", "The request is not of the documented shape.");
    const char *why = judge(gateway, arena, &message, &text);
    if (why != NULL)
        return status(message.phone, message.session, "", why);
    crypto_nonce_text(nonce, 20);
    const char *serial = arena_printf(arena, "5000:%" PRId64 "%s", clock_now_us() / 1000000, nonce);
    keep(&gateway->sms, &message, text, serial);
    report(gateway, message.phone, serial);
    return status(message.phone, message.session, serial, "Ok");
}

json_t *gateway_sms_list(const struct gateway_messages *messages, const char *phone)
{
    json_t *items = json_array();
    for (size_t i = json_array_size(messages->list); i > 0; i--) {
        json_t *message = json_array_get(messages->list, i - 1);
        if (phone[0] == '\0' || strcmp(text_of(message, "phone"), phone) == 0)
            json_array_append(items, message);
    }
    return json_pack("{s:o}", "messages", items);
}
