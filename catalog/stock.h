/* Stock by SKU and lot, in boxes: received = available + reserved + sold + written off, never below
 * zero (constraints hold it; `mall audit` rebuilds it).
 *
 * Whoever changes stock first locks the SKUs' rows with stock_lock(), which locks in one global
 * order (SKU, harvest date, lot), so that two writers never deadlock.
 */
#ifndef CATALOG_STOCK_H
#define CATALOG_STOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"

/* A locked row. */
struct stock_row {
    int64_t sku_id, lot_id;
    int64_t available;
    int64_t version_id; /* the listing version on sale now, 0 when none */
    bool lot_open;      /* a held lot (recall) sells nothing */
};

/* Locks the rows of `count` SKUs and reads them, ordered by SKU and then oldest harvest first. */
bool stock_lock(struct task *task, struct db_tx *tx, const int64_t *sku_ids, int count,
                struct stock_row **rows, int *row_count, struct refusal *why);

/* A change of one row: moves between the columns. */
struct stock_move {
    int64_t sku_id, lot_id, quantity;
};

/* available -> reserved, reserved -> available, reserved -> sold, sold -> reserved. Several moves
 * of one row are summed. Sent, not awaited; a row that would go below zero fails the transaction.
 */
void stock_reserve(struct db_tx *tx, const struct stock_move *moves, int count);
void stock_release(struct db_tx *tx, const struct stock_move *moves, int count);
void stock_sell(struct db_tx *tx, const struct stock_move *moves, int count);
void stock_unsell(struct db_tx *tx, const struct stock_move *moves, int count);

/* Available boxes of a locked row that spoiled, with the movement that says so. Sent, not awaited.
 */
void stock_write_off(struct db_tx *tx, const struct stock_move *move, const char *county_code,
                     int64_t actor_id, const char *reason);

#endif
