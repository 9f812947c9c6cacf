/* Spare codes of a second factor: on paper, for when the phone is not at hand. Told once, good once
 * each.
 *
 * "7K2M-9QXT-4B8R": 60 bits at random. Kept is a MAC of the code under the factor's own secret, so
 * that nobody who has stolen the table can try codes on it, and no rotation of keys has to know it.
 */
#ifndef REGISTRY_SECOND_SPARE_H
#define REGISTRY_SECOND_SPARE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/db.h"
#include "registry/second_factor.h"

enum { SECOND_SPARES = 10, SECOND_SPARE_DIGITS = 12 };

struct second_spares {
    int count;
    char *codes[SECOND_SPARES];
    struct crypto_lookup hashes[SECOND_SPARES];
};

/* Makes so many, at most SECOND_SPARES; the codes are in the arena. */
void second_spares_make(struct arena *arena, const struct second_factor *factor, int count,
                        struct second_spares *spares);
/* Keeps their hashes. */
bool second_spares_keep(struct db_tx *tx, int64_t account_id, const struct second_spares *spares,
                        struct refusal *why);
/* The hash of a code as people type it: blanks, dashes and case do not count. False when it is none
 * in form. */
bool second_spare_hash(const struct second_factor *factor, const char *code, uint8_t hash[32]);

#endif
