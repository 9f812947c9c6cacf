/* A product as the API answers it: what is sold, where it comes from, and what one purchase of each
 * SKU brings to which household. Joins the catalogue with the arithmetic of attribution and with
 * freight.
 */
#ifndef MALL_API_PRODUCT_VIEW_H
#define MALL_API_PRODUCT_VIEW_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/task.h"
#include "catalog/plan.h"

/* New reference; NULL and why when nothing is on sale under the listing. */
json_t *product_view(struct task *task, int64_t listing_id, struct refusal *why);

/* A pool's rule as people say it: "每千克 4.60 元", "每件 0.60 元", "货款的 3%". Text in the task's
 * arena. */
const char *product_rule_text(struct task *task, const struct plan_pool *pool);

#endif
