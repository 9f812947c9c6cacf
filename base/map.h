/* A hash table: texts or whole numbers to a pointer or a number.
 *
 * - All zero is an empty map on the heap (map_release() gives it back); map_init() with an arena
 *   makes one that dies with the arena.
 * - One map has one kind of keys: text (map_find ...) or numbers (map_find_i64 ...).
 * - Texts are borrowed: they must live, unchanged, as long as they are in the map.
 * - The hash is keyed by chance: who sends the keys cannot make them meet (SipHash for texts; for
 *   numbers a mixer that is not cryptographic, enough for ids and addresses).
 * - A slot's address holds until the next addition or removal.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct map_slot {
    const char *text; /* the key, of a map of texts */
    uint64_t hash;    /* of a text; the key itself, of a map of numbers */
    union {
        void *pointer;
        int64_t number;
    };
    bool used;
};

struct map {
    struct map_slot *slots; /* open addressing, at most half full */
    size_t capacity;        /* a power of two, or 0 */
    size_t count;           /* keys */
    struct arena *arena;    /* NULL = heap */
};

/* `arena` may be NULL. */
void map_init(struct map *map, struct arena *arena);
/* Room for `count` keys without growing on the way. */
void map_reserve(struct map *map, size_t count);
/* Forgets all keys; memory of the heap goes back. */
void map_release(struct map *map);

/* ---- texts ---- */

/* NULL when there is none. */
struct map_slot *map_find(const struct map *map, const char *key);
/* The key's slot, made when there was none (its value is 0 then); *fresh (may be NULL) says so. */
struct map_slot *map_add(struct map *map, const char *key, bool *fresh);
/* False when there was none. */
bool map_remove(struct map *map, const char *key);

/* The pointer of a key, NULL when there is none. */
void *map_get(const struct map *map, const char *key);
/* Adds or replaces; the map borrows this `key` from now on, also where an equal one was. */
void map_put(struct map *map, const char *key, void *pointer);

/* ---- numbers ---- */

struct map_slot *map_find_i64(const struct map *map, int64_t key);
struct map_slot *map_add_i64(struct map *map, int64_t key, bool *fresh);
bool map_remove_i64(struct map *map, int64_t key);

/* ---- all ---- */

/* The next used slot behind `slot` (NULL = the first), NULL at the end; in no order. */
struct map_slot *map_next(const struct map *map, const struct map_slot *slot);

/* The hash of bytes under this process's key, for tables of another form. */
uint64_t map_hash(const void *bytes, size_t length);

/* The same of a text that mostly is the one that was hashed last; all zero is none. */
struct map_text {
    char text[24]; /* longer ones are not kept */
    uint64_t hash;
    bool is_kept;
};
uint64_t map_text_hash(struct map_text *last, const char *text);

#endif
