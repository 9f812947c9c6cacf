/* Cryptography: published vectors, and what must not open. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/crypto.h"
#include "tests/unit/certificates.h"
#include "tests/unit/prng.h"

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new(ARENA_LIMIT_DEFAULT);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* ---- random ---------------------------------------------------------------------------------- */

static void random_texts_have_their_form(void **state)
{
    (void)state;
    char nonce[33], other[33], token[44], other_token[44];
    crypto_nonce_text(nonce, 32);
    crypto_nonce_text(other, 32);
    assert_int_equal(strlen(nonce), 32);
    assert_int_equal(
        strspn(nonce, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"), 32);
    assert_string_not_equal(nonce, other);
    crypto_token(token);
    crypto_token(other_token);
    assert_int_equal(strlen(token), 43);
    assert_int_equal(
        strspn(token, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"), 43);
    assert_string_not_equal(token, other_token);
    assert_true(crypto_equal("abc", "abc", 3));
    assert_false(crypto_equal("abc", "abd", 3));
}

/* ---- digests --------------------------------------------------------------------------------- */

static void digests_are_the_published_ones(void **state)
{
    (void)state;
    uint8_t digest[32];
    char hex[65];
    crypto_sha256("abc", 3, digest); /* FIPS 180-4 */
    assert_string_equal(crypto_hex(digest, 32, hex),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    crypto_sha256("", 0, digest);
    assert_string_equal(crypto_hex(digest, 32, hex),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    crypto_md5_hex_upper("abc", 3, hex); /* RFC 1321 */
    assert_string_equal(hex, "900150983CD24FB0D6963F7D28E17F72");
    crypto_sha1_hex("abc", 3, hex); /* FIPS 180-4 */
    assert_string_equal(hex, "a9993e364706816aba3e25717850c26c9cd0d89d");
}

static void a_digest_in_parts_is_the_same(void **state)
{
    (void)state;
    uint8_t whole[32], parts[32];
    char bytes[1000];
    memset(bytes, 'x', sizeof(bytes));
    crypto_sha256(bytes, sizeof(bytes), whole);
    struct crypto_hash *hash = crypto_hash_new();
    crypto_hash_add(hash, bytes, 0);
    crypto_hash_add(hash, bytes, 63);
    crypto_hash_add(hash, bytes, 1);
    crypto_hash_add(hash, bytes, 936);
    crypto_hash_end(hash, parts);
    assert_memory_equal(whole, parts, 32);
}

/* ---- codings --------------------------------------------------------------------------------- */

static void hex_is_exact(void **state)
{
    (void)state;
    uint8_t bytes[3];
    char hex[7];
    assert_true(crypto_unhex("00ffA5", bytes, 3));
    assert_string_equal(crypto_hex(bytes, 3, hex), "00ffa5");
    assert_false(crypto_unhex("00ff", bytes, 3));
    assert_false(crypto_unhex("00ffa5a5", bytes, 3));
    assert_false(crypto_unhex("00ffg5", bytes, 3));
    assert_false(crypto_unhex("00 fa5", bytes, 3));
    assert_false(crypto_unhex("", bytes, 3));
}

static void base64_is_that_of_rfc_4648(void **state)
{
    (void)state;
    static const char *const PAIRS[][2] = {{"", ""},
                                           {"f", "Zg=="},
                                           {"fo", "Zm8="},
                                           {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="},
                                           {"fooba", "Zm9vYmE="},
                                           {"foobar", "Zm9vYmFy"},
                                           {"\xfb\xff", "+/8="}};
    for (size_t i = 0; i < sizeof(PAIRS) / sizeof(PAIRS[0]); i++) {
        uint8_t *bytes;
        size_t length;
        assert_string_equal(crypto_base64(arena, PAIRS[i][0], strlen(PAIRS[i][0])), PAIRS[i][1]);
        assert_true(crypto_unbase64(arena, PAIRS[i][1], &bytes, &length));
        assert_int_equal(length, strlen(PAIRS[i][0]));
        assert_memory_equal(bytes, PAIRS[i][0], length);
    }
}

static void loose_base64_is_refused(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "Zg",   "Zg=",      "Zh==", "Zm9=",  "Zm9v\n",   " Zm9v", "Zm-v",
        "====", "Zg==Zg==", "Z===", "Zm9vZ", "Zm9v====", "-_8="};
    uint8_t *bytes;
    size_t length;
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++)
        assert_false(crypto_unbase64(arena, WRONG[i], &bytes, &length));
}

static void base32_comes_back(void **state)
{
    (void)state;
    char text[14];
    uint64_t value;
    assert_string_equal(crypto_base32(0, 4, text), "0000");
    assert_string_equal(crypto_base32(1234, 4, text), "016J");
    assert_string_equal(crypto_base32(UINT64_MAX, 13, text), "FZZZZZZZZZZZZ");
    assert_string_equal(crypto_base32(UINT64_MAX, 2, text), "ZZ"); /* the low bits */
    assert_true(crypto_unbase32("oIlO16j", 7, &value));
    assert_int_equal(value, (INT64_C(1) << 25) + (1 << 20) + 1234);
    assert_true(crypto_unbase32("FZZZZZZZZZZZZ", 13, &value));
    assert_true(value == UINT64_MAX);
    assert_false(crypto_unbase32("G000000000000", 13, &value)); /* 65 bits */
    assert_false(crypto_unbase32("016U", 4, &value));
    assert_false(crypto_unbase32("016", 4, &value));
    assert_false(crypto_unbase32("016JJ", 4, &value));
    assert_false(crypto_unbase32("01-J", 4, &value));
    struct prng prng = {5};
    for (int i = 0; i < 1000; i++) {
        uint64_t number = prng_next(&prng);
        assert_true(crypto_unbase32(crypto_base32(number, 13, text), 13, &value));
        assert_true(value == number);
    }
}

/* ---- keys by purpose ------------------------------------------------------------------------- */

static void set_masters(void)
{
    uint8_t master[32];
    for (int i = 0; i < 32; i++)
        master[i] = (uint8_t)i;
    crypto_set_master(master, 1);
}

static void sealed_fields_open_only_for_their_purpose(void **state)
{
    (void)state;
    set_masters();
    size_t length, again_length;
    uint8_t *sealed = crypto_seal(arena, "household.name", "王小明", &length);
    uint8_t *again = crypto_seal(arena, "household.name", "王小明", &again_length);
    assert_int_equal(length, 1 + 24 + strlen("王小明") + 16);
    assert_int_equal(sealed[0], 1);
    assert_memory_not_equal(sealed, again, length); /* a nonce of its own */
    assert_string_equal(crypto_open(arena, "household.name", sealed, length), "王小明");
    assert_null(crypto_open(arena, "household.phone", sealed, length));
    for (size_t i = 0; i < length; i++) {
        sealed[i] ^= 1;
        assert_null(crypto_open(arena, "household.name", sealed, length));
        sealed[i] ^= 1;
    }
    for (size_t cut = 0; cut < length; cut++)
        assert_null(crypto_open(arena, "household.name", sealed, cut));
    sealed = crypto_seal(arena, "household.name", "", &length);
    assert_string_equal(crypto_open(arena, "household.name", sealed, length), "");
}

static void long_purposes_do_not_meet(void **state)
{
    (void)state;
    set_masters();
    uint8_t hash[32], other[32];
    crypto_lookup_hash("household.bank_account.number", "1", hash);
    crypto_lookup_hash("household.bank_account.name", "1", other); /* the same first 16 bytes */
    assert_memory_not_equal(hash, other, 32);
}

/* Values from Python's hashlib.blake2b by the derivation that the header describes. */
static void keyed_hashes_are_stable(void **state)
{
    (void)state;
    set_masters();
    uint8_t hash[32];
    char hex[65];
    crypto_lookup_hash("account.mobile", "19900000000", hash);
    assert_string_equal(crypto_hex(hash, 32, hex),
                        "61bfb6fc1ae8d85161d3d0c4b9e5bda82acf9328af48ed0ead038cb8fde728fc");
    assert_true(crypto_mac64("pickup.code", "order 1", 7) == UINT64_C(0xfacb073988530448));
    assert_true(crypto_mac64("pickup.code", "order 2", 7) != UINT64_C(0xfacb073988530448));
}

static void an_old_master_only_opens(void **state)
{
    (void)state;
    set_masters();
    size_t length;
    uint8_t *sealed = crypto_seal(arena, "household.name", "王小明", &length);
    uint8_t master[32], old[32];
    memset(master, 7, sizeof(master));
    for (int i = 0; i < 32; i++)
        old[i] = (uint8_t)i;
    crypto_set_master(master, 2);
    assert_null(crypto_open(arena, "household.name", sealed, length));
    crypto_add_old_master(old, 1);
    crypto_add_old_master(old, 1);
    assert_string_equal(crypto_open(arena, "household.name", sealed, length), "王小明");
    assert_int_equal(crypto_seal(arena, "household.name", "x", &length)[0], 2);
}

/* ---- values in their places ---- */

static void a_value_opens_in_its_own_place_only(void **state)
{
    (void)state;
    set_masters();
    size_t length;
    bool placed;
    struct crypto_place place = CRYPTO_PART("member.name", 7, 2);
    uint8_t *sealed = crypto_seal_at(arena, place, "王小明", &length);
    assert_string_equal(crypto_open_at(arena, place, sealed, length), "王小明");
    const struct crypto_place elsewhere[] = {
        CRYPTO_PART("member.name", 8, 2),      CRYPTO_PART("member.name", 7, 3),
        CRYPTO_PLACE("member.name", 7),        CRYPTO_PART("member.nam", 7, 2),
        CRYPTO_PART("member.id_number", 7, 2), CRYPTO_PART("member.name", 2, 7)};
    for (size_t i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++)
        assert_null(crypto_open_at(arena, elsewhere[i], sealed, length));
    assert_null(crypto_open(arena, "member.name", sealed, length));
    assert_int_equal(crypto_sealed_key(sealed, length, &placed), 1);
    assert_true(placed);
    for (size_t i = 0; i < length; i++) {
        sealed[i] ^= 1;
        assert_null(crypto_open_at(arena, place, sealed, length));
        sealed[i] ^= 1;
    }
    for (size_t cut = 0; cut < length; cut++)
        assert_null(crypto_open_at(arena, place, sealed, cut));
}

/* What an earlier program sealed is read until it has been written anew. */
static void a_value_without_a_place_opens_until_it_is_refused(void **state)
{
    (void)state;
    set_masters();
    size_t length, other_length;
    bool placed;
    struct crypto_place place = CRYPTO_PLACE("message.phone", 7);
    uint8_t *sealed = crypto_seal(arena, "message.phone", "19900000001", &length);
    uint8_t *other = crypto_seal(arena, "account.phone", "19900000002", &other_length);
    assert_string_equal(crypto_open_at(arena, place, sealed, length), "19900000001");
    assert_int_equal(crypto_sealed_key(sealed, length, &placed), 1);
    assert_false(placed);
    assert_null(crypto_open_at(arena, place, other, other_length));
    place.unplaced = "account.phone";
    assert_string_equal(crypto_open_at(arena, place, other, other_length), "19900000002");
    crypto_refuse_unplaced(1);
    assert_null(crypto_open_at(arena, place, other, other_length));
    uint8_t *anew = crypto_seal_at(arena, place, "19900000002", &other_length);
    assert_string_equal(crypto_open_at(arena, place, anew, other_length), "19900000002");
    set_masters();
}

static void a_forgotten_master_opens_nothing(void **state)
{
    (void)state;
    uint8_t newer[32], older[32], check[32];
    struct crypto_lookup hashes[CRYPTO_KEYS_MAX];
    size_t length;
    memset(newer, 7, sizeof(newer));
    memset(older, 9, sizeof(older));
    set_masters();
    struct crypto_place place = CRYPTO_PLACE("household.name", 7);
    uint8_t *sealed = crypto_seal_at(arena, place, "王小明", &length);
    uint8_t first[32];
    for (int i = 0; i < 32; i++)
        first[i] = (uint8_t)i;
    crypto_forget_all();
    crypto_set_master(newer, 3);
    crypto_add_old_master(first, 1);
    crypto_add_old_master(older, 2);
    assert_int_equal(crypto_lookup_hashes("x", "y", hashes), 3);
    assert_string_equal(crypto_open_at(arena, place, sealed, length), "王小明");
    crypto_forget_master(1);
    assert_int_equal(crypto_lookup_hashes("x", "y", hashes), 2);
    assert_null(crypto_open_at(arena, place, sealed, length));
    assert_true(crypto_key_check(2, check));
    assert_false(crypto_key_check(1, check));
    crypto_forget_all();
    set_masters();
}

/* ---- AES-256-GCM ----------------------------------------------------------------------------- */

static void gcm_is_that_of_the_test_cases(void **state)
{
    (void)state;
    /* Test cases 13 and 14 of the GCM specification by McGrew and Viega. */
    uint8_t key[32] = {0}, iv[12] = {0}, zero[16] = {0};
    size_t length;
    char hex[65];
    uint8_t *sealed = crypto_gcm_seal(arena, key, iv, NULL, "", 0, &length);
    assert_int_equal(length, 16);
    assert_string_equal(crypto_hex(sealed, length, hex), "530f8afbc74536b9a963b4f1c4cb738b");
    sealed = crypto_gcm_seal(arena, key, iv, "", zero, 16, &length);
    assert_int_equal(length, 32);
    assert_string_equal(crypto_hex(sealed, length, hex),
                        "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
}

static void gcm_opens_only_what_was_sealed(void **state)
{
    (void)state;
    const uint8_t *key = (const uint8_t *)"0123456789abcdef0123456789abcdef";
    const uint8_t *iv = (const uint8_t *)"d215b0511e9c";
    uint8_t sealed[31];
    size_t length;
    /* made by another implementation */
    assert_true(
        crypto_unhex("7cd251584bd62755c84002c48c1e2836ad981443cea54f4e49fb08d6f9333c", sealed, 31));
    uint8_t *plain = crypto_gcm_open(arena, key, iv, "certificate", sealed, 31, &length);
    assert_non_null(plain);
    assert_int_equal(length, 15);
    assert_string_equal((const char *)plain, "{\"amount\":5980}");
    assert_null(crypto_gcm_open(arena, key, iv, "Certificate", sealed, 31, &length));
    assert_null(crypto_gcm_open(arena, key, iv, NULL, sealed, 31, &length));
    const uint8_t *other_key = (const uint8_t *)"1123456789abcdef0123456789abcdef";
    assert_null(crypto_gcm_open(arena, other_key, iv, "certificate", sealed, 31, &length));
    for (size_t i = 0; i < sizeof(sealed); i++) {
        sealed[i] ^= 0x80;
        assert_null(crypto_gcm_open(arena, key, iv, "certificate", sealed, 31, &length));
        sealed[i] ^= 0x80;
    }
    for (size_t cut = 0; cut < sizeof(sealed); cut++)
        assert_null(crypto_gcm_open(arena, key, iv, "certificate", sealed, cut, &length));
}

/* ---- RSA ------------------------------------------------------------------------------------- */

static void signatures_of_others_are_verified(void **state)
{
    (void)state;
    struct crypto_key *key = crypto_key_certificate_pem(SIGNER_CERTIFICATE, false);
    assert_non_null(key);
    assert_string_equal(crypto_key_serial(key), "0157F09EFDC096DE15EBE81A47057A7232F1B8E1");
    size_t length = strlen(SIGNED_MESSAGE);
    assert_true(crypto_rsa_verify(key, SIGNED_MESSAGE, length, SIGNATURE));
    assert_false(crypto_rsa_verify(key, SIGNED_MESSAGE, length - 1, SIGNATURE));
    char *wrong = arena_strdup(arena, SIGNATURE);
    wrong[10] = wrong[10] == 'A' ? 'B' : 'A';
    assert_false(crypto_rsa_verify(key, SIGNED_MESSAGE, length, wrong));
    assert_false(crypto_rsa_verify(key, SIGNED_MESSAGE, length, ""));
    assert_false(crypto_rsa_verify(key, SIGNED_MESSAGE, length, "Zm9v"));
    assert_false(crypto_rsa_verify(key, SIGNED_MESSAGE, length, "not base64"));
    char *endless = arena_alloc(arena, 100001);
    memset(endless, 'A', 100000);
    assert_false(crypto_rsa_verify(key, SIGNED_MESSAGE, length, endless));
    crypto_key_free(key);

    key = crypto_key_certificate_pem(SIGNER_PUBLIC_KEY, false);
    assert_non_null(key);
    assert_string_equal(crypto_key_serial(key), "");
    assert_true(crypto_rsa_verify(key, SIGNED_MESSAGE, length, SIGNATURE));
    crypto_key_free(key);
}

static void unfit_keys_are_not_taken(void **state)
{
    (void)state;
    assert_null(crypto_key_certificate_pem(WEAK_CERTIFICATE, false));
    assert_null(crypto_key_certificate_pem(EC_CERTIFICATE, false));
    assert_null(crypto_key_certificate_pem("", false));
    assert_null(crypto_key_certificate_pem(
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", false));
    assert_null(crypto_key_certificate_pem("/nowhere/certificate.pem", true));
    assert_null(crypto_key_private_pem("/nowhere/key.pem"));
    assert_null(crypto_key_private_pem("/dev/zero"));
    crypto_key_free(NULL);
}

/* Writes a fresh private key to a file, encrypted when a passphrase is given; the public half comes
 * back as PEM. */
static void make_key(char path[64], const char *passphrase, char public_pem[1024])
{
    snprintf(path, 64, "%s", "/tmp/crypto_test.XXXXXX");
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    FILE *file = fdopen(descriptor, "w");
    EVP_PKEY *key = EVP_RSA_gen(2048);
    assert_int_equal(PEM_write_PrivateKey(file, key, passphrase != NULL ? EVP_aes_256_cbc() : NULL,
                                          NULL, 0, NULL, (void *)(uintptr_t)passphrase),
                     1);
    fclose(file);
    BIO *memory = BIO_new(BIO_s_mem());
    PEM_write_bio_PUBKEY(memory, key);
    int length = BIO_read(memory, public_pem, 1023);
    assert_in_range(length, 1, 1023);
    public_pem[length] = '\0';
    BIO_free(memory);
    EVP_PKEY_free(key);
}

static void what_is_signed_is_verified(void **state)
{
    (void)state;
    char path[64], public_pem[1024];
    make_key(path, NULL, public_pem);
    struct crypto_key *private = crypto_key_private_pem(path);
    unlink(path);
    assert_non_null(private);
    assert_string_equal(crypto_key_serial(private), "");
    struct crypto_key *public = crypto_key_certificate_pem(public_pem, false);
    assert_non_null(public);
    char *signature = crypto_rsa_sign(arena, private, "hello", 5);
    assert_int_equal(strlen(signature), 344);
    assert_true(crypto_rsa_verify(public, "hello", 5, signature));
    assert_false(crypto_rsa_verify(public, "hellO", 5, signature));
    struct crypto_key *other = crypto_key_certificate_pem(SIGNER_CERTIFICATE, false);
    assert_false(crypto_rsa_verify(other, "hello", 5, signature));
    crypto_key_free(other);
    crypto_key_free(public);
    crypto_key_free(private);
}

static void nobody_is_asked_for_a_passphrase(void **state)
{
    (void)state;
    char path[64], public_pem[1024];
    make_key(path, "secret", public_pem);
    assert_null(crypto_key_private_pem(path));
    unlink(path);
}

/* RFC 8032 section 7.1, test 2. */
static void ed25519_is_that_of_rfc_8032(void **state)
{
    static const char SEED[] = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    static const char PUBLIC[] = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    static const char SIGNATURE_HEX[] =
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
    uint8_t seed[32], public_key[32], wanted[32], signature[64];
    (void)state;
    assert_true(crypto_unhex(SEED, seed, sizeof(seed)));
    assert_true(crypto_unhex(PUBLIC, wanted, sizeof(wanted)));
    assert_true(crypto_unhex(SIGNATURE_HEX, signature, sizeof(signature)));
    crypto_ed25519_public(seed, public_key);
    assert_memory_equal(public_key, wanted, sizeof(wanted));
    char *signed_text = crypto_ed25519_sign(arena, seed, "\x72", 1);
    assert_string_equal(signed_text, crypto_base64(arena, signature, sizeof(signature)));
    assert_true(crypto_ed25519_verify(public_key, "\x72", 1, signed_text));
    assert_false(crypto_ed25519_verify(public_key, "\x73", 1, signed_text));
    assert_false(crypto_ed25519_verify(public_key, "\x72", 1, ""));
    assert_false(crypto_ed25519_verify(public_key, "\x72", 1, "Zm9v"));
    assert_false(crypto_ed25519_verify(public_key, "\x72", 1, "no base64"));
    signed_text[0] = signed_text[0] == 'A' ? 'B' : 'A';
    assert_false(crypto_ed25519_verify(public_key, "\x72", 1, signed_text));
}

int main(void)
{
    if (!crypto_init())
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_texts_have_their_form),
        cmocka_unit_test(digests_are_the_published_ones),
        cmocka_unit_test(a_digest_in_parts_is_the_same),
        cmocka_unit_test(hex_is_exact),
        cmocka_unit_test(base64_is_that_of_rfc_4648),
        cmocka_unit_test(loose_base64_is_refused),
        cmocka_unit_test(base32_comes_back),
        cmocka_unit_test(sealed_fields_open_only_for_their_purpose),
        cmocka_unit_test(long_purposes_do_not_meet),
        cmocka_unit_test(keyed_hashes_are_stable),
        cmocka_unit_test(an_old_master_only_opens),
        cmocka_unit_test(a_value_opens_in_its_own_place_only),
        cmocka_unit_test(a_value_without_a_place_opens_until_it_is_refused),
        cmocka_unit_test(a_forgotten_master_opens_nothing),
        cmocka_unit_test(gcm_is_that_of_the_test_cases),
        cmocka_unit_test(gcm_opens_only_what_was_sealed),
        cmocka_unit_test(signatures_of_others_are_verified),
        cmocka_unit_test(unfit_keys_are_not_taken),
        cmocka_unit_test(what_is_signed_is_verified),
        cmocka_unit_test(nobody_is_asked_for_a_passphrase),
        cmocka_unit_test(ed25519_is_that_of_rfc_8032),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
