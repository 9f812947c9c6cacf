#include "orders/fulfil.h"

#include <assert.h>
#include <stdio.h>

#include "logistics/parcel.h"
#include "orders/order_lock.h"
#include "orders/reservation.h"

const struct refusal_kind FULFIL_NOT_PAID = {"order_not_to_pack", 409,
                                             "订单没有付款，或已经完成、取消，不能打包"};
const struct refusal_kind FULFIL_NOTHING = {"nothing_to_pack", 409, "没有待打包的货"};
const struct refusal_kind FULFIL_LOT_HELD = {"lot_held", 409, "有批次被暂停发货，请先核实批次"};
const struct refusal_kind FULFIL_TOO_MUCH = {"pack_too_much", 409, "打包数量超过了待打包的数量"};

/* One packing while it is decided. */
struct packing {
    const struct fulfil_request *request;
    struct order_locked order;
    struct reservation *reserved; /* what is left to pack */
    int reserved_count;
    struct reservation *chosen; /* what goes into the parcel: several rows of one line and lot, when
                                   items name a line twice */
    int chosen_count;
    int64_t parcel_id;
};

/* Boxes of the line that items before `item` leave to pack. */
static int64_t left_of_line(const struct packing *packing, int item, int64_t line_id)
{
    int64_t left = 0;
    for (int i = 0; i < packing->reserved_count; i++)
        left += packing->reserved[i].line_id == line_id ? packing->reserved[i].quantity : 0;
    for (int k = 0; k < item; k++)
        left -=
            packing->request->items[k].line_id == line_id ? packing->request->items[k].quantity : 0;
    return left;
}

/* What of one reservation is not chosen yet. */
static int64_t left_of_lot(const struct packing *packing, const struct reservation *reserved)
{
    int64_t left = reserved->quantity;
    for (int c = 0; c < packing->chosen_count; c++)
        if (packing->chosen[c].line_id == reserved->line_id &&
            packing->chosen[c].lot_id == reserved->lot_id)
            left -= packing->chosen[c].quantity;
    return left;
}

/* Chooses the boxes of one item, in the order of the lots. */
static bool choose_item(struct packing *packing, int index, struct refusal *why)
{
    const struct fulfil_item *item = &packing->request->items[index];
    int64_t need = item->quantity, left = left_of_line(packing, index, item->line_id);
    assert(need >= 1);
    if (need > left) {
        char field[48];
        snprintf(field, sizeof(field), "items/%d/quantity", index);
        refuse_detail(why, &FULFIL_TOO_MUCH, field, "这一行还有 %lld 件待打包", (long long)left);
        why->have = left;
        return false;
    }
    for (int i = 0; need > 0; i++) {
        const struct reservation *reserved = &packing->reserved[i];
        if (reserved->line_id != item->line_id)
            continue;
        left = left_of_lot(packing, reserved);
        int64_t take = left < need ? left : need;
        if (take == 0)
            continue;
        packing->chosen[packing->chosen_count] = *reserved;
        packing->chosen[packing->chosen_count++].quantity = take;
        need -= take;
    }
    return true;
}

/* What the request names; all that is left when it names nothing. */
static bool choose(struct packing *packing, struct task *task, struct refusal *why)
{
    int items = packing->request->count;
    if (items == 0) {
        packing->chosen = packing->reserved;
        packing->chosen_count = packing->reserved_count;
    } else {
        /* An item takes from each reservation at most once, and all but its last it empties. */
        packing->chosen = arena_array(task->arena, (size_t)(packing->reserved_count + items),
                                      sizeof(*packing->chosen));
        for (int i = 0; i < items; i++)
            if (!choose_item(packing, i, why))
                return false;
    }
    for (int i = 0; i < packing->chosen_count; i++)
        if (!packing->chosen[i].lot_open)
            return refuse(why, &FULFIL_LOT_HELD, "items");
    return true;
}

/* The boxes as the parcel's: those of one line and lot become one row. */
static int merge(const struct packing *packing, struct parcel_item *items)
{
    int n = 0;
    for (int i = 0; i < packing->chosen_count; i++) {
        const struct reservation *chosen = &packing->chosen[i];
        int at = 0;
        while (at < n &&
               (items[at].line_id != chosen->line_id || items[at].lot_id != chosen->lot_id))
            at++;
        if (at == n)
            items[n++] = (struct parcel_item){.line_id = chosen->line_id,
                                              .lot_id = chosen->lot_id,
                                              .sku_id = chosen->sku_id,
                                              .trace_code = chosen->trace_code,
                                              .village_code = chosen->village_code,
                                              .harvested_on = chosen->harvested_on};
        items[at].quantity += chosen->quantity;
    }
    return n;
}

static bool pack(struct packing *packing, struct task *task, struct db_tx *tx, struct refusal *why)
{
    const struct order_locked *order = &packing->order;
    if (!reservation_sell(task, tx, packing->chosen, packing->chosen_count, why))
        return false;
    struct parcel_item *items =
        arena_array(task->arena, (size_t)packing->chosen_count, sizeof(*items));
    struct parcel_draft draft = {.order_id = order->id,
                                 .station_id = order->station_id,
                                 .county_code = order->county_code,
                                 .weight_g = packing->request->weight_g,
                                 .packed_by = packing->request->actor_id,
                                 .items = items,
                                 .item_count = merge(packing, items)};
    packing->parcel_id = parcel_add(tx, &draft);
    idempotency_save(tx, packing->request->key, packing->parcel_id);
    return true;
}

static bool pack_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct packing *packing = argument;
    const struct fulfil_request *request = packing->request;
    *packing = (struct packing){.request = request};
    /* The key is looked for behind the lock: a twin that waited for it finds what the first one
     * made, not what it left. */
    if (!order_lock(task, tx, request->order_id, &packing->order, why) ||
        !idempotency_find(tx, request->key, &packing->parcel_id, why))
        return false;
    if (packing->parcel_id > 0)
        return true;
    if (packing->order.state != ORDER_PAID)
        return refuse(why, &FULFIL_NOT_PAID, NULL);
    if (!reservation_open(task, tx, request->order_id, &packing->reserved, &packing->reserved_count,
                          why))
        return false;
    if (packing->reserved_count == 0)
        return refuse(why, &FULFIL_NOTHING, NULL);
    return choose(packing, task, why) && pack(packing, task, tx, why);
}

json_t *fulfil_pack(struct task *task, const struct fulfil_request *request, struct refusal *why)
{
    struct packing packing = {.request = request};
    if (!db_transact(task, DB_FAST, pack_body, &packing, why))
        return NULL;
    return parcel_json(task, packing.parcel_id, why);
}
