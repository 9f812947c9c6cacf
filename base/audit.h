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

/* Ids are made in order of time, so what a run looks at is told by the id from which on it looks:
 * 0 in a full run; a nightly one goes on from what the last full one proved. */
enum audit_reach {
    AUDIT_WHOLE, /* looks at everything in either run, because that costs little */
    AUDIT_SINCE, /* looks at what was made from an id on */
    AUDIT_FULL,  /* waits for a full run */
    /* The same two; a full run asks by audit_ask_whole(). */
    AUDIT_SINCE_JOINED,
    AUDIT_FULL_JOINED,
};

static inline bool audit_is_full_only(enum audit_reach reach)
{
    return reach == AUDIT_FULL || reach == AUDIT_FULL_JOINED;
}

/* One reading of what several checks look at, in the highest folder whose tables it reads. Each of
 * them stands in its own folder's table of checks, with neither `sql` nor `run`, and has a verdict
 * of its own. */
enum { AUDIT_PASS_CHECKS_MAX = 16 };
struct audit_pass {
    const char *names[AUDIT_PASS_CHECKS_MAX]; /* of the checks; NULL = fewer */
    /* Adds to found[i] what violates the check names[i]; otherwise as a check's `run`. */
    bool (*run)(struct task *task, int64_t from_id, json_t *const *found, struct refusal *why);
    /* The same, of what is asked in any case and needs nothing of `run`: done beside it, with lists
     * of its own; NULL = there is nothing. */
    bool (*beside)(struct task *task, int64_t from_id, json_t *const *found, struct refusal *why);
};

struct audit_check {
    int truth;
    const char *name; /* the truth as a sentence: "no lot gave more kilograms than it had" */
    /* NULL: run. By the number of its parameters it takes nothing; $1 the stamp key (base/stamp.h),
     * or when it reaches AUDIT_SINCE the id from which on it looks; both, $1 stamp key, $2 id. One
     * with binary columns is asked by audit_ask_stamps(). */
    const struct sql *sql;
    /* Adds what it finds with audit_violation(); looks at what was made from an id on. False when
     * the database could not be asked. */
    bool (*run)(struct task *task, int64_t from_id, json_t *violations, struct refusal *why);
    enum audit_reach reach;
};

/* Adds "subject: detail" ("lot:17: in 100 boxed 120"). Never personal data. */
void audit_violation(json_t *violations, const char *subject, const char *detail);

/* Runs a statement that returns violations, in the audit's class of connections, and adds them. */
bool audit_ask(struct task *task, const struct sql *sql, const struct db_value *args, int count,
               json_t *violations, struct refusal *why);

/* The same, of tables that are put together whole: by hashing, not row by row, whatever the planner
 * expects. */
bool audit_ask_whole(struct task *task, const struct sql *sql, const struct db_value *args,
                     int count, json_t *violations, struct refusal *why);

/* The same, of what was made in the last days: looked up row by row where an index serves. */
bool audit_ask_since(struct task *task, const struct sql *sql, const struct db_value *args,
                     int count, json_t *violations, struct refusal *why);

/* The same, of a statement that takes the id from which on it looks: as of the last days, or of all
 * there is (0). */
bool audit_ask_from(struct task *task, const struct sql *sql, int64_t from_id, json_t *violations,
                    struct refusal *why);

/* The same, unless another statement, asked first, says that all is well: sums that agree tell that
 * in a fraction of the time, but not who it is otherwise. Both take the id from which on they look,
 * or nothing; `agree` has one row, and one column that says whether. */
bool audit_ask_unless(struct task *task, const struct sql *agree, const struct sql *sql,
                      int64_t from_id, json_t *violations, struct refusal *why);

/* Looks at the stamps of a table of any length, from an id on (0 = all), a page at a time, each in
 * an arena of its own. $1 after id, $2 rows. Binary columns: the id, called as its rows are to be
 * named ("trade" -> "trade:17"), content, stamp; in order of id, all that have the last one. */
bool audit_ask_stamps(struct task *task, const struct sql *sql, int64_t from_id, json_t *violations,
                      struct refusal *why);

/* Adds "name:id: does not fit its stamp" where a row, read column by column, does not; its stamp is
 * in the column `stamp`. */
struct stamp_row;
void audit_look_at_stamp(const char *name, int64_t id, const struct stamp_row *content,
                         const struct db_rows *rows, int row, int stamp, json_t *violations);

/* Whether a list of violations is as long as anybody reads. */
bool audit_is_full(const json_t *violations);

/* Runs one check over what was made from an id on (0 = all). */
bool audit_check_run(struct task *task, const struct audit_check *check, int64_t from_id,
                     json_t *violations, struct refusal *why);

#endif
