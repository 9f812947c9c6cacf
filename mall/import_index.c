#include "mall/import_index.h"

#include <string.h>

#include "base/arena.h"

/* Keys asked for with one statement. */
enum { KEYS_CHUNK = 5000, CAPACITY_FIRST = 256 };

void import_index_init(struct import_index *index, struct arena *arena)
{
    *index = (struct import_index){.arena = arena, .capacity = CAPACITY_FIRST};
    index->entries = arena_array(arena, index->capacity, sizeof(*index->entries));
}

/* FNV-1a; files are our own people's, nobody floods this table on purpose. */
static size_t hash(const char *key)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (; *key != '\0'; key++)
        h = (h ^ (unsigned char)*key) * UINT64_C(0x100000001b3);
    return (size_t)(h ^ h >> 32);
}

/* The key's entry, or the empty one where it belongs. */
static struct import_entry *slot_of(const struct import_index *index, const char *key)
{
    size_t at = hash(key) & (index->capacity - 1);
    while (index->entries[at].key != NULL && strcmp(index->entries[at].key, key) != 0)
        at = (at + 1) & (index->capacity - 1);
    return &index->entries[at];
}

static void grow(struct import_index *index)
{
    struct import_index larger = {
        .arena = index->arena, .capacity = index->capacity * 2, .used = index->used};
    larger.entries = arena_array(index->arena, larger.capacity, sizeof(*larger.entries));
    for (size_t i = 0; i < index->capacity; i++) {
        if (index->entries[i].key != NULL)
            *slot_of(&larger, index->entries[i].key) = index->entries[i];
    }
    *index = larger;
}

struct import_entry *import_index_find(const struct import_index *index, const char *key)
{
    struct import_entry *entry = slot_of(index, key);
    return entry->key != NULL ? entry : NULL;
}

bool import_index_add(struct import_index *index, const char *key, struct import_entry **entry)
{
    if (index->used * 2 >= index->capacity)
        grow(index);
    *entry = slot_of(index, key);
    if ((*entry)->key != NULL)
        return false;
    **entry = (struct import_entry){.key = key, .text = ""};
    index->used++;
    return true;
}

static void take_rows(struct import_index *index, const struct db_rows *rows)
{
    for (int row = 0; row < db_count(rows); row++) {
        struct import_entry *entry;
        const char *text = db_text(rows, row, 2);
        import_index_add(index, arena_strdup(index->arena, db_text(rows, row, 0)), &entry);
        entry->id = db_i64(rows, row, 1);
        entry->text = arena_strdup(index->arena, text != NULL ? text : "");
    }
}

/* Each key once, without those that are empty. */
static const char **distinct(struct import *import, const char *const *keys, size_t count,
                             size_t *left)
{
    struct import_index seen;
    struct import_entry *entry;
    const char **out = arena_array(import->arena, count, sizeof(*out));
    import_index_init(&seen, import->arena);
    *left = 0;
    for (size_t i = 0; i < count; i++) {
        if (keys[i][0] != '\0' && import_index_add(&seen, keys[i], &entry))
            out[(*left)++] = keys[i];
    }
    return out;
}

bool import_index_load(struct import *import, struct import_index *index, const struct sql *sql,
                       const char *const *keys, size_t count, struct refusal *why)
{
    size_t left;
    const char **wanted = distinct(import, keys, count, &left);
    for (size_t from = 0; from < left; from += KEYS_CHUNK) {
        struct db_rows *rows;
        size_t n = left - from < KEYS_CHUNK ? left - from : KEYS_CHUNK;
        if (!db_tx_query(import->tx, sql, DB_ARGS(DB_TEXTS(wanted + from, n)), &rows, why))
            return false;
        take_rows(index, rows);
    }
    return true;
}
