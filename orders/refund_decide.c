#include "orders/refund_decide.h"

#include <assert.h>
#include <stdio.h>

#include "gen/orders/sql.h"
#include "ledger/split.h"
#include "orders/order.h"
#include "payment/attempt.h"
#include "payment/refund.h"

const struct refusal_kind REFUND_TOO_MUCH = {"refund_too_much", 409, "退款数量超过了还没退的数量"};
const struct refusal_kind REFUND_NOT_PAID = {"order_not_paid", 409,
                                             "订单没有付款或已经取消，不能退款"};
const struct refusal_kind REFUND_NEEDS_STATION = {"refund_needs_station", 409,
                                                  "货已打包，请联系服务站办理退款"};
const struct refusal_kind REFUND_NOTHING = {"refund_nothing", 422, "没有可退的金额"};

const struct refusal_kind REFUND_TOO_LATE = {"refund_too_late", 409,
                                             "订单完成太久了，退款要由平台运营办理"};
const struct refusal_kind REFUND_YEAR_AWAY = {
    "refund_year_away", 409, "这笔订单当年的账已移出系统，请平台运营先把那一年调回来再退款"};
const struct refusal_kind REFUND_ONLY_REST = {
    "refund_only_rest", 409, "这笔付款快退满 50 次了，现在只能把订单剩下的货和运费一次全退"};
const struct refusal_kind REFUND_SELLER_SHORT = {"refund_seller_short", 409,
                                                 "卖家账上的钱不够退这一笔，要由平台运营办理"};

static struct refund_limits limits;

void refund_start(const struct refund_limits *given)
{
    limits = *given;
}

struct refund_limits refund_limits(void)
{
    return limits;
}

/* Some time after completion the books are closed for all but the operator; and for everybody while
 * the entries that a refund would take back lie outside the database (base/year.h). */
static bool in_time(struct refund_case *refund, struct refusal *why)
{
    struct db_rows *rows;
    if (!refund->completed)
        return true;
    if (!db_tx_query(refund->tx, &SQL_refund_late,
                     DB_ARGS(DB_I64(refund->order.id), DB_I64(limits.days_after)), &rows, why))
        return false;
    if (db_bool(rows, 0, REFUND_LATE_IS_AWAY))
        return refuse(why, &REFUND_YEAR_AWAY, NULL);
    return refund->request->by_operator || limits.days_after == 0 ||
           !db_bool(rows, 0, REFUND_LATE_LATE) || refuse(why, &REFUND_TOO_LATE, NULL);
}

/* The seller bears the goods: not below the limit without the operator. Behind the seller's lock,
 * so that refunds of different orders do not each find the same money. */
static bool seller_can(struct refund_case *refund, struct refusal *why)
{
    struct db_rows *rows;
    if (!refund->completed || refund->request->by_operator || refund->goods_fen == 0)
        return true;
    int64_t producer_id = refund->order.producer_id;
    db_tx_send(refund->tx, &SQL_seller_lock, DB_ARGS(DB_I64(producer_id)));
    if (!db_tx_query(refund->tx, &SQL_seller_balance, DB_ARGS(DB_I64(producer_id)), &rows, why))
        return false;
    int64_t left = db_i64(rows, 0, SELLER_BALANCE_FEN) + limits.overdraft_fen;
    if (refund->goods_fen <= left)
        return true;
    refuse(why, &REFUND_SELLER_SHORT, NULL);
    why->have = left > 0 ? left : 0;
    return false;
}

static bool may_refund(struct refund_case *refund, struct refusal *why)
{
    const struct order_locked *order = &refund->order;
    if (refund->request->by_buyer && order->buyer_id != refund->request->actor_id)
        return refuse(why, &ORDER_NOT_FOUND, NULL);
    refund->completed = order->state == ORDER_COMPLETED;
    if (!refund->completed && order->state != ORDER_PAID)
        return refuse(why, &REFUND_NOT_PAID, NULL);
    if (!parcel_summary(refund->task, refund->tx, order->id, &refund->parcels, why))
        return false;
    if (refund->request->by_buyer && (refund->completed || refund->parcels.total > 0))
        return refuse(why, &REFUND_NEEDS_STATION, NULL);
    return in_time(refund, why) &&
           payment_attempt_of_escrow(refund->tx, order->id, &refund->attempt_id, why);
}

int refund_line_index(const struct order_locked *order, int64_t line_id)
{
    for (int i = 0; i < order->line_count; i++)
        if (order->lines[i].id == line_id)
            return i;
    return -1;
}

static bool take_wants(struct refund_case *refund, struct refusal *why)
{
    for (int w = 0; w < refund->request->count; w++) {
        const struct refund_want *want = &refund->request->wants[w];
        assert(want->quantity >= 1);
        char field[48];
        int i = refund_line_index(&refund->order, want->line_id);
        snprintf(field, sizeof(field), "lines/%d/line_id", w);
        if (i < 0)
            return refuse_detail(why, &REFUSAL_INVALID_FIELD, field, "这一行不属于这个订单");
        const struct order_locked_line *line = &refund->order.lines[i];
        int64_t left = line->quantity - line->refunded_quantity - refund->lines[i].quantity;
        if (want->quantity > left) {
            snprintf(field, sizeof(field), "lines/%d/quantity", w);
            refuse_detail(why, &REFUND_TOO_MUCH, field, "这一行还可以退 %lld 件", (long long)left);
            why->have = left;
            return false;
        }
        refund->lines[i].quantity += want->quantity;
    }
    return true;
}

/* Freight goes back when asked for, and by itself with the last unit while nothing was handed over.
 */
static bool price(struct refund_case *refund, struct refusal *why)
{
    refund->all_units = true;
    for (int i = 0; i < refund->order.line_count; i++) {
        const struct order_locked_line *line = &refund->order.lines[i];
        if (refund->lines[i].quantity > 0)
            refund->lines[i].goods_fen = split_refund_fen(
                line->paid_fen, line->quantity, line->refunded_quantity, refund->lines[i].quantity);
        refund->goods_fen += refund->lines[i].goods_fen;
        if (line->refunded_quantity + refund->lines[i].quantity < line->quantity)
            refund->all_units = false;
    }
    bool unshipped = refund->parcels.handed_over == 0;
    if ((refund->request->freight && !refund->request->by_buyer) ||
        (refund->all_units && unshipped && !refund->completed))
        refund->freight_fen = refund->order.freight_fen - refund->order.freight_refunded_fen;
    if (refund->goods_fen + refund->freight_fen == 0)
        return refuse(why, &REFUND_NOTHING, "lines");
    return true;
}

/* The provider pays one payment back so many times and no more. The last times are kept for what is
 * left of each of its orders, so that whatever is left can still go back, at once; what the program
 * itself decides may take them. */
static bool has_turn(struct refund_case *refund, struct refusal *why)
{
    const struct order_locked *order = &refund->order;
    int64_t count, keep = 0;
    struct db_rows *rows;
    if (!payment_refund_count(refund->tx, refund->attempt_id, &count, why))
        return false;
    bool is_rest = refund->all_units &&
                   order->freight_refunded_fen + refund->freight_fen == order->freight_fen;
    if (!refund->request->by_program) {
        if (!db_tx_query(refund->tx, &SQL_trade_rest_count,
                         DB_ARGS(DB_I64(order->trade_id), DB_I64(order->id)), &rows, why))
            return false;
        keep = db_i64(rows, 0, TRADE_REST_COUNT_ORDERS) + !is_rest;
    }
    if (count + 1 + keep <= PAYMENT_REFUNDS_MAX)
        return true;
    if (count >= PAYMENT_REFUNDS_MAX)
        return refuse_detail(why, &REFUND_TOO_MUCH, NULL, "一次付款最多退款 %d 次，已经退满",
                             PAYMENT_REFUNDS_MAX);
    return refuse(why, &REFUND_ONLY_REST, NULL);
}

bool refund_decide(struct refund_case *refund, struct refusal *why)
{
    int count = refund->order.line_count;
    refund->lines = arena_array(refund->task->arena, (size_t)count, sizeof(*refund->lines));
    for (int i = 0; i < count; i++)
        refund->lines[i].line_id = refund->order.lines[i].id;
    return may_refund(refund, why) && take_wants(refund, why) && price(refund, why) &&
           has_turn(refund, why) && seller_can(refund, why);
}
