/* Random numbers, digests, AES-GCM. Keys by purpose, codings and RSA stand beside. */
#include "base/crypto.h"

#include <assert.h>
#include <openssl/evp.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { GCM_TAG_BYTES = 16 };

bool crypto_init(void)
{
    return sodium_init() >= 0;
}

void crypto_random(void *buffer, size_t length)
{
    randombytes_buf(buffer, length);
}

/* Bytes are drawn many at a time: each draw is a call of the kernel. Six bits of each choose, and
 * who would be beyond the letters is thrown away, so that all are as likely. */
void crypto_nonce_text(char *buffer, size_t n)
{
    static const char LETTERS[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    uint8_t bytes[64];
    size_t length = 0;
    while (length < n) {
        randombytes_buf(bytes, sizeof(bytes));
        for (size_t i = 0; i < sizeof(bytes) && length < n; i++)
            if ((bytes[i] & 63) < sizeof(LETTERS) - 1)
                buffer[length++] = LETTERS[bytes[i] & 63];
    }
    buffer[n] = '\0';
}

void crypto_token(char token[44])
{
    uint8_t bytes[32];
    randombytes_buf(bytes, sizeof(bytes));
    sodium_bin2base64(token, 44, bytes, sizeof(bytes), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof(bytes));
}

bool crypto_equal(const void *a, const void *b, size_t length)
{
    return sodium_memcmp(a, b, length) == 0;
}

/* ---- digests -------------------------------------------------------------------------------- */

struct crypto_hash {
    EVP_MD_CTX *context;
};

/* OpenSSL knows the processor's instructions for it; found once, as finding takes longer than a
 * short text's digest. */
static const EVP_MD *sha256_kind(void)
{
    static EVP_MD *kind;
    if (kind == NULL)
        kind = EVP_MD_fetch(NULL, "SHA256", NULL);
    assert(kind != NULL);
    return kind;
}

void crypto_sha256(const void *bytes, size_t length, uint8_t digest[32])
{
    static EVP_MD_CTX *context;
    if (context == NULL)
        context = EVP_MD_CTX_new();
    assert(context != NULL);
    bool ok = EVP_DigestInit_ex2(context, sha256_kind(), NULL) == 1 &&
              EVP_DigestUpdate(context, bytes, length) == 1 &&
              EVP_DigestFinal_ex(context, digest, NULL) == 1;
    assert(ok && "a digest of bytes in memory");
}

void crypto_hmac_sha256(const void *key, size_t key_length, const void *bytes, size_t length,
                        uint8_t mac[32])
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key, key_length);
    crypto_auth_hmacsha256_update(&state, bytes, length);
    crypto_auth_hmacsha256_final(&state, mac);
    explicit_bzero(&state, sizeof(state));
}

struct crypto_hash *crypto_hash_new(void)
{
    struct crypto_hash *hash = malloc(sizeof(*hash));
    if (hash == NULL || (hash->context = EVP_MD_CTX_new()) == NULL ||
        EVP_DigestInit_ex2(hash->context, sha256_kind(), NULL) != 1)
        abort();
    return hash;
}

void crypto_hash_add(struct crypto_hash *hash, const void *bytes, size_t length)
{
    if (EVP_DigestUpdate(hash->context, bytes, length) != 1)
        abort();
}

void crypto_hash_end(struct crypto_hash *hash, uint8_t digest[32])
{
    if (EVP_DigestFinal_ex(hash->context, digest, NULL) != 1)
        abort();
    EVP_MD_CTX_free(hash->context);
    free(hash);
}

void crypto_md5_hex_upper(const void *bytes, size_t length, char hex[33])
{
    uint8_t digest[16];
    int ok = EVP_Digest(bytes, length, digest, NULL, EVP_md5(), NULL);
    assert(ok == 1);
    crypto_hex(digest, sizeof(digest), hex);
    for (char *at = hex; *at != '\0'; at++)
        *at -= *at >= 'a' ? 'a' - 'A' : 0;
}

void crypto_sha1_hex(const void *bytes, size_t length, char hex[41])
{
    uint8_t digest[20];
    int ok = EVP_Digest(bytes, length, digest, NULL, EVP_sha1(), NULL);
    assert(ok == 1);
    crypto_hex(digest, sizeof(digest), hex);
}

struct crypto_sha1 {
    EVP_MD_CTX *state;
};

struct crypto_sha1 *crypto_sha1_new(void)
{
    struct crypto_sha1 *sha1 = malloc(sizeof(*sha1));
    if (sha1 == NULL || (sha1->state = EVP_MD_CTX_new()) == NULL ||
        EVP_DigestInit_ex(sha1->state, EVP_sha1(), NULL) != 1)
        abort();
    return sha1;
}

void crypto_sha1_add(struct crypto_sha1 *sha1, const void *bytes, size_t length)
{
    int ok = EVP_DigestUpdate(sha1->state, bytes, length);
    assert(ok == 1);
}

void crypto_sha1_end(struct crypto_sha1 *sha1, char hex[41])
{
    uint8_t digest[20];
    int ok = EVP_DigestFinal_ex(sha1->state, digest, NULL);
    assert(ok == 1);
    crypto_hex(digest, sizeof(digest), hex);
    EVP_MD_CTX_free(sha1->state);
    free(sha1);
}

/* ---- AES-256-GCM ---------------------------------------------------------------------------- */

static EVP_CIPHER_CTX *gcm_context(void)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (context == NULL)
        abort();
    return context;
}

uint8_t *crypto_gcm_seal(struct arena *arena, const uint8_t key[32], const uint8_t iv[12],
                         const char *aad, const void *plain, size_t length, size_t *out_length)
{
    assert(length < INT32_MAX - GCM_TAG_BYTES);
    uint8_t *sealed = arena_alloc(arena, length + GCM_TAG_BYTES);
    size_t aad_length = aad != NULL ? strlen(aad) : 0;
    int written = 0, last = 0;
    EVP_CIPHER_CTX *context = gcm_context();
    bool ok = EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), NULL, key, iv) == 1;
    if (aad_length > 0)
        ok = ok &&
             EVP_EncryptUpdate(context, NULL, &written, (const uint8_t *)aad, (int)aad_length) == 1;
    ok = ok && EVP_EncryptUpdate(context, sealed, &written, plain, (int)length) == 1;
    ok = ok && EVP_EncryptFinal_ex(context, sealed + written, &last) == 1;
    ok = ok &&
         EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, GCM_TAG_BYTES, sealed + length) == 1;
    EVP_CIPHER_CTX_free(context);
    assert(ok && (size_t)(written + last) == length);
    *out_length = length + GCM_TAG_BYTES;
    return sealed;
}

uint8_t *crypto_gcm_open(struct arena *arena, const uint8_t key[32], const uint8_t iv[12],
                         const char *aad, const void *sealed, size_t length, size_t *out_length)
{
    if (length < GCM_TAG_BYTES || length >= INT32_MAX)
        return NULL;
    size_t plain_length = length - GCM_TAG_BYTES;
    uint8_t tag[GCM_TAG_BYTES];
    memcpy(tag, (const uint8_t *)sealed + plain_length, GCM_TAG_BYTES);
    uint8_t *plain = arena_alloc(arena, plain_length + 1); /* NUL behind it: most of it is text */
    size_t aad_length = aad != NULL ? strlen(aad) : 0;
    int written = 0, last = 0;
    EVP_CIPHER_CTX *context = gcm_context();
    bool ok = EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), NULL, key, iv) == 1;
    if (aad_length > 0)
        ok = ok &&
             EVP_DecryptUpdate(context, NULL, &written, (const uint8_t *)aad, (int)aad_length) == 1;
    ok = ok && EVP_DecryptUpdate(context, plain, &written, sealed, (int)plain_length) == 1;
    ok = ok && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, GCM_TAG_BYTES, tag) == 1;
    /* Only this step compares the tag: nothing is handed out before. */
    ok = ok && EVP_DecryptFinal_ex(context, plain + written, &last) == 1;
    EVP_CIPHER_CTX_free(context);
    if (!ok) {
        sodium_memzero(plain, plain_length);
        return NULL;
    }
    *out_length = plain_length;
    return plain;
}
