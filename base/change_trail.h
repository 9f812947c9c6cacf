/* The trail of what is changed and is no move of a state: edits, settings, imports, words that a
 * person gave to the program. Moves have their log (base/machine.h), looks and roles their trail
 * (registry/access_trail.h); the three are read as one (registry/change_list.h).
 *
 * A row says who (the task's `acting`: account, session or machine, household for which), in which
 * request, what was there before and what is there now, and why. It is written in the transaction
 * that changes, so that neither is without the other; the application's role may add rows and read
 * them, nothing else. Rows are stamped, and their days chained (base/day_chain.h).
 *
 * Values are masked by who writes them (registry/mask.h): no identity number, phone, account or
 * full name stands here in the clear. What must not even be masked is left out and only named.
 */
#ifndef BASE_CHANGE_TRAIL_H
#define BASE_CHANGE_TRAIL_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/db.h"

struct change {
    const char *subject;     /* kind of thing: "freight_table", "household" */
    int64_t subject_id;      /* 0 = it has a word only */
    const char *subject_key; /* that word; NULL = it has an id */
    const char *county_code; /* of what is changed; "" = of no county */
    const char *action;      /* a verb: "edit", "create", "remove", "retry" */
    /* Objects, whose references are taken; NULL = it was not there, or is not any more. Members
     * that are alike in both are left out of the row. */
    json_t *before, *after;
    const char *reason; /* NULL = none was asked for */
};

/* A side of a change: those members of an object, with blanks between their names. New reference.
 */
json_t *change_side(const json_t *object, const char *names);

/* Writes the row: sent with the transaction's next statement or commit. */
void change_trail_add(struct db_tx *tx, const struct change *change);

/* Writes `count` rows in one statement, for what changes many at once; all are of the first one's
 * subject, action and reason. None are none. */
void change_trail_add_all(struct db_tx *tx, const struct change *changes, size_t count);

/* One row in a transaction of its own, for what changes nothing in the database (a job that is
 * wished for) or is one statement that has been done. */
bool change_trail_write(struct task *task, const struct change *change, struct refusal *why);

struct day_chain;
extern const struct day_chain CHANGE_CHAIN;

#endif
