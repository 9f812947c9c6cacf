/* The second proof of who works here: one-time passwords (base/totp.h) that a program on the
 * person's phone makes of a secret, and spare codes on paper.
 *
 * - Operators and auditors need it: until their session has brought it, it gives no role at all
 * (registry/session.h), and can do nothing for their work but this.
 * - The secret is told once, when it is made, and kept sealed in its row. It counts from when a
 * code of it was brought. A code is good once: the last step is kept.
 * - Spare codes are told once, kept as hashes, and good once each.
 * - A session that guesses wrong SECOND_TRIES times waits before each further try, longer and
 * longer (sql/session_second_try.sql); no other session waits with it.
 */
#ifndef REGISTRY_SECOND_H
#define REGISTRY_SECOND_H

#include <jansson.h>
#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"
#include "registry/session.h"

enum { SECOND_TRIES = 5, SECOND_SPARES = 10, SECOND_CODE_MAX = 20 };

/* Place of the sealed secret. */
#define SECOND_SECRET "second_factor.secret"

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
 * proved: others are refused with forbidden. */
bool second_remove(struct task *task, const struct session *session, struct refusal *why);

/* {needed, proved, set_up, spare_codes_left}: of this session. New reference; NULL and why. */
json_t *second_json(struct task *task, const struct session *session, struct refusal *why);

/* For the demo, whose people have no phones: the account of a phone (404 no_account), and a fresh
 * spare code of an account, which is set up when it was not. In the arena; NULL and why. */
bool second_demo_account(struct task *task, const char *phone, int64_t *account_id,
                         struct refusal *why);
const char *second_demo_code(struct task *task, int64_t account_id, struct refusal *why);

#endif
