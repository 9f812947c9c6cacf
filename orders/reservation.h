/* Reservations: the boxes of order lines, lot by lot, from placing until they are packed or given
 * back. The stock (catalog/stock.h) always moves with them.
 *
 * Written by place(); read and moved here for whoever packs, refunds or cancels. Private to
 * orders/.
 */
#ifndef ORDERS_RESERVATION_H
#define ORDERS_RESERVATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "catalog/stock.h"

/* Boxes of one line from one lot. */
struct reservation {
    int64_t line_id, lot_id, sku_id, quantity;
    bool lot_open; /* what comes from a lot on hold is not packed */
    const char *trace_code, *village_code, *harvested_on; /* of the lot */
};

/* What an order still has reserved, by line number and lot. The caller has locked the order. */
bool reservation_open(struct task *task, struct db_tx *tx, int64_t order_id,
                      struct reservation **reservations, int *count, struct refusal *why);

/* Gives boxes back to their lots, or counts them as packed: quantity of each, at most what is open.
 * Locks the SKUs in the global order first. Sent, not awaited. */
bool reservation_release(struct task *task, struct db_tx *tx,
                         const struct reservation *reservations, int count, struct refusal *why);
bool reservation_sell(struct task *task, struct db_tx *tx, const struct reservation *reservations,
                      int count, struct refusal *why);

/* Boxes that were packed are reserved again. Likewise. */
bool reservation_unsell(struct task *task, struct db_tx *tx, const struct reservation *reservations,
                        int count, struct refusal *why);

/* Changes boxes of one reservation for boxes of other lots of its SKU, oldest harvest first: `rows`
 * are the locked stock of the SKU (stock_lock()), counted down and up. Gives how many of `want`
 * found a box; sent, not awaited. */
int64_t reservation_swap(struct db_tx *tx, int64_t order_id, const char *county_code,
                         const struct reservation *from, int64_t want, struct stock_row *rows,
                         int row_count);

/* Gives back all that the orders of these trades still have reserved. */
bool reservation_release_of_trades(struct task *task, struct db_tx *tx, const int64_t *trade_ids,
                                   int count, struct refusal *why);

#endif
