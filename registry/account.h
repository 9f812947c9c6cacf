/* An account: a person who signs in by phone. Consumers are accounts without a role; roles are
 * grants (registry/session.h).
 *
 * The phone is kept sealed, and found by its keyed hash; two accounts never share a phone.
 */
#ifndef REGISTRY_ACCOUNT_H
#define REGISTRY_ACCOUNT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/crypto.h"
#include "base/db.h"
#include "base/task.h"
#include "registry/session.h"

/* Purpose of the phone's key (base/crypto.h). */
#define ACCOUNT_PHONE "account.phone"

extern const struct refusal_kind ACCOUNT_LOCKED; /* 403 account_locked */

void account_phone_hash(const char *phone, uint8_t hash[32]);

/* The parameters of SQL_account_find_by_phone. */
struct account_phone {
    struct crypto_lookup hashes[CRYPTO_KEYS_MAX];
    int count;
};
void account_phone_hashes(const char *phone, struct account_phone *out);
#define ACCOUNT_PHONE_ARGS(phone_)                                                                 \
    DB_ARGS(DB_COLUMN_HASH((phone_)->hashes, (phone_)->count, hash),                               \
            DB_BYTES((phone_)->hashes[0].hash, 32))

/* Finds the account of a phone (a mobile number, checked before) inside a transaction, or makes it.
 * One that was written under an older key is written anew.
 * Refuses when it is locked. */
bool account_find_or_create(struct task *task, struct db_tx *tx, const char *phone,
                            int64_t *account_id, struct refusal *why);

/* The reader's own account: {"account": {account_id, display_name, phone (masked), created_at},
 * "roles": [{role, region_code, region_name, organisation_id, organisation_name, household_id}],
 * "second": second_json()}.
 * New reference, NULL when refused. */
json_t *account_json(struct task *task, const struct session *session, struct refusal *why);

/* Sets the name shown on reviews (1..20 code points, checked before). */
bool account_rename(struct task *task, int64_t account_id, const char *display_name,
                    struct refusal *why);

#endif
