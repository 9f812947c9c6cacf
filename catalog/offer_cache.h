/* A worker's memory of offers: checkout asks for the same SKUs again and again, and an offer of a
 * (version, SKU) never changes.
 *
 * An entry serves for at most `max_age_ms`; a notification that its listing changed drops it at
 * once, and so does offer_forget() when placing found another version on sale. Being late is
 * harmless: the placing transaction compares versions and refuses.
 */
#ifndef CATALOG_OFFER_CACHE_H
#define CATALOG_OFFER_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "catalog/offer.h"

/* max_age_ms 0 = nothing is kept. Listens to the channel mall_cache. */
void offer_cache_start(int64_t max_age_ms);

/* Copies the offer of a SKU, with its strings in the arena; false when it is not there or too old.
 */
bool offer_cache_find(struct arena *arena, int64_t sku_id, struct offer *offer);

/* Taken before the database is asked; an offer is only kept if nothing was forgotten since. */
uint64_t offer_cache_stamp(void);
void offer_cache_keep(const struct offer *offer, uint64_t stamp);

/* Drops one SKU's offer. */
void offer_cache_forget(int64_t sku_id);
/* Drops all offers of a listing; 0 = all there are. */
void offer_cache_forget_listing(int64_t listing_id);

#endif
