/* A year that is taken out of the books (base/partition.h, `ops/years away`), and with what they
 * are carried on without it.
 *
 * Only the oldest year can go, and only the newest that is away come back, so what lies outside is
 * always everything before one point. In the transaction that takes the partitions out each folder
 * says with what the rest goes on: balances of accounts, what sums of months come to, where things
 * stand that live for years. These rows are stamped (table year_carried, year_state), and checks of
 * the audit read them where rows are missing. Of what was made before that point and needs rows
 * that are away a check says nothing: it reads the view `year_floor`.
 */
#ifndef BASE_YEAR_H
#define BASE_YEAR_H

#include <stdint.h>

#include "base/db.h"

/* What a folder knows of a year that goes; every member may be NULL. $1 is always the first id
 * behind the year. */
struct year_part {
    /* Why it cannot go yet: what has not come to its end. Columns: subject, detail. */
    const struct sql *refuse;
    /* What of its rows reaches beyond it. Columns: object_id (the youngest thing of which rows go,
     * 0 = none), at_us (the last moment of what goes that is in a sum, microseconds since 1970;
     * null = none). */
    const struct sql *reach;
    /* With what the rest goes on. Columns: what, key, county_code, fen, digest (one of the two is
     * null). */
    const struct sql *carry;
};

struct year_floor {
    int64_t year;         /* the newest that is away, 0 = none */
    int64_t rows_from;    /* the first id behind it */
    int64_t objects_from; /* what was made from here on has all its rows */
    char months_from[8];  /* the first month that has nothing of it, 'YYYY-MM'; "" = all */
    int64_t settled_ms;   /* a midnight: sums of days and months from here on have nothing of it */
};

/* Behind all years that are away; all zero when none is. */
bool year_floor(struct task *task, struct year_floor *floor, struct refusal *why);

/* Raises an id from which on an audit looks to that from which on things have all their rows. */
bool year_raise(struct task *task, int64_t *from_id, struct refusal *why);

#endif
