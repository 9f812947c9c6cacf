/* Applying what a provider captured: the one place where money enters the books.
 *
 * Each business fact (event_key) is applied at most once, through a lane; notifications and queries
 * both end here, doubled, late or out of order. What a capture led to is one of the outcomes below:
 * recorded, and refunded automatically where nothing is owed.
 */
#ifndef PAYMENT_APPLY_H
#define PAYMENT_APPLY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"
#include "payment/payable.h"

enum payment_outcome {
    PAYMENT_PAID,      /* the subject was waiting: it is paid now */
    PAYMENT_DUPLICATE, /* this fact was applied before: nothing happens */
    PAYMENT_OVERPAID,  /* another attempt paid the subject first: refunded automatically */
    PAYMENT_LATE,      /* the subject is not owed any more: refunded automatically */
    PAYMENT_DIFFERS,   /* another amount than we asked for, and the provider, asked, says so too:
                          all of it is refunded automatically, the subject stays owed */
    PAYMENT_MISMATCH,  /* another amount than we asked for: nothing is booked, the provider is asked
                        */
    PAYMENT_UNKNOWN_NUMBER /* no attempt of ours: recorded only */
};

/* What decides an outcome. */
struct payment_facts {
    bool known, seen; /* an attempt of that number exists; the event was applied before */
    bool captured;    /* the attempt holds a capture already: one attempt is one payment at the
                         provider */
    enum payable_standing standing; /* of the attempt's subject, by its payable */
    int64_t asked_fen, captured_fen;
    bool sure; /* the provider was asked: not only a notification says so */
};

/* The rule, pure. */
enum payment_outcome payment_outcome(const struct payment_facts *facts);
/* Whether it was captured money that entered the books. */
bool payment_outcome_is_money(enum payment_outcome outcome);
/* Stable name as stored: "paid", "overpaid", ... */
const char *payment_outcome_name(enum payment_outcome outcome);

/* A capture to apply; strings live as long as the waiting task. */
struct payment_capture {
    const char *provider, *number, *transaction_id, *event_key;
    int64_t amount_fen;
    int64_t paid_us;
    bool sure;                    /* the provider was asked and said so */
    enum payment_outcome outcome; /* out */
};

void payment_apply_start(void);
/* Applies; true when the fact stands in the database (whatever its outcome). */
bool payment_apply(struct task *task, struct payment_capture *capture, struct refusal *why);

#endif
