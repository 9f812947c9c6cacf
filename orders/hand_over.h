/* Handing a packed parcel over to a carrier: the last moment at which it can be kept back.
 *
 * A parcel stays when one of its lots is held or was recalled for good, and when it holds boxes
 * that were refunded meanwhile: then it has to be unpacked (orders/unpack.h).
 */
#ifndef ORDERS_HAND_OVER_H
#define ORDERS_HAND_OVER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

extern const struct refusal_kind HAND_OVER_LOT_HELD; /* 409 parcel_lot_held */
extern const struct refusal_kind HAND_OVER_REFUNDED; /* 409 parcel_refunded */

struct hand_over_request {
    int64_t parcel_id, order_id; /* the parcel's order */
    int64_t actor_id;
    const char *carrier, *waybill_no;
};

/* *wide is true when the number matched only the carrier's wider pattern. The same once more is
 * harmless. The caller has checked the actor's right over the parcel. */
bool hand_over(struct task *task, const struct hand_over_request *request, bool *wide,
               struct refusal *why);

#endif
