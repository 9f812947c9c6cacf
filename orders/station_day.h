/* A station's day in sums. */
#ifndef ORDERS_STATION_DAY_H
#define ORDERS_STATION_DAY_H

#include <jansson.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

/* Since midnight of Beijing's clock: {"day", "computed_at", "paid_orders", "paid_fen",
 * "packed_parcels", "packed_g", "handed_over", "handed_over_g", "signed", "refunds", "refund_fen"}.
 * Parcels that were packed more than 30 days ago are not looked at. New reference. */
json_t *station_day_json(struct task *task, int64_t station_id, struct refusal *why);

#endif
