/* The writing half of applying captures: states, logs, events, journal and attribution of a decided
 * batch. Private to payment_apply.c. */
#ifndef ORDERS_PAYMENT_BOOK_H
#define ORDERS_PAYMENT_BOOK_H

#include "base/db.h"
#include "orders/payment_apply.h"

/* A capture together with what it met. */
struct payment_hit {
    struct capture *capture;
    bool known, seen, captured;
    int64_t attempt_id, trade_id, asked_fen;
    const char *county_code, *attempt_state, *trade_state;
};

/* Books the batch by each capture's outcome, inside the transaction. */
bool payment_book(struct task *task, struct db_tx *tx, const struct payment_hit *hits, int count,
                  struct refusal *why);

#endif
