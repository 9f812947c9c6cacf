/* Correcting the end of a parcel: it was entered or reported as signed, returned or lost by
 * mistake. Only while its order is open: afterwards the money has gone where it belongs, and what
 * is wrong is a refund.
 */
#ifndef ORDERS_CORRECT_H
#define ORDERS_CORRECT_H

#include <stdbool.h>
#include <stdint.h>

#include "logistics/tracking.h"

extern const struct refusal_kind CORRECT_ORDER_OVER; /* 409 order_over */

struct correct_request {
    int64_t parcel_id, order_id; /* the parcel's order */
    int64_t actor_id;
    enum tracking_state state; /* in_transit, signed, returned or lost: what it is after all */
    const char *reason;        /* Chinese, 2..200 characters */
};

/* The reason stands with the parcel's events and in the log. The caller has checked the actor's
 * right over the parcel. */
bool correct(struct task *task, const struct correct_request *request, struct refusal *why);

#endif
