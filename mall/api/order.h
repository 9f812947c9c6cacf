/* Who may do what with one order, and the line of it that bodies name. */
#ifndef MALL_API_ORDER_H
#define MALL_API_ORDER_H

#include "mall/api/call.h"
#include "orders/quote.h"

/* Opens an order for its buyer (*own) and for those whose right over its producer,
 * station or county says so. Others do not learn that it exists: order_not_found. */
bool call_order(struct call *call, enum right right, int64_t order_id, bool *own,
                struct refusal *why);

/* A line of the order and how many of it: {"line_id": "1", "quantity": 2}. */
#define ORDER_LINE_FIELDS(type_)                                                                   \
    FIELD_ID(type_, line_id, REQUIRED, NULL),                                                      \
        FIELD_INT(type_, quantity, REQUIRED, 1, QUOTE_MAX_QUANTITY, "数量应在 1 到 999 之间")

#endif
