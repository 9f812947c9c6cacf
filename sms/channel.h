/* The port to below: what somebody who sends text messages must be able to do. Adapters live in
 * folders of their own (sms/tencent/) and make themselves known at start; the demo's outbox is one,
 * too, and only the demo has it. With none nothing is sent, and who wants to send hears so.
 *
 * Three-valued answers, as for payments: a call without a usable answer is SMS_UNKNOWN, and is
 * repeated; providers know no number of ours by which to tell a repetition, so a message may then
 * come twice. No database connection may be held across a call.
 */
#ifndef SMS_CHANNEL_H
#define SMS_CHANNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"
#include "sms/template.h"

enum sms_answer {
    SMS_TAKEN,   /* `serial` is its number there */
    SMS_REFUSED, /* no, for good; `code` tells */
    SMS_UNKNOWN  /* no usable answer, or not now; `code` tells */
};

enum { SMS_SERIAL_SIZE = 65, SMS_CODE_SIZE = 97 };

struct sms_letter {
    int64_t id;        /* ours */
    const char *phone; /* 11 digits */
    const struct sms_template *template;
    const char *values[SMS_VALUES_MAX]; /* NULL behind the last */
};

struct sms_channel {
    const char *name; /* "tencent": kept with each message it took */
    void *self;
    enum sms_answer (*send)(void *self, struct task *task, const struct sms_letter *letter,
                            char serial[SMS_SERIAL_SIZE], char code[SMS_CODE_SIZE]);
};

/* Which one sends, from now on; it must outlive the process's work. At start. */
void sms_channel_set(const struct sms_channel *channel);
/* NULL = none. */
const struct sms_channel *sms_channel(void);

#endif
