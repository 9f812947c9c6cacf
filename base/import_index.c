#include "base/import_index.h"

#include <string.h>

#include "base/arena.h"

/* Keys asked for with one statement. */
enum { KEYS_CHUNK = 5000 };

/* Columns of every statement that finds keys. */
enum { FOUND_KEY, FOUND_ID, FOUND_TEXT };

void import_index_init(struct import_index *index, struct arena *arena)
{
    index->arena = arena;
    map_init(&index->map, arena);
}

struct import_entry *import_index_find(const struct import_index *index, const char *key)
{
    return map_get(&index->map, key);
}

bool import_index_add(struct import_index *index, const char *key, struct import_entry **entry)
{
    bool fresh;
    struct map_slot *slot = map_add(&index->map, key, &fresh);
    if (fresh) {
        struct import_entry *made = arena_alloc(index->arena, sizeof(*made));
        *made = (struct import_entry){.key = key, .text = ""};
        slot->pointer = made;
    }
    *entry = slot->pointer;
    return fresh;
}

static void take_rows(struct import_index *index, const struct db_rows *rows)
{
    for (int row = 0; row < db_count(rows); row++) {
        struct import_entry *entry;
        const char *text = db_text(rows, row, FOUND_TEXT);
        import_index_add(index, arena_strdup(index->arena, db_text(rows, row, FOUND_KEY)), &entry);
        entry->id = db_i64(rows, row, FOUND_ID);
        entry->text = arena_strdup(index->arena, text != NULL ? text : "");
    }
}

/* Each key once, without those that are empty. */
static const char **distinct(struct arena *arena, const char *first, size_t stride, size_t count,
                             size_t *left)
{
    struct map seen;
    const char **out = arena_array(arena, count, sizeof(*out));
    map_init(&seen, arena);
    *left = 0;
    for (size_t i = 0; i < count; i++) {
        bool fresh = false;
        const char *key = *(const char *const *)(const void *)(first + i * stride);
        if (key[0] != '\0')
            map_add(&seen, key, &fresh);
        if (fresh)
            out[(*left)++] = key;
    }
    return out;
}

bool import_index_load(struct import *import, struct import_index *index, const struct sql *sql,
                       const char *const *first, size_t stride, size_t count, struct refusal *why)
{
    size_t left;
    const char **wanted =
        distinct(index->arena, (const char *)(const void *)first, stride, count, &left);
    for (size_t from = 0; from < left; from += KEYS_CHUNK) {
        struct db_rows *rows;
        size_t n = left - from < KEYS_CHUNK ? left - from : KEYS_CHUNK;
        if (!db_tx_query(import->tx, sql, DB_ARGS(DB_TEXTS(wanted + from, n)), &rows, why))
            return false;
        take_rows(index, rows);
    }
    return true;
}
