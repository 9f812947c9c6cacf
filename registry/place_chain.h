/* Finds the places that a text names, from the province down: a chain, each within the one before.
 * A province or prefecture may be left out where the county's name tells it. Pure. */
#ifndef REGISTRY_PLACE_CHAIN_H
#define REGISTRY_PLACE_CHAIN_H

#include <stdbool.h>
#include <stddef.h>

/* A region that may stand in the text. */
struct place {
    const char *code, *name;
    int level;
};

struct place_chain {
    const struct place *place; /* the lowest; NULL = none was found */
    size_t from, to;           /* where its names stand in the text, in bytes */
};

/* The best chain of provinces, prefectures and counties in `text`: the deepest, then the longest,
 * then the first. */
struct place_chain place_chain_find(const char *text, const struct place *places, int count);

/* Goes on with a township that stands right behind the chain; false when none does. */
bool place_chain_extend(struct place_chain *chain, const char *text, const struct place *townships,
                        int count);

#endif
