/* Orders and their lines, read as two ranges and put together here rather than that the lines of
 * each order are looked up: stamps of orders, which hold their lines as well
 * (stamp_bytes(sale_order) in the database), and whether they add up. A line must be quantity x
 * price and an order the sum of its lines; that each trade is the sum of its orders is told by one
 * sum over all of them, each weighed by a keyed hash of its trade. Where something does not add up
 * the database is asked, which names it, and so it is of the few days of a nightly run. */
#ifndef ORDERS_AUDIT_ORDER_STAMP_H
#define ORDERS_AUDIT_ORDER_STAMP_H

#include "base/audit.h"

#define AUDIT_ORDER_STAMPS "every order and its lines are as they were placed"
#define AUDIT_TRADE_SUMS "trades are the sum of orders, orders of lines"

extern const struct audit_pass AUDIT_ORDER_PASS;

#endif
