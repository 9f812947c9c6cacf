/* Text messages as the owner of the phone sees them: which came when. What stood in them is not
 * shown, as codes do; it is on the phone.
 */
#ifndef SMS_OWNER_H
#define SMS_OWNER_H

#include <jansson.h>

#include "base/refusal.h"
#include "base/task.h"

/* Those to a phone that are still kept (sms_purge.sql), newest first, at most 500: an array of
 * {message_id, title, state (SMS_STATES), created_at, sent_at}. New reference, NULL and why when
 * the database cannot be asked. */
json_t *sms_owner_json(struct task *task, const char *phone, struct refusal *why);

#endif
