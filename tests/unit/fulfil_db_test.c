/* Packing, refunds after it, and completion against a real database (MALL_TEST_DB). After each
 * scenario every check of the audit must pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "orders/complete.h"
#include "orders/fulfil.h"
#include "orders/order.h"
#include "orders/refund.h"
#include "registry/household.h"
#include "tests/unit/db_support.h"
#include "tests/unit/desk.h"
#include "tests/unit/world.h"

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
    desk_refuse_pack(task, &packing, &FULFIL_NOT_PAID, -1);
    world_pay(task, &placed);
    packing.items[0].quantity = 8;
    desk_refuse_pack(task, &packing, &FULFIL_TOO_MUCH, 7);
    packing.items[0].quantity = 4;
    packing.items[1] = packing.items[0];
    packing.count = 2;
    desk_refuse_pack(task, &packing, &FULFIL_TOO_MUCH, 3);
    packing.items[1].line_id = 4711;
    desk_refuse_pack(task, &packing, &FULFIL_TOO_MUCH, 0);
    /* a line named twice, over both lots: one row for each lot */
    packing.items[0].quantity = 2;
    packing.items[1] = (struct fulfil_item){placed.line_ids[0], 2};
    struct idempotency key = world_key(task, world.base + OFFICER, "parcel_create");
    packing.key = &key;
    json_t *parcel = desk_try_pack(task, &packing, &why),
           *again = desk_try_pack(task, &packing, &why);
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
    desk_pack(task, &packing);
    desk_refuse_pack(task, &packing, &FULFIL_NOTHING, -1);
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
    struct place_request placed = desk_paid_oranges(task, &world, 5);
    struct packing packing = {.world = &world, .order_id = placed.order_ids[0]};
    world_exec(&world, "update lot set state = 'held' where id = $B+60");
    desk_refuse_pack(task, &packing, &FULFIL_LOT_HELD, -1);
    world_exec(&world, "update lot set state = 'open' where id = $B+60");
    desk_pack(task, &packing);
    world_audit(task);
}

/* ---- after packing */

SCENARIO(after_packing_the_station_decides)
{
    struct world world = world_make(9, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 5);
    int64_t order = placed.order_ids[0];
    struct packing packing = {
        .world = &world, .order_id = order, .items = {{placed.line_ids[0], 2}}, .count = 1};
    struct refunding want = {
        .world = &world, .order_id = order, .wants = {{placed.line_ids[0], 4}}, .count = 1};
    desk_pack(task, &packing);
    desk_refuse_refund(task, &want, &REFUND_NEEDS_STATION, -1);
    /* the three that are not packed go back to their lot, the fourth is in the parcel */
    want.by_station = true;
    desk_refund(task, &want, 4 * 2990, 0);
    expect_i64(world_i64(&world, "select available from stock where sku_id = $B+50"), 7);
    expect_i64(world_i64(&world, "select sold from stock where sku_id = $B+50"), 2);
    expect_i64(desk_households_have(&world), desk_owed_for(1));
    desk_refuse_pack(task, &packing, &FULFIL_NOTHING, -1);
    world_audit(task);
    want.wants[0].quantity = 1;
    desk_refund(task, &want, 2990, placed.quote->freight_fen); /* nothing left the station */
    expect_text(desk_state_of_order(task, order), "cancelled");
    expect_i64(desk_households_have(&world), 0);
    world_jobs(task);
    world_audit(task);
}

SCENARIO(freight_is_kept_once_it_was_earned)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(9, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 2);
    int64_t order = placed.order_ids[0], freight = placed.quote->freight_fen;
    struct packing packing = {.world = &world, .order_id = order};
    desk_hand_over(task, &world, desk_pack(task, &packing));
    struct refunding all = {.world = &world,
                            .order_id = order,
                            .by_station = true,
                            .wants = {{placed.line_ids[0], 2}},
                            .count = 1};
    desk_refund(task, &all, 2 * 2990, 0);
    expect_text(desk_state_of_order(task, order), "paid");
    expect_i64(world_balance("escrow", order), freight);
    world_audit(task);
    granted(complete_by_buyer(task, order, world.base + BUYER, &why));
    expect_i64(world_balance("escrow", order), 0);
    expect_i64(world_balance("station_freight", world.base + STATION), freight);
    expect_i64(world_balance("producer", world.base + PRODUCER), 0);
    expect_i64(desk_households_have(&world), 0);
    world_jobs(task);
    world_audit(task);
}

SCENARIO(freight_alone_may_be_refunded_once)
{
    struct world world = world_make(9, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 2);
    struct refunding freight = {
        .world = &world, .order_id = placed.order_ids[0], .by_station = true, .freight = true};
    desk_refund(task, &freight, 0, placed.quote->freight_fen);
    desk_refuse_refund(task, &freight, &REFUND_NOTHING, -1);
    expect_i64(desk_households_have(&world), desk_owed_for(2));
    struct refunding all = {.world = &world,
                            .order_id = placed.order_ids[0],
                            .wants = {{placed.line_ids[0], 2}},
                            .count = 1};
    desk_refund(task, &all, 2 * 2990, 0);
    expect_text(desk_state_of_order(task, placed.order_ids[0]), "cancelled");
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
    desk_hand_over(task, &world, desk_pack(task, &half));
    refused(complete_by_buyer(task, order, buyer, &why), COMPLETE_NOT_SHIPPED);
    int64_t parcel = desk_pack(task, &half);
    refused(complete_by_buyer(task, order, buyer, &why), COMPLETE_NOT_SHIPPED);
    desk_hand_over(task, &world, parcel);
    refused(complete_by_buyer(task, order, buyer + 1, &why), ORDER_NOT_FOUND);
    expect_i64(world_balance("household", world.base + HOUSEHOLD), 0);
    granted(complete_by_buyer(task, order, buyer, &why));
    granted(complete_by_buyer(task, order, buyer, &why)); /* harmless */
    /* matured, but for the suspended household whose share stays withheld */
    expect_i64(world_balance("household", world.base + HOUSEHOLD), 598 + 165);
    expect_i64(world_balance("household", world.base + HOUSEHOLD + 1), 399 + 150);
    expect_i64(world_balance("household", world.base + SUSPENDED), 0);
    expect_i64(world_balance("household_accrued", world.base + SUSPENDED), 0);
    expect_i64(world_balance("withheld", world.base + SUSPENDED), 199);
    expect_i64(world_balance("household", world.base + HOUSEHOLD + 3), 150);
    expect_i64(world_balance("escrow", order), 0);
    expect_i64(world_balance("producer", world.base + PRODUCER), 2 * 2990 - desk_owed_for(2));
    expect_i64(world_balance("station_freight", world.base + STATION), placed.quote->freight_fen);
    desk_refuse_pack(task, &half, &FULFIL_NOT_PAID, -1);
    world_audit(task);
}

/* Withheld at payment; the register confirmed the household before the order completed. */
SCENARIO(a_household_confirmed_again_has_its_share_at_completion)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(9, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 2);
    json_t *quote = quote_json(task, placed.quote, &why);
    expect_i64(json_integer_value(json_object_get(quote, "withheld_fen")), 199);
    expect_i64(json_integer_value(json_object_get(quote, "households_fen")),
               desk_owed_for(2) - 199);
    json_decref(quote);
    struct packing packing = {.world = &world, .order_id = placed.order_ids[0]};
    desk_hand_over(task, &world, desk_pack(task, &packing));
    expect_i64(world_balance("withheld", world.base + SUSPENDED), 199);
    granted(household_move(task, world.base + SUSPENDED, HOUSEHOLD_CONFIRMED, world.base + OFFICER,
                           "核对无误", &why));
    granted(complete_by_buyer(task, placed.order_ids[0], world.base + BUYER, &why));
    expect_i64(world_balance("withheld", world.base + SUSPENDED), 0);
    expect_i64(world_balance("household", world.base + SUSPENDED), 199);
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
        placed[i] = desk_paid_oranges(task, &world, 2);
        struct packing half = {.world = &world,
                               .order_id = placed[i].order_ids[0],
                               .items = {{placed[i].line_ids[0], 1}},
                               .count = 1};
        parcels[i] = desk_pack(task, &half);
        desk_hand_over(task, &world, parcels[i]);
        desk_arrive(&world, parcels[i], "signed", 100);
        if (i > 0) { /* the first order has a box that is not packed */
            int64_t second = desk_pack(task, &half);
            desk_hand_over(task, &world, second);
            if (i > 1) /* the second order's last parcel is on its way, the third's came lately */
                desk_arrive(&world, second, "signed", i == 2 ? 71 : 73);
        }
    }
    granted(complete_due(task, 72, 10, &completed, &why));
    expect_i64(completed, 1);
    for (int i = 0; i < 4; i++)
        expect_text(desk_state_of_order(task, placed[i].order_ids[0]),
                    i == 3 ? "completed" : "paid");
    granted(complete_due(task, 72, 10, &completed, &why));
    expect_i64(completed, 0);
    world_audit(task);
}

/* A lost parcel waits for the station's word; when its boxes were refunded the rest completes. */
SCENARIO(what_was_lost_waits_for_its_refund)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 3);
    int64_t order = placed.order_ids[0];
    struct packing packing = {
        .world = &world, .order_id = order, .items = {{placed.line_ids[0], 2}}, .count = 1};
    int64_t arrived = desk_pack(task, &packing);
    packing.count = 0;
    int64_t lost = desk_pack(task, &packing);
    desk_hand_over(task, &world, arrived);
    desk_hand_over(task, &world, lost);
    desk_arrive(&world, arrived, "signed", 100);
    desk_arrive(&world, lost, "lost", 100);
    int completed;
    granted(complete_due(task, 72, 10, &completed, &why));
    expect_i64(completed, 0);
    struct refunding want = {.world = &world,
                             .order_id = order,
                             .by_station = true,
                             .wants = {{placed.line_ids[0], 1}},
                             .count = 1};
    desk_refund(task, &want, 2990, 0);
    granted(complete_due(task, 72, 10, &completed, &why));
    expect_i64(completed, 1);
    expect_i64(desk_households_have(&world), desk_owed_for(2));
    world_jobs(task);
    world_audit(task);
}

SCENARIO(after_completion_the_seller_bears_it)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 5);
    int64_t order = placed.order_ids[0], freight = placed.quote->freight_fen;
    struct refunding want = {.world = &world,
                             .order_id = order,
                             .by_station = true,
                             .wants = {{placed.line_ids[0], 1}},
                             .count = 1};
    desk_refund(task, &want, 2990, 0); /* one before */
    struct packing packing = {.world = &world, .order_id = order};
    desk_hand_over(task, &world, desk_pack(task, &packing));
    granted(complete_by_buyer(task, order, world.base + BUYER, &why));
    int64_t producer = world_balance("producer", world.base + PRODUCER);
    expect_i64(producer, 4 * 2990 - desk_owed_for(4));
    want.by_station = false;
    desk_refuse_refund(task, &want, &REFUND_NEEDS_STATION, -1);
    want.by_station = true;
    want.wants[0].quantity = 3;
    desk_refund(task, &want, 3 * 2990, 0);
    expect_i64(world_balance("producer", world.base + PRODUCER), producer - 3 * 2990);
    expect_i64(desk_households_have(&world), desk_owed_for(4));
    desk_refuse_refund(task, &want, &REFUND_TOO_MUCH, 1);
    want.wants[0].quantity = 1;
    want.freight = true;
    /* not below the limit without the operator; the freight comes from whom received it */
    refund_start(&(struct refund_limits){.days_after = 30, .overdraft_fen = 500});
    desk_refuse_refund(task, &want, &REFUND_SELLER_SHORT, producer - 3 * 2990 + 500);
    refund_start(&(struct refund_limits){.days_after = 30, .overdraft_fen = 100000});
    world_exec(&world, "update sale_order set completed_at = now() - interval '31 days' where "
                       "buyer_id = $B+10;"
                       "update maturity m set matured_at = o.completed_at from sale_order o where "
                       "o.id = m.order_id;"
                       "update transfer t set booked_at = o.completed_at from sale_order o where "
                       "o.id = t.order_id and t.kind = 'mature' and o.buyer_id = $B+10;"
                       "update state_log g set at = o.completed_at from sale_order o where o.id = "
                       "g.object_id and g.to_state = 'completed' and o.buyer_id = $B+10");
    world_stamp(true);
    desk_refuse_refund(task, &want, &REFUND_TOO_LATE, -1);
    want.by_operator = true;
    desk_refund(task, &want, 2990, freight);
    expect_i64(world_balance("station_freight", world.base + STATION), 0);
    expect_i64(world_balance("producer", world.base + PRODUCER), producer - 4 * 2990);
    expect(world_balance("producer", world.base + PRODUCER) < 0);
    expect_i64(desk_households_have(&world), desk_owed_for(4));
    expect_text(desk_state_of_order(task, order), "completed");
    world_jobs(task);
    world_audit(task);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packing_takes_what_was_reserved),
        cmocka_unit_test(a_held_lot_is_not_packed),
        cmocka_unit_test(after_packing_the_station_decides),
        cmocka_unit_test(freight_is_kept_once_it_was_earned),
        cmocka_unit_test(freight_alone_may_be_refunded_once),
        cmocka_unit_test(only_what_was_shipped_is_completed),
        cmocka_unit_test(a_household_confirmed_again_has_its_share_at_completion),
        cmocka_unit_test(claims_are_over_after_their_hours),
        cmocka_unit_test(what_was_lost_waits_for_its_refund),
        cmocka_unit_test(after_completion_the_seller_bears_it),
    };
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
