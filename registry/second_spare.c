#include "registry/second_spare.h"

#include <assert.h>
#include <stdio.h>

#include "base/totp.h"
#include "gen/registry/sql.h"

static char *make(struct arena *arena)
{
    uint64_t random;
    char digits[SECOND_SPARE_DIGITS + 1];
    crypto_random(&random, sizeof(random));
    crypto_base32(random, SECOND_SPARE_DIGITS, digits);
    return arena_printf(arena, "%.4s-%.4s-%.4s", digits, digits + 4, digits + 8);
}

bool second_spare_hash(const struct second_factor *factor, const char *code, uint8_t hash[32])
{
    char digits[SECOND_SPARE_DIGITS + 1], text[32];
    size_t count = 0;
    uint64_t value;
    for (; *code != '\0'; code++) {
        if (*code == '-' || *code == ' ')
            continue;
        if (count == SECOND_SPARE_DIGITS)
            return false;
        digits[count++] = *code;
    }
    digits[count] = '\0';
    if (count < SECOND_SPARE_DIGITS || !crypto_unbase32(digits, SECOND_SPARE_DIGITS, &value))
        return false;
    int length = snprintf(text, sizeof(text), "spare:%llu", (unsigned long long)value);
    crypto_hmac_sha256(factor->secret, TOTP_SECRET_BYTES, text, (size_t)length, hash);
    return true;
}

void second_spares_make(struct arena *arena, const struct second_factor *factor, int count,
                        struct second_spares *spares)
{
    assert(factor->secret != NULL && count > 0 && count <= SECOND_SPARES);
    arena_wipe(arena);
    spares->count = count;
    for (int i = 0; i < count; i++) {
        spares->codes[i] = make(arena);
        second_spare_hash(factor, spares->codes[i], spares->hashes[i].hash);
    }
}

bool second_spares_keep(struct db_tx *tx, int64_t account_id, const struct second_spares *spares,
                        struct refusal *why)
{
    return db_tx_query(
        tx, &SQL_second_spare_add,
        DB_ARGS(DB_I64(account_id), DB_COLUMN_HASH(spares->hashes, spares->count, hash)), NULL,
        why);
}
