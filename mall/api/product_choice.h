/* What can be chosen on a product's page: its SKUs and those of its siblings, which differ in size
 * only, so that size and pack are two questions of one sheet. And what each of them credits.
 */
#ifndef MALL_API_PRODUCT_CHOICE_H
#define MALL_API_PRODUCT_CHOICE_H

#include <jansson.h>

#include "catalog/product.h"
#include "ledger/attribution.h"

/* What one box of each SKU credits: credits[sku][i], i over pools and households in the plan's
 * order; of it least[sku][i] is sure for every box, however many are bought (ledger/split.h). */
struct product_shares {
    struct task *task;
    const struct product *product;
    struct attribution_credit **credits;
    int64_t **least;
    int count; /* for each SKU */
};
struct product_shares product_shares_of(struct task *task, const struct product *product);

/* The n-th SKU with where its price goes. New reference. */
json_t *product_sku_json(const struct product_shares *shares, int s);

/* All choices: the SKUs of the product, then those of its siblings, each with "listing_id",
 * "title", "size_low_mm", "size_high_mm", "pack", "in_stock", "left", "word". New reference, NULL
 * and why when refused. */
json_t *product_choices_json(struct task *task, const struct product *product, struct refusal *why);

#endif
