/* Who may call the gateway: the merchant, by the signature on every request.
 *
 * A signature may be used once: nonces of genuine requests are remembered for at least as long as
 * the clock window is wide, in memory. After a restart a replay inside the window could be answered
 * again, which is harmless because every call is idempotent by its business number.
 */
#ifndef PAYMENTS_MOCK_GATEWAY_AUTH_H
#define PAYMENTS_MOCK_GATEWAY_AUTH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "payments-mock/gateway_refusal.h"

enum {
    GATEWAY_NONCES_MAX = 3 * (1 << 18), /* remembered per generation, three quarters full */
    GATEWAY_NONCE_SLOTS = 1 << 20,
    GATEWAY_NONCE_LIFE_S = 600, /* the window reaches 300 s to both sides */
};

/* Two generations of nonces, each a hash set of 64-bit sums: together they hold at least the last
 * GATEWAY_NONCE_LIFE_S seconds. All zero is empty. */
struct gateway_nonces {
    uint64_t *current, *previous; /* GATEWAY_NONCE_SLOTS each, NULL until used */
    int count;                    /* in `current` */
    int64_t since_s;              /* when `current` began */
};

void gateway_nonces_release(struct gateway_nonces *nonces);

enum gateway_nonce { GATEWAY_NONCE_FRESH, GATEWAY_NONCE_USED, GATEWAY_NONCE_FULL };
/* Remembers the nonce at the time `now_s` (Unix seconds). */
enum gateway_nonce gateway_nonce_use(struct gateway_nonces *nonces, const char *nonce,
                                     int64_t now_s);

/* A request as its signature covers it. */
struct gateway_signed {
    const char *authorization; /* the header's value, NULL = absent */
    const char *method;
    const char *target; /* as on the wire */
    const char *body;
    size_t body_length;
};

/* Verifies scheme, format, merchant, serial, clock, signature and nonce, in this order. Refusals
 * are 401 SIGN_ERROR (or 429 when more nonces came than can be remembered). */
bool gateway_auth_verify(struct arena *arena, const struct gateway_signed *request,
                         const char *mchid, const struct crypto_key *certificate,
                         struct gateway_nonces *nonces, int64_t now_s, struct gateway_refusal *why);

#endif
