/* What a basket shows of SKUs: also of those that are not on sale any more, which somebody put in
 * while they were. What was never on sale is nobody's to see. */
#ifndef CATALOG_SKU_VIEW_H
#define CATALOG_SKU_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

struct sku_view {
    int64_t sku_id; /* 0 = there never was such a SKU on sale */
    int64_t listing_id, producer_id, station_id;
    const char *producer_name, *station_name, *county_code;
    const char *title, *picture, *spec;
    int64_t net_weight_g, gross_weight_g;
    bool no_reason_return;
    int64_t price_fen; /* 0 = not on sale */
    int64_t available; /* boxes that may be sold now */
};

/* The views of `count` SKUs, in the given order. Texts live in the task's arena. */
bool sku_view_find(struct task *task, const int64_t *sku_ids, int count, struct sku_view *views,
                   struct refusal *why);

#endif
