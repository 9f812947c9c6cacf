/* Rows of households as everybody may see them: where fewer households of a village than the least
 * group have a figure, they stand together, without pseudonym.
 *
 * - A row is an object with "pseudonym", "village_name", "village_code" and whatever else; a
 * household has one row for each set of values of the members that keep rows apart; "household",
 * when there, says whose row it is.
 * - A village is small when one of its sets has fewer rows than the least group: then none of its
 * rows stands by itself, so that none follows from the others.
 * - A row with "hidden" true is of a household that does not want to be shown: it never stands by
 * itself. Where a set has fewer hidden rows than the least group, though at least one, its village
 * is small as well: otherwise it would follow who they are.
 * - Nothing is lost: sums over all rows are the same before and after.
 */
#ifndef LEDGER_GROUP_H
#define LEDGER_GROUP_H

#include <jansson.h>
#include <stdint.h>

#include "base/arena.h"

/* Names of members, ended by NULL. */
struct group_shape {
    const char *const *apart; /* texts: rows that differ in one are never added up */
    const char *const *sums;  /* whole numbers, or arrays of them of one length: added up */
};

/* The rows (borrowed, left as they are) as a new array; new reference. Each row without
 * "village_code" and "hidden", and with "households" (how many it is about; null = fewer than
 * `least`) and "label" (what stands for them: the pseudonym, "7 户", "不到 5 户"). Rows that stand
 * for several come first, their "pseudonym" and "household" are null and their "village_name" names
 * up to GROUP_VILLAGES villages. With `least` 0 or 1 each row stands by itself. */
enum { GROUP_VILLAGES = 3 };
json_t *group_public(struct arena *arena, json_t *rows, const struct group_shape *shape,
                     int64_t least);

/* "7 户"; "不到 5 户" when fewer than `least`. In the arena. */
const char *group_label(struct arena *arena, int64_t households, int64_t least);

#endif
