#include "payments-mock/gateway_auth.h"

#include <stdlib.h>
#include <string.h>

#include "payment/wechat/wechat_sign.h"

/* ---- nonces -------------------------------------------------------------------------------- */

void gateway_nonces_release(struct gateway_nonces *nonces)
{
    free(nonces->current);
    free(nonces->previous);
    *nonces = (struct gateway_nonces){0};
}

static uint64_t nonce_sum(const char *nonce)
{
    uint8_t digest[32];
    uint64_t sum;
    crypto_sha256(nonce, strlen(nonce), digest);
    memcpy(&sum, digest, sizeof sum);
    return sum != 0 ? sum : 1; /* zero marks a free slot */
}

/* The slot that holds the sum, or the free one where it would go. */
static uint64_t *find_sum(uint64_t *slots, uint64_t sum)
{
    for (uint64_t at = sum;; at++) {
        uint64_t *slot = &slots[at & (GATEWAY_NONCE_SLOTS - 1)];
        if (*slot == sum || *slot == 0)
            return slot;
    }
}

/* Begins a new generation when the current one has lived long enough. */
static void turn(struct gateway_nonces *nonces, int64_t now_s)
{
    if (nonces->current != NULL && now_s - nonces->since_s < GATEWAY_NONCE_LIFE_S)
        return;
    free(nonces->previous);
    nonces->previous = nonces->current;
    nonces->current = calloc(GATEWAY_NONCE_SLOTS, sizeof *nonces->current);
    if (nonces->current == NULL)
        abort();
    nonces->count = 0;
    nonces->since_s = now_s;
}

enum gateway_nonce gateway_nonce_use(struct gateway_nonces *nonces, const char *nonce,
                                     int64_t now_s)
{
    uint64_t sum = nonce_sum(nonce);
    turn(nonces, now_s);
    uint64_t *slot = find_sum(nonces->current, sum);
    if (*slot != 0 || (nonces->previous != NULL && *find_sum(nonces->previous, sum) != 0))
        return GATEWAY_NONCE_USED;
    if (nonces->count >= GATEWAY_NONCES_MAX)
        return GATEWAY_NONCE_FULL;
    *slot = sum;
    nonces->count++;
    return GATEWAY_NONCE_FRESH;
}

/* ---- requests ------------------------------------------------------------------------------ */

static bool sign_error(struct gateway_refusal *why, const char *message)
{
    return gateway_refuse(why, 401, "SIGN_ERROR", message);
}

static bool read_header(const char *value, struct wechat_authorization *authorization,
                        struct gateway_refusal *why)
{
    switch (wechat_authorization_parse(value, authorization)) {
    case WECHAT_PARSED:
        return true;
    case WECHAT_PARSE_SCHEME:
        return sign_error(why, "Http头Authorization认证类型不正确");
    case WECHAT_PARSE_FORMAT:
        break;
    }
    return sign_error(why, "Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》");
}

static bool use_nonce(struct gateway_nonces *nonces, const char *nonce, int64_t now_s,
                      struct gateway_refusal *why)
{
    switch (gateway_nonce_use(nonces, nonce, now_s)) {
    case GATEWAY_NONCE_FRESH:
        return true;
    case GATEWAY_NONCE_USED:
        return sign_error(why, "Http头Authorization中的nonce_str已使用过");
    case GATEWAY_NONCE_FULL:
        break;
    }
    return gateway_refuse(why, 429, "FREQUENCY_LIMITED", "请求过于频繁");
}

bool gateway_auth_verify(struct arena *arena, const struct gateway_signed *request,
                         const char *mchid, const struct crypto_key *certificate,
                         struct gateway_nonces *nonces, int64_t now_s, struct gateway_refusal *why)
{
    struct wechat_authorization given;
    size_t length;
    if (!read_header(request->authorization, &given, why))
        return false;
    if (strcmp(given.mchid, mchid) != 0)
        return sign_error(why, "商户号不存在或与证书不符");
    if (strcmp(given.serial, crypto_key_serial(certificate)) != 0)
        return sign_error(why, "商户证书序列号有误。请使用签名私钥匹配的证书序列号");
    if (!wechat_clock_agrees(now_s, given.timestamp_s))
        return sign_error(why, "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟");
    const char *message =
        wechat_request_message(arena, request->method, request->target, given.timestamp_s,
                               given.nonce, request->body, request->body_length, &length);
    if (!crypto_rsa_verify(certificate, message, length, given.signature))
        return sign_error(why, "错误的签名，验签失败");
    return use_nonce(nonces, given.nonce, now_s, why);
}
