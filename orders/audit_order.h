/* Orders in pages, each with all that hangs on it read as ranges and put together here, once for
 * all checks that look at it: stamps of trades and of orders, which hold their lines as well
 * (stamp_bytes(sale_order) in the database), what was credited and is kept
 * (orders/audit_benefit.h), how they are summed up (orders/audit_sale_sum.h), what was sold
 * (orders/audit_sold_as.h) and what is reserved and packed of it (orders/audit_box.h). A line must
 * be quantity x price and an order the sum of its lines; that each trade is the sum of its orders
 * is told by one sum over all of them, each weighed by a keyed hash of its trade. Where something
 * does not come out the database is asked, which names it, and so it is of the few days of a
 * nightly run, and while a year is away. */
#ifndef ORDERS_AUDIT_ORDER_H
#define ORDERS_AUDIT_ORDER_H

#include "base/audit.h"

#define AUDIT_ORDER_STAMPS "every order and its lines are as they were placed"
#define AUDIT_TRADE_STAMPS "every trade is as it was placed"
#define AUDIT_ENTRY_LINES "entries and reversals are of their pool, order and refund"
#define AUDIT_LINKS "every row has its parents"
#define AUDIT_TRADE_SUMS "trades are the sum of orders, orders of lines"

extern const struct audit_pass AUDIT_ORDER_PASS;

#endif
