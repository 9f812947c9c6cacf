/* When an order's last parcel came to its end, noted with the order (sale_order.ended_at, by the
 * view order_end): from then on its claims run, and when they are over it completes.
 *
 * Whoever changes what it follows - a parcel's end, boxes to be packed, what was refunded - notes
 * it in the same transaction; the audit compares.
 */
#ifndef ORDERS_ORDER_END_H
#define ORDERS_ORDER_END_H

#include "base/db.h"

/* Notes it as it stands now. The order is locked. */
void order_end_note(struct db_tx *tx, int64_t order_id);

/* The same for who has not locked the order, such as the carrier's news of a parcel: locks it
 * first, so that of two parcels that end at once the second sees both. */
bool order_end_heard(struct task *task, struct db_tx *tx, int64_t order_id, struct refusal *why);

/* The same in a transaction of its own, for an order that was found and is not due. */
bool order_end_look_again(struct task *task, int64_t order_id, struct refusal *why);

/* Whether it came more than so many hours ago, as the parcels themselves say. The order is locked.
 */
bool order_end_is_over(struct db_tx *tx, int64_t order_id, int64_t hours, bool *over,
                       struct refusal *why);

#endif
