/* What becomes of boxes that are sold and whose lot is held or closed.
 *
 * - Boxes of other open lots of the same SKU take their place, oldest harvest first.
 * - Where there are none, boxes of a held lot wait: the hold may be lifted. Those of a closed lot
 *   will never come: a paid order gets their money back, an unpaid trade is called off.
 * - The buyer is told by message at the address of the order, whatever it is. The station reads it
 *   on the order, on its refunds and on the lot's trace.
 *
 * Packed parcels are not touched: they stay when the lot is held (orders/hand_over.h), and the
 * station unpacks them (orders/unpack.h).
 */
#ifndef ORDERS_RECALL_H
#define ORDERS_RECALL_H

#include "base/job.h"

/* The job kind LOT_RECALL_JOB {"lot_id"}; ended by .name == NULL. */
extern const struct job_kind RECALL_JOBS[];

/* Orders that have boxes of a lot reserved and not packed: {"orders", "boxes", "items": [{order_id,
 * state, line_id, sku_id, quantity, placed_at}], "more"}: at most 200 items, oldest order first,
 * more says that there are others. New reference, NULL and why when refused. */
json_t *recall_reserved_json(struct task *task, int64_t lot_id, struct refusal *why);

#endif
