#include "base/map.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { CAPACITY_FIRST = 16 };

/* ---- hashing ---- */

static struct {
    bool made;
    unsigned char text[crypto_shorthash_KEYBYTES];
    uint64_t number;
} seed;

static void seed_make(void)
{
    randombytes_buf(seed.text, sizeof(seed.text));
    randombytes_buf(&seed.number, sizeof(seed.number));
    seed.made = true;
}

uint64_t map_hash(const void *bytes, size_t length)
{
    uint64_t hash;
    static_assert(sizeof(hash) == crypto_shorthash_BYTES, "SipHash-2-4 gives 64 bits");
    if (!seed.made)
        seed_make();
    crypto_shorthash((unsigned char *)&hash, bytes, length, seed.text);
    return hash;
}

uint64_t map_text_hash(struct map_text *last, const char *text)
{
    if (last->is_kept && strcmp(last->text, text) == 0)
        return last->hash;
    size_t length = strlen(text);
    last->hash = map_hash(text, length);
    last->is_kept = length < sizeof(last->text);
    if (last->is_kept)
        memcpy(last->text, text, length + 1);
    return last->hash;
}

/* The finalizer of SplitMix64 over the seeded number. */
static size_t number_home(const struct map *map, uint64_t key)
{
    uint64_t bits = key ^ seed.number;
    bits = (bits ^ bits >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    bits = (bits ^ bits >> 27) * UINT64_C(0x94d049bb133111eb);
    return (size_t)(bits ^ bits >> 31) & (map->capacity - 1);
}

static size_t home_of(const struct map *map, const struct map_slot *slot)
{
    return slot->text != NULL ? (size_t)slot->hash & (map->capacity - 1)
                              : number_home(map, slot->hash);
}

/* ---- places ---- */

static size_t behind(const struct map *map, size_t at)
{
    return (at + 1) & (map->capacity - 1);
}

/* The text's slot, or the free one where it would stand. */
static struct map_slot *place_of(const struct map *map, const char *key, uint64_t hash)
{
    size_t at = (size_t)hash & (map->capacity - 1);
    while (map->slots[at].used &&
           (map->slots[at].hash != hash || strcmp(map->slots[at].text, key) != 0))
        at = behind(map, at);
    return &map->slots[at];
}

static struct map_slot *place_of_i64(const struct map *map, uint64_t key)
{
    size_t at = number_home(map, key);
    while (map->slots[at].used && map->slots[at].hash != key)
        at = behind(map, at);
    return &map->slots[at];
}

static void resize(struct map *map, size_t capacity)
{
    struct map wider = {.capacity = capacity, .count = map->count, .arena = map->arena};
    if (!seed.made)
        seed_make();
    wider.slots = map->arena != NULL ? arena_array(map->arena, capacity, sizeof(*wider.slots))
                                     : calloc(capacity, sizeof(*wider.slots));
    if (wider.slots == NULL)
        abort();
    for (size_t i = 0; i < map->capacity; i++) {
        if (!map->slots[i].used)
            continue;
        size_t at = home_of(&wider, &map->slots[i]);
        while (wider.slots[at].used)
            at = behind(&wider, at);
        wider.slots[at] = map->slots[i];
    }
    if (map->arena == NULL)
        free(map->slots);
    *map = wider;
}

static void make_room(struct map *map)
{
    if ((map->count + 1) * 2 > map->capacity)
        resize(map, map->capacity == 0 ? CAPACITY_FIRST : map->capacity * 2);
}

/* What had to move on because of the slot that comes free is moved back. */
static void take_out(struct map *map, struct map_slot *slot)
{
    size_t hole = (size_t)(slot - map->slots);
    for (size_t at = behind(map, hole); map->slots[at].used; at = behind(map, at)) {
        size_t home = home_of(map, &map->slots[at]);
        size_t mask = map->capacity - 1;
        if (((at - home) & mask) >= ((at - hole) & mask)) {
            map->slots[hole] = map->slots[at];
            hole = at;
        }
    }
    map->slots[hole] = (struct map_slot){.used = false};
    map->count--;
}

/* ---- for the users ---- */

void map_init(struct map *map, struct arena *arena)
{
    *map = (struct map){.arena = arena};
}

void map_reserve(struct map *map, size_t count)
{
    size_t capacity = map->capacity == 0 ? CAPACITY_FIRST : map->capacity;
    while (capacity < count * 2)
        capacity *= 2;
    if (capacity > map->capacity)
        resize(map, capacity);
}

void map_release(struct map *map)
{
    if (map->arena == NULL)
        free(map->slots);
    *map = (struct map){.arena = map->arena};
}

struct map_slot *map_find(const struct map *map, const char *key)
{
    if (map->count == 0)
        return NULL;
    struct map_slot *slot = place_of(map, key, map_hash(key, strlen(key)));
    return slot->used ? slot : NULL;
}

struct map_slot *map_add(struct map *map, const char *key, bool *fresh)
{
    uint64_t hash = map_hash(key, strlen(key));
    make_room(map);
    struct map_slot *slot = place_of(map, key, hash);
    if (fresh != NULL)
        *fresh = !slot->used;
    if (!slot->used) {
        *slot = (struct map_slot){.text = key, .hash = hash, .used = true};
        map->count++;
    }
    return slot;
}

bool map_remove(struct map *map, const char *key)
{
    struct map_slot *slot = map_find(map, key);
    if (slot != NULL)
        take_out(map, slot);
    return slot != NULL;
}

void *map_get(const struct map *map, const char *key)
{
    const struct map_slot *slot = map_find(map, key);
    return slot != NULL ? slot->pointer : NULL;
}

void map_put(struct map *map, const char *key, void *pointer)
{
    struct map_slot *slot = map_add(map, key, NULL);
    slot->text = key;
    slot->pointer = pointer;
}

struct map_slot *map_find_i64(const struct map *map, int64_t key)
{
    if (map->count == 0)
        return NULL;
    struct map_slot *slot = place_of_i64(map, (uint64_t)key);
    return slot->used ? slot : NULL;
}

struct map_slot *map_add_i64(struct map *map, int64_t key, bool *fresh)
{
    make_room(map);
    struct map_slot *slot = place_of_i64(map, (uint64_t)key);
    if (fresh != NULL)
        *fresh = !slot->used;
    if (!slot->used) {
        *slot = (struct map_slot){.hash = (uint64_t)key, .used = true};
        map->count++;
    }
    return slot;
}

bool map_remove_i64(struct map *map, int64_t key)
{
    struct map_slot *slot = map_find_i64(map, key);
    if (slot != NULL)
        take_out(map, slot);
    return slot != NULL;
}

struct map_slot *map_next(const struct map *map, const struct map_slot *slot)
{
    for (size_t at = slot == NULL ? 0 : (size_t)(slot - map->slots) + 1; at < map->capacity; at++)
        if (map->slots[at].used)
            return &map->slots[at];
    return NULL;
}
