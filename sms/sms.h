/* Text messages to people.
 *
 * A message is a sealed row written in the same transaction as its cause, with a job that hands it
 * to the channel (sms/channel.h). `sent` is a message that the channel took, and nothing else;
 * `delivered` one of which it said afterwards that it arrived (sms_report()). One that the channel
 * refuses, or that nobody took in SMS_TRIES tries, is `failed` and stands on the operator's list;
 * one that is of no use any more (a code that has run out) is `expired` and not sent.
 */
#ifndef SMS_SMS_H
#define SMS_SMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/job.h"
#include "base/task.h"
#include "sms/template.h"

enum { SMS_TRIES = 8 };

extern const struct refusal_kind SMS_NOT_SET; /* 503 sms_not_set: this mall sends no messages */

/* The job kind "sms"; ended by .name == NULL. */
extern const struct job_kind SMS_JOBS[];

struct sms_wish {
    const char *phone;  /* 11 digits, checked before */
    const char *client; /* address of who asked for it, NULL = nobody did */
    bool by_owner; /* the phone's owner is known to ask from there: what others asked for does not
                      count against it */
    const struct sms_template *template;
    const char *values[SMS_VALUES_MAX];
};

/* Whether messages can be sent at all; refuses with SMS_NOT_SET. */
bool sms_ready(struct refusal *why);
/* Queues a message in a transaction; refused (SMS_NOT_SET, SMS_BUDGET) it must not be kept. */
bool sms_add(struct task *task, struct db_tx *tx, const struct sms_wish *wish, struct refusal *why);

/* The same for what we have to say by ourselves: it counts in the budgets, but is not refused by
 * them; and where nobody sends, the operator finds it among those that failed. `client` is not
 * looked at. */
void sms_notify(struct task *task, struct db_tx *tx, const struct sms_wish *wish);

/* What a channel says of one that it took. */
struct sms_receipt {
    const char *serial;
    bool arrived;
    const char *error; /* its word when it did not */
};
/* Notes them. False (404 not_found) when one is of no message that we know: it may come before the
 * answer that named it was written down, and the channel says it again. */
bool sms_report(struct task *task, const char *channel, const struct sms_receipt *receipts,
                int count, struct refusal *why);

#endif
