/* Refunds at the provider: the row under one number until it is known how it ended, and the
 * hearing of it. What is refunded and why is decided above (orders/refund.h for orders) or by the
 * engine itself for money that nobody owes; the decider books to the refund's account in the
 * ledger, and the money leaves it here once the provider has paid it back.
 *
 * A refund always ends. `succeeded` is the only end: a number that the provider closes is followed
 * by the next number (payment/refund_send.h), and what no repetition helps stands on the operators'
 * list with its next step (payment/refund_desk.h).
 */
#ifndef PAYMENT_REFUND_H
#define PAYMENT_REFUND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/job.h"
#include "base/machine.h"
#include "payment/payable.h"
#include "payment/provider.h"

enum { PAYMENT_REFUNDS_MAX = 50 /* the provider's limit for one payment */ };

/* requested -> processing -> succeeded | abnormal | closed; closed -> requested under the next
 * number; abnormal -> processing when an operator has named another account */
#define PAYMENT_REFUND_STATES(STATE)                                                               \
    STATE(PAYMENT_REFUND_REQUESTED, "requested")                                                   \
    STATE(PAYMENT_REFUND_PROCESSING, "processing")                                                 \
    STATE(PAYMENT_REFUND_SUCCEEDED, "succeeded")                                                   \
    STATE(PAYMENT_REFUND_ABNORMAL, "abnormal")                                                     \
    STATE(PAYMENT_REFUND_CLOSED, "closed")
enum payment_refund_state { PAYMENT_REFUND_STATES(STATE_ENUM) };
extern const struct machine PAYMENT_REFUND_MACHINE;

enum payment_refund_kind {
    PAYMENT_REFUND_DECIDED,  /* somebody decided it: of what was owed and paid */
    PAYMENT_REFUND_LATE,     /* paid when it was not owed any more */
    PAYMENT_REFUND_OVERPAID, /* paid twice */
    PAYMENT_REFUND_DIFFERS   /* another amount than was asked for */
};

struct payment_refund_request {
    int64_t refund_id; /* id_next() of the caller, who books to ACCOUNT_REFUND of it */
    const char *county_code;
    const struct payable *payable;
    int64_t subject_id, attempt_id;
    enum payment_refund_kind kind;
    int64_t total_fen;  /* > 0 */
    int64_t escrow_id;  /* the escrow it came from, 0 = none: its transfers are filed under it */
    const char *reason; /* Chinese, 1..80 characters; the payer reads it */
    int64_t actor_id;
};

/* Writes a refund with the job that asks the provider for it, inside the transaction that decides
 * it. */
void payment_refund_request(struct db_tx *tx, const struct payment_refund_request *request);

/* How many refunds an attempt has, for PAYMENT_REFUNDS_MAX. */
bool payment_refund_count(struct db_tx *tx, int64_t attempt_id, int64_t *count,
                          struct refusal *why);

/* What the provider says of a refund (notification, query, or the answer to asking). True when it
 * stands. */
bool payment_refund_apply(struct task *task, const char *provider,
                          const struct provider_refund *refund, struct refusal *why);

/* An operator named an account that an abnormal refund is paid to: it is under way again. Nothing
 * when it is not abnormal any more. */
bool payment_refund_resume(struct task *task, int64_t refund_id, int64_t actor_id,
                           struct refusal *why);

/* Gives a closed refund its next number and the job that asks for it. Nothing when it is not
 * closed (any more). */
bool payment_refund_renew(struct task *task, int64_t refund_id, int64_t actor_id,
                          struct refusal *why);

#endif
