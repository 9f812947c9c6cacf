/* A person's own account, as a copy for them and for the last time: what the law on personal data
 * gives them (PIPL, articles 45 and 47).
 *
 * A closed account is `erased`: its phone is free again, its name, address book, password, second
 * factor, sessions and codes for signing in are gone, and what it was to do for households is
 * withdrawn; its number stays under what it bought, so that the books stay whole. Who signs in with
 * the phone afterwards has another account.
 */
#ifndef REGISTRY_ACCOUNT_CLOSE_H
#define REGISTRY_ACCOUNT_CLOSE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/refusal.h"
#include "base/task.h"

extern const struct refusal_kind ACCOUNT_HAS_ROLE; /* 409 account_has_role */

/* The account's phone in the clear, in the task's arena; NULL and why when refused. */
const char *account_own_phone(struct task *task, int64_t account_id, struct refusal *why);

/* {account_id, display_name, phone (whole), created_at, roles: as account_desk_json() has them}.
 * New reference, NULL and why when refused. */
json_t *account_own_json(struct task *task, int64_t account_id, struct refusal *why);

/* Locks the account inside a transaction; refuses with REFUSAL_UNAUTHENTICATED when it is closed or
 * locked already, and with ACCOUNT_HAS_ROLE while it has one, also one that waits for its second
 * word. */
bool account_close_begin(struct db_tx *tx, int64_t account_id, struct refusal *why);

/* The rest of it, with its row in the access trail (purpose "close"), behind account_close_begin()
 * and whatever else speaks against it. After the commit comes session_forget_all(). */
bool account_close_end(struct task *task, struct db_tx *tx, int64_t account_id, const char *phone,
                       struct refusal *why);

#endif
