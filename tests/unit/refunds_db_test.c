/* Packing, refunds and completion against a real database (MALL_TEST_DB): what goes back goes back
 * exactly, from whom it should, once. After each scenario every check of the audit must pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "ledger/day.h"
#include "logistics/parcel.h"
#include "orders/bill.h"
#include "orders/complete.h"
#include "orders/fulfil.h"
#include "orders/order_lock.h"
#include "orders/payment.h"
#include "orders/refund.h"
#include "orders/trade.h"
#include "tests/unit/db_support.h"
#include "tests/unit/world.h"

#define SCENARIO(name_)                                                                            \
    static void name_##_body(struct task *task);                                                   \
    static void name_(void **state)                                                                \
    {                                                                                              \
        (void)state;                                                                               \
        world_run(name_##_body);                                                                   \
    }                                                                                              \
    static void name_##_body(struct task *task)

/* A paid trade of so many boxes of oranges, bought by the first buyer. */
static struct place_request paid_oranges(struct task *task, const struct world *world,
                                         int64_t boxes)
{
    struct basket basket = world_oranges(world, boxes);
    struct place_request placed = world_place(task, world, BUYER, &basket);
    world_pay(task, &placed);
    return placed;
}

/* ---- asking for refunds */

struct refunding {
    const struct world *world;
    int64_t order_id;
    bool by_station, freight;
    struct refund_want wants[4];
    int count;
    const struct idempotency *key; /* NULL = a new one */
};

static json_t *try_refund(struct task *task, const struct refunding *refunding, struct refusal *why)
{
    int64_t actor = refunding->world->base + (refunding->by_station ? OFFICER : BUYER);
    struct idempotency key = world_key(task, actor, "refund_create");
    struct refund_request request = {.order_id = refunding->order_id,
                                     .actor_id = actor,
                                     .by_buyer = !refunding->by_station,
                                     .wants = refunding->wants,
                                     .count = refunding->count,
                                     .freight = refunding->freight,
                                     .reason = "试验",
                                     .key = refunding->key != NULL ? refunding->key : &key};
    return refund_create(task, &request, why);
}

/* A refund that must be granted: checks its amounts and returns its id. */
static int64_t refund(struct task *task, const struct refunding *refunding, int64_t goods_fen,
                      int64_t freight_fen)
{
    struct refusal why = {.have = -1};
    json_t *answer = try_refund(task, refunding, &why);
    if (!granted(answer != NULL))
        return 0;
    expect_i64(json_integer_value(json_object_get(answer, "goods_fen")), goods_fen);
    expect_i64(json_integer_value(json_object_get(answer, "freight_fen")), freight_fen);
    expect_i64(json_integer_value(json_object_get(answer, "total_fen")), goods_fen + freight_fen);
    int64_t id = strtoll(json_string_value(json_object_get(answer, "refund_id")), NULL, 10);
    json_decref(answer);
    return id;
}

static void refuse_refund(struct task *task, const struct refunding *refunding,
                          const struct refusal_kind *kind, int64_t have)
{
    struct refusal why = {.have = -1};
    json_t *answer = try_refund(task, refunding, &why);
    refused(answer != NULL, *kind);
    expect_i64(why.have, have);
    json_decref(answer);
}

/* What all households of a world have from its sales, credited or held. */
static int64_t households_have(const struct world *world)
{
    int64_t sum = 0;
    for (int i = 0; i < 4; i++) {
        sum += world_balance("household_accrued", world->base + HOUSEHOLD + i);
        sum += world_balance("household", world->base + HOUSEHOLD + i);
        sum += world_balance("held", world->base + HOUSEHOLD + i);
    }
    return sum;
}

/* 20 % of 2990, 150 a box, 33 fen a kilogram. */
static int64_t owed_for(int64_t boxes)
{
    return boxes * 598 + boxes * 150 + boxes * 2500 * 33 / 1000;
}

static const char *state_of_order(struct task *task, int64_t order_id)
{
    static const struct sql STATE = {"w_order_state", "select state from sale_order where id = $1",
                                     1};
    struct refusal why = {.have = -1};
    struct db_rows *rows;
    if (!granted(db_query(task, &STATE, DB_ARGS(DB_I64(order_id)), &rows, &why)))
        return "";
    return db_text(rows, 0, 0);
}

/* ---- before packing */

SCENARIO(a_buyer_takes_back_in_portions)
{
    struct world world = world_make(5, 5, 0, 5);
    struct basket basket = {.wants = {{world.base + ORANGES, 7}, {world.base + EGGS, 2}},
                            .count = 2};
    struct place_request placed = world_place(task, &world, BUYER, &basket);
    world_pay(task, &placed);
    int64_t oranges = placed.order_ids[0], freight = placed.quote->orders[0].freight_fen;
    struct refunding part = {
        .world = &world, .order_id = oranges, .wants = {{placed.line_ids[0], 3}}, .count = 1};
    expect_i64(households_have(&world), owed_for(7) + 300);
    refund(task, &part, 3 * 2990, 0);
    expect_i64(households_have(&world), owed_for(4) + 300);
    expect_i64(world_i64(&world, "select sum(available) from stock where sku_id = $B+50"), 6);
    expect_text(state_of_order(task, oranges), "paid");
    world_audit(task);
    world_jobs(task);
    part.wants[0].quantity = 4;
    refund(task, &part, 4 * 2990, freight); /* freight goes with the last box */
    expect_i64(households_have(&world), 300);
    for (int i = 0; i < 3; i++)
        expect_i64(world_balance("household_accrued", world.base + HOUSEHOLD + i) +
                       world_balance("held", world.base + HOUSEHOLD + i),
                   0);
    expect_i64(world_i64(&world, "select count(*) from attribution where order_id in (select id "
                                 "from sale_order where buyer_id"
                                 " = $B+10) and state <> 'reversed' and household_id <> $B+33"),
               0);
    expect_i64(world_i64(&world, "select sum(available) from stock where sku_id = $B+50"), 10);
    expect_i64(world_i64(&world, "select sum(reserved) from stock where sku_id = $B+50"), 0);
    expect_text(state_of_order(task, oranges), "cancelled");
    expect_text(state_of_order(task, placed.order_ids[1]), "paid");
    expect_i64(world_balance("escrow", oranges), 0);
    refuse_refund(task, &part, &REFUND_NOT_PAID, -1);
    world_audit(task);
    world_jobs(task);
    expect_i64(fake.refunds, 2);
    expect_i64(world_i64(&world, "select count(*) from refund r join trade t on t.id = r.trade_id "
                                 "where t.buyer_id = $B+10"
                                 " and r.state = 'succeeded'"),
               2);
    world_audit(task);
}

SCENARIO(two_lines_go_back_together)
{
    struct world world = world_make(5, 5, 5, 0);
    struct basket basket = {.wants = {{world.base + CRATE, 2}, {world.base + ORANGES, 8}},
                            .count = 2};
    struct place_request placed = world_place(task, &world, BUYER, &basket);
    world_pay(task, &placed);
    struct refunding both = {
        .world = &world,
        .order_id = placed.order_ids[0],
        .wants = {{placed.line_ids[1], 5}, {placed.line_ids[0], 1}, {placed.line_ids[1], 1}},
        .count = 3};
    refund(task, &both, 6 * 2990 + 4990, 0);
    expect_i64(world_i64(&world, "select sum(available) from stock where sku_id = $B+50"), 8);
    expect_i64(world_i64(&world, "select available from stock where sku_id = $B+51"), 4);
    world_audit(task);
    both.wants[0].quantity = 2;
    both.count = 2;
    refund(task, &both, 2 * 2990 + 4990, placed.quote->orders[0].freight_fen);
    expect_i64(households_have(&world), 0);
    expect_text(state_of_order(task, placed.order_ids[0]), "cancelled");
    world_jobs(task);
    world_audit(task);
}

SCENARIO(too_much_is_refused)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(9, 0, 0, 3);
    struct place_request placed = paid_oranges(task, &world, 7);
    struct basket eggs = {.wants = {{world.base + EGGS, 1}}, .count = 1};
    struct place_request unpaid = world_place(task, &world, BUYER, &eggs);
    struct refunding want = {.world = &world,
                             .order_id = placed.order_ids[0],
                             .wants = {{placed.line_ids[0], 8}},
                             .count = 1};
    refuse_refund(task, &want, &REFUND_TOO_MUCH, 7);
    want.wants[0].quantity = 4;
    want.wants[1] = want.wants[0];
    want.count = 2;
    refuse_refund(task, &want, &REFUND_TOO_MUCH, 3);
    want.wants[1].line_id = unpaid.line_ids[0];
    refuse_refund(task, &want, &REFUSAL_INVALID_FIELD, -1);
    want.count = 0;
    refuse_refund(task, &want, &REFUND_NOTHING, -1);
    want.freight = true; /* a buyer alone gets no freight for kept goods */
    refuse_refund(task, &want, &REFUND_NOTHING, -1);
    want = (struct refunding){.world = &world,
                              .order_id = unpaid.order_ids[0],
                              .wants = {{unpaid.line_ids[0], 1}},
                              .count = 1};
    refuse_refund(task, &want, &REFUND_NOT_PAID, -1);
    want.order_id = 4711;
    refuse_refund(task, &want, &ORDER_NOT_FOUND, -1);
    struct idempotency key = world_key(task, world.base + BUYER + 1, "refund_create");
    struct refund_request foreign = {.order_id = placed.order_ids[0],
                                     .actor_id = world.base + BUYER + 1,
                                     .by_buyer = true,
                                     .wants = (struct refund_want[]){{placed.line_ids[0], 1}},
                                     .count = 1,
                                     .reason = "试验",
                                     .key = &key};
    refused(refund_create(task, &foreign, &why) != NULL, ORDER_NOT_FOUND);
    expect_i64(households_have(&world), owed_for(7));
    expect_i64(fake.refunds, 0);
    world_audit(task);
}

/* One of many that ask for the same boxes at the same moment. */
struct rival {
    struct refunding refunding;
    bool granted_, answered;
};
static int rivals;

static void ask_for_refund(struct task *task, void *argument)
{
    struct rival *rival = argument;
    struct refusal why = {.have = -1};
    json_t *answer = try_refund(task, &rival->refunding, &why);
    rival->granted_ = answer != NULL;
    if (answer == NULL)
        expect_text(why.kind->code, REFUND_TOO_MUCH.code);
    json_decref(answer);
    rivals--;
}

SCENARIO(refunds_at_once_do_not_exceed_the_order)
{
    enum { RIVALS = 8 };
    struct refusal why = {.have = -1};
    struct world world = world_make(9, 0, 0, 0);
    struct place_request placed = paid_oranges(task, &world, 7);
    struct rival all[RIVALS];
    for (int i = 0; i < RIVALS; i++) {
        all[i] = (struct rival){.refunding = {.world = &world,
                                              .order_id = placed.order_ids[0],
                                              .wants = {{placed.line_ids[0], 2}},
                                              .count = 1}};
        rivals++;
        expect(task_spawn(ask_for_refund, &all[i], 0));
    }
    while (rivals > 0)
        granted(task_sleep(task, 1, &why));
    int n = 0;
    for (int i = 0; i < RIVALS; i++)
        n += all[i].granted_;
    expect_i64(n, 3);
    expect_i64(households_have(&world), owed_for(1));
    world_jobs(task);
    world_audit(task);
}

SCENARIO(a_repeated_refund_is_one_refund)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(9, 0, 0, 0);
    struct place_request placed = paid_oranges(task, &world, 7);
    struct idempotency key = world_key(task, world.base + BUYER, "refund_create"), other = key;
    struct refunding want = {.world = &world,
                             .order_id = placed.order_ids[0],
                             .wants = {{placed.line_ids[0], 7}},
                             .count = 1,
                             .key = &key};
    json_t *first = try_refund(task, &want, &why), *again = try_refund(task, &want, &why);
    expect(first != NULL && json_equal(first, again));
    json_decref(first);
    json_decref(again);
    other.body_hash[3] ^= 1;
    want.key = &other;
    refuse_refund(task, &want, &IDEMPOTENCY_KEY_REUSED, -1);
    world_jobs(task);
    expect_i64(fake.refunds, 1);
    world_audit(task);
}

/* The provider gives back at most 50 times for one payment. */
SCENARIO(a_payment_is_refunded_fifty_times_at_most)
{
    struct world world = world_make(60, 0, 0, 2);
    struct basket basket = {.wants = {{world.base + ORANGES, 52}, {world.base + EGGS, 1}},
                            .count = 2};
    struct place_request placed = world_place(task, &world, BUYER, &basket);
    world_pay(task, &placed);
    struct refunding eggs = {.world = &world,
                             .order_id = placed.order_ids[1],
                             .wants = {{placed.line_ids[1], 1}},
                             .count = 1};
    struct refunding one = {.world = &world,
                            .order_id = placed.order_ids[0],
                            .wants = {{placed.line_ids[0], 1}},
                            .count = 1};
    refund(task, &eggs, 1500, placed.quote->orders[1].freight_fen);
    for (int i = 0; i < REFUND_MAX_PER_TRADE - 1; i++)
        refund(task, &one, 2990, 0);
    refuse_refund(task, &one, &REFUND_TOO_MUCH, -1);
    expect_i64(households_have(&world), owed_for(3));
    world_audit(task);
    world_jobs(task);
    expect_i64(fake.refunds, REFUND_MAX_PER_TRADE);
    world_audit(task);
}

/* ---- packing */

struct packing {
    const struct world *world;
    int64_t order_id;
    struct fulfil_item items[4];
    int count;
    const struct idempotency *key;
};

static json_t *try_pack(struct task *task, const struct packing *packing, struct refusal *why)
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

static int64_t pack(struct task *task, const struct packing *packing)
{
    struct refusal why = {.have = -1};
    json_t *parcel = try_pack(task, packing, &why);
    if (!granted(parcel != NULL))
        return 0;
    int64_t id = strtoll(json_string_value(json_object_get(parcel, "id")), NULL, 10);
    json_decref(parcel);
    return id;
}

static void refuse_pack(struct task *task, const struct packing *packing,
                        const struct refusal_kind *kind, int64_t have)
{
    struct refusal why = {.have = -1};
    json_t *parcel = try_pack(task, packing, &why);
    refused(parcel != NULL, *kind);
    expect_i64(why.have, have);
    json_decref(parcel);
}

static void hand_over(struct task *task, const struct world *world, int64_t parcel_id)
{
    static int64_t waybills = INT64_C(1000000000000);
    struct refusal why = {.have = -1};
    bool wide;
    const char *number = arena_printf(task->arena, "SF%lld", (long long)++waybills);
    granted(parcel_hand_over(task, parcel_id, "SF", number, world->base + OFFICER, &wide, &why));
}

/* What the carrier reports at last, so many hours ago. */
static void arrive(const struct world *world, int64_t parcel_id, const char *state, int hours)
{
    char sql[600];
    snprintf(sql, sizeof(sql),
             "insert into state_log (id, county_code, machine, object_id, from_state, to_state, "
             "actor_id)"
             " values (%lld, '990101', 'parcel', %lld, 'handed_over', '%s', 2);"
             "update parcel set state = '%s', signed_at = case '%s' when 'signed' then now() - "
             "interval '%d hours' end"
             " where id = %lld",
             (long long)id_next(), (long long)parcel_id, state, state, state, hours,
             (long long)parcel_id);
    world_exec(world, sql);
}

SCENARIO(packing_takes_what_was_reserved)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(3, 9, 0, 3);
    struct basket basket = {.wants = {{world.base + ORANGES, 7}}, .count = 1};
    struct place_request placed = world_place(task, &world, BUYER, &basket);
    struct packing packing = {.world = &world,
                              .order_id = placed.order_ids[0],
                              .items = {{placed.line_ids[0], 4}},
                              .count = 1};
    refuse_pack(task, &packing, &FULFIL_NOT_PAID, -1);
    world_pay(task, &placed);
    packing.items[0].quantity = 8;
    refuse_pack(task, &packing, &FULFIL_TOO_MUCH, 7);
    packing.items[0].quantity = 4;
    packing.items[1] = packing.items[0];
    packing.count = 2;
    refuse_pack(task, &packing, &FULFIL_TOO_MUCH, 3);
    packing.items[1].line_id = 4711;
    refuse_pack(task, &packing, &FULFIL_TOO_MUCH, 0);
    /* a line named twice, over both lots: one row for each lot */
    packing.items[0].quantity = 2;
    packing.items[1] = (struct fulfil_item){placed.line_ids[0], 2};
    struct idempotency key = world_key(task, world.base + OFFICER, "parcel_create");
    packing.key = &key;
    json_t *parcel = try_pack(task, &packing, &why), *again = try_pack(task, &packing, &why);
    granted(parcel != NULL && again != NULL);
    expect(json_equal(parcel, again));
    expect_i64((int64_t)json_array_size(json_object_get(parcel, "items")), 2);
    json_decref(parcel);
    json_decref(again);
    expect_i64(world_i64(&world, "select sold from stock where sku_id = $B+50 and lot_id = $B+60"),
               3);
    expect_i64(world_i64(&world, "select sold from stock where sku_id = $B+50 and lot_id = $B+61"),
               1);
    world_audit(task);
    /* the rest, whatever it is */
    packing.key = NULL;
    packing.count = 0;
    pack(task, &packing);
    refuse_pack(task, &packing, &FULFIL_NOTHING, -1);
    expect_i64(world_i64(&world, "select sum(sold) from stock where sku_id = $B+50"), 7);
    expect_i64(world_i64(&world, "select sum(reserved) from stock where sku_id = $B+50"), 0);
    expect_i64(world_i64(&world, "select count(*) from parcel p join sale_order o on o.id = "
                                 "p.order_id where o.buyer_id = $B+10"),
               2);
    world_audit(task);
}

SCENARIO(a_held_lot_is_not_packed)
{
    struct world world = world_make(3, 9, 0, 0);
    struct place_request placed = paid_oranges(task, &world, 5);
    struct packing packing = {.world = &world, .order_id = placed.order_ids[0]};
    world_exec(&world, "update lot set state = 'held' where id = $B+60");
    refuse_pack(task, &packing, &FULFIL_LOT_HELD, -1);
    world_exec(&world, "update lot set state = 'open' where id = $B+60");
    pack(task, &packing);
    world_audit(task);
}

/* ---- after packing */

SCENARIO(after_packing_the_station_decides)
{
    struct world world = world_make(9, 0, 0, 0);
    struct place_request placed = paid_oranges(task, &world, 5);
    int64_t order = placed.order_ids[0];
    struct packing packing = {
        .world = &world, .order_id = order, .items = {{placed.line_ids[0], 2}}, .count = 1};
    struct refunding want = {
        .world = &world, .order_id = order, .wants = {{placed.line_ids[0], 4}}, .count = 1};
    pack(task, &packing);
    refuse_refund(task, &want, &REFUND_NEEDS_STATION, -1);
    /* the three that are not packed go back to their lot, the fourth is in the parcel */
    want.by_station = true;
    refund(task, &want, 4 * 2990, 0);
    expect_i64(world_i64(&world, "select available from stock where sku_id = $B+50"), 7);
    expect_i64(world_i64(&world, "select sold from stock where sku_id = $B+50"), 2);
    expect_i64(households_have(&world), owed_for(1));
    refuse_pack(task, &packing, &FULFIL_NOTHING, -1);
    world_audit(task);
    want.wants[0].quantity = 1;
    refund(task, &want, 2990, placed.quote->freight_fen); /* nothing left the station */
    expect_text(state_of_order(task, order), "cancelled");
    expect_i64(households_have(&world), 0);
    world_jobs(task);
    world_audit(task);
}

SCENARIO(freight_is_kept_once_it_was_earned)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(9, 0, 0, 0);
    struct place_request placed = paid_oranges(task, &world, 2);
    int64_t order = placed.order_ids[0], freight = placed.quote->freight_fen;
    struct packing packing = {.world = &world, .order_id = order};
    hand_over(task, &world, pack(task, &packing));
    struct refunding all = {.world = &world,
                            .order_id = order,
                            .by_station = true,
                            .wants = {{placed.line_ids[0], 2}},
                            .count = 1};
    refund(task, &all, 2 * 2990, 0);
    expect_text(state_of_order(task, order), "paid");
    expect_i64(world_balance("escrow", order), freight);
    world_audit(task);
    granted(complete_by_buyer(task, order, world.base + BUYER, &why));
    expect_i64(world_balance("escrow", order), 0);
    expect_i64(world_balance("station_freight", world.base + STATION), freight);
    expect_i64(world_balance("producer", world.base + PRODUCER), 0);
    expect_i64(households_have(&world), 0);
    world_jobs(task);
    world_audit(task);
}

SCENARIO(freight_alone_may_be_refunded_once)
{
    struct world world = world_make(9, 0, 0, 0);
    struct place_request placed = paid_oranges(task, &world, 2);
    struct refunding freight = {
        .world = &world, .order_id = placed.order_ids[0], .by_station = true, .freight = true};
    refund(task, &freight, 0, placed.quote->freight_fen);
    refuse_refund(task, &freight, &REFUND_NOTHING, -1);
    expect_i64(households_have(&world), owed_for(2));
    struct refunding all = {.world = &world,
                            .order_id = placed.order_ids[0],
                            .wants = {{placed.line_ids[0], 2}},
                            .count = 1};
    refund(task, &all, 2 * 2990, 0);
    expect_text(state_of_order(task, placed.order_ids[0]), "cancelled");
    world_jobs(task);
    world_audit(task);
}

/* ---- completion */

SCENARIO(only_what_was_shipped_is_completed)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(9, 0, 0, 0);
    int64_t buyer = world.base + BUYER;
    struct basket two = world_oranges(&world, 2);
    struct place_request placed = world_place(task, &world, BUYER, &two);
    int64_t order = placed.order_ids[0];
    refused(complete_by_buyer(task, order, buyer, &why), COMPLETE_NOT_PAID);
    world_pay(task, &placed);
    refused(complete_by_buyer(task, order, buyer, &why), COMPLETE_NOT_SHIPPED);
    struct packing half = {
        .world = &world, .order_id = order, .items = {{placed.line_ids[0], 1}}, .count = 1};
    hand_over(task, &world, pack(task, &half));
    refused(complete_by_buyer(task, order, buyer, &why), COMPLETE_NOT_SHIPPED);
    int64_t parcel = pack(task, &half);
    refused(complete_by_buyer(task, order, buyer, &why), COMPLETE_NOT_SHIPPED);
    hand_over(task, &world, parcel);
    refused(complete_by_buyer(task, order, buyer + 1, &why), ORDER_NOT_FOUND);
    expect_i64(world_balance("household", world.base + HOUSEHOLD), 0);
    granted(complete_by_buyer(task, order, buyer, &why));
    granted(complete_by_buyer(task, order, buyer, &why)); /* harmless */
    /* matured, but for the suspended household whose share stays held */
    expect_i64(world_balance("household", world.base + HOUSEHOLD), 598 + 165);
    expect_i64(world_balance("household", world.base + HOUSEHOLD + 1), 399 + 150);
    expect_i64(world_balance("household", world.base + SUSPENDED), 0);
    expect_i64(world_balance("household_accrued", world.base + SUSPENDED), 0);
    expect_i64(world_balance("held", world.base + SUSPENDED), 199);
    expect_i64(world_balance("household", world.base + HOUSEHOLD + 3), 150);
    expect_i64(world_balance("escrow", order), 0);
    expect_i64(world_balance("producer", world.base + PRODUCER), 2 * 2990 - owed_for(2));
    expect_i64(world_balance("station_freight", world.base + STATION), placed.quote->freight_fen);
    refuse_pack(task, &half, &FULFIL_NOT_PAID, -1);
    world_audit(task);
}

SCENARIO(claims_are_over_after_their_hours)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(20, 0, 0, 0);
    int completed;
    int64_t parcels[4];
    struct place_request placed[4];
    for (int i = 0; i < 4; i++) {
        placed[i] = paid_oranges(task, &world, 2);
        struct packing half = {.world = &world,
                               .order_id = placed[i].order_ids[0],
                               .items = {{placed[i].line_ids[0], 1}},
                               .count = 1};
        parcels[i] = pack(task, &half);
        hand_over(task, &world, parcels[i]);
        arrive(&world, parcels[i], "signed", 100);
        if (i > 0) { /* the first order has a box that is not packed */
            int64_t second = pack(task, &half);
            hand_over(task, &world, second);
            if (i > 1) /* the second order's last parcel is on its way, the third's came lately */
                arrive(&world, second, "signed", i == 2 ? 71 : 73);
        }
    }
    granted(complete_due(task, 72, 10, &completed, &why));
    expect_i64(completed, 1);
    for (int i = 0; i < 4; i++)
        expect_text(state_of_order(task, placed[i].order_ids[0]), i == 3 ? "completed" : "paid");
    granted(complete_due(task, 72, 10, &completed, &why));
    expect_i64(completed, 0);
    world_audit(task);
}

/* A lost parcel waits for the station's word; when its boxes were refunded the rest completes. */
SCENARIO(what_was_lost_waits_for_its_refund)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = paid_oranges(task, &world, 3);
    int64_t order = placed.order_ids[0];
    struct packing packing = {
        .world = &world, .order_id = order, .items = {{placed.line_ids[0], 2}}, .count = 1};
    int64_t arrived = pack(task, &packing);
    packing.count = 0;
    int64_t lost = pack(task, &packing);
    hand_over(task, &world, arrived);
    hand_over(task, &world, lost);
    arrive(&world, arrived, "signed", 100);
    arrive(&world, lost, "lost", 100);
    int completed;
    granted(complete_due(task, 72, 10, &completed, &why));
    expect_i64(completed, 0);
    struct refunding want = {.world = &world,
                             .order_id = order,
                             .by_station = true,
                             .wants = {{placed.line_ids[0], 1}},
                             .count = 1};
    refund(task, &want, 2990, 0);
    granted(complete_due(task, 72, 10, &completed, &why));
    expect_i64(completed, 1);
    expect_i64(households_have(&world), owed_for(2));
    world_jobs(task);
    world_audit(task);
}

SCENARIO(after_completion_the_seller_bears_it)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = paid_oranges(task, &world, 5);
    int64_t order = placed.order_ids[0], freight = placed.quote->freight_fen;
    struct refunding want = {.world = &world,
                             .order_id = order,
                             .by_station = true,
                             .wants = {{placed.line_ids[0], 1}},
                             .count = 1};
    refund(task, &want, 2990, 0); /* one before */
    struct packing packing = {.world = &world, .order_id = order};
    hand_over(task, &world, pack(task, &packing));
    granted(complete_by_buyer(task, order, world.base + BUYER, &why));
    int64_t producer = world_balance("producer", world.base + PRODUCER);
    expect_i64(producer, 4 * 2990 - owed_for(4));
    want.by_station = false;
    refuse_refund(task, &want, &REFUND_NEEDS_STATION, -1);
    want.by_station = true;
    want.wants[0].quantity = 3;
    refund(task, &want, 3 * 2990, 0);
    expect_i64(world_balance("producer", world.base + PRODUCER), producer - 3 * 2990);
    expect_i64(households_have(&world), owed_for(4));
    refuse_refund(task, &want, &REFUND_TOO_MUCH, 1);
    want.wants[0].quantity = 1;
    want.freight = true;
    refund(task, &want, 2990, freight);
    expect(world_balance("producer", world.base + PRODUCER) < 0);
    expect_i64(households_have(&world), owed_for(4));
    expect_text(state_of_order(task, order), "completed");
    world_jobs(task);
    world_audit(task);
}

/* ---- the provider's half */

SCENARIO(a_refund_under_way_is_followed)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = paid_oranges(task, &world, 5);
    struct refunding one = {.world = &world,
                            .order_id = placed.order_ids[0],
                            .wants = {{placed.line_ids[0], 1}},
                            .count = 1};
    int64_t ids[3];
    fake.refund_state = PROVIDER_REFUND_PROCESSING;
    for (int i = 0; i < 3; i++)
        ids[i] = refund(task, &one, 2990, 0);
    world_jobs(task);
    world_audit(task);
    expect_i64(world_i64(&world, "select count(*) from refund where state = 'processing' and "
                                 "created_at > now() - interval '1 hour'"),
               3);
    /* an event with another amount, one of a number we do not know: nothing */
    char number[24];
    snprintf(number, sizeof(number), "R%lld", (long long)ids[0]);
    struct provider_refund told = *fake_refund(number);
    told.state = PROVIDER_REFUND_SUCCESS;
    told.refund_fen++;
    granted(refund_apply(task, "fake", &told, &why));
    snprintf(told.number, sizeof(told.number), "R1");
    granted(refund_apply(task, "fake", &told, &why));
    expect_i64(world_i64(&world, "select count(*) from transfer where kind = 'refund_paid' and "
                                 "cause_id = any (select id from refund where"
                                 " state = 'processing')"),
               0);
    /* told twice, then asked: each counts once */
    fake_refund(number)->state = PROVIDER_REFUND_SUCCESS;
    fake_refund(number)->done_us -= INT64_C(5000000);
    struct provider_event event = {.kind = PROVIDER_EVENT_REFUND, .refund = *fake_refund(number)};
    for (int i = 0; i < 2; i++)
        granted(payment_event(task, &FAKE_PROVIDER, &event, &why));
    expect_i64(world_balance("refund", ids[0]), 0);
    expect(world_i64(&world, "select count(*) from refund where state = 'succeeded' and done_at < "
                             "now() - interval '4 seconds'") >= 1);
    world_audit(task);
    /* one at a time, and the one that takes days does not keep the other from being asked about */
    world_exec(
        &world,
        "update refund set created_at = now() - interval '1 minute' where state = 'processing'");
    snprintf(number, sizeof(number), "R%lld", (long long)ids[2]);
    fake_refund(number)->state = PROVIDER_REFUND_SUCCESS;
    int asked;
    for (int i = 0; i < 3; i++)
        granted(refund_check_due(task, 1, &asked, &why));
    expect_i64(world_balance("refund", ids[1]), 2990);
    expect_i64(world_balance("refund", ids[2]), 0);
    world_audit(task);
    /* cannot be paid back to its source, then is paid another way */
    snprintf(number, sizeof(number), "R%lld", (long long)ids[1]);
    fake_refund(number)->state = PROVIDER_REFUND_ABNORMAL;
    granted(refund_apply(task, "fake", fake_refund(number), &why));
    world_audit(task);
    fake_refund(number)->state = PROVIDER_REFUND_PROCESSING; /* older news */
    granted(refund_apply(task, "fake", fake_refund(number), &why));
    expect_i64(world_i64(&world, "select count(*) from refund where state = 'abnormal'"), 1);
    fake_refund(number)->state = PROVIDER_REFUND_SUCCESS;
    granted(refund_apply(task, "fake", fake_refund(number), &why));
    expect_i64(world_balance("refund", ids[1]), 0);
    world_audit(task);
}

SCENARIO(a_refund_is_sent_until_the_provider_answers)
{
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = paid_oranges(task, &world, 5);
    struct refunding one = {.world = &world,
                            .order_id = placed.order_ids[0],
                            .wants = {{placed.line_ids[0], 2}},
                            .count = 1};
    fake.refund = PROVIDER_UNKNOWN;
    int64_t id = refund(task, &one, 2 * 2990, 0);
    world_jobs(task);
    expect_i64(fake.refunds, 1);
    expect_i64(world_balance("refund", id), 2 * 2990);
    world_audit(task);
    fake.refund = PROVIDER_OK;
    world_exec(&world,
               "update job set run_at = now() where kind = 'refund_send' and state = 'queued'");
    world_jobs(task);
    world_exec(
        &world,
        "update job set state = 'queued', run_at = now() where kind = 'refund_send'"); /* once
                                                                                          more
                                                                                          by
                                                                                          mistake
                                                                                        */
    world_jobs(task);
    expect_i64(fake.refunds, 2);
    expect_i64(world_balance("refund", id), 0);
    world_audit(task);
}

/* ---- days */

SCENARIO(a_closed_day_shows_every_change)
{
    struct refusal why = {.have = -1};
    char bad[11];
    int closed;
    int64_t days;
    struct world world = world_make(20, 0, 0, 0);
    paid_oranges(task, &world, 2);
    granted(ledger_day_close_due(task, &closed, &why));
    expect_i64(closed, 0); /* today is not over */
    world_exec(&world, "update transfer set booked_at = booked_at - interval '2 days'");
    granted(ledger_day_close_due(task, &closed, &why));
    expect_i64(closed, 1);
    granted(ledger_day_close_due(task, &closed, &why));
    expect_i64(closed, 0);
    granted(ledger_day_verify(task, bad, &days, &why));
    expect_text(bad, "");
    expect_i64(days, 1);
    /* fields of one row, a row more, a row less */
    static const struct {
        const char *change, *mend;
    } CHANGES[] = {
        {"update transfer set amount_fen = amount_fen + 1 where kind = 'hold'",
         "update transfer set amount_fen = amount_fen - 1 where kind = 'hold'"},
        {"update transfer set county_code = '990102' where kind = 'hold'",
         "update transfer set county_code = '990101' where kind = 'hold'"},
        {"update transfer set credit_owner = credit_owner + 1 where kind = 'hold'",
         "update transfer set credit_owner = credit_owner - 1 where kind = 'hold'"},
        {"update transfer set booked_at = booked_at + interval '1 microsecond' where kind = 'hold'",
         "update transfer set booked_at = booked_at - interval '1 microsecond' where kind = "
         "'hold'"},
        {"create table world.kept as select * from transfer where kind = 'hold'; delete from "
         "transfer where kind = 'hold'",
         "insert into transfer select * from world.kept; drop table world.kept"},
        {"insert into transfer select 5, county_code, debit_kind, debit_owner, credit_kind, "
         "credit_owner, amount_fen, kind, order_id, cause_id, booked_at"
         " from transfer where kind = 'hold' limit 1",
         "delete from transfer where id = 5"},
        {"update ledger_day set transfers = transfers + 1",
         "update ledger_day set transfers = transfers - 1"},
        {"update ledger_day set chain = sha256(chain)", "create table world.kept as select 1 as n"},
    };
    int count = (int)(sizeof(CHANGES) / sizeof(CHANGES[0]));
    for (int i = 0; i < count; i++) {
        world_exec(&world, CHANGES[i].change);
        granted(ledger_day_verify(task, bad, &days, &why));
        if (!expect(bad[0] != '\0'))
            fprintf(stderr, "%s\n", CHANGES[i].change);
        world_exec(&world, CHANGES[i].mend);
    }
    /* the chain value is nobody's to mend but by closing the day again */
    world_exec(&world, "drop table world.kept; delete from ledger_day");
    granted(ledger_day_close_due(task, &closed, &why));
    expect_i64(closed, 1);
    granted(ledger_day_verify(task, bad, &days, &why));
    expect_text(bad, "");
    /* a row on an older day that was never closed, because nothing happened on it */
    world_exec(&world, "insert into transfer select 5, county_code, debit_kind, debit_owner, "
                       "credit_kind, credit_owner, amount_fen, kind, order_id, cause_id,"
                       " booked_at - interval '3 days' from transfer where kind = 'hold' limit 1");
    granted(ledger_day_verify(task, bad, &days, &why));
    expect(bad[0] != '\0');
    world_exec(&world, "delete from transfer where id = 5");
    granted(ledger_day_verify(task, bad, &days, &why));
    expect_text(bad, "");
    world_audit(task);
}

/* Moves what the world's buyers paid and got back so many days into the past, as the owner. */
static void move_back(const struct world *world, int payment_days, int refund_days)
{
    char sql[400];
    snprintf(sql, sizeof(sql),
             "update payment_attempt set paid_at = paid_at - interval '%d days' where trade_id in"
             " (select id from trade where buyer_id = $B+10);"
             "update refund set created_at = created_at - interval '%d days' where trade_id in"
             " (select id from trade where buyer_id = $B+10)",
             payment_days, refund_days);
    world_exec(world, sql);
}

SCENARIO(bills_are_kept_once)
{
    struct refusal why = {.have = -1};
    int fetched, rows;
    char day[11];
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = paid_oranges(task, &world, 3);
    struct refunding one = {.world = &world,
                            .order_id = placed.order_ids[0],
                            .wants = {{placed.line_ids[0], 1}},
                            .count = 1};
    refund(task, &one, 2990, 0);
    world_jobs(task);
    granted(bill_fetch_due(task, &fetched, &why));
    expect_i64(fetched, 0); /* today's bill is made tomorrow */
    move_back(&world, 3, 3);
    fake.bill_day = clock_beijing_day(clock_now_us() - INT64_C(3) * 86400000000, day);
    granted(bill_fetch_due(task, &fetched, &why));
    expect_i64(fetched, 1);
    granted(bill_fetch_due(task, &fetched, &why));
    expect_i64(fetched, 0);
    expect_i64(side_i64("select row_count from provider_bill"), 2);
    granted(bill_fetch(task, &FAKE_PROVIDER, day, &rows, &why));
    expect_i64(side_i64("select count(*) from provider_bill_row"), 2);
    /* a day on which there was nothing but a refund has a bill too; and bills may be empty */
    move_back(&world, 0, 1);
    granted(bill_fetch_due(task, &fetched, &why));
    expect_i64(fetched, 1);
    expect_i64(side_i64("select count(*) from provider_bill where row_count = 0"), 1);
    world_audit(task);
}

static int open_world(void **state)
{
    (void)state;
    world_open();
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    world_close();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buyer_takes_back_in_portions),
        cmocka_unit_test(two_lines_go_back_together),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(refunds_at_once_do_not_exceed_the_order),
        cmocka_unit_test(a_repeated_refund_is_one_refund),
        cmocka_unit_test(a_payment_is_refunded_fifty_times_at_most),
        cmocka_unit_test(packing_takes_what_was_reserved),
        cmocka_unit_test(a_held_lot_is_not_packed),
        cmocka_unit_test(after_packing_the_station_decides),
        cmocka_unit_test(freight_is_kept_once_it_was_earned),
        cmocka_unit_test(freight_alone_may_be_refunded_once),
        cmocka_unit_test(only_what_was_shipped_is_completed),
        cmocka_unit_test(claims_are_over_after_their_hours),
        cmocka_unit_test(what_was_lost_waits_for_its_refund),
        cmocka_unit_test(after_completion_the_seller_bears_it),
        cmocka_unit_test(a_refund_under_way_is_followed),
        cmocka_unit_test(a_refund_is_sent_until_the_provider_answers),
        cmocka_unit_test(a_closed_day_shows_every_change),
        cmocka_unit_test(bills_are_kept_once),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
