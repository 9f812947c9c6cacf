#include "tests/unit/wechat_support.h"

#include <dirent.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A test that cannot be set up must not go on, whatever NDEBUG says. */
static void must(int done)
{
    if (!done)
        abort();
}

static X509 *sign_certificate(EVP_PKEY *key)
{
    X509 *certificate = X509_new();
    X509_NAME *name = X509_get_subject_name(certificate);
    uint64_t serial;
    must(RAND_bytes((unsigned char *)&serial, sizeof serial) == 1);
    must(ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1 | 1));
    must(X509_gmtime_adj(X509_getm_notBefore(certificate), -60) != NULL);
    must(X509_gmtime_adj(X509_getm_notAfter(certificate), 86400) != NULL);
    must(X509_set_pubkey(certificate, key));
    must(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"test", -1, -1,
                                    0));
    must(X509_set_issuer_name(certificate, name));
    must(X509_sign(certificate, key, EVP_sha256()) > 0);
    return certificate;
}

void wechat_pair_init(struct wechat_pair *pair)
{
    char folder[64], path[128];
    EVP_PKEY *key = EVP_RSA_gen(2048);
    X509 *certificate = sign_certificate(key);
    BIO *bio = BIO_new(BIO_s_mem());
    must(PEM_write_bio_X509(bio, certificate));
    int length = BIO_read(bio, pair->pem, sizeof pair->pem - 1);
    must(length > 0);
    pair->pem[length] = '\0';
    temporary_folder_make(folder);
    snprintf(path, sizeof path, "%s/key", folder);
    FILE *file = fopen(path, "we");
    must(file != NULL && PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL));
    must(fclose(file) == 0);
    pair->key = crypto_key_private_pem(path);
    pair->certificate = crypto_key_certificate_pem(pair->pem, false);
    must(pair->key != NULL && pair->certificate != NULL);
    temporary_folder_remove(folder);
    BIO_free(bio);
    X509_free(certificate);
    EVP_PKEY_free(key);
}

void wechat_pair_release(struct wechat_pair *pair)
{
    crypto_key_free(pair->key);
    crypto_key_free(pair->certificate);
}

void temporary_folder_make(char path[64])
{
    snprintf(path, 64, "/tmp/mall-test-XXXXXX");
    must(mkdtemp(path) != NULL);
}

void temporary_folder_remove(const char *path)
{
    char file[512];
    DIR *folder = opendir(path);
    must(folder != NULL);
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        must(unlink(file) == 0);
    }
    closedir(folder);
    must(rmdir(path) == 0);
}
