/* The second proof of who works here: one-time passwords (base/totp.h) that a program on the
 * person's phone makes of a secret, and spare codes on paper (registry/second_spare.h).
 *
 * - Operators and auditors need it: until their session has brought it, it gives no role at all
 * (registry/session.h), and can do nothing for their work but this.
 * - The secret is told once, when it is made, and kept sealed in its row. It counts from when a
 * code of it was brought. A code is good in its own half minute and the ones beside it, and good
 * once: the last step is kept.
 * - Tries are counted before they are judged. A session that guesses wrong SECOND_TRIES times in a
 * row waits before each further try, longer and longer (login_wait() of
 * migrations/0051_login_challenge.sql), and no other session with it; but what all sessions of an
 * account guess wrong in a row makes all of them wait from SECOND_ACCOUNT_TRIES on, so that who
 * reads the text messages of its phone cannot guess for ever by signing in again and again (NIST SP
 * 800-63B, 5.2.2, allows a hundred).
 * - Setting it up and taking it away leaves a row in the access trail.
 */
#ifndef REGISTRY_SECOND_H
#define REGISTRY_SECOND_H

#include <jansson.h>
#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"
#include "registry/session.h"

enum { SECOND_TRIES = 5, SECOND_ACCOUNT_TRIES = 50, SECOND_CODE_MAX = 20 };

extern const struct refusal_kind SECOND_NEEDED;     /* 403 second_needed: bring it first */
extern const struct refusal_kind SECOND_SET_UP;     /* 409 second_set_up: take it away first */
extern const struct refusal_kind SECOND_NOT_SET_UP; /* 409 second_not_set_up */
extern const struct refusal_kind SECOND_WRONG;      /* 422 second_wrong: wrong, or used before */
extern const struct refusal_kind SECOND_TOO_SOON;   /* 429 second_too_soon, retry_after_s */

/* Makes a secret: {secret, uri, qr (an SVG drawing of the uri)}. New reference; NULL and why. */
json_t *second_begin(struct task *task, const struct session *session, struct refusal *why);

/* Takes the first code of the new secret; the session is proved from then on.
 * {spare_codes: [...]}, which nobody is told again. New reference; NULL and why. */
json_t *second_confirm(struct task *task, const struct session *session, const char *code,
                       struct refusal *why);

/* Takes a code, or a spare one (blanks and dashes do not count): the session is proved. */
bool second_prove(struct task *task, const struct session *session, const char *code,
                  struct refusal *why);

/* Takes the second factor away; all of the account's sessions are unproved. For a session that is
 * proved: others are refused with SECOND_NEEDED. */
bool second_remove(struct task *task, const struct session *session, struct refusal *why);

/* For who has neither the phone nor a spare code: by a command on the server (`mall second
 * remove`). Takes the factor of that phone's account away and ends all of its sessions; it is set
 * up anew at the next sign-in. 404 no_account, 409 second_not_set_up. */
bool second_reset(struct task *task, const char *phone, struct refusal *why);

/* {needed, proved, set_up, spare_codes_left}: of this session. New reference; NULL and why. */
json_t *second_json(struct task *task, const struct session *session, struct refusal *why);

/* For the demo, whose people have no phones: a fresh spare code of an account, whose factor is set
 * up when it was not. In the arena; NULL and why. */
const char *second_demo_code(struct task *task, int64_t account_id, struct refusal *why);

#endif
