/* What an applicant is told of a registration by text message: that it was granted, refused, or
 * will soon lapse. The message names neither the kind nor the reason: that somebody is a poor
 * household, or what an officer wrote about them, is nothing for a phone that others read too. Both
 * stand at /shop/me/standing, behind signing in, which it says.
 */
#ifndef REGISTRY_REGISTRATION_TELL_H
#define REGISTRY_REGISTRATION_TELL_H

#include <stdint.h>

#include "base/db.h"
#include "registry/registration.h"

/* Part of the transaction that decides: tells the account of a move to granted or refused, nothing
 * of others; account 0 = there is none. */
bool registration_tell(struct task *task, struct db_tx *tx, int64_t account_id,
                       enum registration_state to, struct refusal *why);

/* Timed work: applicants whose registration lapses within REGISTRATION_WARN_DAYS are told once. */
enum { REGISTRATION_WARN_DAYS = 5, REGISTRATION_WARNED_MORE = 100 };
bool registration_warn_due(struct task *task, int *done, struct refusal *why);

#endif
