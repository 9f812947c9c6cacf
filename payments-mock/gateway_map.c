#include "payments-mock/gateway_map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char REMOVED[] = "";

static uint64_t hash_text(const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return hash;
}

/* The slot of `key`, or the first free one where it would go. There is always a free slot. */
static struct gateway_map_slot *find_slot(const struct gateway_map *map, const char *key)
{
    struct gateway_map_slot *removed = NULL;
    for (size_t at = hash_text(key);; at++) {
        struct gateway_map_slot *slot = &map->slots[at & (map->capacity - 1)];
        if (slot->key == NULL)
            return removed != NULL ? removed : slot;
        if (slot->key == REMOVED)
            removed = removed != NULL ? removed : slot;
        else if (strcmp(slot->key, key) == 0)
            return slot;
    }
}

static void grow(struct gateway_map *map)
{
    struct gateway_map bigger = {.capacity = map->capacity == 0 ? 64 : map->capacity * 2};
    bigger.slots = calloc(bigger.capacity, sizeof *bigger.slots);
    if (bigger.slots == NULL)
        abort();
    for (size_t i = 0; i < map->capacity; i++) {
        const struct gateway_map_slot *old = &map->slots[i];
        if (old->key == NULL || old->key == REMOVED)
            continue;
        *find_slot(&bigger, old->key) = *old;
        bigger.used++;
    }
    free(map->slots);
    *map = bigger;
}

void gateway_map_release(struct gateway_map *map)
{
    free(map->slots);
    *map = (struct gateway_map){0};
}

void *gateway_map_find(const struct gateway_map *map, const char *key)
{
    if (map->capacity == 0)
        return NULL;
    const struct gateway_map_slot *slot = find_slot(map, key);
    return slot->key != NULL && slot->key != REMOVED ? slot->value : NULL;
}

void gateway_map_put(struct gateway_map *map, const char *key, void *value)
{
    if ((map->used + 1) * 4 > map->capacity * 3)
        grow(map);
    struct gateway_map_slot *slot = find_slot(map, key);
    if (slot->key == NULL)
        map->used++;
    *slot = (struct gateway_map_slot){key, value};
}

void gateway_map_remove(struct gateway_map *map, const char *key)
{
    if (gateway_map_find(map, key) != NULL)
        *find_slot(map, key) = (struct gateway_map_slot){REMOVED, NULL};
}
