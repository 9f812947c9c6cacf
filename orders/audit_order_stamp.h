/* Stamps of orders, which hold their lines as well (stamp_bytes(sale_order) in the database):
 * orders and lines are read as two ranges and put together here, rather than that the lines of each
 * order are looked up. */
#ifndef ORDERS_AUDIT_ORDER_STAMP_H
#define ORDERS_AUDIT_ORDER_STAMP_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/task.h"

/* A check of the audit. */
bool audit_order_stamps(struct task *task, int64_t from_id, json_t *violations,
                        struct refusal *why);

#endif
