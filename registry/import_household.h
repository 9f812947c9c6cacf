/* A row of households.csv, for the files that write it. */
#ifndef REGISTRY_IMPORT_HOUSEHOLD_H
#define REGISTRY_IMPORT_HOUSEHOLD_H

#include "base/db.h"
#include "registry/import.h"

enum {
    H_NO,
    H_VILLAGE,
    H_IDENTIFIED,
    H_ATTRIBUTE,
    H_STATE,
    H_TYPE,
    H_CAUSE,
    H_PHONE,
    H_SMARTPHONE,
    H_PROXY,
    H_BANK
};

struct import_household {
    int64_t id;
    const char *number, *village, *identified_on, *attribute, *state, *family_type, *cause;
    const char *phone, *bank;
    const char *county, *pseudonym;
    const char *bank_hex; /* of the look-up hash, "" without an account */
    bool smartphone, proxy;
    size_t row; /* in the chunk */
};

/* Writes what rows change of households that are there, which they know by `id`; their moves of
 * state are logged. `known` has a row for each, by number; `places` says which. */
bool import_household_change(struct import_file *file, struct import_household *rows, size_t count,
                             const struct db_rows *known, const struct map *places,
                             struct refusal *why);

/* Notices of bank accounts that several households have, in the chunk or in the database. Before
 * the chunk is written. */
bool import_household_banks(struct import_file *file, struct import_household *rows,
                            struct refusal *why);

#endif
