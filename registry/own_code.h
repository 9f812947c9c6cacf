/* A fresh proof that somebody at a household's own account is its owner: a code that goes to the
 * account's phone, good for LOGIN_CODE_MINUTES, once, and for nothing but what the message says -
 * seeing the household's personal fields in the clear (register/household_copy.h). A session alone
 * lives for weeks, on a phone that others may hold.
 */
#ifndef REGISTRY_OWN_CODE_H
#define REGISTRY_OWN_CODE_H

#include "registry/login.h"

/* Sends one, as login_send_code() does; `client` is the address of who asks. */
bool own_code_send(struct task *task, int64_t account_id, const char *client,
                   char challenge[LOGIN_CHALLENGE_LENGTH + 1], struct refusal *why);

/* Judges it and uses it up; refuses as login_code_check() and login_code_use() do. */
bool own_code_take(struct task *task, int64_t account_id, const char *code, const char *challenge,
                   const char *client, struct refusal *why);

#endif
