/* Whether lines say what the version says that they were sold under, and orders are of their
 * listings' producer and station: the hash of all that a line and its order say must be among those
 * of what there is to sell, eight bytes each. */
#ifndef ORDERS_AUDIT_SOLD_AS_H
#define ORDERS_AUDIT_SOLD_AS_H

#include "base/db.h"
#include "orders/audit_sale.h"

#define AUDIT_SOLD_AS "lines say what the version they were sold under says"
#define AUDIT_MAKERS "orders are of their listing's producer and station"

struct audit_sold_as;

struct audit_sold_as *audit_sold_as_new(void);
void audit_sold_as_free(struct audit_sold_as *sold_as);
/* Forgets what was read and found. */
void audit_sold_as_begin(struct audit_sold_as *sold_as);
/* Reads what there is to sell. */
bool audit_sold_as_read(struct task *task, struct audit_sold_as *sold_as, struct db_tx *tx,
                        struct refusal *why);
void audit_sold_as_look(struct audit_sold_as *sold_as, const struct audit_sale *sale);
/* There are lines that cannot be looked at. */
void audit_sold_as_doubt(struct audit_sold_as *sold_as);
/* Whether there are lines that were sold as something else. */
bool audit_sold_as_differs(const struct audit_sold_as *sold_as);

#endif
