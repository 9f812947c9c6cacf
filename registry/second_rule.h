/* What setting a second factor up and taking it away have in common (registry/second.h). */
#ifndef REGISTRY_SECOND_RULE_H
#define REGISTRY_SECOND_RULE_H

#include <stdint.h>

#include "base/db.h"

/* A row of the access trail about an account: "second_set" or "second_remove". */
void second_leave_trail(struct db_tx *tx, int64_t actor_id, const char *what, int64_t account_id);

#endif
