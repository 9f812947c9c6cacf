/* A hash table from short texts to pointers. Keys are borrowed: they live in what they point to.
 * The gateway's keys come from signed requests or are its own, so an unkeyed hash is enough.
 */
#ifndef PAYMENTS_MOCK_GATEWAY_MAP_H
#define PAYMENTS_MOCK_GATEWAY_MAP_H

#include <stddef.h>

struct gateway_map_slot {
    const char *key; /* NULL = never used, a private mark = removed */
    void *value;
};

/* All zero is an empty map. */
struct gateway_map {
    struct gateway_map_slot *slots;
    size_t capacity; /* power of two, or 0 */
    size_t used;     /* slots that are not NULL, removed ones included */
};

void gateway_map_release(struct gateway_map *map);
/* NULL when there is none. */
void *gateway_map_find(const struct gateway_map *map, const char *key);
/* Adds or replaces. */
void gateway_map_put(struct gateway_map *map, const char *key, void *value);
/* Removes; harmless when there is none. */
void gateway_map_remove(struct gateway_map *map, const char *key);

#endif
