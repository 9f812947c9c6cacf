/* The state machines of trade, order, payment attempt and refund, as data. One fact each; the word
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

/* created -> paid | closed | failed */
#define PAYMENT_ATTEMPT_STATES(STATE)                                                              \
    STATE(PAYMENT_ATTEMPT_CREATED, "created")                                                      \
    STATE(PAYMENT_ATTEMPT_PAID, "paid")                                                            \
    STATE(PAYMENT_ATTEMPT_CLOSED, "closed")                                                        \
    STATE(PAYMENT_ATTEMPT_FAILED, "failed")
enum payment_attempt_state { PAYMENT_ATTEMPT_STATES(STATE_ENUM) };
extern const struct machine PAYMENT_MACHINE;

/* requested -> processing -> succeeded | abnormal | closed */
#define REFUND_STATES(STATE)                                                                       \
    STATE(REFUND_REQUESTED, "requested")                                                           \
    STATE(REFUND_PROCESSING, "processing")                                                         \
    STATE(REFUND_SUCCEEDED, "succeeded")                                                           \
    STATE(REFUND_ABNORMAL, "abnormal")                                                             \
    STATE(REFUND_CLOSED, "closed")
enum refund_state { REFUND_STATES(STATE_ENUM) };
extern const struct machine REFUND_MACHINE;

#endif
