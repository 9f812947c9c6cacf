/* Bytes as text: hexadecimal, Base64 (RFC 4648 section 4), Crockford's Base32. */
#include <assert.h>
#include <limits.h>
#include <openssl/evp.h>
#include <sodium.h>
#include <string.h>

#include "base/crypto.h"

static const char CROCKFORD[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
enum { BASE32_DIGITS_MAX = 13 }; /* 65 bits */
enum { HEX_STEP = 16 };

/* By arithmetic: no place in memory is read that depends on the bytes. */
static inline uint8_t hex_digit(uint8_t nibble)
{
    return (uint8_t)(nibble + '0' + (nibble > 9 ? 'a' - '0' - 10 : 0));
}

/* So many at once that the compiler takes the processor's wide registers for it. */
static void hex_step(const uint8_t bytes[HEX_STEP], char hex[2 * HEX_STEP])
{
    uint8_t high[HEX_STEP], low[HEX_STEP];
    for (int i = 0; i < HEX_STEP; i++) {
        high[i] = hex_digit(bytes[i] >> 4);
        low[i] = hex_digit(bytes[i] & 15);
    }
    for (int i = 0; i < HEX_STEP; i++) {
        hex[2 * i] = (char)high[i];
        hex[2 * i + 1] = (char)low[i];
    }
}

char *crypto_hex(const void *bytes, size_t length, char *hex)
{
    const uint8_t *at = bytes;
    size_t i = 0;
    for (; length - i >= HEX_STEP; i += HEX_STEP)
        hex_step(at + i, hex + 2 * i);
    for (; i < length; i++) {
        hex[2 * i] = (char)hex_digit(at[i] >> 4);
        hex[2 * i + 1] = (char)hex_digit(at[i] & 15);
    }
    hex[2 * length] = '\0';
    return hex;
}

bool crypto_unhex(const char *hex, uint8_t *bytes, size_t length)
{
    if (strnlen(hex, length * 2 + 1) != length * 2)
        return false;
    size_t written;
    return sodium_hex2bin(bytes, length, hex, length * 2, NULL, &written, NULL) == 0 &&
           written == length;
}

/* OpenSSL's coders take a twentieth of the steps of libsodium's, which hide the bytes from a watch:
 * what goes over the wire signed or sealed needs no hiding. */

char *crypto_base64(struct arena *arena, const void *bytes, size_t length)
{
    assert(length <= INT_MAX / 2);
    char *text = arena_alloc(arena, (length + 2) / 3 * 4 + 1);
    EVP_EncodeBlock((uint8_t *)text, bytes, (int)length);
    return text;
}

bool crypto_unbase64(struct arena *arena, const char *text, uint8_t **bytes, size_t *length)
{
    size_t text_length = strlen(text);
    if (text_length % 4 != 0)
        return false;
    if (text_length > INT_MAX)
        return false;
    uint8_t *decoded = arena_alloc(arena, text_length / 4 * 3 + 1);
    int whole = EVP_DecodeBlock(decoded, (const uint8_t *)text, (int)text_length);
    if (whole < 0)
        return false;
    size_t padding = text_length == 0 ? 0
                                      : (size_t)(text[text_length - 1] == '=') +
                                            (size_t)(text[text_length - 2] == '=');
    if (padding > (size_t)whole)
        return false;
    /* It skips blanks and takes stray bits in the last character: a text that is not the one way to
     * write these bytes is refused. */
    char *again = crypto_base64(arena, decoded, (size_t)whole - padding);
    if (strcmp(again, text) != 0)
        return false;
    *bytes = decoded;
    *length = (size_t)whole - padding;
    return true;
}

char *crypto_base32(uint64_t value, int digits, char *buffer)
{
    assert(digits >= 1 && digits <= BASE32_DIGITS_MAX);
    for (int i = digits - 1; i >= 0; i--, value >>= 5)
        buffer[i] = CROCKFORD[value & 31];
    buffer[digits] = '\0';
    return buffer;
}

/* Value of one digit as people write it, -1 when it is none. */
static int base32_digit(char c)
{
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c == 'O')
        return 0;
    if (c == 'I' || c == 'L')
        return 1;
    const char *place = c != '\0' ? strchr(CROCKFORD, c) : NULL;
    return place != NULL ? (int)(place - CROCKFORD) : -1;
}

bool crypto_unbase32(const char *text, int digits, uint64_t *value)
{
    assert(digits >= 1 && digits <= BASE32_DIGITS_MAX);
    uint64_t read = 0;
    for (int i = 0; i < digits; i++) {
        int digit = base32_digit(text[i]);
        if (digit < 0 || read >> 59 != 0)
            return false;
        read = read << 5 | (uint64_t)digit;
    }
    if (text[digits] != '\0')
        return false;
    *value = read;
    return true;
}
