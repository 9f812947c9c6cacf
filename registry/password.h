/* The password of an account: optional, beside the code by text message.
 *
 * Who sets, changes or takes it away proves to be the owner anew: by a code that goes to the
 * account's phone, or by the second factor. Then all other sessions of the account end, a text
 * message tells the owner, and a row stands in the access trail. Kept is what base/password.h
 * derives of it, stamped (base/stamp.h), as whoever wrote another one there could sign in.
 */
#ifndef REGISTRY_PASSWORD_H
#define REGISTRY_PASSWORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/task.h"
#include "registry/login.h"
#include "registry/session.h"

extern const struct refusal_kind PASSWORD_PROOF_NEEDED; /* 422 password_proof_needed */
extern const struct refusal_kind PASSWORD_NOT_SET;      /* 409 password_not_set */

/* Sends a code to the account's own phone, as login_send_code() does. */
bool password_send_code(struct task *task, int64_t account_id, const char *client,
                        char challenge[LOGIN_CHALLENGE_LENGTH + 1], struct refusal *why);

/* Code and challenge of password_send_code(), or a code of the second factor; the others NULL. */
struct password_proof {
    const char *code, *challenge, *second_code;
    const char *client; /* from where it comes */
};

/* Sets or changes the password as it was typed. Refuses with PASSWORD_UNFIT, PASSWORD_PROOF_NEEDED,
 * what login_code_check() and second_prove() refuse with, and overloaded. */
bool password_set(struct task *task, const struct session *session, const char *typed,
                  const struct password_proof *proof, struct refusal *why);

/* Takes it away: the account is signed in to by codes alone again. */
bool password_remove(struct task *task, const struct session *session,
                     const struct password_proof *proof, struct refusal *why);

#endif
