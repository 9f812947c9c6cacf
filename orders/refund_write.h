/* A decided refund's rows: boxes, the households' credits, the refund with the asking of the
 * provider, the books. For orders/refund*.c only. */
#ifndef ORDERS_REFUND_WRITE_H
#define ORDERS_REFUND_WRITE_H

#include "orders/refund_decide.h"

/* Writes all of it into its transaction and sets its refund_id. */
bool refund_write(struct refund_case *refund, struct refusal *why);

#endif
