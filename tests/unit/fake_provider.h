/* A payment provider that keeps its books in memory and does as a test tells it. */
#ifndef TESTS_UNIT_FAKE_PROVIDER_H
#define TESTS_UNIT_FAKE_PROVIDER_H

#include "payment/provider.h"

/* What the provider does next; reset by fake_reset(). */
extern struct fake {
    /* PROVIDER_OK = as its books say */
    enum provider_answer create, query, close, refund, refund_query, bill;
    const char *code;                        /* of a refusal */
    enum provider_refund_state refund_state; /* of refunds that are asked for */
    const char *bill_day; /* the day whose bill holds all it knows; NULL = none */
    int64_t bill_fee_bp;  /* its fees; those of refunds come back */
    int bill_made_up;     /* so many rows more that nobody knows */
    bool bill_breaks;     /* it cannot be read to its end */
    int creates, queries, closes, refunds, refund_queries, bills; /* how often each was called */
    int bills_open;                                               /* and not closed */
} fake;
extern const struct provider FAKE_PROVIDER;

/* A payment as the provider knows it (made when asked for an unknown one). */
struct provider_payment *fake_payment(const char *number);
/* A refund as the provider knows it, NULL when it does not. */
struct provider_refund *fake_refund(const char *number);
/* The person pays: the provider captures `amount_fen` under a new transaction. */
const struct provider_payment *fake_pay(const char *number, int64_t amount_fen);
/* The event that tells of a payment. */
struct provider_event fake_payment_event(const struct provider_payment *payment);

/* Forgets all payments and refunds, and does again as its books say. */
void fake_reset(void);

#endif
