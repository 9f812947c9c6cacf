/* Whether orders are in the sums of sales as they stand (table sale_rolled), order by order, and
 * whether producers' months and the SKUs of these (sale_month, sale_sku_month) are the sums of what
 * they were taken for: each number is weighed by a keyed hash of what it is summed up under, added
 * of orders and taken off of months, which comes to nothing where all agree. Of each SKU's month
 * the newest line is kept while its orders are read, of three months at a time. */
#ifndef ORDERS_AUDIT_SALE_SUM_H
#define ORDERS_AUDIT_SALE_SUM_H

#include "base/db.h"
#include "orders/audit_sale.h"

#define AUDIT_SALES "sales are summed up as orders stand"
#define AUDIT_SALE_MONTHS "producers' months are the sums of their orders"

struct audit_sale_sum;

struct audit_sale_sum *audit_sale_sum_new(void);
void audit_sale_sum_free(struct audit_sale_sum *sum);
/* Forgets what was added. */
void audit_sale_sum_begin(struct audit_sale_sum *sum);
/* Orders in order of id. */
void audit_sale_sum_add(struct audit_sale_sum *sum, const struct audit_sale *sale);
/* Something of this order, and of those behind it, has to be asked for. */
void audit_sale_sum_doubt(struct audit_sale_sum *sum, int64_t order_id);
/* Reads the months. */
bool audit_sale_sum_end(struct task *task, struct audit_sale_sum *sum, struct db_tx *tx,
                        struct refusal *why);

/* The first order that is taken otherwise than it stands, -1 = none is. */
int64_t audit_sale_sum_first_doubt(const struct audit_sale_sum *sum);
bool audit_sale_sum_months_differ(const struct audit_sale_sum *sum);

#endif
