/* What becomes of boxes that may not leave: held and closed lots, parcels that are opened again,
 * ends that were reported by mistake. Against a real database (MALL_TEST_DB). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "catalog/lot.h"
#include "orders/complete.h"
#include "orders/correct.h"
#include "orders/hand_over.h"
#include "orders/recall.h"
#include "orders/trade_payable.h"
#include "orders/unpack.h"
#include "payment/open.h"
#include "tests/unit/desk.h"

static void move_lot(struct task *task, const struct world *world, int lot, enum lot_state to)
{
    struct refusal why = {.have = -1};
    granted(lot_move(task, world->base + lot, to, world->base + OFFICER, "农残复检", &why));
    world_jobs(task);
}

static int64_t reserved(const struct world *world, int lot)
{
    return world_i64(world,
                     lot == OLD_LOT
                         ? "select reserved from stock where sku_id = $B+50 and lot_id = $B+60"
                         : "select reserved from stock where sku_id = $B+50 and lot_id = $B+61");
}

static int64_t messages(const struct world *world)
{
    return world_i64(world, "select count(*) from sms_message");
}

/* ---- lots */

SCENARIO(a_closed_lot_gives_its_orders_other_boxes)
{
    struct world world = world_make(5, 3, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 3);
    move_lot(task, &world, OLD_LOT, LOT_CLOSED);
    expect_i64(reserved(&world, OLD_LOT), 0);
    expect_i64(reserved(&world, NEW_LOT), 3);
    expect_i64(
        world_i64(&world, "select sum(quantity) from reservation_move where from_lot_id = $B+60"),
        3);
    struct packing packing = {.world = &world, .order_id = placed.order_ids[0]};
    desk_hand_over(task, &world, desk_pack(task, &packing));
    world_audit(task);
}

SCENARIO(what_no_other_lot_has_is_paid_back)
{
    struct world world = world_make(5, 1, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 3);
    struct place_request unpaid =
        world_place(task, &world, BUYER + 1,
                    &(struct basket){.wants = {{world.base + ORANGES, 2}}, .count = 1});
    int64_t told = messages(&world);
    /* held: one box is changed, two wait; the hold may be lifted */
    move_lot(task, &world, OLD_LOT, LOT_HELD);
    expect_i64(reserved(&world, OLD_LOT), 4);
    expect_i64(reserved(&world, NEW_LOT), 1);
    expect_i64(messages(&world), told + 1);
    json_t *trace = recall_reserved_json(task, world.base + OLD_LOT, &(struct refusal){.have = -1});
    expect_i64(json_integer_value(json_object_get(trace, "orders")), 2);
    expect_i64(json_integer_value(json_object_get(trace, "boxes")), 4);
    expect_i64((int64_t)json_array_size(json_object_get(trace, "items")), 2);
    json_decref(trace);
    world_audit(task);
    /* closed: they will not come */
    move_lot(task, &world, OLD_LOT, LOT_CLOSED);
    expect_i64(reserved(&world, OLD_LOT), 0);
    expect_i64(world_i64(&world, "select sum(f.goods_fen) from order_refund f join sale_order o on "
                                 "o.id = f.order_id where o.buyer_id = $B+10"),
               2 * 2990);
    expect_text(desk_state_of_order(task, placed.order_ids[0]), "paid");
    expect_text(desk_state_of_order(task, unpaid.order_ids[0]), "cancelled");
    expect_i64(messages(&world), told + 3);
    expect_i64(desk_households_have(&world), desk_owed_for(1));
    world_audit(task);
}

SCENARIO(an_unpaid_trade_of_a_held_lot_is_not_payable)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct basket two = world_oranges(&world, 2);
    struct place_request placed = world_place(task, &world, BUYER, &two);
    move_lot(task, &world, OLD_LOT, LOT_HELD);
    struct idempotency key = world_key(task, placed.buyer_id, "payment_create");
    refused(payment_open(task, &TRADE_PAYABLE, placed.trade_id, &key, &why) != NULL,
            TRADE_LOT_STOPPED);
    move_lot(task, &world, OLD_LOT, LOT_OPEN);
    world_pay(task, &placed);
    expect_text(desk_state_of_order(task, placed.order_ids[0]), "paid");
    world_audit(task);
}

SCENARIO(a_packed_parcel_of_a_held_lot_stays)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 2);
    struct packing packing = {.world = &world, .order_id = placed.order_ids[0]};
    int64_t parcel = desk_pack(task, &packing);
    move_lot(task, &world, OLD_LOT, LOT_HELD);
    refused(desk_try_hand_over(task, &world, parcel, "SF2000000000001", &why), HAND_OVER_LOT_HELD);
    move_lot(task, &world, OLD_LOT, LOT_OPEN);
    granted(desk_try_hand_over(task, &world, parcel, "SF2000000000001", &why));
    move_lot(task, &world, OLD_LOT, LOT_HELD);
    granted(desk_try_hand_over(task, &world, parcel, "SF2000000000001", &why)); /* harmless */
    world_audit(task);
}

/* ---- unpacking */

static bool unpack_it(struct task *task, const struct world *world, int64_t order, int64_t parcel,
                      int64_t line, int64_t spoiled, struct refusal *why)
{
    struct unpack_spoiled bad = {line, spoiled};
    struct unpack_request request = {.parcel_id = parcel,
                                     .order_id = order,
                                     .actor_id = world->base + OFFICER,
                                     .spoiled = &bad,
                                     .spoiled_count = spoiled > 0,
                                     .reason = "箱子压坏了"};
    return unpack(task, &request, why);
}

SCENARIO(a_parcel_of_refunded_boxes_is_stopped_and_unpacked)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(9, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 3);
    int64_t order = placed.order_ids[0];
    struct packing packing = {.world = &world, .order_id = order};
    int64_t parcel = desk_pack(task, &packing);
    struct refunding want = {.world = &world,
                             .order_id = order,
                             .by_station = true,
                             .wants = {{placed.line_ids[0], 1}},
                             .count = 1};
    desk_refund(task, &want, 2990, 0);
    refused(desk_try_hand_over(task, &world, parcel, "SF2000000000002", &why), HAND_OVER_REFUNDED);
    granted(unpack_it(task, &world, order, parcel, 0, 0, &why));
    granted(unpack_it(task, &world, order, parcel, 0, 0, &why)); /* harmless */
    expect_i64(reserved(&world, OLD_LOT), 2);
    expect_i64(world_i64(&world, "select available from stock where sku_id = $B+50"), 7);
    world_audit(task);
    desk_hand_over(task, &world, desk_pack(task, &packing));
    world_audit(task);
    /* refunded whole: all of it goes back */
    struct place_request whole = desk_paid_oranges(task, &world, 2);
    packing.order_id = want.order_id = whole.order_ids[0];
    parcel = desk_pack(task, &packing);
    want.wants[0] = (struct refund_want){whole.line_ids[0], 2};
    desk_refund(task, &want, 2 * 2990, whole.quote->freight_fen);
    expect_text(desk_state_of_order(task, whole.order_ids[0]), "cancelled");
    refused(desk_try_hand_over(task, &world, parcel, "SF2000000000003", &why), HAND_OVER_REFUNDED);
    granted(unpack_it(task, &world, whole.order_ids[0], parcel, 0, 0, &why));
    expect_i64(world_i64(&world, "select available from stock where sku_id = $B+50"), 7);
    world_audit(task);
}

SCENARIO(spoiled_boxes_are_written_off_and_replaced)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(3, 1, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 3);
    int64_t order = placed.order_ids[0];
    struct packing packing = {.world = &world, .order_id = order};
    int64_t parcel = desk_pack(task, &packing);
    refused(unpack_it(task, &world, order, parcel, placed.line_ids[0], 4, &why), UNPACK_TOO_MUCH);
    /* one is changed for the last box of the other lot, for the second there is none */
    granted(unpack_it(task, &world, order, parcel, placed.line_ids[0], 2, &why));
    expect_i64(reserved(&world, OLD_LOT), 1);
    expect_i64(reserved(&world, NEW_LOT), 1);
    expect_i64(
        world_i64(&world, "select written_off from stock where sku_id = $B+50 and lot_id = $B+60"),
        2);
    expect_i64(world_i64(&world,
                         "select sum(l.refunded_quantity) from order_line l join sale_order "
                         "o on o.id = l.order_id where o.buyer_id = $B+10"),
               1);
    world_jobs(task);
    world_audit(task);
}

/* ---- ends */

SCENARIO(an_order_that_came_back_whole_ends)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(9, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 2);
    int64_t order = placed.order_ids[0];
    struct packing packing = {.world = &world, .order_id = order};
    int64_t parcel = desk_pack(task, &packing);
    int completed;
    desk_hand_over(task, &world, parcel);
    desk_arrive(&world, parcel, "returned", 100);
    granted(complete_due(task, 72, 10, &completed, &why));
    expect_text(desk_state_of_order(task, order), "paid"); /* its boxes are not refunded */
    struct refunding want = {.world = &world,
                             .order_id = order,
                             .by_station = true,
                             .wants = {{placed.line_ids[0], 2}},
                             .count = 1};
    desk_refund(task, &want, 2 * 2990, 0);
    granted(complete_due(task, 72, 10, &completed, &why));
    expect_text(desk_state_of_order(task, order), "completed");
    expect_i64(world_balance("station_freight", world.base + STATION), placed.quote->freight_fen);
    world_jobs(task);
    world_audit(task);
}

SCENARIO(an_end_by_mistake_is_corrected)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(9, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 2);
    int64_t order = placed.order_ids[0];
    struct packing packing = {.world = &world, .order_id = order};
    int64_t parcel = desk_pack(task, &packing);
    struct correct_request request = {.parcel_id = parcel,
                                      .order_id = order,
                                      .actor_id = world.base + OFFICER,
                                      .state = TRACKING_IN_TRANSIT,
                                      .reason = "录错了，还在路上"};
    desk_hand_over(task, &world, parcel);
    refused(correct(task, &request, &why), PARCEL_WRONG_STATE); /* it has no end yet */
    granted(tracking_enter(task, parcel, TRACKING_SIGNED, "已签收", world.base + OFFICER, &why));
    granted(correct(task, &request, &why));
    expect_i64(
        world_i64(&world,
                  "select count(*) from parcel p join sale_order o on o.id = p.order_id where "
                  "o.buyer_id = $B+10 and p.state = 'in_transit' and p.signed_at is null"),
        1);
    granted(tracking_enter(task, parcel, TRACKING_LOST, "丢了", world.base + OFFICER, &why));
    request.state = TRACKING_SIGNED;
    granted(correct(task, &request, &why));
    granted(complete_by_buyer(task, order, world.base + BUYER, &why));
    request.state = TRACKING_LOST;
    refused(correct(task, &request, &why), CORRECT_ORDER_OVER);
    world_audit(task);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(a_closed_lot_gives_its_orders_other_boxes),
        cmocka_unit_test(what_no_other_lot_has_is_paid_back),
        cmocka_unit_test(an_unpaid_trade_of_a_held_lot_is_not_payable),
        cmocka_unit_test(a_packed_parcel_of_a_held_lot_stays),
        cmocka_unit_test(a_parcel_of_refunded_boxes_is_stopped_and_unpacked),
        cmocka_unit_test(spoiled_boxes_are_written_off_and_replaced),
        cmocka_unit_test(an_order_that_came_back_whole_ends),
        cmocka_unit_test(an_end_by_mistake_is_corrected),
    };
    return cmocka_run_group_tests(TESTS, world_setup, world_teardown);
}
