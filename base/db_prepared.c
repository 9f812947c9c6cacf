#include "base/db_prepared.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

static size_t home(const struct db_prepared *set, const struct sql *sql)
{
    uint64_t bits = (uint64_t)(uintptr_t)sql * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(bits >> 32) & (set->size - 1);
}

/* The place of `sql`, or the free one where it would stand. */
static size_t place_of(const struct db_prepared *set, const struct sql *sql)
{
    size_t place = home(set, sql);
    while (set->places[place] != NULL && set->places[place] != sql) {
        place = (place + 1) & (set->size - 1);
    }
    return place;
}

bool db_prepared_has(const struct db_prepared *set, const struct sql *sql)
{
    return set->size > 0 && set->places[place_of(set, sql)] == sql;
}

static void grow(struct db_prepared *set)
{
    struct db_prepared wider = {.size = set->size == 0 ? 64 : set->size * 2, .count = set->count};
    wider.places = calloc(wider.size, sizeof *wider.places);
    if (wider.places == NULL) {
        abort();
    }
    for (size_t i = 0; i < set->size; i++) {
        if (set->places[i] != NULL) {
            wider.places[place_of(&wider, set->places[i])] = set->places[i];
        }
    }
    free(set->places);
    *set = wider;
}

void db_prepared_add(struct db_prepared *set, const struct sql *sql)
{
    if (set->count * 2 >= set->size) {
        grow(set);
    }
    size_t place = place_of(set, sql);
    set->count += set->places[place] == NULL;
    set->places[place] = sql;
}

void db_prepared_remove(struct db_prepared *set, const struct sql *sql)
{
    if (!db_prepared_has(set, sql)) {
        return;
    }
    size_t hole = place_of(set, sql);
    set->places[hole] = NULL;
    set->count--;
    /* what had to move on because of it is put in anew */
    for (size_t at = (hole + 1) & (set->size - 1); set->places[at] != NULL;
         at = (at + 1) & (set->size - 1)) {
        const struct sql *moved = set->places[at];
        set->places[at] = NULL;
        set->places[place_of(set, moved)] = moved;
    }
}

void db_prepared_release(struct db_prepared *set)
{
    free(set->places);
    *set = (struct db_prepared){0};
}
