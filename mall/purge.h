/* What is past its time is deleted, as each module says: sessions and login codes, messages,
 * idempotency keys, ended jobs. Personal data is kept no longer than it serves (PIPL, article 19);
 * trades, the journal and the logs stay. */
#ifndef MALL_PURGE_H
#define MALL_PURGE_H

#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"

/* Deletes up to 1000 rows of each kind; *done says how many in all, 0 when nothing was left. */
bool purge_due(struct task *task, int *done, struct refusal *why);

#endif
