/* `mall audit`: proves from the database alone what must always be true, and exits with 1 when
 * something is not.
 *
 * Seven truths, each a list of checks (base/audit.h): those of the modules, from the ground up, and
 * those over the state machines of all. All run in the slow class of connections against one moment
 * each; on a busy mall a check may see work in progress only as whole transactions.
 */
#ifndef MALL_AUDIT_H
#define MALL_AUDIT_H

#include <jansson.h>

#include "base/task.h"

/* Runs all checks. New reference: {"passed": n, "failed": n, "checks": [{"truth", "name", "ok",
 * "violations": [..]}]}; NULL and why when the database could not be asked. */
json_t *audit_run(struct task *task, struct refusal *why);

#endif
