/* How much one buyer may hold without paying: trades, boxes and money that are reserved, and how
 * often they may let go again. What is reserved is everybody's stock.
 *
 * Exact however many checkouts come at once: each batch first locks its buyers' accounts (in the
 * order of their ids, before any stock), so that what it counts cannot change until it has written.
 */
#ifndef ORDERS_PLACE_LIMIT_H
#define ORDERS_PLACE_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "orders/place.h"

/* Locks the buyers and asks how they stand. Sent; the rows are there with the next answer. */
void place_limit_ask(struct arena *arena, struct db_tx *tx, struct place_request *const *requests,
                     int count, struct db_rows **rows);

/* What each buyer holds, by the rows. */
struct place_limit_book {
    int64_t (*held)[6]; /* buyer, trades, boxes, fen, cancels: counted up by what is let in; whether
                           the account was closed since it asked */
    int count;
};
struct place_limit_book place_limit_read(struct arena *arena, const struct db_rows *rows);

/* Whether the request may come in beside what its buyer holds; counts it in. False and why: a
 * limit, or REFUSAL_UNAUTHENTICATED for an account that was closed meanwhile. */
bool place_limit_let_in(const struct place_limit_book *book, const struct place_limits *limits,
                        const struct place_request *request, struct refusal *why);

#endif
