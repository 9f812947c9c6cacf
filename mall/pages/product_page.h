/* What a product's page says: the goods, where they come from, and where the price goes. */
#ifndef MALL_PAGES_PRODUCT_PAGE_H
#define MALL_PAGES_PRODUCT_PAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "mall/api/call.h"

/* Page data (new reference) of what is on sale under a listing; NULL and why on refusal. */
json_t *page_product(struct call *call, int64_t listing_id, struct refusal *why);

#endif
