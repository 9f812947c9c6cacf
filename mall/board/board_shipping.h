/* How long paid orders wait for the carrier: from payment to the first parcel's hand-over. No
 * figure about households, so nothing of it is hidden.
 */
#ifndef MALL_BOARD_BOARD_SHIPPING_H
#define MALL_BOARD_BOARD_SHIPPING_H

#include <jansson.h>

#include "base/refusal.h"
#include "base/task.h"

/* {"shipped", "waiting", "median_s" (null when none was shipped), "bands": [{"key", "name",
 * "orders", "permille"}]}, new reference; the bands' orders add up to `shipped`, their permille to
 * 1000. NULL when the database cannot be asked. */
json_t *board_shipping_json(struct task *task, struct refusal *why);

#endif
