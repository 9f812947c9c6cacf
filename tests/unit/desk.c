#include "tests/unit/desk.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/id.h"
#include "logistics/parcel.h"
#include "orders/hand_over.h"

struct place_request desk_paid_oranges(struct task *task, const struct world *world, int64_t boxes)
{
    struct basket basket = world_oranges(world, boxes);
    struct place_request placed = world_place(task, world, BUYER, &basket);
    world_pay(task, &placed);
    return placed;
}

/* ---- asking for refunds */

json_t *desk_try_refund(struct task *task, const struct refunding *refunding, struct refusal *why)
{
    int64_t actor = refunding->world->base + (refunding->by_station ? OFFICER : BUYER);
    struct idempotency key = world_key(task, actor, "refund_create");
    struct refund_request request = {.order_id = refunding->order_id,
                                     .actor_id = actor,
                                     .by_buyer = !refunding->by_station,
                                     .by_operator = refunding->by_operator,
                                     .wants = refunding->wants,
                                     .count = refunding->count,
                                     .freight = refunding->freight,
                                     .reason = "试验",
                                     .key = refunding->key != NULL ? refunding->key : &key};
    return refund_create(task, &request, why);
}

int64_t desk_refund(struct task *task, const struct refunding *refunding, int64_t goods_fen,
                    int64_t freight_fen)
{
    struct refusal why = {.have = -1};
    json_t *answer = desk_try_refund(task, refunding, &why);
    if (!granted(answer != NULL))
        return 0;
    expect_i64(json_integer_value(json_object_get(answer, "goods_fen")), goods_fen);
    expect_i64(json_integer_value(json_object_get(answer, "freight_fen")), freight_fen);
    expect_i64(json_integer_value(json_object_get(answer, "total_fen")), goods_fen + freight_fen);
    int64_t id = strtoll(json_string_value(json_object_get(answer, "refund_id")), NULL, 10);
    json_decref(answer);
    return id;
}

void desk_refuse_refund(struct task *task, const struct refunding *refunding,
                        const struct refusal_kind *kind, int64_t have)
{
    struct refusal why = {.have = -1};
    json_t *answer = desk_try_refund(task, refunding, &why);
    refused(answer != NULL, *kind);
    expect_i64(why.have, have);
    json_decref(answer);
}

int64_t desk_households_have(const struct world *world)
{
    int64_t sum = 0;
    for (int i = 0; i < 4; i++) {
        sum += world_balance("household_accrued", world->base + HOUSEHOLD + i);
        sum += world_balance("household", world->base + HOUSEHOLD + i);
        sum += world_balance("withheld", world->base + HOUSEHOLD + i);
    }
    return sum;
}

int64_t desk_owed_for(int64_t boxes)
{
    return boxes * 598 + boxes * 150 + boxes * 2500 * 33 / 1000;
}

const char *desk_state_of_order(struct task *task, int64_t order_id)
{
    static const struct sql STATE = {
        .name = "w_order_state",
        .text = "select state from sale_order where id = $1",
        .param_count = 1,
    };
    struct refusal why = {.have = -1};
    struct db_rows *rows;
    if (!granted(db_query(task, &STATE, DB_ARGS(DB_I64(order_id)), &rows, &why)))
        return "";
    return db_text(rows, 0, 0);
}

/* ---- packing */

json_t *desk_try_pack(struct task *task, const struct packing *packing, struct refusal *why)
{
    int64_t actor = packing->world->base + OFFICER;
    struct idempotency key = world_key(task, actor, "parcel_create");
    struct fulfil_request request = {.order_id = packing->order_id,
                                     .actor_id = actor,
                                     .weight_g = 3000,
                                     .items = packing->items,
                                     .count = packing->count,
                                     .key = packing->key != NULL ? packing->key : &key};
    return fulfil_pack(task, &request, why);
}

int64_t desk_pack(struct task *task, const struct packing *packing)
{
    struct refusal why = {.have = -1};
    json_t *parcel = desk_try_pack(task, packing, &why);
    if (!granted(parcel != NULL))
        return 0;
    int64_t id = strtoll(json_string_value(json_object_get(parcel, "id")), NULL, 10);
    json_decref(parcel);
    return id;
}

void desk_refuse_pack(struct task *task, const struct packing *packing,
                      const struct refusal_kind *kind, int64_t have)
{
    struct refusal why = {.have = -1};
    json_t *parcel = desk_try_pack(task, packing, &why);
    refused(parcel != NULL, *kind);
    expect_i64(why.have, have);
    json_decref(parcel);
}

bool desk_try_hand_over(struct task *task, const struct world *world, int64_t parcel_id,
                        const char *number, struct refusal *why)
{
    bool wide;
    struct scope scope;
    struct hand_over_request request = {.parcel_id = parcel_id,
                                        .actor_id = world->base + OFFICER,
                                        .carrier = "SF",
                                        .waybill_no = number};
    return parcel_scope(task, parcel_id, &scope, &request.order_id, why) &&
           hand_over(task, &request, &wide, why);
}

void desk_hand_over(struct task *task, const struct world *world, int64_t parcel_id)
{
    static int64_t waybills = INT64_C(1000000000000);
    struct refusal why = {.have = -1};
    granted(desk_try_hand_over(task, world, parcel_id,
                               arena_printf(task->arena, "SF%lld", (long long)++waybills), &why));
}

void desk_arrive(const struct world *world, int64_t parcel_id, const char *state, int hours)
{
    char sql[900];
    snprintf(sql, sizeof(sql),
             "insert into state_log (id, shard_key, machine, object_id, from_state, to_state, "
             "actor_id)"
             " values (%lld, '990101', 'parcel', %lld, 'handed_over', '%s', 2);"
             "update parcel set state = '%s', signed_at = case '%s' when 'signed' then now() - "
             "interval '%d hours' end"
             " where id = %lld;"
             "update sale_order o set ended_at = e.ended_at from order_end e, parcel p"
             " where p.id = %lld and o.id = p.order_id and e.order_id = o.id",
             (long long)id_next(), (long long)parcel_id, state, state, state, hours,
             (long long)parcel_id, (long long)parcel_id);
    world_exec(world, sql);
}
