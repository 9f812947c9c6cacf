/* A person's own account, as a copy for them and for the last time: what the law on personal data
 * gives them (PIPL, articles 45 and 47).
 *
 * A closed account is `erased`: its phone is free again, its name, address book and sessions are
 * gone; its number stays under what it bought, so that the books stay whole.
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

/* {account_id, display_name, phone (whole), state, created_at}. New reference, NULL and why when
 * refused. */
json_t *account_own_json(struct task *task, int64_t account_id, struct refusal *why);

/* Whether `end` are the last four digits of the account's phone. */
bool account_phone_ends(struct task *task, int64_t account_id, const char *end, bool *ends,
                        struct refusal *why);

/* Locks the account inside a transaction; refuses when it is closed already or works at a desk. */
bool account_close_begin(struct db_tx *tx, int64_t account_id, struct refusal *why);

/* The rest of it, behind account_close_begin() and whatever else speaks against it. After the
 * commit comes session_forget_all(). */
void account_close_end(struct task *task, struct db_tx *tx, int64_t account_id);

#endif
