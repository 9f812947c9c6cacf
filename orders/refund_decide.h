/* What a refund gives back, decided over the locked order and before anything is written. For
 * orders/refund*.c only. */
#ifndef ORDERS_REFUND_DECIDE_H
#define ORDERS_REFUND_DECIDE_H

#include "ledger/transfer.h"
#include "logistics/parcel.h"
#include "orders/order_lock.h"
#include "orders/refund.h"

/* What goes back of one line. */
struct refund_line {
    int64_t line_id, quantity, goods_fen;
};

/* One refund under way. */
struct refund_case {
    const struct refund_request *request;
    struct task *task;
    struct db_tx *tx;
    struct order_locked order;
    struct parcel_summary parcels;
    int64_t refund_id;         /* 0 until it is written */
    int64_t attempt_id;        /* the one that paid for the order */
    struct refund_line *lines; /* by order line: what goes back now, possibly nothing */
    int64_t goods_fen, freight_fen;
    bool all_units; /* after this refund no unit is left */
    bool completed; /* the order: the seller bears the refund */
    struct transfer_list transfers;
};

/* Whether it may be, which units go back and for how much: fills it from the request and the
 * locked order. */
bool refund_decide(struct refund_case *refund, struct refusal *why);

/* The place of a line among the order's, -1 when it has no such line. */
int refund_line_index(const struct order_locked *order, int64_t line_id);

#endif
