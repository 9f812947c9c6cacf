/* The platform's certificates that are valid now, by serial. Several are valid at once while the
 * platform changes its key, so all are kept.
 */
#ifndef PAYMENT_WECHAT_WECHAT_CERTIFICATES_H
#define PAYMENT_WECHAT_WECHAT_CERTIFICATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "payment/wechat/wechat_sign.h"

enum { WECHAT_CERTIFICATES_MAX = 8 };

struct wechat_certificates {
    struct crypto_key *keys[WECHAT_CERTIFICATES_MAX];
    int count;
};

void wechat_certificates_release(struct wechat_certificates *certificates);

/* A wechat_find_key over struct wechat_certificates. */
const struct crypto_key *wechat_certificates_find(void *certificates, const char *serial);

/* Replaces all by those in an answer of GET /v3/certificates. They are trusted because they decrypt
 * under the APIv3 key, and because the answer's own signature verifies with one of them. False (and
 * nothing changed) when any of it does not hold. `now_us` decides which are valid. */
bool wechat_certificates_load(struct wechat_certificates *certificates, struct arena *arena,
                              const char *apiv3_key, const struct wechat_signature *signature,
                              const char *body, size_t length, int64_t now_us);

#endif
