#include "orders/fulfil.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "logistics/parcel.h"
#include "orders/order_lock.h"

const struct refusal_kind FULFIL_NOT_PAID = {"order_not_to_pack", 409,
                                             "订单没有付款，或已经完成、取消，不能打包"};
const struct refusal_kind FULFIL_NOTHING = {"nothing_to_pack", 409, "没有待打包的货"};
const struct refusal_kind FULFIL_LOT_HELD = {"lot_held", 409, "有批次被暂停发货，请先核实批次"};
const struct refusal_kind FULFIL_TOO_MUCH = {"pack_too_much", 409, "打包数量超过了待打包的数量"};

struct packing {
    const struct fulfil_request *request;
    int64_t parcel_id;
};

static int64_t left_of_line(const struct held *held, int count, int64_t line_id)
{
    int64_t left = 0;
    for (int i = 0; i < count; i++)
        left += held[i].line_id == line_id ? held[i].quantity : 0;
    return left;
}

/* Cuts `held` down to what the request names, in the order of the lots. Returns how many remain, -1
 * when refused. */
static int choose(const struct fulfil_request *request, const struct held *held, int count,
                  struct held *chosen, struct refusal *why)
{
    int n = 0;
    for (int w = 0; w < request->count; w++) {
        int64_t need = request->items[w].quantity,
                left = left_of_line(held, count, request->items[w].line_id);
        char field[48];
        assert(need >= 1);
        for (int k = 0; k < w; k++)
            left -= request->items[k].line_id == request->items[w].line_id
                        ? request->items[k].quantity
                        : 0;
        if (need > left) {
            snprintf(field, sizeof(field), "items/%d/quantity", w);
            refuse_detail(why, &FULFIL_TOO_MUCH, field, "这一行还有 %lld 件待打包",
                          (long long)left);
            why->have = left;
            return -1;
        }
        for (int i = 0; need > 0 && i < count; i++) {
            int64_t used = 0;
            for (int c = 0; c < n; c++)
                used += chosen[c].line_id == held[i].line_id && chosen[c].lot_id == held[i].lot_id
                            ? chosen[c].quantity
                            : 0;
            int64_t take =
                held[i].line_id != request->items[w].line_id ? 0 : held[i].quantity - used;
            take = take < need ? take : need;
            if (take <= 0)
                continue;
            chosen[n] = held[i];
            chosen[n++].quantity = take;
            need -= take;
        }
    }
    return n;
}

/* Items of one line and lot become one row. */
static int merge(const struct held *chosen, int count, struct parcel_item *items)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        int at = 0;
        while (at < n &&
               (items[at].line_id != chosen[i].line_id || items[at].lot_id != chosen[i].lot_id))
            at++;
        if (at == n)
            items[n++] =
                (struct parcel_item){chosen[i].line_id, chosen[i].lot_id, chosen[i].sku_id, 0};
        items[at].quantity += chosen[i].quantity;
    }
    return n;
}

static bool pack_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct packing *packing = argument;
    const struct fulfil_request *request = packing->request;
    struct locked_order order;
    struct held *held;
    int count;
    /* The key is looked for behind the lock: a twin that waited for it finds what the first one
     * made, not what it left. */
    if (!order_lock(task, tx, request->order_id, &order, why) ||
        !idempotency_find(tx, request->key, &packing->parcel_id, why))
        return false;
    if (packing->parcel_id > 0)
        return true;
    if (strcmp(order.state, "paid") != 0)
        return refuse(why, &FULFIL_NOT_PAID, NULL);
    if (!order_held(task, tx, order.id, &held, &count, why))
        return false;
    if (count == 0)
        return refuse(why, &FULFIL_NOTHING, NULL);
    struct held *chosen =
        arena_array(task->arena, (size_t)(count + request->count) * 2, sizeof(*chosen));
    int n = request->count > 0 ? choose(request, held, count, chosen, why) : count;
    if (n < 0)
        return false;
    if (request->count == 0)
        memcpy(chosen, held, (size_t)count * sizeof(*held));
    for (int i = 0; i < n; i++)
        if (!chosen[i].lot_open)
            return refuse(why, &FULFIL_LOT_HELD, "items");
    struct parcel_item *items = arena_array(task->arena, (size_t)n, sizeof(*items));
    if (!order_sell(task, tx, chosen, n, why))
        return false;
    struct parcel_draft draft = {.order_id = order.id,
                                 .station_id = order.station_id,
                                 .county_code = order.county_code,
                                 .weight_g = request->weight_g,
                                 .packed_by = request->actor_id,
                                 .items = items,
                                 .item_count = merge(chosen, n, items)};
    packing->parcel_id = parcel_add(tx, &draft);
    idempotency_save(tx, request->key, packing->parcel_id);
    return true;
}

json_t *fulfil_pack(struct task *task, const struct fulfil_request *request, struct refusal *why)
{
    struct packing packing = {.request = request};
    if (!db_transact(task, DB_FAST, pack_body, &packing, why))
        return NULL;
    return parcel_json(task, packing.parcel_id, why);
}
