#include "sms/tencent/tencent_sign.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"

#define SIGNED_HEADERS "content-type;host;x-tc-action"

static void hash_hex(const void *bytes, size_t length, char hex[65])
{
    uint8_t digest[32];
    crypto_sha256(bytes, length, digest);
    crypto_hex(digest, sizeof(digest), hex);
}

static const char *lower(struct arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, text);
    for (char *c = copy; *c != '\0'; c++)
        *c = (char)tolower((unsigned char)*c);
    return copy;
}

void tencent_canonical_hash(struct arena *arena, const struct tencent_request *request,
                            char hex[65])
{
    char body_hash[65];
    hash_hex(request->body, request->length, body_hash);
    const char *canonical = arena_printf(
        arena, "POST\n/\n\ncontent-type:%s\nhost:%s\nx-tc-action:%s\n\n%s\n%s", TENCENT_TYPE,
        lower(arena, request->host), lower(arena, request->action), SIGNED_HEADERS, body_hash);
    hash_hex(canonical, strlen(canonical), hex);
}

static void mac(const uint8_t key[32], const char *text, uint8_t out[32])
{
    crypto_hmac_sha256(key, 32, text, strlen(text), out);
}

/* The key of a day and a service: who learns it can sign nothing else. */
static void derive(struct arena *arena, const char *secret_key, const char *day,
                   const char *service, uint8_t key[32])
{
    uint8_t day_key[32], service_key[32];
    const char *first = arena_printf(arena, "TC3%s", secret_key);
    crypto_hmac_sha256(first, strlen(first), day, strlen(day), day_key);
    mac(day_key, service, service_key);
    mac(service_key, "tc3_request", key);
}

const char *tencent_authorization(struct arena *arena, const char *secret_id,
                                  const char *secret_key, const struct tencent_request *request)
{
    char moment[32], hash[65], signature[65];
    uint8_t key[32], signature_bytes[32];
    clock_rfc3339(request->time_s * 1000000, 0, moment);
    const char *day = arena_printf(arena, "%.10s", moment); /* UTC */
    const char *scope = arena_printf(arena, "%s/%s/tc3_request", day, request->service);
    tencent_canonical_hash(arena, request, hash);
    const char *text =
        arena_printf(arena, "TC3-HMAC-SHA256\n%" PRId64 "\n%s\n%s", request->time_s, scope, hash);
    derive(arena, secret_key, day, request->service, key);
    mac(key, text, signature_bytes);
    explicit_bzero(key, sizeof(key));
    return arena_printf(
        arena, "TC3-HMAC-SHA256 Credential=%s/%s, SignedHeaders=" SIGNED_HEADERS ", Signature=%s",
        secret_id, scope, crypto_hex(signature_bytes, sizeof(signature_bytes), signature));
}

/* ---- receipts ---- */

void tencent_receipt_sign(struct arena *arena, const char *key, const char *time, const char *body,
                          size_t length, char hex[65])
{
    uint8_t digest[32];
    size_t time_length = strlen(time);
    char *text = arena_alloc(arena, time_length + 1 + length);
    memcpy(text, time, time_length);
    text[time_length] = '\n';
    memcpy(text + time_length + 1, body, length);
    crypto_hmac_sha256(key, strlen(key), text, time_length + 1 + length, digest);
    crypto_hex(digest, sizeof(digest), hex);
}

void tencent_receipt_token(const char *key, char hex[65])
{
    static const char TEXT[] = "address of receipts";
    uint8_t digest[32];
    crypto_hmac_sha256(key, strlen(key), TEXT, sizeof(TEXT) - 1, digest);
    crypto_hex(digest, sizeof(digest), hex);
}
