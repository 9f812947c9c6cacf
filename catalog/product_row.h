/* What lists know of a listing that is on sale (table product, and the counts beside it): its price
 * - that of its cheapest SKU in stock, or when none is, of its cheapest -, whether any of its SKUs
 * is in stock, and of how many fewer than STOCK_LOW boxes are left. Kept by the transactions that
 * change it, so that a list reads one narrow row a listing by an index; the audit compares it. What
 * words are looked for in is written beside it (product_text) when a listing is published, with
 * what is counted beside a search, the price among it; and what its county sells is counted anew
 * (product_tally), which the shop's start page and its counties are made of.
 *
 * A sale changes stock and not this row, except when a lot runs out of a SKU or has some again, and
 * when few boxes of a SKU are left or no longer few.
 * Whoever changes which rows of stock have boxes holds the lock of the SKU's stock
 * (catalog/stock.h), and then calls product_restock(); who publishes holds that of all the
 * listing's SKUs. So the last to come sees what all others did.
 */
#ifndef CATALOG_PRODUCT_ROW_H
#define CATALOG_PRODUCT_ROW_H

#include <stddef.h>
#include <stdint.h>

#include "base/db.h"

struct stock_move;

/* The listing's version on sale stands on the lists from now on; one that stood there does not any
 * more. Locks the listing's stock. Sent, not awaited. */
void product_put(struct db_tx *tx, int64_t listing_id);

/* The listing stands on no list from now on. Likewise. */
void product_drop(struct db_tx *tx, int64_t listing_id);

/* Works out anew what lists show of the listings of these SKUs, whose stock is locked: called when
 * a lot ran out of one or has some again, or began or ceased to sell. Listings that are not on sale
 * are passed over. Sent, not awaited. */
void product_restock(struct db_tx *tx, const int64_t *sku_ids, size_t count);

/* The same after boxes came back by these moves, for the listings of those rows of stock alone that
 * had fewer than STOCK_LOW before. */
void product_refill(struct db_tx *tx, const struct stock_move *moves, size_t count);

/* Timed work: counts anew what counties sell when a day has begun, as what is in season follows the
 * day, and when all are of today, sums those that changed since into what the country sells
 * (product_country); until then it is counted by whoever asks. *done counties, of a part of them.
 * False and why when it cannot now. */
enum { PRODUCT_COUNTIES_A_TURN = 100 };
bool product_turn_day(struct task *task, int *done, struct refusal *why);

#endif
