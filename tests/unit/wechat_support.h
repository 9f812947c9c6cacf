/* A key and its certificate, fresh for a test, as the two sides of the payment wire have them. */
#ifndef TESTS_UNIT_WECHAT_SUPPORT_H
#define TESTS_UNIT_WECHAT_SUPPORT_H

#include <stddef.h>

#include "base/crypto.h"

struct wechat_pair {
    struct crypto_key *key;         /* private */
    struct crypto_key *certificate; /* its public half, with a serial */
    char pem[8192];                 /* the certificate's text */
};

/* 2048 bits, valid for a day. */
void wechat_pair_init(struct wechat_pair *pair);
void wechat_pair_release(struct wechat_pair *pair);

/* A new folder under /tmp, and its removal with all plain files in it. */
void temporary_folder_make(char path[64]);
void temporary_folder_remove(const char *path);

#endif
