#include "orders/unpack.h"

#include <assert.h>
#include <stdio.h>

#include "logistics/parcel.h"
#include "orders/order_end.h"
#include "orders/order_lock.h"
#include "orders/refund.h"
#include "orders/reservation.h"

const struct refusal_kind UNPACK_TOO_MUCH = {"unpack_too_much", 422, "包裹里没有这么多件"};

struct unpacking {
    const struct unpack_request *request;
    struct task *task;
    struct db_tx *tx;
    struct order_locked order;
    struct parcel_item *items;
    int64_t *spoiled; /* by item */
    int count;
    struct stock_row *rows; /* the SKUs' stock, locked and kept up to date */
    int row_count;
};

/* Which boxes spoiled, lot by lot. */
static bool find_spoiled(struct unpacking *unpacking, struct refusal *why)
{
    const struct unpack_request *request = unpacking->request;
    unpacking->spoiled =
        arena_array(unpacking->task->arena, (size_t)unpacking->count, sizeof(*unpacking->spoiled));
    for (int s = 0; s < request->spoiled_count; s++) {
        int64_t left = request->spoiled[s].quantity, had = 0;
        assert(left >= 1);
        for (int i = 0; i < unpacking->count; i++) {
            if (unpacking->items[i].line_id != request->spoiled[s].line_id)
                continue;
            int64_t here = unpacking->items[i].quantity - unpacking->spoiled[i],
                    take = here < left ? here : left;
            unpacking->spoiled[i] += take;
            left -= take;
            had += take;
        }
        if (left > 0) {
            char field[48];
            snprintf(field, sizeof(field), "spoiled/%d/quantity", s);
            refuse(why, &UNPACK_TOO_MUCH, field);
            why->have = had;
            return false;
        }
    }
    return true;
}

static struct reservation boxes_of(const struct parcel_item *item, int64_t quantity)
{
    return (struct reservation){.line_id = item->line_id,
                                .lot_id = item->lot_id,
                                .sku_id = item->sku_id,
                                .quantity = quantity};
}

static struct stock_row *row_of(struct unpacking *unpacking, const struct parcel_item *item)
{
    for (int i = 0; i < unpacking->row_count; i++)
        if (unpacking->rows[i].sku_id == item->sku_id && unpacking->rows[i].lot_id == item->lot_id)
            return &unpacking->rows[i];
    assert(false && "boxes in a parcel have a stock row");
    return NULL;
}

/* All of them are reserved again, and their stock is locked. */
static bool reserve_again(struct unpacking *unpacking, struct refusal *why)
{
    size_t n = (size_t)unpacking->count;
    struct reservation *boxes = arena_array(unpacking->task->arena, n, sizeof(*boxes));
    int64_t *skus = arena_array(unpacking->task->arena, n, sizeof(*skus)),
            *lots = arena_array(unpacking->task->arena, n, sizeof(*lots));
    for (int i = 0; i < unpacking->count; i++) {
        boxes[i] = boxes_of(&unpacking->items[i], unpacking->items[i].quantity);
        skus[i] = unpacking->items[i].sku_id;
        lots[i] = unpacking->items[i].lot_id;
    }
    return reservation_unsell(unpacking->task, unpacking->tx, boxes, unpacking->count, why) &&
           stock_lock_lots(unpacking->task, unpacking->tx, skus, lots, unpacking->count,
                           &unpacking->rows, &unpacking->row_count, why);
}

/* What a line has reserved now beyond what it keeps. */
static int64_t surplus_of(const struct unpacking *unpacking, int64_t line_id,
                          const struct reservation *open, int open_count, int64_t packed)
{
    int64_t reserved = 0, kept = 0;
    for (int i = 0; i < open_count; i++)
        reserved += open[i].line_id == line_id ? open[i].quantity : 0;
    for (int i = 0; i < unpacking->order.line_count; i++)
        if (unpacking->order.lines[i].id == line_id)
            kept = unpacking->order.lines[i].quantity - unpacking->order.lines[i].refunded_quantity;
    int64_t surplus = reserved - (kept > packed ? kept - packed : 0);
    return surplus > 0 ? surplus : 0;
}

/* Refunded boxes go back to their lots, spoiled ones first. */
static bool release_surplus(struct unpacking *unpacking, struct refusal *why)
{
    struct reservation *open;
    int open_count;
    if (!reservation_open(unpacking->task, unpacking->tx, unpacking->order.id, &open, &open_count,
                          why))
        return false;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < unpacking->count; i++) {
            const struct parcel_item *item = &unpacking->items[i];
            int64_t packed;
            if (!parcel_line_boxes(unpacking->tx, unpacking->order.id, item->line_id, &packed, why))
                return false;
            int64_t most = pass == 0 ? unpacking->spoiled[i] : item->quantity,
                    surplus = surplus_of(unpacking, item->line_id, open, open_count, packed);
            struct reservation back = boxes_of(item, surplus < most ? surplus : most);
            for (int o = 0; o < open_count; o++)
                if (open[o].line_id == item->line_id && open[o].lot_id == item->lot_id) {
                    back.quantity =
                        back.quantity < open[o].quantity ? back.quantity : open[o].quantity;
                    open[o].quantity -= back.quantity;
                }
            if (back.quantity == 0)
                continue;
            if (!reservation_release(unpacking->task, unpacking->tx, &back, 1, why))
                return false;
            row_of(unpacking, item)->available += back.quantity;
        }
    return true;
}

/* The money of boxes for which there is no other. */
static bool pay_back(struct unpacking *unpacking, const struct parcel_item *item, int64_t boxes,
                     struct refusal *why)
{
    struct refund_want want = {item->line_id, boxes};
    struct refund_request request = {.order_id = unpacking->order.id,
                                     .actor_id = unpacking->request->actor_id,
                                     .by_program = true,
                                     .wants = &want,
                                     .count = 1,
                                     .lot_id = item->lot_id,
                                     .reason = "货品损坏，没有同规格的可以换"};
    int64_t refund_id;
    return refund_create_in(unpacking->task, unpacking->tx, &request, &refund_id, why);
}

/* Spoiled boxes of one lot: another box of it takes their place, or one of another lot, or none. */
static bool write_off(struct unpacking *unpacking, int index, struct refusal *why)
{
    const struct parcel_item *item = &unpacking->items[index];
    int64_t boxes = unpacking->spoiled[index];
    struct stock_row *row = row_of(unpacking, item);
    struct reservation from = boxes_of(item, boxes);
    int64_t need = boxes - (row->available < boxes ? row->available : boxes);
    int64_t swapped =
        reservation_swap(unpacking->tx, unpacking->order.id, unpacking->order.county_code, &from,
                         need, unpacking->rows, unpacking->row_count);
    if (need > swapped) {
        if (!pay_back(unpacking, item, need - swapped, why))
            return false;
        row->available += need - swapped;
    }
    struct stock_move off = {item->sku_id, item->lot_id, boxes, false};
    stock_write_off(unpacking->tx, &off, unpacking->order.county_code, unpacking->request->actor_id,
                    unpacking->request->reason);
    row->available -= boxes;
    return true;
}

static bool unpack_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct unpacking unpacking = {.request = argument, .task = task, .tx = tx};
    const struct unpack_request *request = unpacking.request;
    if (!order_lock(task, tx, request->order_id, &unpacking.order, why) ||
        !parcel_unpack(task, tx, request->parcel_id, request->order_id, request->actor_id,
                       request->reason, &unpacking.items, &unpacking.count, why))
        return false;
    if (unpacking.count == 0)
        return true;
    if (!find_spoiled(&unpacking, why) || !reserve_again(&unpacking, why) ||
        !release_surplus(&unpacking, why))
        return false;
    for (int i = 0; i < unpacking.count; i++)
        if (unpacking.spoiled[i] > 0 && !write_off(&unpacking, i, why))
            return false;
    order_end_note(tx, request->order_id);
    return true;
}

bool unpack(struct task *task, const struct unpack_request *request, struct refusal *why)
{
    struct unpack_request copy = *request;
    return db_transact(task, DB_FAST, unpack_body, &copy, why);
}
