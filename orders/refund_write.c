#include "orders/refund_write.h"

#include "base/change_trail.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/orders/sql.h"
#include "orders/benefit.h"
#include "orders/order_end.h"
#include "orders/reservation.h"
#include "orders/trade_payable.h"
#include "payment/refund.h"

/* Which boxes go back first: those of the lot that the refund is about, then those that may not be
 * packed, then the others. */
static int turn_of(const struct refund_case *refund, const struct reservation *reserved)
{
    return reserved->lot_id == refund->request->lot_id ? 0 : !reserved->lot_open ? 1 : 2;
}

/* Unpacked boxes of refunded lines go back to their lots. */
static bool give_back_boxes(struct refund_case *refund, struct refusal *why)
{
    struct arena *arena = refund->task->arena;
    struct reservation *reserved;
    int count, n = 0;
    if (!reservation_open(refund->task, refund->tx, refund->order.id, &reserved, &count, why))
        return false;
    struct reservation *back = arena_array(arena, (size_t)count, sizeof(*back));
    int64_t *left = arena_array(arena, (size_t)refund->order.line_count, sizeof(*left));
    for (int i = 0; i < refund->order.line_count; i++)
        left[i] = refund->lines[i].quantity;
    for (int turn = 0; turn < 3; turn++)
        for (int r = 0; r < count; r++) {
            if (turn_of(refund, &reserved[r]) != turn)
                continue;
            int i = refund_line_index(&refund->order, reserved[r].line_id);
            int64_t take = reserved[r].quantity < left[i] ? reserved[r].quantity : left[i];
            if (take == 0)
                continue;
            left[i] -= take;
            back[n] = reserved[r];
            back[n++].quantity = take;
        }
    return reservation_release(refund->task, refund->tx, back, n, why);
}

/* What each of a line's entries gives back. */
static bool line_takes(struct refund_case *refund, int index,
                       const struct attribution_entry *entries, int count, int64_t *takes,
                       struct refusal *why)
{
    const struct order_locked_line *line = &refund->order.lines[index];
    struct plan plan;
    if (!plan_load(refund->task, refund->tx, &line->plan_id, 1, &plan, why))
        return false;
    struct benefit_line benefit = {.order_id = refund->order.id,
                                   .line_id = line->id,
                                   .plan_id = line->plan_id,
                                   .county_code = refund->order.county_code,
                                   .paid_fen = line->paid_fen,
                                   .quantity = line->quantity,
                                   .net_weight_g = line->net_weight_g};
    benefit_takes(refund->task, &plan, &benefit,
                  line->refunded_quantity + refund->lines[index].quantity, entries, count, takes);
    return true;
}

/* Takes the households' credits of the refunded lines back. */
static bool reverse_credits(struct refund_case *refund, struct refusal *why)
{
    struct attribution_entry *entries;
    int count;
    if (!attribution_load(refund->task, refund->tx, refund->order.id, &entries, &count, why))
        return false;
    int64_t *takes = arena_array(refund->task->arena, (size_t)count, sizeof(*takes));
    for (int first = 0, end; first < count; first = end) {
        int64_t line_id = entries[first].line_id;
        for (end = first; end < count && entries[end].line_id == line_id; end++)
            ;
        int line = refund_line_index(&refund->order, line_id);
        if (refund->lines[line].quantity > 0 &&
            !line_takes(refund, line, entries + first, end - first, takes + first, why))
            return false;
    }
    struct attribution_cause cause = {.order_id = refund->order.id,
                                      .refund_id = refund->refund_id,
                                      .actor_id = refund->request->actor_id,
                                      .reason = "refund"};
    attribution_reverse(refund->task, refund->tx, entries, takes, count, &cause,
                        &refund->transfers);
    return true;
}

static void write_lines(struct refund_case *refund)
{
    int n = 0;
    struct refund_line *lines =
        arena_array(refund->task->arena, (size_t)refund->order.line_count, sizeof(*lines));
    for (int i = 0; i < refund->order.line_count; i++)
        if (refund->lines[i].quantity > 0)
            lines[n++] = refund->lines[i];
    if (n == 0)
        return;
    db_tx_send(refund->tx, &SQL_refund_line_add,
               DB_ARGS(DB_I64(refund->refund_id), DB_TEXT(refund->order.county_code),
                       DB_COLUMN_I64(lines, n, line_id), DB_COLUMN_I64(lines, n, quantity),
                       DB_COLUMN_I64(lines, n, goods_fen), stamp_key()));
    db_tx_send(refund->tx, &SQL_order_line_refund,
               DB_ARGS(DB_COLUMN_I64(lines, n, line_id), DB_COLUMN_I64(lines, n, quantity),
                       DB_COLUMN_I64(lines, n, goods_fen)));
}

static void book(struct refund_case *refund, const char *from, int64_t owner, int64_t fen)
{
    transfer_add(&refund->transfers, (struct transfer){.county_code = refund->order.county_code,
                                                       .debit_kind = from,
                                                       .debit_owner = owner,
                                                       .credit_kind = ACCOUNT_REFUND,
                                                       .credit_owner = refund->refund_id,
                                                       .amount_fen = fen,
                                                       .kind = TRANSFER_REFUND,
                                                       .order_id = refund->order.id,
                                                       .cause_id = refund->refund_id});
}

static void write_refund(struct refund_case *refund)
{
    int64_t total_fen = refund->goods_fen + refund->freight_fen;
    payment_refund_request(
        refund->tx, &(struct payment_refund_request){.refund_id = refund->refund_id,
                                                     .county_code = refund->order.county_code,
                                                     .payable = &TRADE_PAYABLE,
                                                     .subject_id = refund->order.trade_id,
                                                     .attempt_id = refund->attempt_id,
                                                     .kind = PAYMENT_REFUND_DECIDED,
                                                     .total_fen = total_fen,
                                                     .escrow_id = refund->order.id,
                                                     .reason = refund->request->reason,
                                                     .actor_id = refund->request->actor_id});
    db_tx_send(refund->tx, &SQL_order_refund_add,
               DB_ARGS(DB_I64(refund->refund_id), DB_TEXT(refund->order.county_code),
                       DB_I64(refund->order.id), DB_I64(refund->order.station_id),
                       DB_I64(refund->goods_fen), DB_I64(refund->freight_fen),
                       DB_BOOL(refund->completed), stamp_key()));
    change_trail_add(refund->tx, &(struct change){.subject = "refund",
                                                  .subject_id = refund->refund_id,
                                                  .county_code = refund->order.county_code,
                                                  .action = "decide",
                                                  .after = json_pack(
                                                      "{s:I, s:I, s:I}", "order_id",
                                                      (json_int_t)refund->order.id, "goods_fen",
                                                      (json_int_t)refund->goods_fen, "freight_fen",
                                                      (json_int_t)refund->freight_fen)});
    write_lines(refund);
    if (refund->freight_fen > 0)
        db_tx_send(refund->tx, &SQL_order_freight_refund,
                   DB_ARGS(DB_I64(refund->order.id), DB_I64(refund->freight_fen)));
    if (refund->completed) {
        if (refund->all_units)
            attribution_bear(refund->tx, refund->order.id, refund->order.county_code);
        book(refund, ACCOUNT_PRODUCER, refund->order.producer_id, refund->goods_fen);
        book(refund, ACCOUNT_FREIGHT, refund->order.station_id, refund->freight_fen);
    } else {
        book(refund, ACCOUNT_ESCROW, refund->order.id, total_fen);
    }
}

/* Nothing left of the order before it completed: it is cancelled. */
static void cancel_if_empty(struct refund_case *refund)
{
    if (refund->completed || !refund->all_units ||
        refund->order.freight_refunded_fen + refund->freight_fen < refund->order.freight_fen)
        return;
    order_move(refund->tx, &refund->order, ORDER_CANCELLED, refund->request->actor_id,
               "refunded whole");
}

bool refund_write(struct refund_case *refund, struct refusal *why)
{
    transfer_list_init(&refund->transfers, refund->task);
    refund->refund_id = id_next();
    if (!give_back_boxes(refund, why) || (!refund->completed && !reverse_credits(refund, why)))
        return false;
    write_refund(refund);
    cancel_if_empty(refund);
    if (!refund->completed)
        order_end_note(refund->tx, refund->order.id);
    transfer_book(refund->tx, &refund->transfers);
    return true;
}
