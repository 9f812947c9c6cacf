#include "register-mock/register_fill.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "register-mock/register_invent.h"
#include "register-mock/register_new.h"
#include "register-mock/register_record.h"

/* A table that is read row by row. */
struct table {
    const char *name;
    FILE *errors;
    FILE *file;
    struct csv_reader *reader;
    const char *const *row; /* NULL = at its end */
};

static void tell_fault(void *argument, size_t row, const char *column, const char *message)
{
    const struct table *table = argument;
    fprintf(table->errors, "register: %s row %zu %s: %s\n", table->name, row, column, message);
}

static bool table_open(struct table *table, const char *folder, const char *name, FILE *errors)
{
    char *path;
    if (asprintf(&path, "%s/%s", folder, name) < 0)
        abort();
    *table = (struct table){.name = name, .errors = errors, .file = fopen(path, "re")};
    if (table->file == NULL)
        fprintf(errors, "register: %s cannot be read\n", path);
    free(path);
    if (table->file == NULL)
        return false;
    table->reader = csv_open(table->file, tell_fault, table);
    return true;
}

/* False when there was a fault. */
static bool table_close(struct table *table)
{
    bool clean = table->reader == NULL || csv_is_clean(table->reader);
    if (table->reader != NULL)
        csv_close(table->reader);
    if (table->file != NULL)
        fclose(table->file);
    return clean;
}

static void table_next(struct table *table)
{
    table->row = csv_next(table->reader);
}

/* The field of that name; "" when there is none. */
static const char *field(const struct table *table, const char *name)
{
    const char *const *names;
    int count = csv_columns(table->reader, &names);
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return table->row[i];
    return "";
}

static const char *copy(struct arena *arena, const struct table *table, const char *name)
{
    return arena_strdup(arena, field(table, name));
}

/* The member's number, two digits at least, behind the household's. */
static const char *person_no(struct arena *arena, const char *household_no, const char *number)
{
    return arena_printf(arena, "%s-%02ld", household_no, strtol(number, NULL, 10));
}

/* Takes the rows of members that follow for this household. */
static void take_members(struct arena *arena, struct table *members, struct register_seed *seed)
{
    while (members->row != NULL &&
           strcmp(field(members, "household_no"), seed->household_no) == 0 &&
           seed->count < REGISTER_MEMBERS_MAX) {
        seed->people[seed->count++] = (struct register_seed_person){
            .person_no = person_no(arena, seed->household_no, field(members, "member_no")),
            .name = copy(arena, members, "name"),
            .id_number = copy(arena, members, "id_number"),
            .sex = copy(arena, members, "sex"),
            .relation = copy(arena, members, "relation"),
            .labour = copy(arena, members, "labour"),
        };
        table_next(members);
    }
}

/* A household that the mall has suspended is one it waits for, not one that left the register. */
static void take_household(struct arena *arena, const struct table *households,
                           struct register_seed *seed)
{
    *seed = (struct register_seed){
        .household_no = copy(arena, households, "household_no"),
        .village_code = copy(arena, households, "village_code"),
        .identified_on = copy(arena, households, "identified_on"),
        .attribute = copy(arena, households, "attribute"),
        .family_type = copy(arena, households, "family_type"),
        .main_cause = copy(arena, households, "main_cause"),
        .phone = copy(arena, households, "phone"),
        .bank_account = copy(arena, households, "bank_account"),
        .exited = strcmp(field(households, "state"), "removed") == 0,
    };
}

/* Only what keeps the rules that clients rely on comes in. */
static bool put(struct register_store *store, struct arena *arena, const struct register_seed *seed,
                FILE *errors)
{
    const char *fault = "members";
    if (seed->count > 0) {
        struct register_household household = register_invent(arena, seed);
        json_t *record = json_loads(household.record, 0, NULL);
        bool good = register_record_check(arena, record, &fault);
        json_decref(record);
        if (good) {
            register_store_fill(store, &household);
            return true;
        }
    }
    fprintf(errors, "register: %s: %s breaks a rule\n", seed->household_no, fault);
    return false;
}

static bool fill_all(struct register_store *store, struct table *households, struct table *members)
{
    for (table_next(households), table_next(members); households->row != NULL;
         table_next(households)) {
        struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
        struct register_seed seed;
        take_household(arena, households, &seed);
        take_members(arena, members, &seed);
        bool good = put(store, arena, &seed, households->errors);
        arena_free(arena);
        if (!good)
            return false;
    }
    return members->row == NULL;
}

bool register_fill(const char *folder, const char *store, FILE *errors)
{
    struct register_new fresh;
    struct table households = {0}, members = {0};
    if (!register_new_begin(&fresh, store, errors))
        return false;
    bool good = table_open(&households, folder, "households.csv", errors) &&
                table_open(&members, folder, "members.csv", errors) &&
                fill_all(&fresh.store, &households, &members);
    good = table_close(&households) && good;
    good = table_close(&members) && good;
    if (good)
        return register_new_end(&fresh, errors);
    fputs("register: nothing was filled\n", errors);
    register_new_abandon(&fresh);
    return false;
}
