/* The writing half of placing: turns decided requests into rows - trade, orders, lines,
 * reservations, stock, keys - in one round trip. Private to place.c. */
#ifndef ORDERS_PLACE_WRITE_H
#define ORDERS_PLACE_WRITE_H

#include "orders/place.h"

/* Writes all requests with accepted[i]; gives each its trade_id, order_ids and line_ids. */
void place_write(struct task *task, struct db_tx *tx, struct place_request *const *requests,
                 const bool *accepted, int count, const struct stock_row *rows,
                 const struct place_allocation *allocations, int allocation_count);

#endif
