/* The answer of checkout: only what was agreed and never changes, so that the first call and every
 * replay say the same. */
#ifndef ORDERS_PLACED_H
#define ORDERS_PLACED_H

#include <jansson.h>
#include <stdint.h>

#include "orders/place.h"

/* From the request that was just placed (no database). New reference. */
json_t *placed_json(const struct place_request *request);

/* From the database. New reference; NULL and why on refusal. */
json_t *placed_again_json(struct task *task, int64_t trade_id, struct refusal *why);

#endif
