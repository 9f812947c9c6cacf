/* Text messages as an operator sees them: how many went where, what became of each, and sending one
 * again. Whom it went to is masked, and what stood in it is not shown: codes do. What the channel
 * said is shown as it said it.
 */
#ifndef SMS_DESK_H
#define SMS_DESK_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

extern const struct refusal_kind SMS_NO_RETRY; /* 409 sms_no_retry: it went out, or is too old */

/* "queued", "sent", "delivered", "undelivered", "failed", "expired"; NULL-terminated. */
extern const char *const SMS_STATES[];

/* A page, newest first; state and template "" = any. Items {message_id, template, template_title,
 * phone (masked), state, channel, ticket, tries, error, can_retry, created_at, expires_at, sent_at,
 * reported_at}. New reference, NULL when refused. */
json_t *sms_list_json(struct task *task, const char *state, const char *template,
                      const struct page *page, struct refusal *why);
json_t *sms_json(struct task *task, int64_t message_id, struct refusal *why);
/* Of the last 24 hours: {channel (null = none), queued, sent, ..., oldest_queued_at, budgets:
 * [{hours, used, most}]}. */
json_t *sms_summary_json(struct task *task, struct refusal *why);

/* One that failed or did not arrive is queued anew. It takes from the budgets like any other. */
bool sms_again(struct task *task, int64_t message_id, struct refusal *why);

#endif
