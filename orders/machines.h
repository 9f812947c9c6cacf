/* The state machines of trade, order, payment attempt and refund, as data. One fact each; the word
 * shown to a person is computed from them. */
#ifndef ORDERS_MACHINES_H
#define ORDERS_MACHINES_H

#include "base/machine.h"

extern const struct machine TRADE_MACHINE;   /* placed -> paid | cancelled */
extern const struct machine ORDER_MACHINE;   /* placed -> paid -> completed | cancelled */
extern const struct machine PAYMENT_MACHINE; /* created -> paid | closed | failed */
extern const struct machine REFUND_MACHINE;  /* requested -> processing -> succeeded | abnormal |
                                                closed */

#endif
