/* Who may call the register: a client it knows, by the signature on every request, each used once.
 */
#ifndef REGISTER_MOCK_REGISTER_AUTH_H
#define REGISTER_MOCK_REGISTER_AUTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "register-mock/register_refusal.h"
#include "register-mock/register_store.h"

enum { REGISTER_CLOCK_S = 300 }; /* how far two clocks may be apart, either way */

struct register_client {
    const char *name;
    uint8_t public_key[32];
};

/* A request as its signature covers it; headers are NULL when absent. */
struct register_signed {
    const char *client, *time, *nonce, *signature;
    const char *method;
    const char *target; /* as on the wire */
    const char *body;
    size_t body_length;
};

/* 32 hexadecimal digits. */
bool register_nonce_is(const char *text);

/* Verifies client, form, clock, signature and nonce, in this order: only a genuine request uses up
 * its nonce. Refusals are 401 client, signature, clock, replayed. */
bool register_auth_verify(struct arena *arena, const struct register_signed *request,
                          const struct register_client *client, struct register_store *store,
                          int64_t now_s, struct register_refusal *why);

#endif
