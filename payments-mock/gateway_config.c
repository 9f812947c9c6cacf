#include "payments-mock/gateway_config.h"

#include <ctype.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/config.h"
#include "payment/wechat/wechat_notify.h"

enum { PEM_MAX = 64 * 1024 };

static struct config_setting SETTINGS[] = {
    {.name = "GATEWAY_ADDRESS",
     .kind = CONFIG_TEXT,
     .fallback = "127.0.0.1",
     .about = "numeric address to listen on"},
    {.name = "GATEWAY_PORT",
     .kind = CONFIG_INT,
     .fallback = "8090",
     .min = 1,
     .max = 65535,
     .about = "port to listen on"},
    {.name = "GATEWAY_PUBLIC_URL",
     .kind = CONFIG_TEXT,
     .fallback = "",
     .about = "origin under which others reach the gateway; default http://ADDRESS:PORT"},
    {.name = "GATEWAY_STORE", .kind = CONFIG_TEXT, .about = "path of the journal"},
    {.name = "GATEWAY_KEY_FILE", .kind = CONFIG_FILE, .about = "platform's private key, PEM"},
    {.name = "GATEWAY_CERT_FILE", .kind = CONFIG_FILE, .about = "platform's certificate, PEM"},
    {.name = "GATEWAY_MERCHANT_CERT_FILE",
     .kind = CONFIG_FILE,
     .about = "merchant's API certificate, PEM"},
    {.name = "GATEWAY_APIV3_KEY",
     .kind = CONFIG_SECRET,
     .min = 32,
     .about = "APIv3 key, 32 characters"},
    {.name = "GATEWAY_MCHID", .kind = CONFIG_TEXT, .about = "merchant's number"},
    {.name = "GATEWAY_APPID", .kind = CONFIG_TEXT, .about = "app id bound to the merchant"},
    {.name = "GATEWAY_PAYEE",
     .kind = CONFIG_TEXT,
     .fallback = "扶贫商城",
     .about = "payee's name shown to payers"},
    {.name = "GATEWAY_FEE_BP",
     .kind = CONFIG_INT,
     .fallback = "60",
     .min = 0,
     .max = 1000,
     .about = "fee of a payment in hundredths of a percent; it stands in the bills"},
    {.name = "GATEWAY_REFUND_NOTIFY_URL",
     .kind = CONFIG_TEXT,
     .fallback = "",
     .about = "where refunds that name no address are notified"},
    {.name = "GATEWAY_RETRY_SCHEDULE",
     .kind = CONFIG_TEXT,
     .fallback = "1,2,5,10,30,60",
     .about = "seconds between attempts of a notification"},
    {.name = "GATEWAY_CARRIER_KEY", .kind = CONFIG_SECRET, .about = "key of the tracking service"},
    {.name = "GATEWAY_CARRIER_CUSTOMER",
     .kind = CONFIG_TEXT,
     .fallback = "",
     .about = "customer id of the tracking service; empty = any"},
    SETTING_TEXT("GATEWAY_SMS_ID", "", "SecretId of who sends text messages; empty = nobody"),
    SETTING_SECRET("GATEWAY_SMS_KEY", "", 16, "their SecretKey"),
    SETTING_TEXT("GATEWAY_SMS_APP", "1400000001", "their SmsSdkAppId"),
    SETTING_TEXT("GATEWAY_SMS_SIGN", "扶贫商城", "their approved name"),
    SETTING_TEXT(
        "GATEWAY_SMS_TEMPLATES",
        "1100001=验证码 {1}，{2} 分钟内有效。请不要告诉别人。;"
        "1100002=您有一个未付款的订单取消了：它的货所在批次已停用，没有收您的钱;"
        "1100003=订单 {1}：有货所在的批次已停用，没有同规格的可以换，{2} 元按原路退回;"
        "1100004=订单 {1}：有 {2} 件所在的批次正在核实，核实完再发出，请稍候;"
        "1100008={1}的{2}到 {3} 到期，请早些在工作台“证照”里换证；必备的证照到期，商品自动停卖",
        "approved texts, NUMBER=TEXT;NUMBER=TEXT, with {1}, {2} ... for the values"),
    SETTING_TEXT("GATEWAY_SMS_RECEIPT_URL", "", "where it is told what became of messages"),
    SETTING_SECRET("GATEWAY_SMS_RECEIPT_KEY", "", 32, "key that such a receipt is signed with"),
    {.name = NULL},
};

static bool complain(FILE *errors, const char *sentence)
{
    fprintf(errors, "gateway: %s\n", sentence);
    return false;
}

void gateway_settings_print(FILE *out)
{
    config_print(SETTINGS, out);
}

bool gateway_schedule_read(const char *text, int64_t ms[GATEWAY_RETRIES_MAX], int *count)
{
    *count = 0;
    while (*count < GATEWAY_RETRIES_MAX) {
        char *end;
        long seconds = strtol(text, &end, 10);
        if (!isdigit((unsigned char)text[0]) || end - text > 5 || seconds > 86400)
            return false;
        ms[(*count)++] = (int64_t)seconds * 1000;
        if (*end == '\0')
            return true;
        if (*end != ',')
            return false;
        text = end + 1;
    }
    return false;
}

/* ---- keys ---------------------------------------------------------------------------------- */

static char *read_text_file(const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = calloc(1, PEM_MAX + 1);
    if (file == NULL || text == NULL || fread(text, 1, PEM_MAX, file) == 0) {
        free(text);
        text = NULL;
    }
    if (file != NULL)
        fclose(file);
    return text;
}

static bool moment_us(const ASN1_TIME *time, int64_t *us)
{
    struct tm parts;
    if (time == NULL || ASN1_TIME_to_tm(time, &parts) != 1)
        return false;
    *us = (int64_t)timegm(&parts) * 1000000;
    return true;
}

/* The certificate's validity, which the list of certificates repeats beside it. */
static bool read_validity(struct gateway_settings *settings)
{
    BIO *bio = BIO_new_mem_buf(settings->certificate_pem, -1);
    X509 *certificate = bio != NULL ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;
    bool good = certificate != NULL &&
                moment_us(X509_get0_notBefore(certificate), &settings->certificate_from_us) &&
                moment_us(X509_get0_notAfter(certificate), &settings->certificate_until_us);
    X509_free(certificate);
    BIO_free(bio);
    return good;
}

static bool load_keys(struct gateway_settings *settings, FILE *errors)
{
    settings->platform_key = crypto_key_private_pem(config_text("GATEWAY_KEY_FILE"));
    settings->certificate_pem = read_text_file(config_text("GATEWAY_CERT_FILE"));
    if (settings->platform_key == NULL || settings->certificate_pem == NULL ||
        !read_validity(settings))
        return complain(errors, "the platform's key or certificate cannot be read");
    settings->platform_certificate = crypto_key_certificate_pem(settings->certificate_pem, false);
    settings->merchant_certificate =
        crypto_key_certificate_pem(config_text("GATEWAY_MERCHANT_CERT_FILE"), true);
    if (settings->platform_certificate == NULL || settings->merchant_certificate == NULL)
        return complain(errors, "a certificate cannot be read");
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    const char *signature = crypto_rsa_sign(arena, settings->platform_key, "pair", 4);
    bool pair = crypto_rsa_verify(settings->platform_certificate, "pair", 4, signature);
    arena_free(arena);
    return pair || complain(errors, "the platform's key and certificate do not belong together");
}

/* ---- loading ------------------------------------------------------------------------------- */

/* The configured origin, or the one made of address and port; lives as long as the process. */
static const char *public_url(const struct gateway_settings *settings)
{
    static char made[128];
    const char *configured = config_text("GATEWAY_PUBLIC_URL");
    if (configured[0] != '\0')
        return configured;
    bool v6 = strchr(settings->address, ':') != NULL;
    snprintf(made, sizeof made, v6 ? "http://[%s]:%d" : "http://%s:%d", settings->address,
             settings->port);
    return made;
}

bool gateway_settings_load(struct gateway_settings *settings, FILE *errors)
{
    if (!config_load(SETTINGS, NULL, NULL, errors))
        return false;
    *settings = (struct gateway_settings){
        .address = config_text("GATEWAY_ADDRESS"),
        .port = (int)config_int("GATEWAY_PORT"),
        .store = config_text("GATEWAY_STORE"),
        .payee = config_text("GATEWAY_PAYEE"),
        .apiv3_key = config_text("GATEWAY_APIV3_KEY"),
        .refund_notify_url = config_text("GATEWAY_REFUND_NOTIFY_URL"),
        .carrier_key = config_text("GATEWAY_CARRIER_KEY"),
        .carrier_customer = config_text("GATEWAY_CARRIER_CUSTOMER"),
        .sms = {.secret_id = config_text("GATEWAY_SMS_ID"),
                .secret_key = config_text("GATEWAY_SMS_KEY"),
                .app = config_text("GATEWAY_SMS_APP"),
                .sign = config_text("GATEWAY_SMS_SIGN"),
                .templates = config_text("GATEWAY_SMS_TEMPLATES"),
                .receipt_url = config_text("GATEWAY_SMS_RECEIPT_URL"),
                .receipt_key = config_text("GATEWAY_SMS_RECEIPT_KEY")},
        .merchant = {config_text("GATEWAY_MCHID"), config_text("GATEWAY_APPID"),
                     config_int("GATEWAY_FEE_BP")},
    };
    settings->public_url = public_url(settings);
    if (strlen(settings->apiv3_key) != WECHAT_APIV3_KEY_LENGTH)
        return complain(errors, "GATEWAY_APIV3_KEY must have 32 characters");
    if (strlen(settings->merchant.mchid) > 32 || strlen(settings->merchant.appid) > 32)
        return complain(errors, "GATEWAY_MCHID and GATEWAY_APPID have at most 32 characters");
    if (!gateway_schedule_read(config_text("GATEWAY_RETRY_SCHEDULE"), settings->retry_ms,
                               &settings->retry_count))
        return complain(errors, "GATEWAY_RETRY_SCHEDULE must be seconds, comma separated");
    return load_keys(settings, errors);
}

void gateway_settings_release(struct gateway_settings *settings)
{
    crypto_key_free(settings->platform_key);
    crypto_key_free(settings->platform_certificate);
    crypto_key_free(settings->merchant_certificate);
    free(settings->certificate_pem);
}
