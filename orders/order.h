/* Orders as people see them: the buyer's, the station's and the producer's view. */
#ifndef ORDERS_ORDER_H
#define ORDERS_ORDER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"
#include "registry/permission.h"

extern const struct refusal_kind ORDER_NOT_FOUND; /* 404 order_not_found */

/* What rights over an order are asked with (its county, producer and station), and whose it is: a
 * buyer needs none. Refuses with ORDER_NOT_FOUND. Texts are the task's. */
bool order_scope(struct task *task, int64_t order_id, struct scope *scope, int64_t *buyer_id,
                 struct refusal *why);

/* One order with lines, parcels and refunds; no address. New reference. */
json_t *order_json(struct task *task, int64_t order_id, struct refusal *why);

#endif
