/* Asking the provider what became of an attempt, and closing there what nobody will pay.
 *
 * The provider's answer is the authority, a notification only a hint that comes early
 * (payment/hear.h); both end in payment_apply().
 */
#ifndef PAYMENT_ASK_H
#define PAYMENT_ASK_H

#include <stdbool.h>

#include "base/job.h"
#include "payment/attempt.h"
#include "payment/provider.h"

/* Asks about one attempt and takes the answer to the books. An attempt that the provider does not
 * know becomes `failed` when `absent_fails`; otherwise it stays, because it may be about to be
 * opened. Refuses with unavailable when there was no answer. */
bool payment_ask(struct task *task, const struct provider *provider, const char *number,
                 bool absent_fails, struct refusal *why);

/* Asks about open attempts that were not asked about for a minute, at most `limit`; *asked says how
 * many. */
bool payment_ask_due(struct task *task, int limit, int *asked, struct refusal *why);

/* The payer says that it is paid: has the provider asked about the subject's open attempts now, by
 * jobs; at most once in a few seconds. */
bool payment_ask_soon(struct task *task, const struct payable *payable, int64_t subject_id,
                      struct refusal *why);

/* Job kinds "payment_close" and "payment_check" {number}; ended by .name == NULL. */
extern const struct job_kind PAYMENT_ASK_JOBS[];

#endif
