/* Whether the master keys that this process was given are those that the database was written with.
 *
 * With another key nothing would be found again: everybody who signs in would get a new, empty
 * account, and no sealed field would open. So each key leaves a check value at its first use, and a
 * process that has a key of that number with another value, or lacks one that is needed, does not
 * start. A key that a finished rotation (base/rekey.h) retired is not needed, and is forgotten when
 * it is given; one that a rotation left is not written under any more.
 */
#ifndef BASE_KEY_CHECK_H
#define BASE_KEY_CHECK_H

#include <stdbool.h>

#include "base/db.h"
#include "base/refusal.h"
#include "base/task.h"

extern const struct refusal_kind KEY_WRONG;   /* 500 key_wrong */
extern const struct refusal_kind KEY_MISSING; /* 500 key_missing: an older key is still needed */
extern const struct refusal_kind KEY_LEFT;    /* 500 key_left: a newer key has taken its place */

/* Notes the newest key when it is new, and the keys of codes (base/code_key.h). */
bool key_check(struct task *task, struct refusal *why);

/* Inside the transaction in which a process says that it writes: the newest key may be written
 * under, and no rotation leaves it before the transaction has ended. */
bool key_check_hold(struct db_tx *tx, struct refusal *why);

#endif
