/* Checks of what must always be true, proved from the database alone.
 *
 * A check is a statement that returns what violates it (Columns: subject, detail), or a function
 * where the rule lives in C. It belongs to one of the program's truths, which are numbered from 1.
 */
#ifndef BASE_AUDIT_H
#define BASE_AUDIT_H

#include <jansson.h>
#include <stdbool.h>

#include "base/db.h"

struct audit_check {
    int truth;
    const char *name; /* the truth as a sentence: "no lot gave more kilograms than it had" */
    /* NULL: run. Takes nothing, or $1 the stamp key (base/stamp.h), or what a table of any length
     * is read in pages by: $1 stamp key, $2 after id, $3 rows; it then gives one row, Columns:
     * last_id (null = there are no rows), row_count, bad (subjects of rows that do not fit their
     * stamp, joined by blanks, null = none). */
    const struct sql *sql;
    /* Adds what it finds with audit_violation(); false when the database could not be asked. */
    bool (*run)(struct task *task, json_t *violations, struct refusal *why);
};

/* Adds "subject: detail" ("lot:17: in 100 boxed 120"). Never personal data. */
void audit_violation(json_t *violations, const char *subject, const char *detail);

/* Runs a statement that returns violations, in the slow class of connections, and adds them. */
bool audit_ask(struct task *task, const struct sql *sql, const struct db_value *args, int count,
               json_t *violations, struct refusal *why);

/* Runs one check. */
bool audit_check_run(struct task *task, const struct audit_check *check, json_t *violations,
                     struct refusal *why);

#endif
