/* Opening a packed parcel again before it left: its boxes go back to where they came from, or are
 * written off when they spoiled.
 *
 * - Boxes that the order still wants are reserved again and are packed anew.
 * - Boxes that were refunded meanwhile go back to their lot, to be sold again.
 * - A spoiled box is written off. When the order still wants one, another takes its place: from its
 *   lot, else from another open lot of the SKU; where there is none, its money goes back.
 */
#ifndef ORDERS_UNPACK_H
#define ORDERS_UNPACK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

enum { UNPACK_MAX_SPOILED = 20 };

extern const struct refusal_kind UNPACK_TOO_MUCH; /* 422 unpack_too_much; `have` = boxes of that
                                                     line in the parcel */

struct unpack_spoiled {
    int64_t line_id;
    int64_t quantity; /* >= 1, asserted */
};

struct unpack_request {
    int64_t parcel_id, order_id; /* the parcel's order */
    int64_t actor_id;
    const struct unpack_spoiled *spoiled;
    int spoiled_count;  /* 0..UNPACK_MAX_SPOILED */
    const char *reason; /* Chinese, 2..80 characters */
};

/* The same once more is harmless. The caller has checked the actor's right over the parcel. */
bool unpack(struct task *task, const struct unpack_request *request, struct refusal *why);

#endif
