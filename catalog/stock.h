/* Stock by SKU and lot, in boxes: received = available + reserved + sold + written off, never below
 * zero (constraints hold it; `mall audit` rebuilds it).
 *
 * The lock of a SKU's stock is the SKU's own row: one lock, whatever number of lots it had. Whoever
 * changes stock takes it first, in the order of the ids, so that two writers never deadlock.
 * Behind it one reads the rows that have boxes left, found by an index of their own: a lot that is
 * sold out costs nothing.
 */
#ifndef CATALOG_STOCK_H
#define CATALOG_STOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"

/* A SKU of which fewer boxes are left in open lots is nearly sold out; the statements of
 * product_row.h say the same number. */
enum { STOCK_LOW = 10 };

/* A row of locked stock. */
struct stock_row {
    int64_t sku_id;
    int64_t lot_id; /* 0 = nothing is left of the SKU: the row says only which version is on sale */
    int64_t available;
    int64_t version_id; /* the listing version on sale now, 0 when none */
    bool lot_open;      /* a held lot (recall) sells nothing */
};

/* Locks the stock of `count` SKUs, for who knows already which rows change. */
bool stock_hold(struct db_tx *tx, const int64_t *sku_ids, int count, struct refusal *why);

/* Locks the stock of `count` SKUs and reads the rows that have boxes left, ordered by SKU and then
 * oldest harvest first; each SKU has at least one row. */
bool stock_lock(struct task *task, struct db_tx *tx, const int64_t *sku_ids, int count,
                struct stock_row **rows, int *row_count, struct refusal *why);
/* The same in two halves, for who has work to do until the locks are there: sent, not awaited; and
 * what came of it, once db_tx_wait() has returned true. The rows are the arena's. */
void stock_lock_ask(struct db_tx *tx, const int64_t *sku_ids, int count, struct db_rows **found);
struct stock_row *stock_lock_rows(struct arena *arena, const struct db_rows *found, int *row_count);
/* The same, with the rows of `count` lots (each of the SKU beside it) whether or not they have
 * boxes left, and none for a SKU of which nothing is left elsewhere. */
bool stock_lock_lots(struct task *task, struct db_tx *tx, const int64_t *sku_ids,
                     const int64_t *lot_ids, int count, struct stock_row **rows, int *row_count,
                     struct refusal *why);

/* Boxes that are left in open lots of the SKU of rows[at]; all rows of a SKU stand together. Pure.
 */
int64_t stock_left(const struct stock_row *rows, int count, int at);

/* A change of one row: moves between the columns. */
struct stock_move {
    int64_t sku_id, lot_id, quantity;
    bool empties; /* of one that reserves: nothing is left of the row, or fewer than STOCK_LOW boxes
                     of the SKU, so what lists show is worked out anew (catalog/product_row.h) */
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
