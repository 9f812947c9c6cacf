/* Cryptography: only calls into libsodium and OpenSSL. */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Once per process, before anything else here. False when the libraries cannot start. */
bool crypto_init(void);

/* ---- random numbers, comparison ---- */

void crypto_random(void *buffer, size_t length);
/* n characters of [0-9A-Za-z]; buffer n + 1. */
void crypto_nonce_text(char *buffer, size_t n);
/* Constant time. */
bool crypto_equal(const void *a, const void *b, size_t length);

/* ---- digests ---- */

void crypto_sha256(const void *bytes, size_t length, uint8_t digest[32]);
/* RFC 2104 with SHA-256; the key may be of any length. */
void crypto_hmac_sha256(const void *key, size_t key_length, const void *bytes, size_t length,
                        uint8_t mac[32]);
/* Incremental SHA-256 for long inputs; crypto_hash_end() frees. */
struct crypto_hash;
struct crypto_hash *crypto_hash_new(void);
void crypto_hash_add(struct crypto_hash *hash, const void *bytes, size_t length);
void crypto_hash_end(struct crypto_hash *hash, uint8_t digest[32]);
/* For the protocols of carriers only: MD5 protects nothing. */
void crypto_md5_hex_upper(const void *bytes, size_t length, char hex[33]);
/* For the check sum of a provider's bills only. */
void crypto_sha1_hex(const void *bytes, size_t length, char hex[41]);
/* The same of a long file, piece by piece; crypto_sha1_end() frees. */
struct crypto_sha1;
struct crypto_sha1 *crypto_sha1_new(void);
void crypto_sha1_add(struct crypto_sha1 *sha1, const void *bytes, size_t length);
void crypto_sha1_end(struct crypto_sha1 *sha1, char hex[41]);

/* ---- bytes as text ---- */

/* Lower case; `hex` takes 2 * length + 1. Returns hex. */
char *crypto_hex(const void *bytes, size_t length, char *hex);
/* Exactly 2 * length digits of either case, nothing else. */
bool crypto_unhex(const char *hex, uint8_t *bytes, size_t length);
/* Base64 with padding (RFC 4648 section 4). Reading is strict: no blanks, no missing padding, no
 * stray bits; the bytes are in the arena. */
char *crypto_base64(struct arena *arena, const void *bytes, size_t length);
bool crypto_unbase64(struct arena *arena, const char *text, uint8_t **bytes, size_t *length);
/* Crockford's Base32 of fixed width, upper case: the low 5 * digits bits of `value`; digits 1..13;
 * `buffer` takes digits + 1. Returns buffer. Reading accepts lower case, O as 0, I and L as 1. */
char *crypto_base32(uint64_t value, int digits, char *buffer);
bool crypto_unbase32(const char *text, int digits, uint64_t *value);

/* ---- keys by purpose ---- */

/* Keys derived from the master secret by purpose (BLAKE2b, 32 bytes; the use as salt and the
 * purpose's hash as person, so that purposes may be of any length).
 * The master is set once. Its number stands before what it sealed, so that it can be replaced: the
 * newest one seals, older ones only open. */
void crypto_set_master(const uint8_t master[32], int key_id);
void crypto_add_old_master(const uint8_t master[32], int key_id);
/* Number of the newest master. */
int crypto_newest_key(void);
/* How many there are. */
int crypto_key_count(void);
/* A value by which a master is known again, and nothing else. False when there is none of that
 * number. */
bool crypto_key_check(int key_id, uint8_t check[32]);
/* Wipes it: nothing that was written under it opens, or is found, any more. */
void crypto_forget_master(int key_id);
/* What this master sealed without a place (see below) does not open any more. */
void crypto_refuse_unplaced(int key_id);
/* Nothing is written under this master since (Unix milliseconds): a code of what was made later is
 * not one of its codes. */
void crypto_leave_master(int key_id, int64_t left_at_ms);
/* Wipes every key, at the end of a process. */
void crypto_forget_all(void);

/* Where a sealed value of the database stands: it opens nowhere else. */
struct crypto_place {
    const char *field;    /* "household.phone": another for each column */
    int64_t row, part;    /* the row's numbers; part = 0 where one tells it */
    const char *unplaced; /* its purpose before values had places; NULL = `field` */
};
#define CRYPTO_PLACE(field_, row_) ((struct crypto_place){.field = (field_), .row = (row_)})
#define CRYPTO_PART(field_, row_, part_)                                                           \
    ((struct crypto_place){.field = (field_), .row = (row_), .part = (part_)})

/* Field encryption (XChaCha20-Poly1305): 0 | key number | 24 bytes nonce | ciphertext | tag. The
 * place is bound as associated data. */
uint8_t *crypto_seal_at(struct arena *arena, struct crypto_place place, const char *plain,
                        size_t *length);
/* NULL when it does not open. NUL-terminated plain text in the arena, which is wiped at its end.
 * Opens what was sealed by crypto_seal() as well, until crypto_refuse_unplaced(). */
char *crypto_open_at(struct arena *arena, struct crypto_place place, const uint8_t *sealed,
                     size_t length);
/* The number of the key that it says it was sealed under, and whether it says that it has a place;
 * 0 when it is no sealed value. */
int crypto_sealed_key(const uint8_t *sealed, size_t length, bool *placed);

/* For what leaves the database, tickets: key number | nonce | ciphertext | tag, with `purpose` as
 * associated data. */
uint8_t *crypto_seal(struct arena *arena, const char *purpose, const char *plain, size_t *length);
char *crypto_open(struct arena *arena, const char *purpose, const uint8_t *sealed, size_t length);

/* Keyed hash for equality look-up (BLAKE2b, key by purpose): 32 bytes. What is written is made with
 * the newest master; what is looked for may have been written under any. */
void crypto_lookup_hash(const char *purpose, const char *text, uint8_t hash[32]);
enum { CRYPTO_KEYS_MAX = 8 };
struct crypto_lookup {
    uint8_t hash[32];
};
/* Under each master, the newest first. Returns how many. */
int crypto_lookup_hashes(const char *purpose, const char *text,
                         struct crypto_lookup hashes[CRYPTO_KEYS_MAX]);

/* Short MAC of bytes under a purpose, first 8 bytes as integer: codes that cannot be guessed, and
 * that people carry on paper. They stay good when the master is replaced, and when it is gone: the
 * key of a purpose's codes is kept (base/code_key.h). */
uint64_t crypto_mac64(const char *purpose, const void *bytes, size_t length);
enum { CRYPTO_CODES_MAX = 32 };
/* Under every key that was in use when that was made which the code is of (Unix milliseconds), the
 * newest first. Returns how many. */
int crypto_mac64_all(const char *purpose, const void *bytes, size_t length, int64_t made_at_ms,
                     uint64_t macs[CRYPTO_CODES_MAX]);
/* Whether `mac` is the low bits (`mask`) of one of them. */
bool crypto_mac64_is(const char *purpose, const void *bytes, size_t length, int64_t made_at_ms,
                     uint64_t mask, uint64_t mac);
/* The key of a purpose's codes under a master; false when there is no such master. */
bool crypto_code_key(const char *purpose, int key_id, uint8_t key[32]);
/* One whose master may be gone. `purpose` lives as long as the process. */
void crypto_add_code_key(const char *purpose, int key_id, const uint8_t key[32],
                         int64_t left_at_ms);

/* Session tokens: 32 random bytes as 43 characters base64url; stored only as SHA-256. */
void crypto_token(char token[44]);

/* ---- signatures and sealed messages of other protocols ---- */

/* RSA PKCS#1 v1.5 with SHA-256 (RFC 8017). Keys are loaded once. */
struct crypto_key;
struct crypto_key *crypto_key_private_pem(const char *path);
/* The public key of an X.509 certificate, or a bare PUBLIC KEY (its serial is ""). NULL when it is
 * none, not RSA, or shorter than 2048 bits; likewise for private keys, which have no passphrase. */
struct crypto_key *crypto_key_certificate_pem(const char *text_or_path, bool is_path);
/* Upper-case hexadecimal serial of the certificate, "" for keys without one. */
const char *crypto_key_serial(const struct crypto_key *key);
void crypto_key_free(struct crypto_key *key);
/* Signature in Base64, in the arena. */
char *crypto_rsa_sign(struct arena *arena, const struct crypto_key *key, const void *bytes,
                      size_t length);
bool crypto_rsa_verify(const struct crypto_key *key, const void *bytes, size_t length,
                       const char *signature_base64);

/* Ed25519 (RFC 8032). The secret is the seed of 32 bytes; the signature is in Base64, in the arena.
 */
void crypto_ed25519_public(const uint8_t seed[32], uint8_t public_key[32]);
char *crypto_ed25519_sign(struct arena *arena, const uint8_t seed[32], const void *bytes,
                          size_t length);
/* False when the signature is none, too. */
bool crypto_ed25519_verify(const uint8_t public_key[32], const void *bytes, size_t length,
                           const char *signature_base64);

/* RSAES-OAEP with SHA-1 (RFC 8017) for short secrets under somebody's public key: Base64, in the
 * arena; NULL when it is too long for the key. */
char *crypto_rsa_seal(struct arena *arena, const struct crypto_key *key, const char *plain);
/* NUL-terminated plain text in the arena, NULL when it does not open. */
char *crypto_rsa_open(struct arena *arena, const struct crypto_key *key, const char *base64);

/* AES-256-GCM (NIST SP 800-38D), 32-byte key, 12-byte IV, 16-byte tag behind the ciphertext. */
uint8_t *crypto_gcm_seal(struct arena *arena, const uint8_t key[32], const uint8_t iv[12],
                         const char *aad, const void *plain, size_t length, size_t *out_length);
uint8_t *crypto_gcm_open(struct arena *arena, const uint8_t key[32], const uint8_t iv[12],
                         const char *aad, const void *sealed, size_t length, size_t *out_length);

#endif
