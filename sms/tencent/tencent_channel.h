/* Text messages by Tencent Cloud (SendSms of its SMS service, version 2021-01-11): the adapter of
 * sms/channel.h.
 *
 * The provider knows no number of ours by which to tell a repetition, so a call without an answer
 * that is repeated may bring the message twice. What is refused for good is told from what may be
 * tried again by the provider's code (tencent_is_passing()).
 */
#ifndef SMS_TENCENT_TENCENT_CHANNEL_H
#define SMS_TENCENT_TENCENT_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "sms/channel.h"

#define TENCENT_NAME "tencent"

/* Makes it the channel when MALL_SMS says so. False with lines on standard error when a setting
 * that it needs is missing. */
bool tencent_setup(void);
/* Whether it is the channel. */
bool tencent_is_on(void);

/* ---- pure, for tests ---- */

struct tencent_account {
    const char *app, *sign, *template_id;
};
/* The body of a call, in the arena. */
const char *tencent_body(struct arena *arena, const struct tencent_account *account,
                         const struct sms_letter *letter);
/* What an answer means; fills serial or code. */
enum sms_answer tencent_answer(struct arena *arena, int status, const char *body, size_t length,
                               char serial[SMS_SERIAL_SIZE], char code[SMS_CODE_SIZE]);
/* Whether what a code says passes by itself. */
bool tencent_is_passing(const char *code);

#endif
