/* Messages to people. A message is a sealed row written in the same transaction as its cause, with
 * a job that hands it to the channel; the channel's adapter today is the outbox: the row itself,
 * marked as sent (no SMS provider is under contract; another adapter takes its place in message.c).
 */
#ifndef REGISTRY_MESSAGE_H
#define REGISTRY_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/job.h"
#include "base/task.h"

/* The job kind "sms"; ended by .name == NULL. */
extern const struct job_kind MESSAGE_JOBS[];

/* Queues `text` (Chinese, <= 500 bytes) for a phone inside a transaction. */
void message_add_sms(struct task *task, struct db_tx *tx, const char *phone, const char *text);

/* The newest message to a phone: text in the task's arena (NULL when there is none or it cannot be
 * opened) and its time. For the demo's outbox only. */
bool message_latest(struct task *task, const char *phone, const char **text,
                    const char **created_at, struct refusal *why);

#endif
