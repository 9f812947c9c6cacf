/* RSA keys from PEM, signatures by OpenSSL. */
#include <assert.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"

enum { PEM_MAX_BYTES = 64 * 1024, RSA_MIN_BITS = 2048, RSA_MAX_BITS = 8192, SERIAL_MAX = 40 };

struct crypto_key {
    EVP_PKEY *key;
    char serial[SERIAL_MAX + 1];
};

/* A key file with a passphrase is a wrong key file: nobody stands at the terminal to be asked. */
static int no_passphrase(char *buffer, int size, int writing, void *data)
{
    (void)buffer, (void)size, (void)writing, (void)data;
    return 0;
}

/* Takes the key over; NULL when it is not an RSA key of a size that is safe and bearable. */
static struct crypto_key *wrap(EVP_PKEY *key, const char *serial)
{
    ERR_clear_error(); /* what failed to parse was told by NULL */
    if (key == NULL)
        return NULL;
    int bits = EVP_PKEY_get_bits(key);
    if (!EVP_PKEY_is_a(key, "RSA") || bits < RSA_MIN_BITS || bits > RSA_MAX_BITS) {
        EVP_PKEY_free(key);
        return NULL;
    }
    struct crypto_key *wrapped = calloc(1, sizeof(*wrapped));
    if (wrapped == NULL)
        abort();
    wrapped->key = key;
    strncpy(wrapped->serial, serial, SERIAL_MAX);
    return wrapped;
}

/* The file's bytes in a memory BIO; NULL when it cannot be read or is too large to be a PEM file.
 */
static BIO *read_pem_file(const char *path)
{
    BIO *file = BIO_new_file(path, "r");
    if (file == NULL)
        return NULL;
    char *bytes = malloc(PEM_MAX_BYTES + 1);
    if (bytes == NULL)
        abort();
    size_t length = 0, part = 0;
    while (length <= PEM_MAX_BYTES &&
           BIO_read_ex(file, bytes + length, PEM_MAX_BYTES + 1 - length, &part) == 1)
        length += part;
    BIO_free(file);
    BIO *memory = length <= PEM_MAX_BYTES ? BIO_new(BIO_s_mem()) : NULL;
    if (memory != NULL)
        BIO_write(memory, bytes, (int)length);
    OPENSSL_cleanse(bytes, length);
    free(bytes);
    return memory;
}

struct crypto_key *crypto_key_private_pem(const char *path)
{
    BIO *pem = read_pem_file(path);
    EVP_PKEY *key = pem != NULL ? PEM_read_bio_PrivateKey(pem, NULL, no_passphrase, NULL) : NULL;
    BIO_free(pem);
    return wrap(key, "");
}

/* Upper-case hexadecimal with whole bytes, as `openssl x509 -noout -serial` prints it. */
static void copy_serial(const X509 *certificate, char serial[SERIAL_MAX + 1])
{
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), NULL);
    char *hex = number != NULL ? BN_bn2hex(number) : NULL;
    if (hex != NULL)
        strncpy(serial, hex, SERIAL_MAX);
    OPENSSL_free(hex);
    BN_free(number);
}

struct crypto_key *crypto_key_certificate_pem(const char *text_or_path, bool is_path)
{
    BIO *pem = is_path ? read_pem_file(text_or_path)
                       : BIO_new_mem_buf(text_or_path, (int)strnlen(text_or_path, PEM_MAX_BYTES));
    if (pem == NULL)
        return NULL;
    char serial[SERIAL_MAX + 1] = "";
    EVP_PKEY *key = NULL;
    X509 *certificate = PEM_read_bio_X509(pem, NULL, no_passphrase, NULL);
    if (certificate != NULL) {
        key = X509_get_pubkey(certificate);
        copy_serial(certificate, serial);
        X509_free(certificate);
    } else {
        (void)BIO_reset(pem); /* not a certificate: a bare public key? */
        key = PEM_read_bio_PUBKEY(pem, NULL, no_passphrase, NULL);
    }
    BIO_free(pem);
    return wrap(key, serial);
}

const char *crypto_key_serial(const struct crypto_key *key)
{
    return key->serial;
}

void crypto_key_free(struct crypto_key *key)
{
    if (key == NULL)
        return;
    EVP_PKEY_free(key->key);
    free(key);
}

char *crypto_rsa_sign(struct arena *arena, const struct crypto_key *key, const void *bytes,
                      size_t length)
{
    uint8_t signature[RSA_MAX_BITS / 8];
    size_t signature_length = sizeof(signature);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context == NULL)
        abort();
    bool ok = EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key->key) == 1 &&
              EVP_DigestSign(context, signature, &signature_length, bytes, length) == 1;
    EVP_MD_CTX_free(context);
    assert(ok); /* fails only when `key` is no private key */
    return crypto_base64(arena, signature, signature_length);
}

bool crypto_rsa_verify(const struct crypto_key *key, const void *bytes, size_t length,
                       const char *signature_base64)
{
    /* The text comes from a header: it is cut by the size of a signature before memory is spent on
     * it. */
    if (strnlen(signature_base64, RSA_MAX_BITS / 6 + 8) > RSA_MAX_BITS / 6 + 4)
        return false;
    struct arena *arena = arena_new(16 * 1024);
    uint8_t *signature;
    size_t signature_length;
    bool ok = crypto_unbase64(arena, signature_base64, &signature, &signature_length);
    if (ok) {
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        if (context == NULL)
            abort();
        ok = EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key->key) == 1 &&
             EVP_DigestVerify(context, signature, signature_length, bytes, length) == 1;
        EVP_MD_CTX_free(context);
        ERR_clear_error(); /* a wrong signature leaves an entry in OpenSSL's queue */
    }
    arena_free(arena);
    return ok;
}

/* ---- short secrets ---- */

static EVP_PKEY_CTX *oaep(const struct crypto_key *key, int (*init)(EVP_PKEY_CTX *))
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key->key, NULL);
    if (context == NULL)
        abort();
    if (init(context) == 1 && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
        EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha1()) == 1)
        return context;
    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
    return NULL;
}

char *crypto_rsa_seal(struct arena *arena, const struct crypto_key *key, const char *plain)
{
    uint8_t sealed[RSA_MAX_BITS / 8];
    size_t length = sizeof(sealed);
    EVP_PKEY_CTX *context = oaep(key, EVP_PKEY_encrypt_init);
    bool ok = context != NULL && EVP_PKEY_encrypt(context, sealed, &length, (const uint8_t *)plain,
                                                  strlen(plain)) == 1;
    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
    return ok ? crypto_base64(arena, sealed, length) : NULL;
}

char *crypto_rsa_open(struct arena *arena, const struct crypto_key *key, const char *base64)
{
    uint8_t plain[RSA_MAX_BITS / 8], *sealed;
    size_t length = sizeof(plain), sealed_length;
    if (strnlen(base64, RSA_MAX_BITS / 6 + 8) > RSA_MAX_BITS / 6 + 4 ||
        !crypto_unbase64(arena, base64, &sealed, &sealed_length))
        return NULL;
    EVP_PKEY_CTX *context = oaep(key, EVP_PKEY_decrypt_init);
    bool ok =
        context != NULL && EVP_PKEY_decrypt(context, plain, &length, sealed, sealed_length) == 1;
    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
    char *text = ok ? arena_memdup(arena, plain, length) : NULL;
    OPENSSL_cleanse(plain, sizeof(plain));
    return text;
}
