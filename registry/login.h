/* Signing in by phone: a six-digit code by SMS, good once.
 *
 * - A code belongs to who asked for it: the answer has a challenge, and the code is good only
 * together with it. Who asks for somebody else's phone neither replaces their code nor can use it
 * up.
 * - A code lives LOGIN_CODE_MINUTES and takes LOGIN_TRIES attempts; a try is counted before it is
 * judged, in a transaction of its own, so that attempts sent at the same moment cannot share one.
 * - Tries count for the pair of phone and requester (registry/rate.h says who is one): after
 * LOGIN_TRIES in a row without success each waits, longer and longer (login_wait() of
 * migrations/0051_login_challenge.sql). Nobody else waits for them.
 * - A requester gets a code for one phone every MALL_LOGIN_WAIT_SECONDS, and half of the
 * MALL_LOGIN_DAILY that a phone gets a Beijing day; from where its owner signed in before, what
 * others asked for does not count. One client address has MALL_LOGIN_PER_ADDRESS requests an hour
 * and worker.
 * - A mall that sends no text messages says so (SMS_NOT_SET); how many it sends to whom is sms/'s
 * (sms/budget.h).
 * - Only a keyed hash of phone and code is kept. Nothing tells whether a phone has an account.
 */
#ifndef REGISTRY_LOGIN_H
#define REGISTRY_LOGIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/task.h"
#include "registry/session.h"

#define LOGIN_CODE_DIGITS 6
#define LOGIN_CODE_MINUTES 5
#define LOGIN_TRIES 5
#define LOGIN_CHALLENGE_LENGTH 43 /* crypto_token() */

extern const struct refusal_kind LOGIN_TOO_SOON;     /* 429 login_too_soon, retry_after_s */
extern const struct refusal_kind LOGIN_DAILY_LIMIT;  /* 429 login_daily_limit */
extern const struct refusal_kind LOGIN_CODE_WRONG;   /* 422 login_code_wrong; have = tries left */
extern const struct refusal_kind LOGIN_CODE_EXPIRED; /* 422 login_code_expired: none was sent to
                                                        that client, it is too old, used, or tried
                                                        too often */

/* What a code is for; the message says it, and the code is good for nothing else. */
enum login_use { LOGIN_SIGN_IN, LOGIN_SET_PASSWORD, LOGIN_OWN_DATA };

/* Both: `why->limit` of what was granted says what is left to the client's address.
 *
 * Makes a code for a mobile number (checked before) and queues the message, in one transaction.
 * `client` is the peer's address; `challenge` is for it only, and comes back with the code. */
bool login_send_code(struct task *task, enum login_use use, const char *phone, const char *client,
                     char challenge[LOGIN_CHALLENGE_LENGTH + 1], struct refusal *why);

struct login_proof {
    const char *phone, *code, *challenge;
};

/* Takes a code: finds or makes the account and opens a session. `token` goes to the client only.
 * Besides its own refuses with LOGIN_TOO_SOON. */
bool login_open_session(struct task *task, const struct login_proof *proof,
                        const struct session_origin *origin, int64_t *account_id, char token[44],
                        struct refusal *why);

/* ---- parts of it, for what else a code or a phone proves ---- */

/* Hashes by which a code, its phone and who brought it are found. */
struct login_taken {
    uint8_t phone_hash[32], requester_hash[32], challenge_hash[32], code_hash[32];
};

/* Counts a try and judges it; the code stays good. Refuses as login_open_session() does. */
bool login_code_check(struct task *task, enum login_use use, const struct login_proof *proof,
                      const char *client, struct login_taken *taken, struct refusal *why);
/* Uses the code up, inside the transaction of what it was brought for; what was guessed wrong
 * before is forgotten. LOGIN_CODE_EXPIRED when it was used meanwhile. */
bool login_code_use(struct db_tx *tx, const struct login_taken *taken, struct refusal *why);

/* The share of a client address (MALL_LOGIN_PER_ADDRESS). */
bool login_allow_client(const char *client, struct refusal *why);
/* Who asks for that phone: an address is of no use to find them at another phone. */
void login_hash_requester(struct task *task, const char *phone, const char *client,
                          uint8_t hash[32]);
/* Counts a try of that requester (32 bytes; 0 bytes = all of the phone) inside a transaction;
 * after `free` in a row each waits (LOGIN_TOO_SOON on `field`). */
bool login_count_try(struct db_tx *tx, const uint8_t phone_hash[32], struct db_value requester_hash,
                     int64_t free, const char *field, struct refusal *why);
/* Somebody proved to own the phone: wrong tries, theirs and those of all together, are forgotten.
 */
bool login_prove(struct db_tx *tx, const struct login_taken *taken, struct refusal *why);

/* ---- pure parts, for tests ---- */

/* Six digits of a number 0..2^32-1 that is uniform below the largest multiple of 10^6; false when
 * it lies above and another must be drawn. */
bool login_code_digits(uint32_t random, char code[LOGIN_CODE_DIGITS + 1]);
bool login_is_code(const char *text);

#endif
