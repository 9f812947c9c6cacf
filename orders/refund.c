#include "orders/refund.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "gen/orders/sql.h"
#include "ledger/transfer.h"
#include "logistics/parcel.h"
#include "orders/benefit.h"
#include "orders/machines.h"
#include "orders/order_lock.h"
#include "orders/trade_payable.h"
#include "payment/attempt.h"
#include "payment/refund.h"

const struct refusal_kind REFUND_TOO_MUCH = {"refund_too_much", 409, "退款数量超过了还没退的数量"};
const struct refusal_kind REFUND_NOT_PAID = {"order_not_paid", 409,
                                             "订单没有付款或已经取消，不能退款"};
const struct refusal_kind REFUND_NEEDS_STATION = {"refund_needs_station", 409,
                                                  "货已打包，请联系服务站办理退款"};
const struct refusal_kind REFUND_NOTHING = {"refund_nothing", 422, "没有可退的金额"};

/* One refund while it is decided. */
struct plan_of_refund {
    const struct refund_request *request;
    struct task *task;
    struct db_tx *tx;
    struct locked_order order;
    struct parcel_summary parcels;
    int64_t refund_id, attempt_id;
    int64_t *quantity; /* by order line: units that go back now */
    int64_t *goods;    /* by order line: their price */
    int64_t goods_fen, freight_fen;
    bool all_units; /* after this refund no unit is left */
    bool completed;
    struct transfer_list transfers;
};

static bool may_refund(struct plan_of_refund *p, struct refusal *why)
{
    const struct locked_order *order = &p->order;
    if (p->request->by_buyer && order->buyer_id != p->request->actor_id)
        return refuse(why, &ORDER_NOT_FOUND, NULL);
    p->completed = strcmp(order->state, "completed") == 0;
    if (!p->completed && strcmp(order->state, "paid") != 0)
        return refuse(why, &REFUND_NOT_PAID, NULL);
    if (!parcel_summary(p->task, p->tx, order->id, &p->parcels, why))
        return false;
    if (p->request->by_buyer && (p->completed || p->parcels.total > 0))
        return refuse(why, &REFUND_NEEDS_STATION, NULL);
    int64_t count;
    if (!payment_attempt_of_escrow(p->tx, order->id, &p->attempt_id, why) ||
        !payment_refund_count(p->tx, p->attempt_id, &count, why))
        return false;
    if (count >= PAYMENT_REFUNDS_MAX)
        return refuse_detail(why, &REFUND_TOO_MUCH, NULL, "一次付款最多退款 %d 次",
                             PAYMENT_REFUNDS_MAX);
    return true;
}

static int line_index(const struct locked_order *order, int64_t line_id)
{
    for (int i = 0; i < order->line_count; i++)
        if (order->lines[i].id == line_id)
            return i;
    return -1;
}

static bool take_wants(struct plan_of_refund *p, struct refusal *why)
{
    for (int w = 0; w < p->request->count; w++) {
        const struct refund_want *want = &p->request->wants[w];
        assert(want->quantity >= 1);
        char field[48];
        int i = line_index(&p->order, want->line_id);
        snprintf(field, sizeof(field), "lines/%d/line_id", w);
        if (i < 0)
            return refuse_detail(why, &REFUSAL_INVALID_FIELD, field, "这一行不属于这个订单");
        const struct locked_line *line = &p->order.lines[i];
        int64_t left = line->quantity - line->refunded_quantity - p->quantity[i];
        if (want->quantity > left) {
            snprintf(field, sizeof(field), "lines/%d/quantity", w);
            refuse_detail(why, &REFUND_TOO_MUCH, field, "这一行还可以退 %lld 件", (long long)left);
            why->have = left;
            return false;
        }
        p->quantity[i] += want->quantity;
    }
    return true;
}

/* Freight goes back when asked for, and by itself with the last unit while nothing was handed over.
 */
static bool price(struct plan_of_refund *p, struct refusal *why)
{
    p->all_units = true;
    for (int i = 0; i < p->order.line_count; i++) {
        const struct locked_line *line = &p->order.lines[i];
        if (p->quantity[i] > 0)
            p->goods[i] = split_refund_fen(line->paid_fen, line->quantity, line->refunded_quantity,
                                           p->quantity[i]);
        p->goods_fen += p->goods[i];
        if (line->refunded_quantity + p->quantity[i] < line->quantity)
            p->all_units = false;
    }
    bool unshipped = p->parcels.handed_over == 0;
    if ((p->request->freight && !p->request->by_buyer) ||
        (p->all_units && unshipped && !p->completed))
        p->freight_fen = p->order.freight_fen - p->order.freight_refunded_fen;
    if (p->goods_fen + p->freight_fen == 0)
        return refuse(why, &REFUND_NOTHING, "lines");
    return true;
}

/* Unpacked boxes of refunded lines go back to their lots. */
static bool give_back_boxes(struct plan_of_refund *p, struct refusal *why)
{
    struct held *held;
    int count, n = 0;
    if (!order_held(p->task, p->tx, p->order.id, &held, &count, why))
        return false;
    struct held *back = arena_array(p->task->arena, (size_t)count, sizeof(*back));
    int64_t *left = arena_array(p->task->arena, (size_t)p->order.line_count, sizeof(*left));
    memcpy(left, p->quantity, (size_t)p->order.line_count * sizeof(*left));
    for (int h = 0; h < count; h++) {
        int i = line_index(&p->order, held[h].line_id);
        int64_t take = held[h].quantity < left[i] ? held[h].quantity : left[i];
        if (take == 0)
            continue;
        left[i] -= take;
        back[n] = held[h];
        back[n++].quantity = take;
    }
    return order_release(p->task, p->tx, back, n, why);
}

/* Takes the households' credits of the refunded lines back. */
static bool reverse_credits(struct plan_of_refund *p, struct refusal *why)
{
    struct attribution_entry *entries;
    int count;
    if (!attribution_load(p->task, p->tx, p->order.id, &entries, &count, why))
        return false;
    int64_t *takes = arena_array(p->task->arena, (size_t)count, sizeof(*takes));
    for (int i = 0; i < p->order.line_count; i++) {
        const struct locked_line *line = &p->order.lines[i];
        int first = 0;
        while (first < count && entries[first].line_id != line->id)
            first++;
        int end = first;
        while (end < count && entries[end].line_id == line->id)
            end++;
        if (p->quantity[i] == 0 || end == first)
            continue;
        struct plan plan;
        if (!plan_load(p->task, p->tx, &line->plan_id, 1, &plan, why))
            return false;
        struct benefit_line benefit = {.order_id = p->order.id,
                                       .line_id = line->id,
                                       .plan_id = line->plan_id,
                                       .county_code = p->order.county_code,
                                       .paid_fen = line->paid_fen,
                                       .quantity = line->quantity,
                                       .net_weight_g = line->net_weight_g};
        benefit_takes(p->task, &plan, &benefit, line->refunded_quantity + p->quantity[i],
                      entries + first, end - first, takes + first);
    }
    attribution_reverse(p->task, p->tx, entries, takes, count, p->order.id, p->refund_id,
                        p->request->actor_id, &p->transfers);
    return true;
}

/* What goes back of one line. */
struct refund_row {
    int64_t line_id, quantity, goods_fen;
};

static void write_lines(struct plan_of_refund *p)
{
    size_t n = 0;
    struct refund_row *rows =
        arena_array(p->task->arena, (size_t)p->order.line_count, sizeof(*rows));
    for (int i = 0; i < p->order.line_count; i++)
        if (p->quantity[i] > 0)
            rows[n++] = (struct refund_row){p->order.lines[i].id, p->quantity[i], p->goods[i]};
    if (n == 0)
        return;
    db_tx_send(p->tx, &SQL_refund_line_add,
               DB_ARGS(DB_I64(p->refund_id), DB_TEXT(p->order.county_code),
                       DB_COLUMN_I64(rows, n, line_id), DB_COLUMN_I64(rows, n, quantity),
                       DB_COLUMN_I64(rows, n, goods_fen)));
    db_tx_send(p->tx, &SQL_order_line_refund,
               DB_ARGS(DB_COLUMN_I64(rows, n, line_id), DB_COLUMN_I64(rows, n, quantity),
                       DB_COLUMN_I64(rows, n, goods_fen)));
}

static void write_refund(struct plan_of_refund *p)
{
    int64_t total_fen = p->goods_fen + p->freight_fen;
    payment_refund_request(p->tx,
                           &(struct payment_refund_request){.refund_id = p->refund_id,
                                                            .county_code = p->order.county_code,
                                                            .payable = &TRADE_PAYABLE,
                                                            .subject_id = p->order.trade_id,
                                                            .attempt_id = p->attempt_id,
                                                            .kind = PAYMENT_REFUND_DECIDED,
                                                            .total_fen = total_fen,
                                                            .escrow_id = p->order.id,
                                                            .reason = p->request->reason,
                                                            .actor_id = p->request->actor_id});
    db_tx_send(p->tx, &SQL_order_refund_add,
               DB_ARGS(DB_I64(p->refund_id), DB_TEXT(p->order.county_code), DB_I64(p->order.id),
                       DB_I64(p->goods_fen), DB_I64(p->freight_fen), DB_BOOL(p->completed)));
    write_lines(p);
    if (p->freight_fen > 0)
        db_tx_send(p->tx, &SQL_order_freight_refund,
                   DB_ARGS(DB_I64(p->order.id), DB_I64(p->freight_fen)));
    transfer_add(&p->transfers,
                 (struct transfer){.county_code = p->order.county_code,
                                   .debit_kind = p->completed ? ACCOUNT_PRODUCER : ACCOUNT_ESCROW,
                                   .debit_owner = p->completed ? p->order.producer_id : p->order.id,
                                   .credit_kind = ACCOUNT_REFUND,
                                   .credit_owner = p->refund_id,
                                   .amount_fen = total_fen,
                                   .kind = TRANSFER_REFUND,
                                   .order_id = p->order.id,
                                   .cause_id = p->refund_id});
}

/* Nothing left of the order before it completed: it is cancelled. */
static void cancel_if_empty(struct plan_of_refund *p)
{
    if (p->completed || !p->all_units ||
        p->order.freight_refunded_fen + p->freight_fen < p->order.freight_fen)
        return;
    db_tx_send(p->tx, &SQL_order_move,
               DB_ARGS(DB_I64(p->order.id), DB_TEXT("paid"), DB_TEXT("cancelled")));
    machine_log(p->tx, &ORDER_MACHINE, &p->order.id, &p->order.county_code, 1, ORDER_PAID,
                ORDER_CANCELLED, p->request->actor_id, "refunded whole");
}

static bool decide(struct plan_of_refund *p, struct refusal *why)
{
    if (!may_refund(p, why))
        return false;
    p->quantity = arena_array(p->task->arena, (size_t)p->order.line_count, sizeof(int64_t));
    p->goods = arena_array(p->task->arena, (size_t)p->order.line_count, sizeof(int64_t));
    if (!take_wants(p, why) || !price(p, why))
        return false;
    transfer_list_init(&p->transfers, p->task);
    p->refund_id = id_next();
    if (!give_back_boxes(p, why) || (!p->completed && !reverse_credits(p, why)))
        return false;
    write_refund(p);
    cancel_if_empty(p);
    transfer_book(p->tx, &p->transfers);
    return true;
}

static bool create_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct plan_of_refund *p = argument;
    const struct refund_request *request = p->request;
    int64_t replayed;
    *p = (struct plan_of_refund){.request = request, .task = task, .tx = tx};
    /* Behind the lock, so that a twin that waited for it finds the refund and not the boxes that it
     * left. */
    if (!order_lock(task, tx, request->order_id, &p->order, why) ||
        !idempotency_find(tx, request->key, &replayed, why))
        return false;
    if (replayed > 0) {
        p->refund_id = replayed;
        return true;
    }
    if (!decide(p, why))
        return false;
    idempotency_save(tx, request->key, p->refund_id);
    return true;
}

json_t *refund_create(struct task *task, const struct refund_request *request, struct refusal *why)
{
    struct plan_of_refund plan = {.request = request};
    if (!db_transact(task, DB_FAST, create_body, &plan, why))
        return NULL;
    return refund_json(task, plan.refund_id, why);
}

json_t *refund_json(struct task *task, int64_t refund_id, struct refusal *why)
{
    struct db_rows *rows, *lines;
    if (!db_query(task, &SQL_refund_view, DB_ARGS(DB_I64(refund_id)), &rows, why) ||
        !db_query(task, &SQL_refund_line_list, DB_ARGS(DB_I64(refund_id)), &lines, why))
        return NULL;
    if (db_count(rows) != 1) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *refund = db_row_json(rows, 0);
    json_object_set_new(refund, "lines", db_rows_json(lines));
    return refund;
}
