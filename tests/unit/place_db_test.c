/* Placing against a real database (MALL_TEST_DB): whatever comes at the same moment or twice, no
 * box is sold twice. After each scenario every check of the audit must pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "catalog/lot.h"
#include "orders/place.h"
#include "orders/placed.h"
#include "orders/trade.h"
#include "orders/trade_cancel.h"
#include "orders/trade_payable.h"
#include "payment/open.h"
#include "tests/unit/db_support.h"
#include "tests/unit/world.h"

/* ---- many at once */

/* One of many tasks that place at the same moment. */
struct shopper {
    const struct world *world;
    int buyer;
    struct basket basket;
    const struct idempotency *key; /* NULL = one of its own */
    struct place_request request;
    bool placed;
    struct refusal why;
};

static int shopping;

static void shop(struct task *task, void *argument)
{
    struct shopper *shopper = argument;
    struct place_request *request = &shopper->request;
    shopper->placed = world_request(task, shopper->world, shopper->buyer, &shopper->basket, request,
                                    &shopper->why);
    if (shopper->placed && shopper->key != NULL)
        request->key = *shopper->key;
    shopper->placed = shopper->placed && place(task, request, &shopper->why);
    shopping--;
}

static void shop_at_once(struct task *task, struct shopper *shoppers, int count)
{
    struct refusal why = {.have = -1};
    for (int i = 0; i < count; i++) {
        shopping++;
        expect(task_spawn(shop, &shoppers[i], 0));
    }
    while (shopping > 0 && granted(task_sleep(task, 1, &why)))
        continue;
}

static int count_refused(const struct shopper *shoppers, int count, const struct refusal_kind *kind)
{
    int n = 0;
    for (int i = 0; i < count; i++)
        n += !shoppers[i].placed && strcmp(shoppers[i].why.kind->code, kind->code) == 0;
    return n;
}

static int count_placed(const struct shopper *shoppers, int count)
{
    int n = 0;
    for (int i = 0; i < count; i++)
        n += shoppers[i].placed;
    return n;
}

SCENARIO(exactly_the_stock_is_sold)
{
    enum { SHOPPERS = 70 };
    struct world world = world_make(13, 17, 0, 0);
    static struct shopper shoppers[SHOPPERS];
    for (int i = 0; i < SHOPPERS; i++)
        shoppers[i] = (struct shopper){
            .world = &world, .buyer = BUYER + i % 10, .basket = world_oranges(&world, 1)};
    shop_at_once(task, shoppers, SHOPPERS);
    expect_i64(count_placed(shoppers, SHOPPERS), 30);
    expect_i64(count_refused(shoppers, SHOPPERS, &PLACE_OUT_OF_STOCK), 40);
    expect_i64(world_i64(&world, "select sum(available) from stock where sku_id = $B+50"), 0);
    expect_i64(world_i64(&world, "select sum(reserved) from stock where sku_id = $B+50"), 30);
    expect_i64(
        world_i64(&world, "select count(*) from trade where buyer_id between $B+10 and $B+19"), 30);
    world_audit(task);
}

SCENARIO(a_large_wish_leaves_room_for_small_ones)
{
    enum { SHOPPERS = 20 };
    struct world world = world_make(4, 6, 0, 0);
    static struct shopper shoppers[SHOPPERS];
    for (int i = 0; i < SHOPPERS; i++)
        shoppers[i] = (struct shopper){.world = &world,
                                       .buyer = BUYER + i % 10,
                                       .basket = world_oranges(&world, i % 2 == 0 ? 11 : 1)};
    shop_at_once(task, shoppers, SHOPPERS);
    for (int i = 0; i < SHOPPERS; i++)
        expect_i64(shoppers[i].placed, i % 2);
    world_audit(task);
}

SCENARIO(older_lots_go_first_over_many_trades)
{
    struct world world = world_make(5, 5, 0, 0);
    struct basket three = world_oranges(&world, 3);
    for (int i = 0; i < 3; i++)
        world_place(task, &world, BUYER + i, &three);
    expect_i64(
        world_i64(&world, "select reserved from stock where sku_id = $B+50 and lot_id = $B+60"), 5);
    expect_i64(
        world_i64(&world, "select reserved from stock where sku_id = $B+50 and lot_id = $B+61"), 4);
    expect_i64(world_i64(&world, "select count(*) from reservation where sku_id = $B+50"), 4);
    world_audit(task);
}

SCENARIO(one_key_gives_one_trade)
{
    enum { TWINS = 12 };
    struct world world = world_make(50, 0, 0, 0);
    struct idempotency key = world_key(task, world.base + BUYER, "trade_create");
    static struct shopper twins[TWINS];
    for (int i = 0; i < TWINS; i++)
        twins[i] = (struct shopper){
            .world = &world, .buyer = BUYER, .basket = world_oranges(&world, 2), .key = &key};
    shop_at_once(task, twins, TWINS);
    int fresh = 0;
    for (int i = 0; i < TWINS; i++) {
        expect(twins[i].placed);
        expect_i64(twins[i].request.trade_id, twins[0].request.trade_id);
        fresh += !twins[i].request.replayed;
    }
    expect_i64(fresh, 1);
    expect_i64(world_i64(&world, "select count(*) from trade where buyer_id = $B+10"), 1);
    expect_i64(world_i64(&world, "select reserved from stock where sku_id = $B+50"), 2);
    world_audit(task);
}

SCENARIO(a_buyer_reserves_no_more_than_is_let)
{
    enum { SHOPPERS = 64 };
    static const struct place_limits BOXES = {.unpaid_boxes = 7},
                                     MONEY = {.unpaid_fen = INT64_C(50000)};
    struct world world = world_make(200, 0, 0, 0);
    static struct shopper shoppers[SHOPPERS];
    for (int i = 0; i < SHOPPERS; i++)
        shoppers[i] =
            (struct shopper){.world = &world, .buyer = BUYER, .basket = world_oranges(&world, 2)};
    place_start(&BOXES);
    shop_at_once(task, shoppers, SHOPPERS);
    expect_i64(count_placed(shoppers, SHOPPERS), 3);
    expect_i64(count_refused(shoppers, SHOPPERS, &PLACE_TOO_MUCH_RESERVED), SHOPPERS - 3);
    place_start(&MONEY);
    for (int i = 0; i < SHOPPERS; i++)
        shoppers[i].buyer = BUYER + 1;
    shop_at_once(task, shoppers, SHOPPERS);
    expect(world_i64(&world, "select sum(total_fen) from trade where buyer_id = $B+11") <= 50000);
    expect_i64(count_placed(shoppers, SHOPPERS), 6); /* at 73.30 each */
    place_start(&WORLD_LIMITS);
    world_audit(task);
}

SCENARIO(who_cancels_all_the_time_waits)
{
    static const struct place_limits LIMITS = {.cancels_an_hour = 2};
    struct world world = world_make(20, 0, 0, 0);
    struct refusal why = {.have = -1};
    struct basket one = world_oranges(&world, 1);
    place_start(&LIMITS);
    for (int i = 0; i < 2; i++) {
        struct place_request placed = world_place(task, &world, BUYER, &one);
        granted(trade_cancel(task, placed.trade_id, placed.buyer_id, &why));
    }
    struct place_request request = {0};
    granted(world_request(task, &world, BUYER, &one, &request, &why));
    refused(place(task, &request, &why), PLACE_TOO_MANY_CANCELS);
    world_exec(&world, "update trade set placed_at = placed_at - interval '2 hours', cancelled_at ="
                       " cancelled_at - interval '2 hours' where buyer_id = $B+10;"
                       "update sale_order set placed_at = placed_at - interval '2 hours' where "
                       "buyer_id = $B+10;"
                       "update state_log g set at = t.cancelled_at from trade t where t.id = "
                       "g.object_id and g.to_state = 'cancelled' and t.buyer_id = $B+10");
    world_stamp(true);
    world_place(task, &world, BUYER, &one);
    place_start(&WORLD_LIMITS);
    world_audit(task);
}

SCENARIO(nothing_is_placed_for_a_closed_account)
{
    struct world world = world_make(20, 0, 0, 0);
    struct refusal why = {.have = -1};
    struct basket one = world_oranges(&world, 1);
    struct place_request request = {0};
    granted(world_request(task, &world, BUYER, &one, &request, &why)); /* its session was found */
    world_exec(&world, "update account set state = 'erased' where id = $B+10");
    refused(place(task, &request, &why), REFUSAL_UNAUTHENTICATED);
    expect_i64(world_i64(&world, "select count(*) from trade where buyer_id = $B+10"), 0);
}

SCENARIO(a_suspended_seller_sells_nothing)
{
    struct world world = world_make(20, 0, 0, 0);
    struct refusal why = {.have = -1};
    struct basket one = world_oranges(&world, 1);
    struct place_request unpaid = world_place(task, &world, BUYER, &one), request = {0};
    granted(world_request(task, &world, BUYER, &one, &request, &why)); /* it is remembered */
    world_exec(&world, "update organisation set state = 'suspended' where id = $B+1");
    refused(place(task, &request, &why), PLACE_LISTING_CHANGED);
    refused(world_request(task, &world, BUYER, &one, &request, &why), OFFER_NOT_ON_SALE);
    struct idempotency key = world_key(task, unpaid.buyer_id, "payment_create");
    refused(payment_open(task, &TRADE_PAYABLE, unpaid.trade_id, &key, &why) != NULL,
            TRADE_SELLER_STOPPED);
    world_exec(&world, "update organisation set state = 'active' where id = $B+1");
    world_pay(task, &unpaid);
    world_audit(task);
}

/* The answer of the first call and of a replay are the same text. */
SCENARIO(a_replay_answers_the_same)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 5, 5, 5);
    struct basket basket = {
        .wants = {{world.base + EGGS, 2}, {world.base + ORANGES, 7}, {world.base + CRATE, 1}},
        .count = 3};
    struct place_request first = world_place(task, &world, BUYER, &basket), again = first;
    granted(place(task, &again, &why));
    expect(again.replayed && again.trade_id == first.trade_id);
    size_t length, length_again;
    const char *text = placed_text(task, &first, &length);
    const char *again_text = placed_again_text(task, first.trade_id, &length_again, &why);
    if (granted(again_text != NULL))
        expect(length == length_again && memcmp(text, again_text, length) == 0);
    json_t *said = json_loadb(text, length, 0, NULL);
    expect_i64((int64_t)json_array_size(json_object_get(said, "orders")), 2);
    json_decref(said);
    world_audit(task);
}

SCENARIO(a_key_with_another_body_is_refused)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(50, 0, 0, 0);
    struct basket two = world_oranges(&world, 2);
    struct place_request first = world_place(task, &world, BUYER, &two), other;
    granted(world_request(task, &world, BUYER, &two, &other, &why));
    other.key = first.key;
    other.key.body_hash[0] ^= 1;
    refused(place(task, &other, &why), IDEMPOTENCY_KEY_REUSED);
    /* and when both come in one batch */
    struct idempotency key = world_key(task, world.base + BUYER, "trade_create"), changed = key;
    changed.body_hash[31] ^= 1;
    struct shopper twins[] = {
        {.world = &world, .buyer = BUYER, .basket = two, .key = &key},
        {.world = &world, .buyer = BUYER, .basket = two, .key = &changed},
    };
    shop_at_once(task, twins, 2);
    expect_i64(count_placed(twins, 2), 1);
    expect_i64(count_refused(twins, 2, &IDEMPOTENCY_KEY_REUSED), 1);
    /* another account's key is another key */
    granted(world_request(task, &world, BUYER + 1, &two, &other, &why));
    other.key = first.key;
    other.key.account_id = world.base + BUYER + 1;
    granted(place(task, &other, &why));
    expect(!other.replayed);
    expect_i64(world_i64(&world, "select reserved from stock where sku_id = $B+50"), 6);
    world_audit(task);
}

/* Keys are not looked for before they are written: one that was used makes its batch run again. */
SCENARIO(a_used_key_harms_no_neighbour)
{
    enum { NEW = 7, SAME = NEW, SHOPPERS };
    struct refusal why = {.have = -1};
    struct world world = world_make(11, 0, 0, 0);
    struct basket one = world_oranges(&world, 1), two = world_oranges(&world, 2);
    struct place_request first = world_place(task, &world, BUYER, &two), again;
    static struct shopper shoppers[SHOPPERS];
    for (int i = 0; i < SHOPPERS; i++)
        shoppers[i] = (struct shopper){.world = &world, .buyer = BUYER + i, .basket = one};
    shoppers[SAME] =
        (struct shopper){.world = &world, .buyer = BUYER, .basket = two, .key = &first.key};
    shop_at_once(task, shoppers, SHOPPERS);
    expect_i64(count_placed(shoppers, SHOPPERS), SHOPPERS);
    expect(shoppers[SAME].request.replayed);
    expect_i64(shoppers[SAME].request.trade_id, first.trade_id);
    expect_i64(shoppers[SAME].request.runs, 2);
    expect_i64(world_i64(&world, "select reserved from stock where sku_id = $B+50"), 2 + NEW);
    world_place(task, &world, BUYER + 1, &two);
    granted(world_request(task, &world, BUYER, &two, &again, &why));
    again.key = first.key;
    again.key.body_hash[0] ^= 1;
    refused(place(task, &again, &why), IDEMPOTENCY_KEY_REUSED);
    /* nor does it matter to who comes again that nothing is left */
    granted(world_request(task, &world, BUYER, &one, &again, &why));
    again.key = first.key;
    granted(place(task, &again, &why));
    expect(again.replayed && again.trade_id == first.trade_id);
    world_audit(task);
}

/* A refused wish keeps no key: the same key may be used again when there is stock. */
SCENARIO(a_refused_wish_may_be_repeated)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(2, 0, 0, 0);
    struct basket two = world_oranges(&world, 2);
    struct place_request holder = world_place(task, &world, BUYER, &two), wish;
    granted(world_request(task, &world, BUYER + 1, &two, &wish, &why));
    refused(place(task, &wish, &why), PLACE_OUT_OF_STOCK);
    expect_i64(why.have, 0);
    granted(trade_cancel(task, holder.trade_id, holder.buyer_id, &why));
    granted(place(task, &wish, &why));
    expect(!wish.replayed);
    world_audit(task);
}

SCENARIO(nobody_hoards_by_not_paying)
{
    enum { SHOPPERS = 12, ALLOWED = 8 };
    struct refusal why = {.have = -1};
    struct world world = world_make(50, 0, 0, 0);
    static struct shopper shoppers[SHOPPERS];
    for (int i = 0; i < SHOPPERS; i++)
        shoppers[i] =
            (struct shopper){.world = &world, .buyer = BUYER, .basket = world_oranges(&world, 1)};
    /* even when they all come in one batch, from somebody who has none yet */
    shop_at_once(task, shoppers, SHOPPERS);
    expect_i64(count_placed(shoppers, SHOPPERS), ALLOWED);
    expect_i64(count_refused(shoppers, SHOPPERS, &PLACE_TOO_MANY_UNPAID), SHOPPERS - ALLOWED);
    struct place_request *first = NULL, one;
    for (int i = 0; i < SHOPPERS && first == NULL; i++)
        first = shoppers[i].placed ? &shoppers[i].request : NULL;
    granted(world_request(task, &world, BUYER, &shoppers[0].basket, &one, &why));
    refused(place(task, &one, &why), PLACE_TOO_MANY_UNPAID);
    granted(trade_cancel(task, first->trade_id, world.base + BUYER, &why));
    granted(place(task, &one, &why));
    granted(world_request(task, &world, BUYER + 1, &shoppers[0].basket, &one, &why));
    granted(place(task, &one, &why));
    world_audit(task);
}

SCENARIO(what_changed_meanwhile_is_refused)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 5, 0, 5);
    struct basket two = world_oranges(&world, 2), six = world_oranges(&world, 6);
    struct place_request request;
    /* a held lot: its boxes do not count */
    granted(world_request(task, &world, BUYER, &six, &request, &why));
    world_exec(&world, "update lot set state = 'held' where id = $B+60");
    refused(place(task, &request, &why), PLACE_OUT_OF_STOCK);
    expect_i64(why.have, 5);
    world_exec(&world, "update lot set state = 'open' where id = $B+60");
    /* off sale after the quote */
    granted(world_request(task, &world, BUYER, &two, &request, &why));
    world_exec(&world, "update listing set current_version_id = null where id = $B+40");
    refused(place(task, &request, &why), PLACE_LISTING_CHANGED);
    expect_text(why.field, "lines/0/sku_id");
    world_exec(&world, "update listing set current_version_id = $B+44 where id = $B+40");
    granted(place(task, &request, &why));
    world_audit(task);
}

/* Once a lot is sold out, nobody locks or reads its row any more. */
SCENARIO(a_lot_that_is_sold_out_is_left_alone)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(2, 5, 0, 0);
    struct basket three = world_oranges(&world, 3), one = world_oranges(&world, 1);
    struct place_request request;
    granted(world_request(task, &world, BUYER, &three, &request, &why));
    granted(place(task, &request, &why));
    granted(world_request(task, &world, BUYER, &one, &request, &why));
    granted(place(task, &request, &why));
    expect_i64(
        world_i64(&world, "select available from stock where sku_id = $B+50 and lot_id = $B+60"),
        0);
    expect_i64(world_i64(&world, "select xmax::text::bigint from stock where sku_id = $B+50 and "
                                 "lot_id = $B+60"),
               0);
    expect_i64(
        world_i64(&world, "select available from stock where sku_id = $B+50 and lot_id = $B+61"),
        3);
    world_audit(task);
}

/* Holds a SKU's stock until somebody waits for it, and meanwhile the old lot, if wished: what is
 * held while a batch waits sells nothing any more. */
struct holder {
    const struct world *world;
    bool hold_lot;
    bool held;
};

static bool hold_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct holder *holder = argument;
    static const struct sql LOCK = {
        .name = "w_lock",
        .text = "select 1 from sku where id = $1 for update",
        .param_count = 1,
    };
    static const struct sql HOLD = {
        .name = "w_hold",
        .text = "update lot set state = 'held' where id = $1",
        .param_count = 1,
    };
    struct db_rows *rows;
    if (!db_tx_query(tx, &LOCK, DB_ARGS(DB_I64(holder->world->base + ORANGES)), &rows, why) ||
        (holder->hold_lot &&
         !db_tx_query(tx, &HOLD, DB_ARGS(DB_I64(holder->world->base + OLD_LOT)), &rows, why)))
        return false;
    holder->held = true;
    static const struct sql WAITING = {
        .name = "w_waiting",
        .text = "select count(*) from pg_locks where not granted and pg_backend_pid() = any "
                "(pg_blocking_pids(pid))",
    };
    do {
        if (!task_sleep(task, 5, why) || !db_tx_query(tx, &WAITING, DB_NO_ARGS, &rows, why))
            return false;
    } while (db_i64(rows, 0, 0) == 0);
    return true;
}

static void hold_the_stock(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    granted(db_transact(task, DB_SLOW, hold_body, argument, &why));
    shopping--;
}

SCENARIO(what_changes_while_waiting_counts)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct holder holder = {.world = &world, .hold_lot = true};
    struct shopper shopper = {.world = &world, .buyer = BUYER, .basket = world_oranges(&world, 1)};
    shopping = 1;
    expect(task_spawn(hold_the_stock, &holder, 0));
    while (!holder.held && granted(task_sleep(task, 1, &why)))
        continue;
    shop_at_once(task, &shopper, 1);
    expect(!shopper.placed);
    expect_i64(count_refused(&shopper, 1, &PLACE_OUT_OF_STOCK), 1);
    world_exec(&world, "update lot set state = 'open' where id = $B+60");
    world_audit(task);
}

/* Boxes are written off behind the same lock: what a batch has counted stays. */
SCENARIO(who_writes_off_waits_for_who_sells)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct holder holder = {.world = &world};
    struct idempotency key = {
        .account_id = world.base + OFFICER, .route = "lot_write_off", .key = "spoiled-boxes"};
    struct listing_writer writer = {.actor_id = world.base + OFFICER, .key = &key};
    struct lot_movement spoiled = {world.base + OLD_LOT, world.base + ORANGES, 2, "霉变"};
    int64_t movement_id;
    shopping = 1;
    expect(task_spawn(hold_the_stock, &holder, 0));
    while (!holder.held && granted(task_sleep(task, 1, &why)))
        continue;
    granted(lot_write_off(task, &writer, &spoiled, &movement_id, &why));
    expect_i64(
        world_i64(&world, "select available from stock where sku_id = $B+50 and lot_id = $B+60"),
        3);
    while (shopping > 0 && granted(task_sleep(task, 1, &why)))
        continue;
    world_audit(task);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lot_that_is_sold_out_is_left_alone),
        cmocka_unit_test(who_writes_off_waits_for_who_sells),
        cmocka_unit_test(exactly_the_stock_is_sold),
        cmocka_unit_test(a_large_wish_leaves_room_for_small_ones),
        cmocka_unit_test(older_lots_go_first_over_many_trades),
        cmocka_unit_test(one_key_gives_one_trade),
        cmocka_unit_test(a_buyer_reserves_no_more_than_is_let),
        cmocka_unit_test(who_cancels_all_the_time_waits),
        cmocka_unit_test(nothing_is_placed_for_a_closed_account),
        cmocka_unit_test(a_suspended_seller_sells_nothing),
        cmocka_unit_test(a_replay_answers_the_same),
        cmocka_unit_test(a_key_with_another_body_is_refused),
        cmocka_unit_test(a_used_key_harms_no_neighbour),
        cmocka_unit_test(a_refused_wish_may_be_repeated),
        cmocka_unit_test(nobody_hoards_by_not_paying),
        cmocka_unit_test(what_changed_meanwhile_is_refused),
        cmocka_unit_test(what_changes_while_waiting_counts),
    };
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
