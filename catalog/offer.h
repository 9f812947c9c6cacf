/* An offer: what is sold when somebody buys a SKU now - one SKU under the listing version that is
 * on sale, with its price, weights, origin and benefit plan.
 *
 * An offer of a given (version, SKU) never changes, so a worker keeps offers in memory; which
 * version is current is asked of the database each time (offer_find) or checked by the placing
 * transaction (orders/place.c).
 */
#ifndef CATALOG_OFFER_H
#define CATALOG_OFFER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

extern const struct refusal_kind OFFER_NOT_ON_SALE; /* 409 not_on_sale: 这件商品已下架或不存在 */

struct offer {
    int64_t sku_id, listing_id, version_id, plan_id;
    int64_t producer_id, station_id;
    char county_code[8];
    const char *title; /* of the listing version */
    const char *spec;
    int64_t price_fen, net_weight_g, gross_weight_g;
    bool no_reason_return;
};

/* Finds the current offers of `count` (1..100) SKUs in the given order. Refuses with
 * OFFER_NOT_ON_SALE (field "lines/<i>/sku_id") when one has none. Strings live in the task's arena.
 */
bool offer_find(struct task *task, const int64_t *sku_ids, int count, struct offer *offers,
                struct refusal *why);

/* Drops what this worker remembers of SKUs: when placing found another version on sale
 * (listing_changed). */
void offer_forget(const int64_t *sku_ids, int count);

#endif
