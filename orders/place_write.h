/* The writing half of placing: turns requests into rows - trade, orders, lines, reservations,
 * stock, keys. Private to place.c. */
#ifndef ORDERS_PLACE_WRITE_H
#define ORDERS_PLACE_WRITE_H

#include "orders/place.h"

/* The trades of a batch with their orders, lines and keys, as rows with ids, addresses sealed and
 * stamps made; in the arena it was made in. */
struct place_sheet;

/* Those of all requests: which are accepted need not be known yet. */
struct place_sheet *place_sheet_new(struct arena *arena, struct place_request *const *requests,
                                    int count);
/* Takes out those of requests that are not accepted. */
void place_sheet_keep(struct place_sheet *sheet, const bool *accepted);
/* Sends its keys, trades, orders and lines. */
void place_sheet_send(struct db_tx *tx, const struct place_sheet *sheet);

/* Sends what follows from the decision - reservations and stock - and gives each request with
 * accepted[i] its trade_id, order_ids and line_ids. The sheet holds these and no others. */
void place_write(struct task *task, struct db_tx *tx, const struct place_sheet *sheet,
                 struct place_request *const *requests, const bool *accepted,
                 const struct stock_row *rows, int row_count,
                 const struct place_allocation *allocations, int allocation_count);

#endif
