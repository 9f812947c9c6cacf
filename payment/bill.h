/* The provider's bill of a day, kept row by row, so that `mall audit` can hold every capture and
 * refund against it in both directions; and what the provider kept of the money, booked from our
 * account with it to its fees, so that this account is what the provider's own says.
 *
 * Each day is a job of its own: a bill that cannot be had is asked for again after a minute, later
 * after hours, and keeps no other day from its bill. A job that was given up is an operator's
 * (payment/bill_desk.h), and the day a finding of the audit. A day on which something was captured
 * or a refund accepted has a bill, whatever the provider says.
 */
#ifndef PAYMENT_BILL_H
#define PAYMENT_BILL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/audit.h"
#include "base/job.h"
#include "base/refusal.h"
#include "base/task.h"
#include "payment/provider.h"

extern const struct refusal_kind BILL_NOT_READY; /* 409 bill_not_ready: the day is not over */

/* At start: the day from which on bills are expected, "YYYY-MM-DD"; "" = the first payment's. False
 * after a line on standard error when it is no day. */
bool payment_bill_start(const char *from);
/* That day as statements take it. */
const char *payment_bill_from(void);

/* Fetches the bill of a Beijing day "YYYY-MM-DD", now, and keeps it; *rows says how many rows. One
 * that is kept already gives its place to the new one, and the difference of the fees is booked. */
bool payment_bill_fetch(struct task *task, const struct provider *provider, const char *day,
                        int64_t *rows, struct refusal *why);

/* Has the bills fetched, by jobs, of past days with business that are not kept and nobody is at;
 * from 10 o'clock Beijing on. *made says how many jobs. */
bool payment_bill_fetch_due(struct task *task, int *made, struct refusal *why);

/* Has a day's bill fetched now by its job, whether that waits, was given up or was not there. */
bool payment_bill_fetch_soon(struct task *task, const struct provider *provider, const char *day,
                             struct refusal *why);

/* Job kind "bill_fetch" {provider, day}; ended by .name == NULL. */
extern const struct job_kind PAYMENT_BILL_JOBS[];

/* The check that bills show our captures and refunds and nothing else. */
bool payment_bill_audit(struct task *task, int64_t from_id, json_t *violations,
                        struct refusal *why);

/* The check that no day is without its bill. */
bool payment_bill_audit_days(struct task *task, int64_t from_id, json_t *violations,
                             struct refusal *why);

#endif
