#include "orders/machines.h"

#include "gen/orders/sql.h"

static const struct machine_move TRADE_MOVES[] = {
    {TRADE_PLACED, TRADE_PAID, "the provider confirmed the whole amount"},
    {TRADE_PLACED, TRADE_CANCELLED, "the buyer cancelled, or the time to pay ran out"},
};
const struct machine TRADE_MACHINE =
    MACHINE("trade", TRADE_STATES, STATE_SET(TRADE_PLACED), TRADE_MOVES, &SQL_audit_trade_state);

static const struct machine_move ORDER_MOVES[] = {
    {ORDER_PLACED, ORDER_PAID, "its trade was paid"},
    {ORDER_PLACED, ORDER_CANCELLED, "its trade was cancelled"},
    {ORDER_PAID, ORDER_COMPLETED,
     "the buyer confirmed receipt, or the claim window after signing passed"},
    {ORDER_PAID, ORDER_CANCELLED, "refunded whole before completion"},
};
const struct machine ORDER_MACHINE =
    MACHINE("order", ORDER_STATES, STATE_SET(ORDER_PLACED), ORDER_MOVES, &SQL_audit_order_state);

static const struct machine_move PAYMENT_MOVES[] = {
    {PAYMENT_ATTEMPT_CREATED, PAYMENT_ATTEMPT_PAID, "the provider reported the captured amount"},
    {PAYMENT_ATTEMPT_CREATED, PAYMENT_ATTEMPT_CLOSED,
     "the provider confirmed that it can no longer be paid"},
    {PAYMENT_ATTEMPT_CREATED, PAYMENT_ATTEMPT_FAILED, "the provider refused to open it"},
};
const struct machine PAYMENT_MACHINE =
    MACHINE("payment", PAYMENT_ATTEMPT_STATES, STATE_SET(PAYMENT_ATTEMPT_CREATED), PAYMENT_MOVES,
            &SQL_audit_payment_state);

static const struct machine_move REFUND_MOVES[] = {
    {REFUND_REQUESTED, REFUND_PROCESSING, "the provider accepted it"},
    {REFUND_REQUESTED, REFUND_SUCCEEDED, "the provider paid it back at once"},
    {REFUND_REQUESTED, REFUND_CLOSED, "the provider closed it"},
    {REFUND_REQUESTED, REFUND_ABNORMAL, "the provider cannot pay it back to its source"},
    {REFUND_PROCESSING, REFUND_SUCCEEDED, "the provider paid it back"},
    {REFUND_PROCESSING, REFUND_CLOSED, "the provider closed it"},
    {REFUND_PROCESSING, REFUND_ABNORMAL, "the provider cannot pay it back to its source"},
    {REFUND_ABNORMAL, REFUND_SUCCEEDED, "paid back another way"},
};
const struct machine REFUND_MACHINE = MACHINE("refund", REFUND_STATES, STATE_SET(REFUND_REQUESTED),
                                              REFUND_MOVES, &SQL_audit_refund_state);
