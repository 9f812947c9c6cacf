/* The people of an organisation: its owner names them and takes their roles back, inside their own
 * organisation and nowhere else. */
#ifndef REGISTRY_STAFF_H
#define REGISTRY_STAFF_H

#include <jansson.h>

#include "base/db.h"
#include "base/task.h"

/* Roles that an owner gives; ended by NULL. */
extern const char *const STAFF_ROLES[];

/* [{grant_id, account_id, display_name, phone (masked), role, granted_at}], at most 100. New
 * reference, NULL when refused. */
json_t *staff_list_json(struct task *task, int64_t organisation_id, struct refusal *why);

/* Gives a role (one of STAFF_ROLES) at the organisation to the account of a phone (checked before),
 * which has signed in once. Refuses as grant_give() does. */
bool staff_give(struct task *task, int64_t organisation_id, const char *phone, const char *role,
                int64_t actor_id, int64_t *grant_id, struct refusal *why);

/* Takes one back. not_found when it is none of the organisation's, or not one that owners give. */
bool staff_take_back(struct task *task, int64_t organisation_id, int64_t grant_id, int64_t actor_id,
                     struct refusal *why);

#endif
