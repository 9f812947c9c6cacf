/* Chance that is the same every time: what is invented about a household follows from its number.
 */
#ifndef REGISTER_MOCK_REGISTER_CHANCE_H
#define REGISTER_MOCK_REGISTER_CHANCE_H

#include <stdbool.h>
#include <stdint.h>

struct register_chance {
    uint64_t state;
};

/* Begins at a text. */
struct register_chance register_chance_of(const char *text);
/* 0 .. below - 1. */
int register_below(struct register_chance *chance, int below);
/* In `percent` of a hundred cases. */
bool register_percent(struct register_chance *chance, int percent);
/* The place of one of `count` weights, by its weight. */
int register_weighted(struct register_chance *chance, const int *weights, int count);

#endif
