#include "register-mock/register_sign.h"

#include "base/crypto.h"

static const char *body_hex(struct arena *arena, const void *body, size_t length)
{
    uint8_t digest[32];
    crypto_sha256(body, length, digest);
    return crypto_hex(digest, sizeof digest, arena_alloc(arena, 2 * sizeof digest + 1));
}

const char *register_request_message(struct arena *arena, const char *method, const char *target,
                                     const char *time, const char *nonce, const void *body,
                                     size_t body_length)
{
    return arena_printf(arena, "%s\n%s\n%s\n%s\n%s\n", method, target, time, nonce,
                        body_hex(arena, body, body_length));
}

const char *register_answer_message(struct arena *arena, int status, const char *nonce,
                                    const char *time, const void *body, size_t body_length)
{
    return arena_printf(arena, "%d\n%s\n%s\n%s\n", status, nonce, time,
                        body_hex(arena, body, body_length));
}
