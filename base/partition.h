/* Tables that are cut by time (migration 0070): those that only grow by years, so that an old year
 * can be moved away, and those that are kept for days by days, which are dropped whole. Which ones
 * stands in `partition_rule`; <table>_y2027 and <table>_d20270131 are Beijing's years and days, by
 * the time in an id (base/id.h), and <table>_rest takes what has no partition yet.
 */
#ifndef BASE_PARTITION_H
#define BASE_PARTITION_H

#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"

/* One round: partitions that are needed soon are made, days whose time is over dropped, and the
 * statistics of one table gathered that have become a day old. The database does it under its
 * owner's right; the program names nothing. *done says how many things, 0 when nothing is left.
 * False when a table's lock was not had in two seconds; then nothing was done. */
bool partition_tend(struct task *task, int *done, struct refusal *why);

#endif
