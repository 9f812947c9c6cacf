/* Packing: boxes that an order reserved become a parcel of its station. */
#ifndef ORDERS_FULFIL_H
#define ORDERS_FULFIL_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "base/refusal.h"
#include "base/task.h"

extern const struct refusal_kind FULFIL_NOT_PAID; /* 409 order_not_to_pack: not paid, completed or
                                                     cancelled */
extern const struct refusal_kind FULFIL_NOTHING;  /* 409 nothing_to_pack: all is packed or refunded
                                                   */
extern const struct refusal_kind FULFIL_LOT_HELD; /* 409 lot_held: a lot of the order is held back
                                                     (recall) */
extern const struct refusal_kind FULFIL_TOO_MUCH; /* 409 pack_too_much; `have` = boxes left to pack
                                                   */

struct fulfil_item {
    int64_t line_id;
    int64_t quantity; /* >= 1, asserted */
};

struct fulfil_request {
    int64_t order_id, actor_id;
    int64_t weight_g;                /* as weighed, 1..1000000 */
    const struct fulfil_item *items; /* none = all that is left */
    int count;
    const struct idempotency *key;
};

/* Packs; new reference to the parcel (logistics/parcel.h). The lots are those the order reserved.
 * NULL and why on refusal. The caller has checked the actor's right over the order's station. */
json_t *fulfil_pack(struct task *task, const struct fulfil_request *request, struct refusal *why);

#endif
