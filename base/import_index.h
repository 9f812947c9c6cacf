/* What the database says to the keys of a chunk: text -> number and text. */
#ifndef BASE_IMPORT_INDEX_H
#define BASE_IMPORT_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/import.h"
#include "base/map.h"

struct import_entry {
    const char *key;
    int64_t id;
    const char *text; /* what else belongs to it, "" when nothing */
};

struct import_index {
    struct arena *arena;
    struct map map; /* to entries */
};

/* Keys and entries live in the arena; keys that are added are borrowed. */
void import_index_init(struct import_index *index, struct arena *arena);
/* The entry of a key, NULL when there is none. */
struct import_entry *import_index_find(const struct import_index *index, const char *key);
/* Adds a key; false, and the entry that was there in *entry, when it was there already. */
bool import_index_add(struct import_index *index, const char *key, struct import_entry **entry);

/* Asks the database for `count` keys: `sql` has one parameter (text[]) and the columns key, id,
 * text. Those found are added. The keys are a member of structs that stand `stride` bytes apart
 * from `first` on; they may repeat, empty ones are left out. */
bool import_index_load(struct import *import, struct import_index *index, const struct sql *sql,
                       const char *const *first, size_t stride, size_t count, struct refusal *why);
/* The same for a member of `count` items. */
#define IMPORT_INDEX_LOAD(import, index, sql, items, member, count, why)                           \
    import_index_load((import), (index), (sql),                                                    \
                      (const char *const *)(const void *)((const char *)(items) +                  \
                                                          offsetof(__typeof__(*(items)), member)), \
                      sizeof(*(items)), (count), (why))

#endif
