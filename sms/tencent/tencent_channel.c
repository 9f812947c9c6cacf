#include "sms/tencent/tencent_channel.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/fetch.h"
#include "base/id.h"
#include "base/json_text.h"
#include "base/shape.h"
#include "sms/tencent/tencent_sign.h"

enum { TIMEOUT_MS = 8000, ANSWER_MAX = 64 * 1024 };

/* ---- the wire ---- */

const char *tencent_body(struct arena *arena, const struct tencent_account *account,
                         const struct sms_letter *letter)
{
    char digits[21];
    json_t *values = json_array();
    for (int i = 0; i < letter->template->values; i++)
        json_array_append_new(values, json_string(letter->values[i]));
    json_t *body =
        json_pack("{s:[s], s:s, s:s, s:s, s:o, s:s}", "PhoneNumberSet",
                  arena_printf(arena, "+86%s", letter->phone), "SmsSdkAppId", account->app,
                  "SignName", account->sign, "TemplateId", account->template_id, "TemplateParamSet",
                  values, "SessionContext", id_text(letter->id, digits));
    const char *text = json_text_of(arena, body, NULL);
    json_decref(body);
    return text;
}

bool tencent_is_passing(const char *code)
{
    static const char *const PASSING[] = {"InternalError",
                                          "RequestLimitExceeded",
                                          "ResourceInsufficient",
                                          "ResourceUnavailable",
                                          "AuthFailure.SignatureExpire",
                                          "FailedOperation.FailResolvePacket",
                                          "FailedOperation.InsufficientBalanceInSmsPackage",
                                          "LimitExceeded.DeliveryFrequencyLimit",
                                          NULL};
    for (int i = 0; PASSING[i] != NULL; i++)
        if (strncmp(code, PASSING[i], strlen(PASSING[i])) == 0)
            return true;
    return false;
}

static enum sms_answer answer_no(const char *word, char code[SMS_CODE_SIZE])
{
    snprintf(code, SMS_CODE_SIZE, "%s", word);
    return tencent_is_passing(code) ? SMS_UNKNOWN : SMS_REFUSED;
}

enum sms_answer tencent_answer(struct arena *arena, int status, const char *body, size_t length,
                               char serial[SMS_SERIAL_SIZE], char code[SMS_CODE_SIZE])
{
    struct refusal unread;
    const json_t *whole = status == 200 ? shape_parse(arena, body, length, &unread) : NULL;
    const json_t *response = json_object_get(whole, "Response");
    const char *error =
        json_string_value(json_object_get(json_object_get(response, "Error"), "Code"));
    const json_t *one = json_array_get(json_object_get(response, "SendStatusSet"), 0);
    const char *word = json_string_value(json_object_get(one, "Code"));
    const char *number = json_string_value(json_object_get(one, "SerialNo"));
    if (error != NULL)
        return answer_no(error, code);
    if (word != NULL && strcmp(word, "Ok") != 0)
        return answer_no(word, code);
    if (word == NULL || number == NULL || number[0] == '\0' || strlen(number) >= SMS_SERIAL_SIZE) {
        snprintf(code, SMS_CODE_SIZE, "HTTP %d", status);
        return SMS_UNKNOWN;
    }
    snprintf(serial, SMS_SERIAL_SIZE, "%s", number);
    return SMS_TAKEN;
}

/* ---- the channel ---- */

/* "sms.tencentcloudapi.com" of "https://sms.tencentcloudapi.com". */
static const char *host_of(const char *url)
{
    const char *authority = strstr(url, "://");
    return authority != NULL ? authority + 3 : url;
}

static enum sms_answer call(struct task *task, const char *body, char serial[SMS_SERIAL_SIZE],
                            char code[SMS_CODE_SIZE])
{
    struct arena *arena = task->arena;
    struct fetch_response response;
    struct refusal why;
    const char *url = config_text("MALL_SMS_TENCENT_URL");
    const struct tencent_request request = {.service = "sms",
                                            .host = host_of(url),
                                            .action = "SendSms",
                                            .time_s = clock_now_us() / 1000000,
                                            .body = body,
                                            .length = strlen(body)};
    const char *authorization = tencent_authorization(
        arena, config_text("MALL_SMS_TENCENT_ID"), config_text("MALL_SMS_TENCENT_KEY"), &request);
    const char *headers[] = {
        "Content-Type: " TENCENT_TYPE,
        arena_printf(arena, "Authorization: %s", authorization),
        "X-TC-Action: SendSms",
        "X-TC-Version: 2021-01-11",
        arena_printf(arena, "X-TC-Timestamp: %" PRId64, request.time_s),
        arena_printf(arena, "X-TC-Region: %s", config_text("MALL_SMS_TENCENT_REGION")),
        NULL};
    if (!fetch(task,
               &(struct fetch_request){.method = "POST",
                                       .url = arena_printf(arena, "%s/", url),
                                       .headers = headers,
                                       .body = body,
                                       .body_length = request.length,
                                       .timeout_ms = TIMEOUT_MS,
                                       .max_body = ANSWER_MAX},
               &response, &why)) {
        snprintf(code, SMS_CODE_SIZE, "%s", why.kind->code);
        return SMS_UNKNOWN;
    }
    return tencent_answer(arena, response.status, response.body, response.body_length, serial,
                          code);
}

static enum sms_answer send_letter(void *self, struct task *task, const struct sms_letter *letter,
                                   char serial[SMS_SERIAL_SIZE], char code[SMS_CODE_SIZE])
{
    const struct tencent_account account = {.app = config_text("MALL_SMS_TENCENT_APP"),
                                            .sign = config_text("MALL_SMS_SIGN"),
                                            .template_id = config_text(letter->template->setting)};
    (void)self;
    return call(task, tencent_body(task->arena, &account, letter), serial, code);
}

static const struct sms_channel CHANNEL = {.name = TENCENT_NAME, .send = send_letter};

bool tencent_is_on(void)
{
    return sms_channel() == &CHANNEL;
}

static bool require(const char *setting)
{
    if (config_text(setting)[0] != '\0')
        return true;
    fprintf(stderr, "%s: is required with MALL_SMS=tencent\n", setting);
    return false;
}

/* Root of a server, without a path: it is the signed host. */
static bool check_url(void)
{
    const char *url = config_text("MALL_SMS_TENCENT_URL");
    bool good = strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0;
    if (good && strpbrk(host_of(url), "/?#@ ") == NULL && host_of(url)[0] != '\0')
        return true;
    fputs("MALL_SMS_TENCENT_URL: must be https://host[:port], without a path\n", stderr);
    return false;
}

bool tencent_setup(void)
{
    static const char *const NEEDED[] = {"MALL_SMS_TENCENT_ID", "MALL_SMS_TENCENT_KEY",
                                         "MALL_SMS_TENCENT_APP", "MALL_SMS_RECEIPT_KEY",
                                         "MALL_SMS_SIGN"};
    bool good = true;
    if (strcmp(config_text("MALL_SMS"), TENCENT_NAME) != 0)
        return true;
    for (size_t i = 0; i < sizeof(NEEDED) / sizeof(NEEDED[0]); i++)
        good = require(NEEDED[i]) && good;
    for (int i = 0; SMS_TEMPLATES[i] != NULL; i++)
        good = require(SMS_TEMPLATES[i]->setting) && good;
    if (!check_url() || !good)
        return false;
    sms_channel_set(&CHANNEL);
    return true;
}
