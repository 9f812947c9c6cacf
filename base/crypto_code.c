/* Bytes as text: hexadecimal, Base64 (RFC 4648 section 4), Crockford's Base32. */
#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/crypto.h"

static const char CROCKFORD[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
enum { BASE32_DIGITS_MAX = 13 }; /* 65 bits */

char *crypto_hex(const void *bytes, size_t length, char *hex)
{
    return sodium_bin2hex(hex, length * 2 + 1, bytes, length);
}

bool crypto_unhex(const char *hex, uint8_t *bytes, size_t length)
{
    if (strnlen(hex, length * 2 + 1) != length * 2)
        return false;
    size_t written;
    return sodium_hex2bin(bytes, length, hex, length * 2, NULL, &written, NULL) == 0 &&
           written == length;
}

char *crypto_base64(struct arena *arena, const void *bytes, size_t length)
{
    size_t size = sodium_base64_encoded_len(length, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_alloc(arena, size);
    return sodium_bin2base64(text, size, bytes, length, sodium_base64_VARIANT_ORIGINAL);
}

bool crypto_unbase64(struct arena *arena, const char *text, uint8_t **bytes, size_t *length)
{
    size_t text_length = strlen(text);
    if (text_length % 4 != 0)
        return false;
    size_t most = text_length / 4 * 3;
    uint8_t *decoded = arena_alloc(arena, most + 1);
    /* No characters are ignored and no rest is allowed; stray bits in the last character are
     * refused too. */
    if (sodium_base642bin(decoded, most, text, text_length, NULL, length, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0)
        return false;
    *bytes = decoded;
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
