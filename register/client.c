#include "register/client.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/crypto.h"
#include "base/fetch.h"

const struct refusal_kind REGISTER_AWAY = {"register_away", 502, "登记系统暂时联系不上"};
const struct refusal_kind REGISTER_NONE = {"register_none", 409, "没有接入登记系统"};

enum { CLOCK_SKEW_S = 300, TIMEOUT_MS = 30000, NONCE_BYTES = 16 };
/* A page of five thousand households of some thirty members. */
#define ANSWER_MAX ((size_t)48 * 1024 * 1024)

static struct {
    const char *url;
    uint8_t seed[32], public_key[32];
} peer;

bool register_client_start(void)
{
    peer.url = config_text("MALL_REGISTER_URL");
    if (peer.url[0] == '\0')
        return true;
    if (crypto_unhex(config_text("MALL_REGISTER_KEY"), peer.seed, sizeof(peer.seed)) &&
        crypto_unhex(config_text("MALL_REGISTER_PUBLIC_KEY"), peer.public_key,
                     sizeof(peer.public_key)))
        return true;
    fputs("mall: MALL_REGISTER_KEY and MALL_REGISTER_PUBLIC_KEY must be 64 hexadecimal digits\n",
          stderr);
    return false;
}

bool register_client_is_set(void)
{
    return peer.url != NULL && peer.url[0] != '\0';
}

/* ---- what is signed ---- */

static const char *digest_of(struct arena *arena, const char *bytes, size_t length)
{
    uint8_t digest[32];
    crypto_sha256(bytes, length, digest);
    return crypto_hex(digest, sizeof(digest), arena_alloc(arena, 2 * sizeof(digest) + 1));
}

static const char *sign_request(struct arena *arena, const char *method, const char *target,
                                const char *body, int64_t now_s, const char *nonce)
{
    size_t length = body != NULL ? strlen(body) : 0;
    const char *text = arena_printf(arena, "%s\n%s\n%" PRId64 "\n%s\n%s\n", method, target, now_s,
                                    nonce, digest_of(arena, body != NULL ? body : "", length));
    return crypto_ed25519_sign(arena, peer.seed, text, strlen(text));
}

static const char *header_of(const struct fetch_response *response, const char *name)
{
    const char *value = fetch_header(response, name);
    return value != NULL ? value : "";
}

/* NULL when the answer is the register's to this request, otherwise what is wrong with it. */
static const char *wrong_with(struct arena *arena, const struct fetch_response *response,
                              const char *nonce)
{
    const char *time_s = header_of(response, "register-time");
    const char *text = arena_printf(arena, "%d\n%s\n%s\n%s\n", response->status,
                                    header_of(response, "register-nonce"), time_s,
                                    digest_of(arena, response->body, response->body_length));
    int64_t off_s = strtoll(time_s, NULL, 10) - clock_now_us() / 1000000;
    if (!crypto_ed25519_verify(peer.public_key, text, strlen(text),
                               header_of(response, "register-signature")))
        return "回答的签名不对";
    if (strcmp(header_of(response, "register-nonce"), nonce) != 0)
        return "回答的不是这次请求";
    if (off_s < -CLOCK_SKEW_S || off_s > CLOCK_SKEW_S)
        return "回答的时间相差太多";
    return NULL;
}

/* ---- asking ---- */

bool register_client_ask(struct task *task, const char *method, const char *target,
                         const char *body, struct register_answer *answer, struct refusal *why)
{
    uint8_t random[NONCE_BYTES];
    char nonce[2 * NONCE_BYTES + 1];
    int64_t now_s = clock_now_us() / 1000000;
    struct fetch_response response;
    if (!register_client_is_set())
        return refuse(why, &REGISTER_NONE, NULL);
    crypto_random(random, sizeof(random));
    crypto_hex(random, sizeof(random), nonce);
    const char *headers[] = {
        "Register-Client: mall",
        arena_printf(task->arena, "Register-Time: %" PRId64, now_s),
        arena_printf(task->arena, "Register-Nonce: %s", nonce),
        arena_printf(task->arena, "Register-Signature: %s",
                     sign_request(task->arena, method, target, body, now_s, nonce)),
        body != NULL ? "Content-Type: application/json" : NULL,
        NULL,
    };
    const struct fetch_request request = {
        .method = method,
        .url = arena_printf(task->arena, "%s%s", peer.url, target),
        .headers = headers,
        .body = body,
        .body_length = body != NULL ? strlen(body) : 0,
        .timeout_ms = TIMEOUT_MS,
        .max_body = ANSWER_MAX,
    };
    if (!fetch(task, &request, &response, why))
        return why->kind == &FETCH_FAILED
                   ? refuse_detail(why, &REGISTER_AWAY, NULL, "没有回答，或连接中断")
                   : false;
    const char *wrong = wrong_with(task->arena, &response, nonce);
    if (wrong != NULL)
        return refuse_detail(why, &REGISTER_AWAY, NULL, "%s", wrong);
    *answer = (struct register_answer){.status = response.status,
                                       .body = response.body,
                                       .length = response.body_length,
                                       .next = fetch_header(&response, "register-next")};
    return true;
}
