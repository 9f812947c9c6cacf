/* A notification of the payment platform: decrypting its resource (AES-256-GCM, NIST SP 800-38D)
 * under the APIv3 key and reading it. The signature is checked before, see wechat_sign.h; the
 * caller then compares merchant, number and amount with its own order before it acts.
 *
 * The platform repeats, reorders and invents (its probe) notifications: they are hints, and
 * business numbers, not `id`, tell duplicates.
 */
#ifndef PAYMENT_WECHAT_WECHAT_NOTIFY_H
#define PAYMENT_WECHAT_WECHAT_NOTIFY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/refusal.h"
#include "payment/wechat/wechat_resource.h"

enum { WECHAT_APIV3_KEY_LENGTH = 32 };

extern const struct refusal_kind WECHAT_BAD_SIGNATURE; /* 401 bad_signature */
extern const struct refusal_kind WECHAT_BAD_NOTIFY;    /* 400 bad_notification */

enum wechat_event {
    WECHAT_EVENT_TRANSACTION, /* TRANSACTION.SUCCESS */
    WECHAT_EVENT_REFUND,      /* REFUND.SUCCESS, REFUND.ABNORMAL, REFUND.CLOSED */
    WECHAT_EVENT_OTHER        /* genuine, but nothing we asked for; answer success */
};

struct wechat_notification {
    char id[37];
    char event_type[33];
    enum wechat_event event;
    struct wechat_transaction transaction; /* filled for WECHAT_EVENT_TRANSACTION */
    struct wechat_refund refund;           /* filled for WECHAT_EVENT_REFUND */
};

/* Decrypts and reads a notification whose signature was found genuine. `apiv3_key` has 32 bytes.
 * False: `why` is WECHAT_BAD_NOTIFY (not ours, damaged, or not of the documented shape). */
bool wechat_notify_open(struct arena *arena, const char *apiv3_key, const char *body, size_t length,
                        struct wechat_notification *out, struct refusal *why);

/* Opens an encrypted resource {algorithm, nonce, associated_data, ciphertext}: NUL-terminated
 * plain text in the arena, NULL when it is not of that shape or its tag does not verify. */
char *wechat_resource_open(struct arena *arena, const char *apiv3_key, const json_t *resource,
                           size_t *length);

/* The reverse: a new object {algorithm, nonce, associated_data, ciphertext} with a fresh nonce.
 * `associated_data` is 1..15 bytes. */
json_t *wechat_resource_seal(struct arena *arena, const char *apiv3_key,
                             const char *associated_data, const void *plain, size_t length);

#endif
