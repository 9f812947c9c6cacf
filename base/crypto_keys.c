/* Keys by purpose: the masters, what is sealed and hashed under keys made from them, and the keys
 * of codes, which outlive their masters. */
#include "base/crypto.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

enum { KEY_BYTES = 32, MASTERS_MAX = CRYPTO_KEYS_MAX, CODE_KEYS_MAX = 64 };

/* Fills no more than it is given. */
_Static_assert((int)CRYPTO_CODES_MAX >= (int)MASTERS_MAX, "a code is tried under every master");

/* ---- the masters ---------------------------------------------------------------------------- */

struct master {
    uint8_t key[KEY_BYTES];
    int id;             /* 1..255; 0 = free place */
    bool only_placed;   /* what it sealed without a place does not open any more */
    int64_t left_at_ms; /* nothing newer is coded under it; INT64_MAX = it is in use */
};

/* The first one encrypts; all decrypt. No free place stands before one that is taken. */
static struct master masters[MASTERS_MAX];

static void keep_master(struct master *place, const uint8_t master[32], int key_id)
{
    assert(key_id >= 1 && key_id <= 255);
    memcpy(place->key, master, KEY_BYTES);
    place->id = key_id;
    place->only_placed = false;
    place->left_at_ms = INT64_MAX;
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

static struct master *find_master(int key_id)
{
    for (int i = 0; i < MASTERS_MAX; i++)
        if (key_id != 0 && masters[i].id == key_id)
            return &masters[i];
    return NULL;
}

void crypto_forget_master(int key_id)
{
    struct master *master = find_master(key_id);
    if (master == NULL)
        return;
    struct master *last = &masters[MASTERS_MAX - 1];
    for (; master < last; master++)
        *master = master[1];
    sodium_memzero(last, sizeof(*last));
}

void crypto_leave_master(int key_id, int64_t left_at_ms)
{
    struct master *master = find_master(key_id);
    if (master != NULL)
        master->left_at_ms = left_at_ms;
}

void crypto_refuse_unplaced(int key_id)
{
    struct master *master = find_master(key_id);
    if (master != NULL)
        master->only_placed = true;
}

int crypto_newest_key(void)
{
    return masters[0].id;
}

int crypto_key_count(void)
{
    int count = 0;
    while (count < MASTERS_MAX && masters[count].id != 0)
        count++;
    return count;
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

/* ---- sealing -------------------------------------------------------------------------------- */

enum {
    SEAL_NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    SEAL_TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    SEAL_LEAST = 1 + SEAL_NONCE + SEAL_TAG,
    PLACED = 0, /* the first byte of what is bound to its place; a key's number is never 0 */
    PLACE_MAX = 128
};

/* What a sealed value is bound to. */
struct binding {
    uint8_t bytes[PLACE_MAX];
    size_t length;
};

/* "field", NUL, row, part: no two places give the same bytes. */
static struct binding bind_place(const struct crypto_place *place)
{
    struct binding binding = {.length = strlen(place->field) + 1};
    assert(binding.length + 16 <= sizeof(binding.bytes));
    memcpy(binding.bytes, place->field, binding.length);
    const int64_t numbers[] = {place->row, place->part};
    for (int n = 0; n < 2; n++)
        for (int shift = 56; shift >= 0; shift -= 8)
            binding.bytes[binding.length++] = (uint8_t)((uint64_t)numbers[n] >> shift);
    return binding;
}

/* Nonce and ciphertext at `out`. */
static size_t encrypt(const uint8_t key[KEY_BYTES], const struct binding *binding,
                      const char *plain, size_t plain_length, uint8_t *out)
{
    unsigned long long written;
    randombytes_buf(out, SEAL_NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + SEAL_NONCE, &written, (const uint8_t *)plain,
                                               plain_length, binding->bytes, binding->length, NULL,
                                               out, key);
    return SEAL_NONCE + (size_t)written;
}

static char *decrypt(struct arena *arena, const uint8_t key[KEY_BYTES],
                     const struct binding *binding, const uint8_t *in, size_t length)
{
    char *plain = arena_alloc(arena, length - SEAL_NONCE - SEAL_TAG + 1);
    unsigned long long written;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt((uint8_t *)plain, &written, NULL,
                                                   in + SEAL_NONCE, length - SEAL_NONCE,
                                                   binding->bytes, binding->length, in, key) != 0)
        return NULL;
    plain[written] = '\0';
    arena_wipe(arena);
    return plain;
}

static struct binding bind_purpose(const char *purpose)
{
    struct binding binding = {.length = strlen(purpose)};
    assert(binding.length <= sizeof(binding.bytes));
    memcpy(binding.bytes, purpose, binding.length);
    return binding;
}

uint8_t *crypto_seal(struct arena *arena, const char *purpose, const char *plain, size_t *length)
{
    uint8_t key[KEY_BYTES];
    struct binding binding = bind_purpose(purpose);
    size_t plain_length = strlen(plain);
    uint8_t *sealed = arena_alloc(arena, SEAL_LEAST + plain_length);
    derive(&masters[0], "seal", purpose, key);
    sealed[0] = (uint8_t)masters[0].id;
    *length = 1 + encrypt(key, &binding, plain, plain_length, sealed + 1);
    sodium_memzero(key, sizeof(key));
    return sealed;
}

static char *open_by(struct arena *arena, const struct master *master, const char *use,
                     const char *purpose, const struct binding *binding, const uint8_t *in,
                     size_t length)
{
    uint8_t key[KEY_BYTES];
    derive(master, use, purpose, key);
    char *plain = decrypt(arena, key, binding, in, length);
    sodium_memzero(key, sizeof(key));
    return plain;
}

char *crypto_open(struct arena *arena, const char *purpose, const uint8_t *sealed, size_t length)
{
    const struct master *master = length >= SEAL_LEAST ? find_master(sealed[0]) : NULL;
    struct binding binding = bind_purpose(purpose);
    return master != NULL
               ? open_by(arena, master, "seal", purpose, &binding, sealed + 1, length - 1)
               : NULL;
}

uint8_t *crypto_seal_at(struct arena *arena, struct crypto_place place, const char *plain,
                        size_t *length)
{
    uint8_t key[KEY_BYTES];
    struct binding binding = bind_place(&place);
    size_t plain_length = strlen(plain);
    uint8_t *sealed = arena_alloc(arena, 1 + SEAL_LEAST + plain_length);
    derive(&masters[0], "place", place.field, key);
    sealed[0] = PLACED;
    sealed[1] = (uint8_t)masters[0].id;
    *length = 2 + encrypt(key, &binding, plain, plain_length, sealed + 2);
    sodium_memzero(key, sizeof(key));
    return sealed;
}

int crypto_sealed_key(const uint8_t *sealed, size_t length, bool *placed)
{
    *placed = length > SEAL_LEAST && sealed[0] == PLACED;
    if (length < SEAL_LEAST)
        return 0;
    return *placed ? sealed[1] : sealed[0];
}

char *crypto_open_at(struct arena *arena, struct crypto_place place, const uint8_t *sealed,
                     size_t length)
{
    bool placed;
    const struct master *master = find_master(crypto_sealed_key(sealed, length, &placed));
    if (master == NULL || (!placed && master->only_placed))
        return NULL;
    if (!placed)
        return crypto_open(arena, place.unplaced != NULL ? place.unplaced : place.field, sealed,
                           length);
    struct binding binding = bind_place(&place);
    return open_by(arena, master, "place", place.field, &binding, sealed + 2, length - 2);
}

/* ---- looking up ----------------------------------------------------------------------------- */

static void hash_with(const uint8_t key[KEY_BYTES], const void *bytes, size_t length,
                      uint8_t hash[32])
{
    crypto_generichash(hash, 32, bytes, length, key, KEY_BYTES);
}

static void keyed_hash(const struct master *master, const char *use, const char *purpose,
                       const void *bytes, size_t length, uint8_t hash[32])
{
    uint8_t key[KEY_BYTES];
    derive(master, use, purpose, key);
    hash_with(key, bytes, length, hash);
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

bool crypto_key_check(int key_id, uint8_t check[32])
{
    const struct master *master = find_master(key_id);
    if (master != NULL)
        keyed_hash(master, "check", "master", "", 0, check);
    return master != NULL;
}

/* ---- codes ---------------------------------------------------------------------------------- */

/* The key of one purpose's codes, made from a master that may be gone by now. */
struct code_key {
    const char *purpose;
    int key_id;
    int64_t left_at_ms;
    uint8_t key[KEY_BYTES];
};

static struct code_key code_keys[CODE_KEYS_MAX];
static int code_key_count;

bool crypto_code_key(const char *purpose, int key_id, uint8_t key[32])
{
    const struct master *master = find_master(key_id);
    if (master != NULL)
        derive(master, "mac", purpose, key);
    return master != NULL;
}

void crypto_add_code_key(const char *purpose, int key_id, const uint8_t key[32], int64_t left_at_ms)
{
    int at = 0;
    while (at < code_key_count &&
           (code_keys[at].key_id != key_id || strcmp(code_keys[at].purpose, purpose) != 0))
        at++;
    assert(at < CODE_KEYS_MAX);
    code_key_count += at == code_key_count;
    code_keys[at] = (struct code_key){purpose, key_id, left_at_ms, {0}};
    memcpy(code_keys[at].key, key, KEY_BYTES);
}

static uint64_t first64(const uint8_t hash[32])
{
    uint64_t value = 0;
    for (int i = 0; i < 8; i++)
        value = value << 8 | hash[i];
    return value;
}

static uint64_t mac64(const uint8_t key[KEY_BYTES], const void *bytes, size_t length)
{
    uint8_t hash[32];
    hash_with(key, bytes, length, hash);
    return first64(hash);
}

static uint64_t mac64_of(const struct master *master, const char *purpose, const void *bytes,
                         size_t length)
{
    uint8_t hash[32];
    keyed_hash(master, "mac", purpose, bytes, length, hash);
    return first64(hash);
}

uint64_t crypto_mac64(const char *purpose, const void *bytes, size_t length)
{
    return mac64_of(&masters[0], purpose, bytes, length);
}

int crypto_mac64_all(const char *purpose, const void *bytes, size_t length, int64_t made_at_ms,
                     uint64_t macs[CRYPTO_CODES_MAX])
{
    int count = 0;
    for (int i = 0; i < MASTERS_MAX && masters[i].id != 0; i++)
        if (made_at_ms <= masters[i].left_at_ms)
            macs[count++] = mac64_of(&masters[i], purpose, bytes, length);
    for (int i = 0; i < code_key_count && count < CRYPTO_CODES_MAX; i++) {
        const struct code_key *code = &code_keys[i];
        if (find_master(code->key_id) == NULL && made_at_ms <= code->left_at_ms &&
            strcmp(code->purpose, purpose) == 0)
            macs[count++] = mac64(code->key, bytes, length);
    }
    return count;
}

bool crypto_mac64_is(const char *purpose, const void *bytes, size_t length, int64_t made_at_ms,
                     uint64_t mask, uint64_t mac)
{
    uint64_t macs[CRYPTO_CODES_MAX];
    int count = crypto_mac64_all(purpose, bytes, length, made_at_ms, macs);
    bool is = false;
    for (int i = 0; i < count; i++) {
        uint64_t wanted = macs[i] & mask;
        is |= crypto_equal(&mac, &wanted, sizeof(mac));
    }
    return is;
}

/* ---- the end -------------------------------------------------------------------------------- */

void crypto_forget_all(void)
{
    sodium_memzero(masters, sizeof(masters));
    sodium_memzero(code_keys, sizeof(code_keys));
    code_key_count = 0;
}
