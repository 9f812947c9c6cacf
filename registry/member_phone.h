/* The phones of a household's members, by which it is found beside its own
 * (registry/household_search.h). They come with what the register says of each
 * (registry/household_stage.h).
 */
#ifndef REGISTRY_MEMBER_PHONE_H
#define REGISTRY_MEMBER_PHONE_H

#include <stdbool.h>

#include "base/crypto.h"
#include "base/task.h"

/* Where a member's is sealed, and so the purpose of its hash: the household's own phone is of the
 * same purpose and of no member, so that one hash finds both. */
struct crypto_place member_phone_place(int64_t household_id, int64_t member_no);

enum { MEMBER_PHONES = 500 };
/* Timed work: members that came before there were phones, or by a file, get them from the version
 * that holds, an empty text where it names none; *done = how many. */
bool member_phone_due(struct task *task, int *done, struct refusal *why);

#endif
