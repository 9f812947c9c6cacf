/* One attempt to deliver a notification: making the request as its kind demands, sending it, and
 * reading whether the receiver has understood.
 */
#ifndef PAYMENTS_MOCK_GATEWAY_DELIVER_H
#define PAYMENTS_MOCK_GATEWAY_DELIVER_H

#include <stdbool.h>

#include "base/task.h"
#include "payments-mock/gateway_notify.h"

struct gateway_attempt {
    bool understood;
    int status;         /* HTTP status, 0 = no answer */
    const char *result; /* for the log: "ok", "refused", "no answer", or the fault that was asked
                           for */
};

/* Waits for the answer, at most GATEWAY_NOTIFY_TIMEOUT_MS. */
struct gateway_attempt gateway_deliver(struct gateway *gateway, struct task *task,
                                       const struct gateway_notify *notify);

#endif
