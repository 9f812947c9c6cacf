/* Attempts that are opened, and codes that are kept, many in one transaction: the database's part
 * of opening a payment (payment/open.h), which goes through a lane of its own (base/lane.h).
 */
#ifndef PAYMENT_OPEN_BATCH_H
#define PAYMENT_OPEN_BATCH_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "payment/attempt.h"
#include "payment/payable.h"

/* One wish to pay, on its way to the code that its payer scans. */
struct opening {
    const struct payable *payable;
    int64_t subject_id;
    const struct idempotency *key;
    struct payable_bill bill;
    /* the attempt; its texts live in the arena of who wishes */
    int64_t id;
    const char *number, *provider;
    const char *code_url; /* NULL = the provider has to be asked */
    enum payment_attempt_state state;
    bool claimed; /* it is made for this wish, whose task alone is to ask the provider now */
    /* private */
    struct arena *arena;
    int64_t made_id; /* the attempt that was made for it by a run whose end was not heard */
    bool keep_code;
    json_t *view;
};

/* Makes the lane, at start. */
void payment_open_batch_start(void);

/* Locks the subject, asks its payable, and finds the attempt to use: the one that the key opened
 * before, the one that is open already, or a new one, which is claimed for 9 s. Refuses with what
 * the payable says, its `not_owed` and `expired`, PAYMENT_REFUSED, the refusals of keys. */
bool opening_take(struct task *task, struct opening *opening, struct refusal *why);

/* Keeps the code that the provider gave and ends the claim. *view gets the attempt as its payer
 * sees it (payment_attempt_view.sql; new reference). */
bool opening_keep_code(struct task *task, struct opening *opening, const char *code_url,
                       json_t **view, struct refusal *why);

#endif
