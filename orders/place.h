/* Placing a trade: reserves stock lot by lot and writes the trade with its orders, through a lane
 * (group commit).
 *
 * - The decision who gets the last boxes is place_decide(): a pure function over the locked rows,
 * in order of arrival; a large order that cannot be filled never stands in the way of a smaller one
 * behind it.
 * - The Idempotency-Key's row is written in the same transaction. The same key and body gives the
 * same trade again.
 * - What was seen is what is bought: a line names the listing version it was quoted under, and is
 * refused when another version is on sale by now.
 */
#ifndef ORDERS_PLACE_H
#define ORDERS_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "catalog/stock.h"
#include "orders/quote.h"

extern const struct refusal_kind PLACE_OUT_OF_STOCK;    /* 409 out_of_stock; `have` = boxes left */
extern const struct refusal_kind PLACE_LISTING_CHANGED; /* 409 listing_changed */
extern const struct refusal_kind PLACE_TOO_MANY_UNPAID; /* 409 too_many_unpaid */
extern const struct refusal_kind PLACE_TOO_MUCH_RESERVED; /* 409 too_much_reserved */
extern const struct refusal_kind PLACE_TOO_MANY_CANCELS;  /* 409 too_many_cancels */

/* One buyer's wish, with memory of the waiting task. */
struct place_request {
    int64_t buyer_id;
    struct idempotency key;
    const struct quote *quote;
    const char *region_code;
    const char *address; /* order_address_text(); it is sealed with each order */
    int64_t expires_us;
    int64_t trade_id;   /* out: set when placed or replayed */
    int64_t *order_ids; /* out: one per quote order (unset when replayed); memory of the waiting
                           task */
    int64_t *line_ids;  /* out: one per line, in the order of orders and their lines; likewise */
    bool replayed;
    /* private */
    int runs; /* batches that took it */
};

/* Which boxes a request's line takes: set by place_decide(). */
struct place_allocation {
    int request;
    int order;
    int line;
    int row;
    int64_t quantity;
};

/* Decides for `count` requests over the locked rows (ordered by SKU, oldest harvest first;
 * `rows[].available` is counted down). verdicts[i] is set: true when request i gets all its boxes;
 * otherwise false, whys[i] is filled, and it takes nothing. Requests with skip[i] are passed over:
 * their verdicts and whys stay as they were. Allocations are written to `allocations` (capacity:
 * lines of all requests + row_count, because an allocation either completes a line or empties a
 * row). Returns how many. */
int place_decide(const struct place_request *const *requests, int count, const bool *skip,
                 struct stock_row *rows, int row_count, bool *verdicts, struct refusal *whys,
                 struct place_allocation *allocations);

/* What one buyer may hold unpaid at a time, and cancel within an hour before they have to wait;
 * 0 = no limit. */
struct place_limits {
    int64_t unpaid_trades, unpaid_boxes, unpaid_fen, cancels_an_hour;
};

/* Starts the lane of this worker. */
void place_start(const struct place_limits *limits);

/* Places; waits for the batch. */
bool place(struct task *task, struct place_request *request, struct refusal *why);

#endif
