/* Numbers for property tests: the same on every machine and in every run (splitmix64). */
#ifndef TESTS_UNIT_PRNG_H
#define TESTS_UNIT_PRNG_H

#include <stdint.h>

struct prng {
    uint64_t state; /* the seed at first */
};

static inline uint64_t prng_next(struct prng *prng)
{
    uint64_t value = prng->state += UINT64_C(0x9e3779b97f4a7c15);
    value = (value ^ value >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ value >> 27) * UINT64_C(0x94d049bb133111eb);
    return value ^ value >> 31;
}

/* lowest..highest, both included; the bias of the remainder does not matter here. */
static inline int64_t prng_between(struct prng *prng, int64_t lowest, int64_t highest)
{
    uint64_t span = (uint64_t)highest - (uint64_t)lowest + 1;
    uint64_t value = prng_next(prng);
    return lowest + (int64_t)(span == 0 ? value : value % span);
}

#endif
