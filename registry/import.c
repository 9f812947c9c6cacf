#include "registry/import.h"

#include <string.h>

#include "base/arena.h"
#include "base/change_trail.h"
#include "base/crypto.h"
#include "gen/registry/sql.h"
#include "registry/mask.h"
#include "registry/region.h"

enum { COUNTY_DIGITS = 6, VILLAGE_DIGITS = 12 };

const struct sql *const IMPORT_FIND[] = {
    [IMPORT_REGION] = &SQL_import_region_find,
    [IMPORT_ORGANISATION] = &SQL_import_organisation_find,
    [IMPORT_HOUSEHOLD] = &SQL_import_household_find,
    [IMPORT_OFFICER] = &SQL_import_officer_find,
};

bool import_is_village_code(const char *text)
{
    return region_is_code(text) && strlen(text) == VILLAGE_DIGITS;
}

bool import_is_household_no(const char *text)
{
    size_t length = strlen(text);
    return length >= 4 && length <= 40 &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") ==
               length;
}

bool import_check_places(struct import_file *file, int column, int64_t level,
                         const char *const *first, size_t stride, struct refusal *why)
{
    const char *message =
        level == IMPORT_COUNTY ? "there is no such county" : "there is no such village";
    size_t digits = level == IMPORT_COUNTY ? COUNTY_DIGITS : VILLAGE_DIGITS;
    struct import_index places;
    import_index_init(&places, file->arena);
    if (!import_index_load(file->import, &places, IMPORT_FIND[IMPORT_REGION], first, stride,
                           file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const char *code = *(const char *const *)(const void *)((const char *)first + row * stride);
        const struct import_entry *place = import_index_find(&places, code);
        if (region_is_code(code) && strlen(code) == digits && (place == NULL || place->id != level))
            import_fault(file, row, column, message);
    }
    return true;
}

/* A column that changes from `old` to `now`, both as they may be shown. */
static void note_change(struct import_changes *changes, int column, const char *old,
                        const char *now)
{
    const char *name = changes->file->columns[column].name;
    if (changes->before == NULL) {
        changes->before = json_object();
        changes->after = json_object();
    }
    json_object_set_new(changes->before, name, json_string(old));
    json_object_set_new(changes->after, name, json_string(now));
    changes->text = changes->text == NULL
                        ? name
                        : arena_printf(changes->file->arena, "%s,%s", changes->text, name);
}

static const char *text_of(const char *text)
{
    return text != NULL ? text : "";
}

void import_change(struct import_changes *changes, int column, const char *old, const char *now)
{
    if (strcmp(text_of(old), text_of(now)) != 0)
        note_change(changes, column, text_of(old), text_of(now));
}

void import_change_masked(struct import_changes *changes, int column, const char *old,
                          const char *now, char *(*mask)(struct arena *arena, const char *text))
{
    struct arena *arena = changes->file->arena;
    if (strcmp(text_of(old), text_of(now)) == 0)
        return;
    const char *was = mask(arena, old);
    note_change(changes, column, was, mask_beside(arena, mask(arena, now), was));
}

const char *import_changes_text(const struct import_changes *changes)
{
    return changes->text != NULL ? changes->text : "";
}

void import_trail_begin(struct import_trail *trail, struct import_file *file, const char *subject)
{
    *trail = (struct import_trail){.file = file, .subject = subject};
    trail->rows = arena_array(file->arena, file->rows, sizeof(*trail->rows));
}

void import_trail_note(struct import_trail *trail, const struct import_changes *changes, int64_t id,
                       const char *key, const char *county_code)
{
    if (changes->before == NULL)
        return;
    json_object_set_new(changes->after, "import_id",
                        json_integer(import_number(trail->file->import)));
    trail->rows[trail->count++] = (struct change){.subject = trail->subject,
                                                  .subject_id = id,
                                                  .subject_key = key,
                                                  .county_code = county_code,
                                                  .action = "import",
                                                  .before = changes->before,
                                                  .after = changes->after};
}

void import_trail_note_rows(struct import_trail *trail, const struct db_rows *rows,
                            struct import_trail_columns at)
{
    for (int i = 0; i < db_count(rows); i++) {
        if (db_bool(rows, i, at.is_new))
            continue;
        struct import_changes changes = {.before = json_loads(db_text(rows, i, at.before), 0, NULL),
                                         .after = json_loads(db_text(rows, i, at.after), 0, NULL)};
        import_trail_note(trail, &changes, 0, db_text(rows, i, at.code),
                          db_text(rows, i, at.county_code));
    }
}

void import_trail_removed(struct import *import, const char *subject, const struct db_rows *rows,
                          struct import_trail_columns at)
{
    int count = db_count(rows);
    struct change *changes = arena_array(import->arena, (size_t)count + 1, sizeof(*changes));
    for (int i = 0; i < count; i++)
        changes[i] = (struct change){
            .subject = subject,
            .subject_key = db_text(rows, i, at.code),
            .county_code = db_text(rows, i, at.county_code),
            .action = "remove",
            .before = json_loads(db_text(rows, i, at.before), 0, NULL),
            .after = json_pack("{s:I}", "import_id", (json_int_t)import_number(import))};
    change_trail_add_all(import->tx, changes, (size_t)count);
}

void import_trail_send(const struct import_trail *trail)
{
    change_trail_add_all(trail->file->import->tx, trail->rows, trail->count);
}

enum import_outcome import_outcome_of(bool is_new, const char *columns)
{
    return is_new ? IMPORT_ADDED : columns[0] != '\0' ? IMPORT_CHANGED : IMPORT_SAME;
}

void import_outcomes(struct import_file *file, const char *const *keys,
                     const struct db_rows *touched, int key_column, int new_column)
{
    import_outcomes_between(file, 0, file->rows, keys, touched, key_column, new_column);
}

void import_outcomes_between(struct import_file *file, size_t from, size_t to,
                             const char *const *keys, const struct db_rows *touched, int key_column,
                             int new_column)
{
    struct map by_key;
    map_init(&by_key, file->arena);
    import_map_rows(&by_key, touched, key_column);
    for (size_t row = from; row < to; row++) {
        const struct map_slot *slot = map_find(&by_key, keys[row]);
        enum import_outcome outcome = slot == NULL ? IMPORT_SAME
                                      : db_bool(touched, (int)slot->number, new_column)
                                          ? IMPORT_ADDED
                                          : IMPORT_CHANGED;
        import_outcome(file, row, outcome, "");
    }
}

void import_map_rows(struct map *map, const struct db_rows *rows, int column)
{
    for (int row = 0; row < db_count(rows); row++)
        map_add(map, db_text(rows, row, column), NULL)->number = row;
}

struct import_sealed import_seal(struct arena *arena, struct crypto_place place, const char *text)
{
    struct import_sealed field = {.given = text[0] != '\0'};
    if (field.given) {
        crypto_lookup_hash(place.field, text, field.hash);
        field.sealed = crypto_seal_at(arena, place, text, &field.length);
    }
    return field;
}

bool import_keys_settled(struct refusal *why)
{
    return crypto_key_count() == 1 || refuse_detail(why, &REFUSAL_CONFLICT, "key",
                                                    "主密钥正在更换，等换完（mall rekey）再导入");
}
