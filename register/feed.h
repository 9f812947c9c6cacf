/* Following the register's changes: asked for behind the last one that is known, put in order, and
 * taken over in one transaction with the number of the last.
 *
 * A change that comes twice is known by its number and does nothing. One that is left out stops the
 * following until the register tells it, or a snapshot is taken over. One that contradicts itself
 * is written down, and its household counts no longer until somebody has looked.
 */
#ifndef REGISTER_FEED_H
#define REGISTER_FEED_H

#include "base/refusal.h"
#include "base/task.h"

enum { FEED_CHANGES = 500 };

/* Asks once and takes over what there is; *done = changes. Nothing while a snapshot is being taken
 * over, or where there is no register. False only when the mall's own database cannot be asked:
 * what is wrong with the register stands in register_state. */
bool register_follow(struct task *task, int *done, struct refusal *why);

#endif
