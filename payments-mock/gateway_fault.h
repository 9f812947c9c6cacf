/* Faults that tests and demonstrations ask the gateway for: each is a counter of how many of the
 * next requests or notifications it hits, with a number or two. They live in memory only.
 */
#ifndef PAYMENTS_MOCK_GATEWAY_FAULT_H
#define PAYMENTS_MOCK_GATEWAY_FAULT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum gateway_fault_mode {
    GATEWAY_FAULT_DROP_NOTIFY,       /* the next n notifications are never sent */
    GATEWAY_FAULT_DUPLICATE_NOTIFY,  /* the next one is delivered n times more */
    GATEWAY_FAULT_DELAY_NOTIFY,      /* the next n notifications wait `ms` first */
    GATEWAY_FAULT_WRONG_AMOUNT,      /* the next n payment notifications name one fen more */
    GATEWAY_FAULT_FORGED_SIGNATURE,  /* the next n attempts carry a wrong signature */
    GATEWAY_FAULT_SIGN_PROBE,        /* the next n attempts carry the platform's probe */
    GATEWAY_FAULT_FAIL_REQUESTS,     /* the next n calls are refused with `status`, not acted on */
    GATEWAY_FAULT_FAIL_ANSWERS,      /* the next n calls are acted on, then answered `status` */
    GATEWAY_FAULT_HANG,              /* the next n calls are acted on, then answered after `ms` */
    GATEWAY_FAULT_REFUND_HOLD,       /* the next n refunds stay PROCESSING until settled by hand */
    GATEWAY_FAULT_REFUND_ABNORMAL,   /* the next n refunds end ABNORMAL */
    GATEWAY_FAULT_BILL_CUT,          /* the files of the next n bills lack their end */
    GATEWAY_FAULT_SMS_FAIL,          /* the next n calls for a message are answered `status` */
    GATEWAY_FAULT_SMS_REFUSE,        /* the next n messages are refused for good */
    GATEWAY_FAULT_SMS_BUSY,          /* the next n messages are refused for now */
    GATEWAY_FAULT_SMS_HANG,          /* the next n messages are taken, and answered after `ms` */
    GATEWAY_FAULT_SMS_UNDELIVERED,   /* the next n messages do not arrive, and their receipts say so
                                      */
    GATEWAY_FAULT_SMS_DROP_RECEIPT,  /* the next n receipts are never sent */
    GATEWAY_FAULT_SMS_DELAY_RECEIPT, /* the next n receipts wait `ms` first */
    GATEWAY_FAULT_SMS_FORGED_RECEIPT, /* the next n attempts of receipts carry a wrong signature */
    GATEWAY_FAULTS
};

struct gateway_fault {
    int64_t left;
    int64_t status; /* 400..599 */
    int64_t ms;     /* 0..600000 */
};

/* All zero: nothing goes wrong. */
struct gateway_faults {
    struct gateway_fault modes[GATEWAY_FAULTS];
};

/* Reads {"mode": "hang_next", "n": 1, "ms": 500, "status": 503}; the mode "none" ends all. False
 * and nothing changed when it is not of that shape. */
bool gateway_faults_read(struct gateway_faults *faults, const json_t *body);

/* Uses one of the mode's hits: NULL when it has none left. */
const struct gateway_fault *gateway_fault_hit(struct gateway_faults *faults,
                                              enum gateway_fault_mode mode);

/* What is left, by name; a new reference. */
json_t *gateway_faults_json(const struct gateway_faults *faults);

#endif
