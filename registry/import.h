/* The registry's files: regions, organisations, households, members, accounts; and what files call
 * by a key of theirs, for the files of floors above. */
#ifndef REGISTRY_IMPORT_H
#define REGISTRY_IMPORT_H

#include <jansson.h>

#include "base/crypto.h"
#include "base/import_file.h"
#include "base/import_index.h"

extern const struct importer IMPORT_REGIONS, IMPORT_LISTED_COUNTIES, IMPORT_LISTED_VILLAGES,
    IMPORT_ORGANISATIONS, IMPORT_HOUSEHOLDS, IMPORT_MEMBERS, IMPORT_ACCOUNTS;

/* Each finds the keys that are a member of `count` items (import_index_load()). The entry's text is
 * for a region its parent's code, and its id the lowest level the code stands on; for an
 * organisation "<kind> <county> <village>"; for a household its village. */
enum import_noun {
    IMPORT_REGION,       /* by code */
    IMPORT_ORGANISATION, /* by code */
    IMPORT_HOUSEHOLD,    /* by number */
    IMPORT_OFFICER       /* "producer/<code of the organisation>", "station_officer/<county>",
                            "village_officer/<village>": the first account with that role there */
};
extern const struct sql *const IMPORT_FIND[];

/* Levels of regions. */
enum { IMPORT_CITY = 2, IMPORT_COUNTY, IMPORT_VILLAGE = 5 };

/* Tells of each row whose code of a county or village (`level`) is one by its digits and names no
 * such place that is in force. The codes are a member of structs that stand `stride` bytes apart.
 */
bool import_check_places(struct import_file *file, int column, int64_t level,
                         const char *const *first, size_t stride, struct refusal *why);
/* The same for a member of the chunk's items. */
#define IMPORT_CHECK_PLACES(file, column, level, items, member, why)                               \
    import_check_places(                                                                           \
        (file), (column), (level),                                                                 \
        (const char *const *)(const void *)((const char *)(items) +                                \
                                            offsetof(__typeof__(*(items)), member)),               \
        sizeof(*(items)), (why))

/* 12 digits. */
bool import_is_village_code(const char *text);

/* 4 to 40 letters, digits and -. */
bool import_is_household_no(const char *text);

/* ---- rows that are there already ---- */

/* The columns that a row changes, put together one by one, with what was there and what is there
 * now, masked. */
struct import_changes {
    const struct import_file *file;
    const char *text;       /* NULL = none so far */
    json_t *before, *after; /* members are the columns' names; NULL = none so far */
};
/* Notes the column when the texts differ; NULL is "". */
void import_change(struct import_changes *changes, int column, const char *old, const char *now);
/* The same of a personal value, which goes masked into the trail. */
void import_change_masked(struct import_changes *changes, int column, const char *old,
                          const char *now, char *(*mask)(struct arena *arena, const char *text));
/* Their names with commas between, "" = nothing changes. */
const char *import_changes_text(const struct import_changes *changes);

/* The rows of a chunk that change what is there, each of which gets its own in the trail of changes
 * (base/change_trail.h): in one statement a chunk. New rows get none: the run tells of those. */
struct import_trail {
    struct import_file *file;
    const char *subject; /* "household" */
    struct change *rows; /* as many as the chunk has at most */
    size_t count;
};
void import_trail_begin(struct import_trail *trail, struct import_file *file, const char *subject);
/* Takes what the row changes, if it does. `key` NULL = the thing has an id. */
void import_trail_note(struct import_trail *trail, const struct import_changes *changes, int64_t id,
                       const char *key, const char *county_code);
/* Takes the rows of a result that were there before, where a statement compares and writes. Which
 * columns have the thing's code, its county, whether it is new, and the objects of before and
 * after. */
struct import_trail_columns {
    int code, county_code, is_new, before, after;
};
void import_trail_note_rows(struct import_trail *trail, const struct db_rows *rows,
                            struct import_trail_columns at);
/* Sends them with the run's transaction; before anything else of the chunk can be refused. */
void import_trail_send(const struct import_trail *trail);
/* Rows that a file does not have any more, each with its own of action "remove"; `is_new` and
 * `after` are not looked at. */
void import_trail_removed(struct import *import, const char *subject, const struct db_rows *rows,
                          struct import_trail_columns at);

/* What became of a row: new, changed or as it was. */
enum import_outcome import_outcome_of(bool is_new, const char *columns);
/* Tells what became of every row of a chunk by its key: `touched` has the keys of those that were
 * written, and whether they are new; all others are as they were. */
void import_outcomes(struct import_file *file, const char *const *keys,
                     const struct db_rows *touched, int key_column, int new_column);
/* The same of the chunk's rows `from` to before `to` alone. */
void import_outcomes_between(struct import_file *file, size_t from, size_t to,
                             const char *const *keys, const struct db_rows *touched, int key_column,
                             int new_column);
/* Rows of a result by the text of a column, borrowed: number = the row. */
void import_map_rows(struct map *map, const struct db_rows *rows, int column);

/* A sealed field and the hash it is found by; all zero for an empty one. */
struct import_sealed {
    const void *sealed;
    size_t length;
    bool given;
    uint8_t hash[32];
};
struct import_sealed import_seal(struct arena *arena, struct crypto_place place, const char *text);
/* Whether the keyed hashes of the database are all of one key: an import looks under the newest
 * alone, and in the middle of a key rotation (base/rekey.h) would take somebody for new. Refuses
 * with conflict. */
bool import_keys_settled(struct refusal *why);
/* Its two columns of a COPY. */
#define IMPORT_SEALED_VALUES(field)                                                                \
    DB_BYTES((field).sealed, (field).length), DB_BYTES((field).given ? (field).hash : NULL, 32)

#endif
