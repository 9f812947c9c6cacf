/* A dictionary of an import: text -> number and text. Keys are borrowed from the run's memory. */
#ifndef MALL_IMPORT_INDEX_H
#define MALL_IMPORT_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mall/import.h"

struct import_entry {
    const char *key; /* NULL = empty slot */
    int64_t id;
    const char *text; /* what else belongs to it, "" when nothing */
    int64_t count;    /* free for the user */
};

struct import_index {
    struct arena *arena;
    struct import_entry *entries;
    size_t capacity, used;
};

void import_index_init(struct import_index *index, struct arena *arena);
/* The entry of a key, NULL when there is none. */
struct import_entry *import_index_find(const struct import_index *index, const char *key);
/* Adds a key; false, and the entry that was there in *entry, when it was there already. */
bool import_index_add(struct import_index *index, const char *key, struct import_entry **entry);

/* Asks the database for keys: `sql` has one parameter (text[]) and the columns key, id, text. Those
 * found are added. Keys may repeat; empty ones are left out. */
bool import_index_load(struct import *import, struct import_index *index, const struct sql *sql,
                       const char *const *keys, size_t count, struct refusal *why);

#endif
