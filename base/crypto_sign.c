/* Ed25519, of libsodium. */
#include <sodium.h>
#include <string.h>

#include "base/crypto.h"

void crypto_ed25519_public(const uint8_t seed[32], uint8_t public_key[32])
{
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
    crypto_sign_seed_keypair(public_key, secret, seed);
    sodium_memzero(secret, sizeof(secret));
}

char *crypto_ed25519_sign(struct arena *arena, const uint8_t seed[32], const void *bytes,
                          size_t length)
{
    uint8_t public_key[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    uint8_t signature[crypto_sign_BYTES];
    crypto_sign_seed_keypair(public_key, secret, seed);
    crypto_sign_detached(signature, NULL, bytes, length, secret);
    sodium_memzero(secret, sizeof(secret));
    return crypto_base64(arena, signature, sizeof(signature));
}

bool crypto_ed25519_verify(const uint8_t public_key[32], const void *bytes, size_t length,
                           const char *signature_base64)
{
    uint8_t signature[crypto_sign_BYTES];
    size_t got;
    return sodium_base642bin(signature, sizeof(signature), signature_base64,
                             strlen(signature_base64), NULL, &got, NULL,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           got == sizeof(signature) &&
           crypto_sign_verify_detached(signature, bytes, length, public_key) == 0;
}
