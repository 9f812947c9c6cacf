/* The writing half of applying captures: states, logs, events, journal of a decided batch. Private
 * to apply.c. */
#ifndef PAYMENT_BOOK_H
#define PAYMENT_BOOK_H

#include "base/db.h"
#include "payment/apply.h"
#include "payment/attempt.h"

/* A capture together with what it met. */
struct payment_hit {
    struct payment_capture *capture;
    bool known, seen, captured;
    int64_t attempt_id, subject_id, asked_fen;
    const char *county_code; /* "" while nothing is known */
    enum payment_attempt_state attempt_state;
    const struct payable *payable; /* NULL while nothing is known */
    enum payable_standing standing;
};

/* Books the batch by each capture's outcome, inside the transaction. */
bool payment_book(struct task *task, struct db_tx *tx, const struct payment_hit *hits, int count,
                  struct refusal *why);

#endif
