#include "base/import_seen.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

struct import_want {
    uint64_t key;
    int64_t row; /* number in the file */
    int column;
};

enum { SIZE_FIRST = 1024 };

static uint64_t fingerprint(const char *key)
{
    uint64_t hash = map_hash(key, strlen(key));
    return hash != 0 ? hash : 1;
}

static uint64_t *place_of(const struct import_seen *seen, uint64_t key)
{
    size_t at = (size_t)key & (seen->size - 1);
    while (seen->places[at] != 0 && seen->places[at] != key)
        at = (at + 1) & (seen->size - 1);
    return &seen->places[at];
}

static void grow(struct import_seen *seen)
{
    struct import_seen wider = {.size = seen->size == 0 ? SIZE_FIRST : seen->size * 2,
                                .count = seen->count};
    wider.places = calloc(wider.size, sizeof(*wider.places));
    if (wider.places == NULL)
        abort();
    for (size_t i = 0; i < seen->size; i++)
        if (seen->places[i] != 0)
            *place_of(&wider, seen->places[i]) = seen->places[i];
    free(seen->places);
    *seen = wider;
}

bool import_seen_add(struct import_seen *seen, const char *key)
{
    if (seen->count * 4 >= seen->size * 3)
        grow(seen);
    uint64_t hash = fingerprint(key), *place = place_of(seen, hash);
    bool fresh = *place == 0;
    *place = hash;
    seen->count += fresh;
    return fresh;
}

static bool has(const struct import_seen *seen, uint64_t key)
{
    return seen->size > 0 && *place_of(seen, key) != 0;
}

bool import_seen_has(const struct import_seen *seen, const char *key)
{
    return has(seen, fingerprint(key));
}

void import_seen_release(struct import_seen *seen)
{
    free(seen->places);
    *seen = (struct import_seen){0};
}

void import_unique(struct import_file *file, size_t row, int column, struct import_seen *seen,
                   const char *key, const char *message)
{
    if (!file->writing && !import_seen_add(seen, key))
        import_fault(file, row, column, message);
}

void import_want(struct import_file *file, size_t row, int column, const struct import_seen *seen,
                 struct import_wanted *wanted, const char *key)
{
    uint64_t hash = fingerprint(key);
    if (file->writing || has(seen, hash))
        return;
    if (wanted->count == wanted->room) {
        wanted->room = wanted->room == 0 ? 64 : wanted->room * 2;
        wanted->items = realloc(wanted->items, wanted->room * sizeof(*wanted->items));
        if (wanted->items == NULL)
            abort();
    }
    wanted->items[wanted->count++] =
        (struct import_want){.key = hash, .row = import_row(file, row), .column = column};
}

void import_want_check(struct import_file *file, const struct import_seen *seen,
                       const struct import_wanted *wanted, const char *message)
{
    for (size_t i = 0; i < wanted->count; i++)
        if (!has(seen, wanted->items[i].key))
            import_fault_at(file, wanted->items[i].row, wanted->items[i].column, message);
}

void import_wanted_release(struct import_wanted *wanted)
{
    free(wanted->items);
    *wanted = (struct import_wanted){0};
}
