/* The sealed fields of the database, table by table, as the folders name them (module.h): so that
 * one thing can walk all of them - a key rotation (base/rekey.h), the audit - and none is
 * forgotten.
 *
 * A field is sealed in its place (crypto_place): a value that was copied to another row or column
 * does not open there. Beside it may stand the keyed hash that it is found by. A column may also
 * hold a hash alone, of a text that can be made again from the row's number (a printed code).
 */
#ifndef BASE_SEALED_H
#define BASE_SEALED_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/db.h"
#include "base/task.h"

enum { SEALED_FIELDS_MAX = 4, SEALED_ROWS = 500 };

struct sealed_field {
    const char *column;      /* "phone_sealed"; of a hash alone its own column */
    const char *field;       /* of the place (base/crypto.h), and the hash's purpose */
    const char *unplaced;    /* the purpose before values had places, and the hash's purpose, when
                                that is another; else NULL */
    const char *hash_column; /* NULL = none */
    /* The one form that the hash is of, when that is not the text itself (how a name is looked
     * for). Such a hash may be missing still, when the column came later: that counts as old. */
    const char *(*form)(struct arena *arena, const char *plain);
    /* For a hash alone: the text that it is of, in the arena; NULL when it is of none that can be.
     */
    const char *(*recall)(struct arena *arena, int64_t row, const uint8_t *hash);
};

struct sealed_table {
    const char *name;
    bool parts; /* two numbers tell a row */
    int chunk;  /* rows read at a time; 0 = SEALED_ROWS */
    /* The rows behind $1 (and $3, when it has parts), in their order, at most $2. Columns: row,
     * part, then for each field its column and its hash's. */
    const struct sql *read;
    /* Writes rows anew. $1 rows (and $2 parts), then for each field: what was there, what is to be,
     * and the hash. A row that is not as it was is left alone. Columns: row. */
    const struct sql *write;
    struct sealed_field fields[SEALED_FIELDS_MAX + 1]; /* ended by .column == NULL */
};

enum sealed_state {
    SEALED_EMPTY,
    SEALED_FINE,      /* under the newest key, in its place */
    SEALED_OLD,       /* opens, but under an older key, or has no place yet */
    SEALED_SHUT,      /* opens under no key that is given */
    SEALED_MISLEADING /* opens, but is found by the hash of something else */
};

struct sealed_value {
    enum sealed_state state;
    const uint8_t *bytes, *hash; /* as they stand; NULL = null */
    size_t length, hash_length;
    const char *plain; /* when it opens */
};

struct sealed_row {
    int64_t row, part;
    struct sealed_value values[SEALED_FIELDS_MAX];
};

/* Reads the rows behind (row, part), at most `limit` (0 = as many as the table says), and looks at
 * them; 0, 0 = from the first. *count = 0: there are no more. All in the task's arena. */
bool sealed_read(struct task *task, const struct sealed_table *table, int64_t row, int64_t part,
                 int limit, struct sealed_row **rows, int *count, struct refusal *why);

/* Reads a whole table in chunks, each in an arena of its own, and calls back for each field that is
 * not empty. */
struct sealed_look {
    const struct sealed_table *table;
    const struct sealed_field *field;
    const struct sealed_row *row;
    const struct sealed_value *value;
};
bool sealed_each(struct task *task, const struct sealed_table *table,
                 void (*each)(const struct sealed_look *look, void *argument), void *argument,
                 struct refusal *why);

/* The keyed hash that a field's text is found by, under the newest key. */
void sealed_hash(struct arena *arena, const struct sealed_field *field, const char *plain,
                 uint8_t hash[32]);

/* A check of the audit: every field of these tables (ended by NULL) opens in its place, and is
 * found by its own hash. */
bool sealed_audit(struct task *task, const struct sealed_table *const *tables, json_t *violations,
                  struct refusal *why);

/* "phone_sealed opens nowhere ..." for people; NULL when there is nothing to say. */
const char *sealed_complaint(struct arena *arena, const struct sealed_look *look);

#endif
