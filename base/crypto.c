/* Random numbers, digests, keys by purpose, field encryption, AES-GCM. Codings and RSA stand
 * beside. */
#include "base/crypto.h"

#include <assert.h>
#include <openssl/evp.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_BYTES = 32, MASTERS_MAX = CRYPTO_KEYS_MAX, GCM_IV_BYTES = 12, GCM_TAG_BYTES = 16 };

bool crypto_init(void)
{
    return sodium_init() >= 0;
}

void crypto_random(void *buffer, size_t length)
{
    randombytes_buf(buffer, length);
}

void crypto_nonce_text(char *buffer, size_t n)
{
    static const char LETTERS[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (size_t i = 0; i < n; i++)
        buffer[i] = LETTERS[randombytes_uniform(sizeof(LETTERS) - 1)];
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
    crypto_hash_sha256_state state;
};

void crypto_sha256(const void *bytes, size_t length, uint8_t digest[32])
{
    crypto_hash_sha256(digest, bytes, length);
}

struct crypto_hash *crypto_hash_new(void)
{
    struct crypto_hash *hash = malloc(sizeof(*hash));
    if (hash == NULL)
        abort();
    crypto_hash_sha256_init(&hash->state);
    return hash;
}

void crypto_hash_add(struct crypto_hash *hash, const void *bytes, size_t length)
{
    crypto_hash_sha256_update(&hash->state, bytes, length);
}

void crypto_hash_end(struct crypto_hash *hash, uint8_t digest[32])
{
    crypto_hash_sha256_final(&hash->state, digest);
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

/* ---- keys by purpose ------------------------------------------------------------------------ */

struct master {
    uint8_t key[KEY_BYTES];
    int id; /* 1..255; 0 = free place */
};

/* The first one encrypts; all decrypt. */
static struct master masters[MASTERS_MAX];

static void keep_master(struct master *place, const uint8_t master[32], int key_id)
{
    assert(key_id >= 1 && key_id <= 255);
    memcpy(place->key, master, KEY_BYTES);
    place->id = key_id;
}

void crypto_set_master(const uint8_t master[32], int key_id)
{
    keep_master(&masters[0], master, key_id);
}

void crypto_add_old_master(const uint8_t master[32], int key_id)
{
    int place = 1;
    while (place < MASTERS_MAX && masters[place].id != 0 && masters[place].id != key_id)
        place++;
    assert(place < MASTERS_MAX);
    keep_master(&masters[place], master, key_id);
}

static const struct master *find_master(int key_id)
{
    for (int i = 0; i < MASTERS_MAX; i++)
        if (masters[i].id == key_id)
            return &masters[i];
    return NULL;
}

/* Derives by BLAKE2b (RFC 7693; salt and personalisation of its parameter block): the use ("seal",
 * "look up", "mac") as salt, so that one purpose never gives two algorithms the same key, and the
 * purpose's hash as personalisation, which has only 16 bytes while purposes may be longer. */
static void derive(const struct master *master, const char *use, const char *purpose,
                   uint8_t key[KEY_BYTES])
{
    assert(master != NULL && master->id != 0);
    uint8_t salt[crypto_generichash_blake2b_SALTBYTES] = {0};
    uint8_t person[crypto_generichash_blake2b_PERSONALBYTES];
    memcpy(salt, use, strnlen(use, sizeof(salt)));
    crypto_generichash(person, sizeof(person), (const uint8_t *)purpose, strlen(purpose), NULL, 0);
    crypto_generichash_blake2b_salt_personal(key, KEY_BYTES, NULL, 0, master->key, KEY_BYTES, salt,
                                             person);
}

enum {
    SEAL_NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    SEAL_TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    SEAL_HEAD = 1 + SEAL_NONCE
};

uint8_t *crypto_seal(struct arena *arena, const char *purpose, const char *plain, size_t *length)
{
    size_t plain_length = strlen(plain);
    uint8_t key[KEY_BYTES];
    derive(&masters[0], "seal", purpose, key);
    uint8_t *sealed = arena_alloc(arena, SEAL_HEAD + plain_length + SEAL_TAG);
    sealed[0] = (uint8_t)masters[0].id;
    randombytes_buf(sealed + 1, SEAL_NONCE);
    unsigned long long written;
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + SEAL_HEAD, &written, (const uint8_t *)plain,
                                               plain_length, (const uint8_t *)purpose,
                                               strlen(purpose), NULL, sealed + 1, key);
    sodium_memzero(key, sizeof(key));
    *length = SEAL_HEAD + (size_t)written;
    return sealed;
}

char *crypto_open(struct arena *arena, const char *purpose, const uint8_t *sealed, size_t length)
{
    if (length < SEAL_HEAD + SEAL_TAG || sealed[0] == 0)
        return NULL;
    const struct master *master = find_master(sealed[0]);
    if (master == NULL)
        return NULL;
    uint8_t key[KEY_BYTES];
    derive(master, "seal", purpose, key);
    char *plain = arena_alloc(arena, length - SEAL_HEAD - SEAL_TAG + 1);
    unsigned long long written;
    int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
        (uint8_t *)plain, &written, NULL, sealed + SEAL_HEAD, length - SEAL_HEAD,
        (const uint8_t *)purpose, strlen(purpose), sealed + 1, key);
    sodium_memzero(key, sizeof(key));
    if (failed)
        return NULL;
    plain[written] = '\0';
    return plain;
}

static void keyed_hash(const struct master *master, const char *use, const char *purpose,
                       const void *bytes, size_t length, uint8_t hash[32])
{
    uint8_t key[KEY_BYTES];
    derive(master, use, purpose, key);
    crypto_generichash(hash, 32, bytes, length, key, sizeof(key));
    sodium_memzero(key, sizeof(key));
}

void crypto_lookup_hash(const char *purpose, const char *text, uint8_t hash[32])
{
    keyed_hash(&masters[0], "lookup", purpose, text, strlen(text), hash);
}

int crypto_lookup_hashes(const char *purpose, const char *text,
                         struct crypto_lookup hashes[CRYPTO_KEYS_MAX])
{
    int count = 0;
    for (; count < MASTERS_MAX && masters[count].id != 0; count++)
        keyed_hash(&masters[count], "lookup", purpose, text, strlen(text), hashes[count].hash);
    return count;
}

int crypto_newest_key(void)
{
    return masters[0].id;
}

bool crypto_key_check(int key_id, uint8_t check[32])
{
    const struct master *master = find_master(key_id);
    if (master != NULL)
        keyed_hash(master, "check", "master", "", 0, check);
    return master != NULL;
}

static uint64_t mac64(const struct master *master, const char *purpose, const void *bytes,
                      size_t length)
{
    uint8_t hash[32];
    keyed_hash(master, "mac", purpose, bytes, length, hash);
    uint64_t value = 0;
    for (int i = 0; i < 8; i++)
        value = value << 8 | hash[i];
    return value;
}

uint64_t crypto_mac64(const char *purpose, const void *bytes, size_t length)
{
    return mac64(&masters[0], purpose, bytes, length);
}

bool crypto_mac64_is(const char *purpose, const void *bytes, size_t length, uint64_t mask,
                     uint64_t mac)
{
    bool is = false;
    for (int i = 0; i < MASTERS_MAX && masters[i].id != 0; i++) {
        uint64_t wanted = mac64(&masters[i], purpose, bytes, length) & mask;
        is |= crypto_equal(&mac, &wanted, sizeof(mac));
    }
    return is;
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
