/* A look at the households of plans that a worker remembers: which of them are no longer as it saw
 * them. Every quote looks, so quotes that come while a look is under way look together.
 */
#ifndef CATALOG_PLAN_LOOK_H
#define CATALOG_PLAN_LOOK_H

#include <stdbool.h>

#include "base/db.h"
#include "catalog/plan.h"

/* One share, with the village that is remembered, confirmed and with a free link. */
struct plan_look {
    struct plan_share *share;
    const struct plan *plan;
    bool moved; /* set: it lives in another village, which is in `share` */
};

/* Once, at start; a command looks without it, by itself. */
void plan_look_start(void);

/* Looks at `count` shares, inside a transaction (tx may be NULL: a plain read), and brings them up
 * to now. */
bool plan_look(struct task *task, struct db_tx *tx, struct plan_look *looks, int count,
               struct refusal *why);

#endif
