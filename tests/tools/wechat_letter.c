/* Writes a notification as the payment platform sends them, or one that is not genuine:
 *
 *   wechat_letter FOLDER NUMBER TRANSACTION FEN [FLAW]
 *
 * FOLDER/head gets its headers ("Name: value" lines), FOLDER/body its bytes: that order NUMBER was
 * paid with FEN fen, as TRANSACTION, by the settings of mall-gateway. FLAW is one of
 *   stale      signed ten minutes ago
 *   early      signed ten minutes from now
 *   serial     the signature names a certificate that nobody knows
 *   signer     signed with the merchant's key, MALL_WECHAT_KEY_FILE, instead of the platform's
 *   tampered   a byte of the body changed after it was signed
 *   unsigned   no signature at all
 *   probe      the platform's own test of our verification
 *   key        rightly signed, but encrypted under another APIv3 key
 *   mchid      rightly signed and encrypted, but another merchant's
 */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "payment/wechat/wechat_notify.h"
#include "payment/wechat/wechat_sign.h"

enum { TEN_MINUTES_S = 600 };

static const char *flaw = "";

static bool has_flaw(const char *name)
{
    return strcmp(flaw, name) == 0;
}

static const char *setting(const char *name)
{
    const char *value = getenv(name);
    if (value == NULL) {
        fprintf(stderr, "wechat_letter: %s is not set\n", name);
        exit(2);
    }
    return value;
}

/* What the letter says, as JSON in the clear. */
static json_t *transaction(const char *number, const char *id, int64_t fen)
{
    char paid[32];
    const char *mchid = has_flaw("mchid") ? "1999999999" : setting("GATEWAY_MCHID");
    int64_t now_us = clock_now_us() / 1000000 * 1000000;
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:{s:s}, s:{s:I, s:I, s:s, s:s}}", "mchid",
        mchid, "appid", setting("GATEWAY_APPID"), "out_trade_no", number, "transaction_id", id,
        "trade_type", "NATIVE", "trade_state", "SUCCESS", "trade_state_desc", "支付成功",
        "bank_type", "OTHERS", "success_time", clock_rfc3339(now_us, 480, paid), "payer", "openid",
        "oUpF8uMuAJO-M2pxb1Q9zNjWeS6o", "amount", "total", (json_int_t)fen, "payer_total",
        (json_int_t)fen, "currency", "CNY", "payer_currency", "CNY");
}

static char *letter_body(struct arena *arena, json_t *content)
{
    char created[32];
    const char *key =
        has_flaw("key") ? "00000000000000000000000000000000" : setting("GATEWAY_APIV3_KEY");
    char *plain = json_dumps(content, JSON_COMPACT);
    json_t *resource = wechat_resource_seal(arena, key, "transaction", plain, strlen(plain));
    json_object_set_new(resource, "original_type", json_string("transaction"));
    json_t *letter =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "id", "EV-2018022511223320873", "create_time",
                  clock_rfc3339(clock_now_us() / 1000000 * 1000000, 480, created), "event_type",
                  "TRANSACTION.SUCCESS", "resource_type", "encrypt-resource", "summary", "支付成功",
                  "resource", resource);
    char *body = json_dumps(letter, JSON_COMPACT);
    char *copy = arena_strdup(arena, body);
    free(plain);
    free(body);
    json_decref(letter);
    json_decref(content);
    return copy;
}

static FILE *open_file(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "we");
    if (file == NULL) {
        perror(path);
        exit(2);
    }
    return file;
}

static const char *signature_of(struct arena *arena, const char *timestamp, const char *nonce,
                                const char *body)
{
    size_t length;
    const char *file = setting(has_flaw("signer") ? "MALL_WECHAT_KEY_FILE" : "GATEWAY_KEY_FILE");
    if (has_flaw("probe"))
        return arena_printf(arena, "WECHATPAY/SIGNTEST/%s", nonce);
    struct crypto_key *key = crypto_key_private_pem(file);
    if (key == NULL) {
        fprintf(stderr, "wechat_letter: %s holds no key\n", file);
        exit(2);
    }
    const char *message =
        wechat_answer_message(arena, timestamp, nonce, body, strlen(body), &length);
    const char *signature = crypto_rsa_sign(arena, key, message, length);
    crypto_key_free(key);
    return signature;
}

static void write_head(struct arena *arena, FILE *file, const char *body)
{
    char nonce[WECHAT_NONCE_LENGTH + 1];
    int64_t age_s = has_flaw("stale") ? TEN_MINUTES_S : has_flaw("early") ? -TEN_MINUTES_S : 0;
    const char *timestamp = arena_printf(arena, "%" PRId64, clock_now_us() / 1000000 - age_s);
    crypto_nonce_text(nonce, WECHAT_NONCE_LENGTH);
    fprintf(file, "Content-Type: application/json\n");
    if (has_flaw("unsigned"))
        return;
    struct crypto_key *platform = crypto_key_certificate_pem(setting("GATEWAY_CERT_FILE"), true);
    const char *serial = platform != NULL ? crypto_key_serial(platform) : "";
    fprintf(file,
            "Wechatpay-Timestamp: %s\nWechatpay-Nonce: %s\nWechatpay-Serial: %s\n"
            "Wechatpay-Signature: %s\nWechatpay-Signature-Type: " WECHAT_SCHEME "\n",
            timestamp, nonce,
            has_flaw("serial") ? "5157F09EFDC096DE15EBE81A47057A7232F1B8E1" : serial,
            signature_of(arena, timestamp, nonce, body));
    crypto_key_free(platform);
}

int main(int argc, char **argv)
{
    if ((argc != 5 && argc != 6) || !crypto_init()) {
        fprintf(stderr, "usage: %s FOLDER NUMBER TRANSACTION FEN [FLAW]\n", argv[0]);
        return 2;
    }
    flaw = argc == 6 ? argv[5] : "";
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    FILE *head = open_file(argv[1], "head"), *file = open_file(argv[1], "body");
    char *body = letter_body(arena, transaction(argv[2], argv[3], strtoll(argv[4], NULL, 10)));
    write_head(arena, head, body);
    if (has_flaw("tampered")) {
        char *summary = strstr(body, "EV-2018");
        summary[3] = '3';
    }
    fputs(body, file);
    arena_free(arena);
    return fclose(head) == 0 && fclose(file) == 0 ? 0 : 1;
}
