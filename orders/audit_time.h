/* Whether trades and orders have the times of their moves. That is told where moves are read
 * (mall/operate/audit_move.h), by the columns of where these stand (audit_trade_place,
 * audit_order_place); what is left is asked of the database. */
#ifndef ORDERS_AUDIT_TIME_H
#define ORDERS_AUDIT_TIME_H

#include "base/audit.h"

#define AUDIT_ORDER_TIMES "trades and orders have the times of their moves"

/* Adds what is found from an id on; `is_told` = times of trades and orders are those of their
 * moves. */
bool audit_order_times(struct task *task, int64_t from_id, bool is_told, json_t *violations,
                       struct refusal *why);

#endif
