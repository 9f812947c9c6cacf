#include "register-mock/register_auth.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "register-mock/register_sign.h"

enum { NONCE_DIGITS = 32, TIME_DIGITS_MAX = 12 };

static bool all_of(const char *text, const char *letters)
{
    return text[strspn(text, letters)] == '\0';
}

bool register_nonce_is(const char *text)
{
    return strlen(text) == NONCE_DIGITS && all_of(text, "0123456789abcdefABCDEF");
}

static bool clocks_agree(const char *time, int64_t now_s)
{
    int64_t then_s = strtoll(time, NULL, 10);
    return llabs(now_s - then_s) <= REGISTER_CLOCK_S;
}

static bool has_form(const struct register_signed *request)
{
    return request->time != NULL && request->nonce != NULL && request->signature != NULL &&
           request->time[0] != '\0' && strlen(request->time) <= TIME_DIGITS_MAX &&
           all_of(request->time, "0123456789") && register_nonce_is(request->nonce);
}

bool register_auth_verify(struct arena *arena, const struct register_signed *request,
                          const struct register_client *client, struct register_store *store,
                          int64_t now_s, struct register_refusal *why)
{
    if (request->client == NULL || strcmp(request->client, client->name) != 0)
        return register_refuse(why, 401, "client", "登记系统不认识这个接入方");
    if (!has_form(request))
        return register_refuse(why, 401, "signature", "缺少签名，或签名所需的请求头格式不对");
    if (!clocks_agree(request->time, now_s))
        return register_refuse(why, 401, "clock", "请求时间与登记系统的时间相差超过 5 分钟");
    const char *message =
        register_request_message(arena, request->method, request->target, request->time,
                                 request->nonce, request->body, request->body_length);
    if (!crypto_ed25519_verify(client->public_key, message, strlen(message), request->signature))
        return register_refuse(why, 401, "signature", "签名不对");
    if (!register_store_nonce(store, client->name, request->nonce, now_s))
        return register_refuse(why, 401, "replayed", "这个随机数已经用过");
    return true;
}
