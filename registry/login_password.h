/* Signing in by phone and password, beside the code (registry/login.h).
 *
 * - Tries count for the pair of phone and requester together with those of codes, and wait as they
 * do. A password does not wear out as a code does, so all tries of a phone's password together
 * count as well: from LOGIN_PASSWORD_TRIES in a row on they wait, from wherever they come (NIST SP
 * 800-63B, 5.2.2, allows a hundred). Whom that keeps out signs in by a code, which forgets them.
 * - A phone without an account, an account without a password and a wrong password are refused in
 * the same words, by the same statements, and after the same work (base/password.h).
 * - A session made so needs the second proof as every other.
 * - What was derived with older parameters is derived anew when its password comes.
 */
#ifndef REGISTRY_LOGIN_PASSWORD_H
#define REGISTRY_LOGIN_PASSWORD_H

#include <stdbool.h>
#include <stdint.h>

#include "registry/login.h"

enum { LOGIN_PASSWORD_TRIES = 50 };

extern const struct refusal_kind LOGIN_PASSWORD_WRONG; /* 422 login_password_wrong */

/* `phone` was checked before. Refuses besides with LOGIN_TOO_SOON, ACCOUNT_LOCKED (to who knows the
 * password) and overloaded. `token` goes to the client only. */
bool login_open_by_password(struct task *task, const char *phone, const char *typed,
                            const struct session_origin *origin, int64_t *account_id,
                            char token[44], struct refusal *why);

#endif
