#include "base/totp.h"

#include <assert.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"

static const char BASE32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

uint32_t totp_hotp(const uint8_t *secret, size_t length, uint64_t counter, int digits)
{
    uint8_t message[8], mac[EVP_MAX_MD_SIZE];
    unsigned mac_length = 0;
    uint32_t modulus = 1;
    assert(digits >= 6 && digits <= 8);
    for (int i = 0; i < 8; i++)
        message[i] = (uint8_t)(counter >> (56 - 8 * i));
    const void *made =
        HMAC(EVP_sha1(), secret, (int)length, message, sizeof(message), mac, &mac_length);
    assert(made != NULL && mac_length == 20);
    const uint8_t *at = mac + (mac[19] & 0x0f);
    uint32_t number = (uint32_t)(at[0] & 0x7f) << 24 | (uint32_t)at[1] << 16 |
                      (uint32_t)at[2] << 8 | (uint32_t)at[3];
    while (digits-- > 0)
        modulus *= 10;
    explicit_bzero(mac, sizeof(mac));
    return number % modulus;
}

int64_t totp_step(int64_t unix_s)
{
    assert(unix_s >= 0);
    return unix_s / TOTP_STEP_S;
}

int64_t totp_match(const uint8_t *secret, size_t length, const char *code, int64_t now_step,
                   int64_t last_step)
{
    int64_t found = 0;
    if (strlen(code) != TOTP_DIGITS)
        return 0;
    for (int64_t step = now_step - TOTP_DRIFT_STEPS; step <= now_step + TOTP_DRIFT_STEPS; step++) {
        char text[16];
        snprintf(text, sizeof(text), "%06u",
                 (unsigned)totp_hotp(secret, length, (uint64_t)step, TOTP_DIGITS));
        if (crypto_equal(text, code, TOTP_DIGITS) && step > last_step && found == 0)
            found = step;
    }
    return found;
}

char *totp_secret_text(struct arena *arena, const uint8_t *secret, size_t length)
{
    size_t size = (length * 8 + 4) / 5, at = 0;
    char *text = arena_alloc(arena, size + 1);
    uint32_t bits = 0;
    int held = 0;
    for (size_t i = 0; i < length; i++) {
        bits = bits << 8 | secret[i];
        for (held += 8; held >= 5; held -= 5)
            text[at++] = BASE32[bits >> (held - 5) & 31];
    }
    if (held > 0)
        text[at++] = BASE32[bits << (5 - held) & 31];
    text[at] = '\0';
    return text;
}

bool totp_secret_read(const char *text, uint8_t *secret, size_t length)
{
    uint32_t bits = 0;
    int held = 0;
    size_t at = 0;
    for (; *text != '\0'; text++) {
        const char *digit = strchr(BASE32, *text);
        if (digit == NULL)
            return false;
        bits = bits << 5 | (uint32_t)(digit - BASE32);
        held += 5;
        if (held < 8)
            continue;
        held -= 8;
        if (at == length)
            return false;
        secret[at++] = (uint8_t)(bits >> held);
    }
    return at == length && held < 5;
}

static char *escape(struct arena *arena, const char *text)
{
    char *escaped = arena_alloc(arena, 3 * strlen(text) + 1), *end = escaped;
    static const char HEX[] = "0123456789ABCDEF";
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
            *end++ = (char)c;
        } else {
            *end++ = '%';
            *end++ = HEX[c >> 4];
            *end++ = HEX[c & 15];
        }
    }
    *end = '\0';
    return escaped;
}

char *totp_uri(struct arena *arena, const char *issuer, const char *label, const char *secret_text)
{
    const char *who = escape(arena, issuer);
    return arena_printf(arena, "otpauth://totp/%s:%s?secret=%s&issuer=%s&digits=%d&period=%d", who,
                        escape(arena, label), secret_text, who, TOTP_DIGITS, TOTP_STEP_S);
}
