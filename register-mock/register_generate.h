/* Fills a new register with as many invented households as are asked for, over all villages of the
 * demo's counties, so that the mall's import of a snapshot can be measured. Memory does not grow
 * with their number.
 */
#ifndef REGISTER_MOCK_REGISTER_GENERATE_H
#define REGISTER_MOCK_REGISTER_GENERATE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { REGISTER_GENERATE_MAX = 2000000 };

/* Writes `count` households, the same for the same seed, into a new file at `store`, which is there
 * only when all of it is, and takes its first snapshot. `regions` is the table of regions
 * (ops/data/regions.csv), whose villages they live in. False with sentences on `errors`. */
bool register_generate(int64_t count, int64_t seed, const char *regions, const char *store,
                       FILE *errors);

#endif
