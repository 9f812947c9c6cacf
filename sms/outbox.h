/* The demo's channel: nobody is sent anything, the rows are looked at (/demo/outbox). Its phones do
 * not exist. Only a mall with MALL_DEMO has it.
 */
#ifndef SMS_OUTBOX_H
#define SMS_OUTBOX_H

#include <jansson.h>
#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"
#include "sms/channel.h"

extern const struct sms_channel SMS_OUTBOX;

/* Whether it is the channel of this mall. */
bool sms_outbox_is_on(void);

/* The newest message to a phone, or the newest with a code among the newest twenty: {text,
 * created_at}. New reference; NULL when refused (404 when there is none, or the outbox is not the
 * channel). */
json_t *sms_outbox_json(struct task *task, const char *phone, bool of_code, struct refusal *why);
/* The newest to a phone, or to anybody (NULL): [{phone, text, is_code, state, created_at}].
 * Likewise. */
json_t *sms_outbox_list_json(struct task *task, const char *phone, int limit, struct refusal *why);

#endif
