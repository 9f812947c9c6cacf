#include "orders/machines.h"

static const struct machine_move TRADE_MOVES[] = {
    {"placed", "paid", "the provider confirmed the whole amount"},
    {"placed", "cancelled", "the buyer cancelled, or the time to pay ran out"},
};
const struct machine TRADE_MACHINE = MACHINE("trade", "placed", TRADE_MOVES);

static const struct machine_move ORDER_MOVES[] = {
    {"placed", "paid", "its trade was paid"},
    {"placed", "cancelled", "its trade was cancelled"},
    {"paid", "completed", "the buyer confirmed receipt, or the claim window after signing passed"},
    {"paid", "cancelled", "refunded whole before completion"},
};
const struct machine ORDER_MACHINE = MACHINE("order", "placed", ORDER_MOVES);

static const struct machine_move PAYMENT_MOVES[] = {
    {"created", "paid", "the provider reported the captured amount"},
    {"created", "closed", "the provider confirmed that it can no longer be paid"},
    {"created", "failed", "the provider refused to open it"},
};
const struct machine PAYMENT_MACHINE = MACHINE("payment", "created", PAYMENT_MOVES);

static const struct machine_move REFUND_MOVES[] = {
    {"requested", "processing", "the provider accepted it"},
    {"requested", "succeeded", "the provider paid it back at once"},
    {"requested", "closed", "the provider closed it"},
    {"requested", "abnormal", "the provider cannot pay it back to its source"},
    {"processing", "succeeded", "the provider paid it back"},
    {"processing", "closed", "the provider closed it"},
    {"processing", "abnormal", "the provider cannot pay it back to its source"},
    {"abnormal", "succeeded", "paid back another way"},
};
const struct machine REFUND_MACHINE = MACHINE("refund", "requested", REFUND_MOVES);
