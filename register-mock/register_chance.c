#include "register-mock/register_chance.h"

#include <string.h>

#include "base/crypto.h"

struct register_chance register_chance_of(const char *text)
{
    uint8_t digest[32];
    struct register_chance chance;
    crypto_sha256(text, strlen(text), digest);
    memcpy(&chance.state, digest, sizeof chance.state);
    return chance;
}

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t next(struct register_chance *chance)
{
    uint64_t z = chance->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

int register_below(struct register_chance *chance, int below)
{
    return (int)((next(chance) >> 33) % (uint64_t)below);
}

bool register_percent(struct register_chance *chance, int percent)
{
    return register_below(chance, 100) < percent;
}

int register_weighted(struct register_chance *chance, const int *weights, int count)
{
    int sum = 0, at = 0;
    for (int i = 0; i < count; i++)
        sum += weights[i];
    int hit = register_below(chance, sum);
    while (hit >= weights[at])
        hit -= weights[at++];
    return at;
}
