/* The trade as something that can be paid for: what orders/ hands to the payment engine. */
#ifndef ORDERS_TRADE_PAYABLE_H
#define ORDERS_TRADE_PAYABLE_H

#include "payment/payable.h"

extern const struct refusal_kind TRADE_EXPIRED;     /* 409 trade_expired: the time to pay ran out */
extern const struct refusal_kind TRADE_LOT_STOPPED; /* 409 trade_lot_stopped: a lot of it is held */

extern const struct refusal_kind TRADE_SELLER_STOPPED; /* 409 trade_seller_stopped: who sells or
                                                          ships it is suspended */

/* Kind "trade". Paid, its orders are paid with it: gateway -> escrow of each order, and every
 * household of their plans is credited in the same transaction. */
extern const struct payable TRADE_PAYABLE;

#endif
