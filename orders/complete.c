#include "orders/complete.h"

#include <assert.h>

#include "gen/orders/sql.h"
#include "ledger/attribution.h"
#include "logistics/parcel.h"
#include "orders/order.h"
#include "orders/order_end.h"
#include "orders/order_lock.h"
#include "orders/reservation.h"

const struct refusal_kind COMPLETE_NOT_PAID = {"order_not_paid", 409,
                                               "订单没有付款或已经取消，不能确认收货"};
const struct refusal_kind COMPLETE_NOT_SHIPPED = {"order_not_shipped", 409,
                                                  "还有货没有发出，暂时不能确认收货"};

struct completion {
    int64_t order_id, actor_id;
    bool by_buyer;
    int64_t claim_hours; /* not by the buyer: they must be over */
};

static struct transfer settle(const struct order_locked *order, const char *to, int64_t owner,
                              int64_t amount, const char *kind)
{
    return (struct transfer){.county_code = order->county_code,
                             .debit_kind = ACCOUNT_ESCROW,
                             .debit_owner = order->id,
                             .credit_kind = to,
                             .credit_owner = owner,
                             .amount_fen = amount,
                             .kind = kind,
                             .order_id = order->id,
                             .cause_id = order->id};
}

/* What was withheld at payment is looked at again: a household that the register confirms by now,
 * and whose link is free, gets its share like the others. Adds to *released_fen. */
static bool release_confirmed(struct task *task, struct db_tx *tx, const struct order_locked *order,
                              struct transfer_list *transfers, int64_t *released_fen,
                              struct refusal *why)
{
    int n = 0, count;
    struct attribution_entry *entries;
    struct db_rows *rows;
    if (!attribution_load(task, tx, order->id, &entries, &count, why))
        return false;
    int64_t *households = arena_array(task->arena, (size_t)count, sizeof(*households));
    for (int i = 0; i < count; i++)
        if (entries[i].state == ATTRIBUTION_WITHHELD)
            households[n++] = entries[i].household_id;
    if (!db_tx_query(tx, &SQL_confirmed_of,
                     DB_ARGS(DB_I64S(households, (size_t)n), DB_TEXT(order->county_code),
                             DB_I64(order->producer_id)),
                     &rows, why))
        return false;
    for (int r = 0; r < db_count(rows); r++) {
        struct attribution_release release = {.household_id =
                                                  db_i64(rows, r, CONFIRMED_OF_HOUSEHOLD_ID),
                                              .order_id = order->id,
                                              .actor_id = ACTOR_SYSTEM,
                                              .reason = "confirmed again by completion"};
        *released_fen += attribution_release(task, tx, entries, count, &release, transfers);
    }
    return true;
}

/* Empties the escrow: what the households were credited left it at payment; the rest of the goods
 * is the producer's, the freight the station's. */
static bool settle_order(struct task *task, struct db_tx *tx, const struct order_locked *order,
                         int64_t actor_id, struct refusal *why)
{
    struct attribution_total total;
    struct transfer_list transfers;
    if (!attribution_total(tx, order->id, &total, why))
        return false;
    int64_t goods = -total.fen, maturing = total.fen - total.withheld_fen;
    for (int i = 0; i < order->line_count; i++)
        goods += order->lines[i].paid_fen - order->lines[i].refunded_fen;
    assert(goods >= 0);
    transfer_list_init(&transfers, task);
    if (total.withheld_fen > 0 && !release_confirmed(task, tx, order, &transfers, &maturing, why))
        return false;
    attribution_mature(tx, order->id, order->county_code, maturing, &transfers);
    transfer_add(&transfers,
                 settle(order, ACCOUNT_PRODUCER, order->producer_id, goods, TRANSFER_SETTLE_GOODS));
    transfer_add(&transfers,
                 settle(order, ACCOUNT_FREIGHT, order->station_id,
                        order->freight_fen - order->freight_refunded_fen, TRANSFER_SETTLE_FREIGHT));
    transfer_book(tx, &transfers);
    order_move(tx, order, ORDER_COMPLETED, actor_id,
               actor_id == ACTOR_SYSTEM ? "claim window over" : "buyer confirmed receipt");
    return true;
}

static bool complete_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct completion *completion = argument;
    struct order_locked order;
    struct parcel_summary parcels;
    struct reservation *reserved;
    int count;
    if (!order_lock(task, tx, completion->order_id, &order, why))
        return false;
    if (completion->by_buyer && order.buyer_id != completion->actor_id)
        return refuse(why, &ORDER_NOT_FOUND, NULL);
    if (order.state == ORDER_COMPLETED)
        return true;
    if (order.state != ORDER_PAID)
        return refuse(why, &COMPLETE_NOT_PAID, NULL);
    if (!reservation_open(task, tx, order.id, &reserved, &count, why) ||
        !parcel_summary(task, tx, order.id, &parcels, why))
        return false;
    if (count > 0 || parcels.total == 0 || parcels.packed > 0)
        return refuse(why, &COMPLETE_NOT_SHIPPED, NULL);
    bool over = true;
    if (!completion->by_buyer &&
        !order_end_is_over(tx, order.id, completion->claim_hours, &over, why))
        return false;
    if (!over)
        return refuse(why, &COMPLETE_NOT_SHIPPED, NULL);
    return settle_order(task, tx, &order, completion->actor_id, why);
}

bool complete_by_buyer(struct task *task, int64_t order_id, int64_t buyer_id, struct refusal *why)
{
    struct completion completion = {.order_id = order_id, .actor_id = buyer_id, .by_buyer = true};
    return db_transact(task, DB_FAST, complete_body, &completion, why);
}

bool complete_due(struct task *task, int64_t claim_hours, int limit, int *completed,
                  struct refusal *why)
{
    struct db_rows *rows;
    *completed = 0;
    if (!db_query_class(task, DB_WORK, &SQL_order_due_to_complete,
                        DB_ARGS(DB_I64(claim_hours), DB_I64(limit)), &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        struct completion completion = {.order_id = db_i64(rows, i, ORDER_DUE_TO_COMPLETE_ID),
                                        .actor_id = ACTOR_SYSTEM,
                                        .claim_hours = claim_hours};
        bool done = db_transact(task, DB_WORK, complete_body, &completion, why);
        /* What changed since it was found due concerns that order alone. */
        bool passed = why->kind == &COMPLETE_NOT_PAID || why->kind == &COMPLETE_NOT_SHIPPED;
        if (!done && (!passed || !order_end_look_again(task, completion.order_id, why)))
            return false;
        *completed += done;
    }
    return true;
}
