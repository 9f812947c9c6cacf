/* Lines of the log about who was let in and who was not: signing in, and refused rights.
 *
 * They name nobody: an account and a phone stand there as pseudonyms, keyed hashes under the master
 * key, so that lines about the same one are found together, and by who has the key also those of a
 * given one; an address stands as its block (base/address_block.h). With another master key the
 * pseudonyms are others.
 */
#ifndef MALL_API_ACCESS_LOG_H
#define MALL_API_ACCESS_LOG_H

#include <stdint.h>

#include "mall/api/call.h"

enum { PSEUDONYM_LENGTH = 16 };

/* An account's pseudonym; "-" of nobody (0). Returns it. */
char *access_pseudonym(int64_t account_id, char text[PSEUDONYM_LENGTH + 1]);

/* "sign_in": a code was asked for (`asked`). `why` NULL = it was sent; else outcome "refused", or
 * "locked" when the client has to wait. */
void access_log_asked(const struct call *call, const char *phone, const struct refusal *why);
/* "sign_in": a code was brought. `why` NULL = "succeeded", and `account_id` is whose it was; else
 * "failed", or "locked" when the client has to wait or the account is locked. */
void access_log_opened(const struct call *call, const char *phone, int64_t account_id,
                       const struct refusal *why);
/* "right_refused": the call was answered 401 or 403. */
void access_log_refused(const struct call *call, const struct refusal *why);

#endif
