/* The row of an account's second factor, and the secret in it; for registry/second.h and what
 * stands beside it. */
#ifndef REGISTRY_SECOND_FACTOR_H
#define REGISTRY_SECOND_FACTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

/* Place of the sealed secret. */
#define SECOND_SECRET "second_factor.secret"

struct second_factor {
    bool known;            /* a secret was made */
    bool confirmed;        /* and a code of it was brought: it counts */
    const uint8_t *secret; /* TOTP_SECRET_BYTES, in the task's arena */
    const void *sealed;    /* as it stands in the row */
    size_t sealed_length;
    int64_t last_step; /* of the last code that was taken */
};

/* Finds an account's; known is false when it has none. A secret that does not open in its place is
 * a fault of ours (REFUSAL_INTERNAL; `mall audit` names it), and never one that is set up anew. */
bool second_factor_find(struct task *task, int64_t account_id, struct second_factor *factor,
                        struct refusal *why);

/* Makes a secret and keeps it, sealed, in the place of one that was never confirmed; *kept is false
 * when a confirmed one is there. Its text (totp_secret_text()) in the arena; NULL and why. */
const char *second_factor_make(struct task *task, int64_t account_id, bool *kept,
                               struct refusal *why);

#endif
