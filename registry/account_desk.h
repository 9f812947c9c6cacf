/* An account as its operators see it: who it is by phone or number, what it may do, whether it is
 * locked.
 *
 * Phones come masked. Locking ends all its sessions at once and keeps its roles for the day it is
 * unlocked; each move leaves a row in the access trail (subject "account", purposes "lock" and
 * "unlock").
 */
#ifndef REGISTRY_ACCOUNT_DESK_H
#define REGISTRY_ACCOUNT_DESK_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/task.h"

extern const struct refusal_kind ACCOUNT_OWN;   /* 409 own_account: nobody locks themselves out */
extern const struct refusal_kind ACCOUNT_STATE; /* 409 account_state: it is so already */

/* The account of a phone (11 digits, checked before); refuses with no_account. */
bool account_find_by_phone(struct task *task, const char *phone, int64_t *account_id,
                           struct refusal *why);

/* {account_id, display_name, phone (masked), state, created_at, open_sessions, signed_in_at,
 * roles: [{grant_id, role, region_code, region_name, organisation_id, organisation_name,
 * organisation_state, household_id, granted_at, ended_at, expires_at,
 * awaits_second, is_in_force}]}. New reference, NULL when
 * refused. */
json_t *account_desk_json(struct task *task, int64_t account_id, struct refusal *why);

/* Locks or unlocks, with a reason (2 to 200 characters, checked before). */
bool account_lock(struct task *task, int64_t account_id, bool locked, int64_t actor_id,
                  const char *reason, struct refusal *why);

#endif
