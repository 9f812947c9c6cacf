/* Rules that giving a role, prolonging it and making the first operator have in common
 * (registry/grant.h). */
#ifndef REGISTRY_GRANT_RULE_H
#define REGISTRY_GRANT_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/refusal.h"

/* The last day of a role: "" or one to come, within ten years. */
bool grant_check_end(const char *day, struct refusal *why);

/* Whether a new operator must wait for a second one's word; never for another role. Locks the
 * operators' grants. */
bool grant_needs_second(struct db_tx *tx, const char *role, int64_t actor_id, int64_t account_id,
                        bool *needed, struct refusal *why);

/* A row of the access trail: "grant", "grant_confirm" or "revoke". */
void grant_leave_trail(struct db_tx *tx, int64_t actor_id, const char *what, int64_t grant_id);

#endif
