#include "orders/machines.h"

#include "gen/orders/sql.h"

static const struct machine_move TRADE_MOVES[] = {
    {TRADE_PLACED, TRADE_PAID, "the provider confirmed the whole amount"},
    {TRADE_PLACED, TRADE_CANCELLED, "the buyer cancelled, or the time to pay ran out"},
};
const struct machine TRADE_MACHINE =
    GREAT_MACHINE("trade", TRADE_STATES, TRADE_PLACED, TRADE_MOVES, &SQL_audit_trade_state,
                  &SQL_audit_trade_place, true);

static const struct machine_move ORDER_MOVES[] = {
    {ORDER_PLACED, ORDER_PAID, "its trade was paid"},
    {ORDER_PLACED, ORDER_CANCELLED, "its trade was cancelled"},
    {ORDER_PAID, ORDER_COMPLETED,
     "the buyer confirmed receipt, or the claim window after signing passed"},
    {ORDER_PAID, ORDER_CANCELLED, "refunded whole before completion"},
};
const struct machine ORDER_MACHINE =
    GREAT_MACHINE("order", ORDER_STATES, ORDER_PLACED, ORDER_MOVES, &SQL_audit_order_state,
                  &SQL_audit_order_place, true);
