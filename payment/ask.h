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

/* Asks about open attempts whose turn it is, those that waited longest first, each less often as it
 * grows older; *asked says of how many it knew. What is past its time is closed at the provider;
 * what can be neither asked about nor closed for a month ends as `abandoned`. Stops early when the
 * provider does not answer. */
bool payment_ask_due(struct task *task, int limit, int *asked, struct refusal *why);

/* Closes the subject's open attempts at the provider, now: afterwards none can be paid, or it was
 * and is booked. Refuses with unavailable when the provider did not say. */
bool payment_close_open(struct task *task, const struct payable *payable, int64_t subject_id,
                        struct refusal *why);

/* The payer says that it is paid: has the provider asked about the subject's open attempts now, by
 * jobs; at most once in a few seconds. */
bool payment_ask_soon(struct task *task, const struct payable *payable, int64_t subject_id,
                      struct refusal *why);

/* Job kinds "payment_close" and "payment_check" {number}; ended by .name == NULL. */
extern const struct job_kind PAYMENT_ASK_JOBS[];

#endif
