/* A quote: what a basket costs to a region, split into orders by producer and station, with one
 * freight an order and what the purchase does for the households. Nothing is reserved; checkout
 * computes the same again and refuses when the total the buyer saw has changed.
 */
#ifndef ORDERS_QUOTE_H
#define ORDERS_QUOTE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"
#include "catalog/offer.h"
#include "logistics/freight.h"

enum { QUOTE_MAX_LINES = 20, QUOTE_MAX_QUANTITY = 999, QUOTE_MAX_WEIGHT_G = 1000000 };

extern const struct refusal_kind QUOTE_DUPLICATE_SKU; /* 422 duplicate_sku */
extern const struct refusal_kind QUOTE_TOO_HEAVY;     /* 422 too_heavy: one order's goods weigh over
                                                         a tonne */

struct quote_want {
    int64_t sku_id;
    int64_t quantity;
};

struct quote_line {
    int index; /* position in the buyer's list */
    struct offer offer;
    int64_t quantity;
    int64_t goods_fen; /* price x quantity */
};

struct quote_order {
    int64_t producer_id, station_id;
    const char *county_code;
    struct quote_line *lines;
    int line_count;
    int64_t weight_g; /* gross */
    struct freight_row freight_row;
    int64_t goods_fen, freight_fen, total_fen;
};

struct quote {
    struct quote_order *orders;
    int order_count;
    int64_t goods_fen, freight_fen, total_fen;
};

/* Builds the quote for 1..QUOTE_MAX_LINES wants (quantity 1..QUOTE_MAX_QUANTITY, asserted) to a
 * region. Refuses with QUOTE_DUPLICATE_SKU or OFFER_NOT_ON_SALE ("lines/<i>/sku_id"),
 * QUOTE_TOO_HEAVY ("lines"), or what freight_quote() refuses ("region_code"). Memory is the
 * task's. */
bool quote_build(struct task *task, const struct quote_want *wants, int count,
                 const char *region_code, struct quote *quote, struct refusal *why);

/* Boxes in all. Pure. */
int64_t quote_boxes(const struct quote *quote);

/* The quote as the API shows it, with the benefit of each order (fen to households in sum). New
 * reference; NULL and why on refusal. */
json_t *quote_json(struct task *task, const struct quote *quote, struct refusal *why);

#endif
