/* What Tencent Cloud pushes about messages it took ("短信下发状态通知"): a list of receipts, each
 * with the number under which a message was taken.
 *
 * It is believed when it carries a signature of ours to check (tencent_receipt_sign(), not older
 * than TENCENT_SKEW_S), or when it comes to the address whose last word nobody else knows
 * (tencent_receipt_token(), `mall sms address` prints it): the provider itself signs nothing.
 */
#ifndef SMS_TENCENT_TENCENT_RECEIPT_H
#define SMS_TENCENT_TENCENT_RECEIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/refusal.h"
#include "base/task.h"

#define TENCENT_RECEIPT_PATH "/sms/receipt/tencent"

extern const struct refusal_kind TENCENT_BAD_RECEIPT; /* 400 bad_receipt */
extern const struct refusal_kind TENCENT_UNSIGNED;    /* 401 bad_signature */

struct tencent_push {
    const char *time, *signature; /* headers, NULL when absent */
    const char *token;            /* of the address, NULL when absent */
    const char *body;
    size_t length;
};

/* Checks a push and notes what it says. */
bool tencent_receive(struct task *task, const struct tencent_push *push, struct refusal *why);

#endif
