/* Keys of programs (registry/program.h): random, told once, kept as their SHA-256 with the first
 * characters to know them by. A program has two at most, so that one can be replaced while the
 * other is still in use; each ends by itself after MALL_PROGRAM_KEY_DAYS at the latest.
 */
#ifndef REGISTRY_PROGRAM_KEY_H
#define REGISTRY_PROGRAM_KEY_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/task.h"
#include "registry/session.h"

/* "fpsc_" and a token (base/crypto.h). */
#define PROGRAM_KEY_MARK "fpsc_"
enum { PROGRAM_KEY_LENGTH = 48, PROGRAM_KEY_PREFIX = 12, PROGRAM_KEYS_MAX = 2 };

extern const struct refusal_kind PROGRAM_KEYS_FULL;    /* 409 program_keys_full */
extern const struct refusal_kind PROGRAM_KEY_UNKNOWN;  /* 401 program_key_unknown: or revoked */
extern const struct refusal_kind PROGRAM_KEY_EXPIRED;  /* 401 program_key_expired */
extern const struct refusal_kind PROGRAM_NOT_IN_FORCE; /* 403 program_not_in_force */
extern const struct refusal_kind PROGRAM_ADDRESS;      /* 403 program_address */
extern const struct refusal_kind PROGRAM_SCOPE;        /* 403 program_scope */
extern const struct refusal_kind PROGRAM_TOO_MANY;     /* 429 program_too_many, retry_after_s */

/* Makes a key that is good for so many days (1..MALL_PROGRAM_KEY_DAYS): {key_id, key, prefix,
 * expires_at}. New reference; NULL and why. */
json_t *program_key_issue(struct task *task, int64_t program_id, int64_t days, int64_t actor_id,
                          struct refusal *why);
bool program_key_revoke(struct task *task, int64_t program_id, int64_t key_id, int64_t actor_id,
                        struct refusal *why);

/* Whether a bearer's token is meant to be a key. */
bool program_is_key(const char *token);

/* Who calls with that key from that address: a session whose account_id is the program's number.
 * It reads what an auditor reads, as far as its scopes and its region go (registry/permission.h).
 */
bool program_session(struct task *task, const char *key, const char *client,
                     struct session *session, struct refusal *why);

/* Counts a call of a route, and whether the door let it in. */
bool program_count(struct task *task, int64_t program_id, const char *route, bool admitted,
                   struct refusal *why);

#endif
