/* What a refund would give back, told before it is asked for: the same decision as refund_create(),
 * with nothing written. */
#ifndef ORDERS_REFUND_QUOTE_H
#define ORDERS_REFUND_QUOTE_H

#include "orders/refund.h"

/* {"order_id", "lines": [{"line_id", "quantity", "goods_fen", "left_quantity", "left_fen",
 * "formula"}], "goods_fen", "freight_fen", "freight_text", "total_fen", "formula", "cap_fen" (the
 * most that could go back now), "cancels" (nothing of the order is left then), "after_completion"}.
 * The request's reason and key are not looked at. New reference; NULL and why on refusal, as
 * refund_create() would refuse. */
json_t *refund_quote_json(struct task *task, const struct refund_request *request,
                          struct refusal *why);

#endif
