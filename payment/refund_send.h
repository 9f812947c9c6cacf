/* Asking the provider for refunds, and how they went, until they have ended.
 *
 * Each refund is asked for by a job under the number in force. Every state but `succeeded` is asked
 * about, those that waited longest first and each less often as it grows older, so that banks which
 * take days keep nobody from being asked about. A number that the provider closed is followed by
 * the next after some minutes, PAYMENT_REFUND_NUMBERS at most; then an operator decides.
 */
#ifndef PAYMENT_REFUND_SEND_H
#define PAYMENT_REFUND_SEND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/job.h"
#include "base/refusal.h"
#include "base/task.h"

enum { PAYMENT_REFUND_NUMBERS = 3 /* asked for by itself under so many numbers */ };

/* Asks about refunds whose turn it is; *asked says how many. Stops early when the provider does
 * not answer. */
bool payment_refund_ask_due(struct task *task, int limit, int *asked, struct refusal *why);

/* Asks about one refund now. Refuses with unavailable when there was no answer. */
bool payment_refund_ask(struct task *task, int64_t refund_id, struct refusal *why);

/* Job kinds "refund_send" and "refund_again" {refund_id}; ended by .name == NULL. */
extern const struct job_kind PAYMENT_REFUND_JOBS[];

#endif
