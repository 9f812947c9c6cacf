/* The lease on a maker's number of ids (base/id.h), kept in the database, so that no id is ever
 * made twice: not by two programs of one node number, not after a clock was set back, not by two
 * commands that run at once.
 *
 * - A holder may make ids up to a time that is written down before (`used_until_ms`), and moves
 *   it on every ID_LEASE_KEEP_MS. Who comes next on the number begins behind it, whatever its
 *   clock says and whether or not the one before has really ended: so nothing repeats.
 * - A number that a living program holds is not taken: id_lease_take() waits ID_LEASE_WAIT_MS for
 *   it to come free, then refuses. A holder on this machine whose process is gone counts as gone at
 *   once, any other when its lease is over.
 * - A clock more than ID_LEASE_BEHIND_MS behind the last ids is refused: they would carry a time
 *   that is not theirs for as long.
 * - A holder says which master key it writes under, and is refused (key_left) when a rotation has
 *   left that key: so a rotation knows who must change over first (base/rekey.h).
 * - Who finds that another took its number makes no more ids: `lost` is called.
 */
#ifndef BASE_ID_LEASE_H
#define BASE_ID_LEASE_H

#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"

enum {
    ID_LEASE_MS = 10000, /* held so long beyond the last word */
    ID_LEASE_KEEP_MS = 2000,
    ID_LEASE_WAIT_MS = 12000,
    ID_LEASE_BEHIND_MS = 30000,
    ID_WORKERS = 16, /* numbers below are workers', those above are for commands */
    ID_NUMBERS = 32
};

extern const struct refusal_kind ID_NODE_IN_USE;  /* 500 node_in_use */
extern const struct refusal_kind ID_CLOCK_BEHIND; /* 500 clock_behind */

/* Takes worker number 0..15 of the node for the process `owner_pid` (the supervisor when there is
 * one: its workers hold their numbers in its name), or with -1 any that is free among those for
 * commands. From then on id_next() works, and the lease is kept until id_lease_leave(). */
bool id_lease_take(struct task *task, int node, int worker, int owner_pid,
                   void (*lost)(void *argument), void *argument, struct refusal *why);

/* Gives it back, so that the next one may follow at once; when the database does not answer it runs
 * out by itself. No ids are made afterwards. */
void id_lease_leave(struct task *task);

/* ---- pure parts, for tests ---- */

/* A row of id_maker. */
struct id_maker {
    int worker;
    char holder[192];
    bool held; /* by `holder`, as its lease says */
    bool gone; /* `holder` was a process of this machine, and is none any more */
    int64_t used_until_ms;
};

/* Which of the node's rows `me` may have: the worker's own, or for -1 the best of the commands'.
 * Its index, or -1 and why. */
int id_lease_choose(const struct id_maker *makers, int count, int worker, const char *me,
                    int64_t now_ms, struct refusal *why);

#endif
