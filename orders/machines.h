/* The state machines of trade and order, as data. One fact each; the word
 * shown to a person is computed from them. */
#ifndef ORDERS_MACHINES_H
#define ORDERS_MACHINES_H

#include "base/machine.h"

/* placed -> paid | cancelled */
#define TRADE_STATES(STATE)                                                                        \
    STATE(TRADE_PLACED, "placed")                                                                  \
    STATE(TRADE_PAID, "paid")                                                                      \
    STATE(TRADE_CANCELLED, "cancelled")
enum trade_state { TRADE_STATES(STATE_ENUM) };
extern const struct machine TRADE_MACHINE;

/* placed -> paid -> completed | cancelled */
#define ORDER_STATES(STATE)                                                                        \
    STATE(ORDER_PLACED, "placed")                                                                  \
    STATE(ORDER_PAID, "paid")                                                                      \
    STATE(ORDER_COMPLETED, "completed")                                                            \
    STATE(ORDER_CANCELLED, "cancelled")
enum order_state { ORDER_STATES(STATE_ENUM) };
extern const struct machine ORDER_MACHINE;

#endif
