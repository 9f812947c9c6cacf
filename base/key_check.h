/* Whether the master keys that this process was given are those that the database was written with.
 *
 * With another key nothing would be found again: everybody who signs in would get a new, empty
 * account, and no sealed field would open. So each key leaves a check value at its first use, and a
 * process that has a key of that number with another value, or lacks one that was used, does not
 * start.
 */
#ifndef BASE_KEY_CHECK_H
#define BASE_KEY_CHECK_H

#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"

extern const struct refusal_kind KEY_WRONG;   /* 500 key_wrong */
extern const struct refusal_kind KEY_MISSING; /* 500 key_missing: an older key is still needed */

/* Notes the newest key when it is new. */
bool key_check(struct task *task, struct refusal *why);

#endif
