#include "register-mock/register_generate.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "register-mock/register_family.h"
#include "register-mock/register_new.h"

enum { VILLAGES_MAX = 4000, CODE_BYTES = 13 };

struct villages {
    char codes[VILLAGES_MAX][CODE_BYTES];
    int count;
};

static void tell_fault(void *errors, size_t row, const char *column, const char *message)
{
    fprintf(errors, "register: regions row %zu %s: %s\n", row, column, message);
}

static int compare_codes(const void *a, const void *b)
{
    return memcmp(a, b, CODE_BYTES);
}

/* Of the first two columns, code and level. */
static void take_village(struct villages *villages, const char *const *row)
{
    if (strcmp(row[1], "5") != 0 || strlen(row[0]) != CODE_BYTES - 1 ||
        register_county_of(row[0]) < 0 || villages->count == VILLAGES_MAX)
        return;
    memcpy(villages->codes[villages->count++], row[0], CODE_BYTES);
}

/* The villages of the demo's counties, in order: the store takes them best so. */
static bool read_villages(const char *path, struct villages *villages, FILE *errors)
{
    FILE *file = fopen(path, "re");
    const char *const *names, *const *row;
    if (file == NULL) {
        fprintf(errors, "register: %s cannot be read\n", path);
        return false;
    }
    struct csv_reader *reader = csv_open(file, tell_fault, errors);
    bool good = csv_columns(reader, &names) >= 2 && strcmp(names[0], "code") == 0 &&
                strcmp(names[1], "level") == 0;
    while (good && (row = csv_next(reader)) != NULL)
        take_village(villages, row);
    good = good && csv_is_clean(reader) && villages->count > 0;
    csv_close(reader);
    fclose(file);
    if (!good)
        fprintf(errors, "register: %s has no villages of the demo's counties\n", path);
    qsort(villages->codes, (size_t)villages->count, CODE_BYTES, compare_codes);
    return good;
}

/* What is given out while the households are written. */
struct generating {
    struct register_store *store;
    struct register_numbers numbers;
    int64_t households[REGISTER_COUNTIES];
    int64_t seed;
};

static bool write_household(struct generating *all, const char *village_code)
{
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    int county = register_county_of(village_code);
    struct register_seed seed = {
        .village_code = village_code,
        .household_no = arena_printf(arena, "R%s-%07" PRId64, REGISTER_COUNTY_CODES[county],
                                     ++all->households[county]),
    };
    struct register_chance chance =
        register_chance_of(arena_printf(arena, "%" PRId64 " %s", all->seed, seed.household_no));
    bool good = register_family(arena, &chance, &all->numbers, &seed);
    if (good) {
        struct register_household household = register_invent(arena, &seed);
        register_store_fill(all->store, &household);
    }
    arena_free(arena);
    return good;
}

/* Spread evenly: the first villages have one more when it does not come out even. */
static bool write_all(struct generating *all, const struct villages *villages, int64_t count)
{
    for (int i = 0; i < villages->count; i++) {
        int64_t share = count / villages->count + (i < count % villages->count);
        for (int64_t j = 0; j < share; j++)
            if (!write_household(all, villages->codes[i]))
                return false;
    }
    return true;
}

bool register_generate(int64_t count, int64_t seed, const char *regions, const char *store,
                       FILE *errors)
{
    struct register_new fresh;
    struct villages *villages = calloc(1, sizeof *villages);
    if (villages == NULL)
        abort();
    bool good =
        read_villages(regions, villages, errors) && register_new_begin(&fresh, store, errors);
    if (good) {
        struct generating all = {.store = &fresh.store, .seed = seed};
        good = write_all(&all, villages, count);
        if (!good) {
            fputs("register: there are no more identity numbers for so many\n", errors);
            register_new_abandon(&fresh);
        } else {
            good = register_new_end(&fresh, errors);
        }
    }
    free(villages);
    return good;
}
