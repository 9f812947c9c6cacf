/* Placing, paying and giving up against a real database (MALL_TEST_DB): whatever happens at the
 * same moment, twice, late or wrongly, stock and money stay exact. After each scenario every check
 * of the audit must pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lane.h"
#include "orders/payment.h"
#include "orders/payment_apply.h"
#include "orders/place.h"
#include "orders/placed.h"
#include "orders/providers.h"
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
    while (shopping > 0)
        granted(task_sleep(task, 1, &why));
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
    json_t *said = placed_json(&first), *repeated = placed_again_json(task, first.trade_id, &why);
    if (granted(repeated != NULL))
        expect(json_equal(said, repeated));
    expect_i64((int64_t)json_array_size(json_object_get(said, "orders")), 2);
    json_decref(said);
    json_decref(repeated);
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

/* A lot that is held while a batch waits for its stock's lock sells nothing any more. */
struct holder {
    const struct world *world;
    bool held;
};

static bool hold_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct holder *holder = argument;
    static const struct sql LOCK = {"w_lock", "select 1 from stock where sku_id = $1 for update",
                                    1};
    static const struct sql HOLD = {"w_hold", "update lot set state = 'held' where id = $1", 1};
    struct db_rows *rows;
    if (!db_tx_query(tx, &LOCK, DB_ARGS(DB_I64(holder->world->base + ORANGES)), &rows, why) ||
        !db_tx_query(tx, &HOLD, DB_ARGS(DB_I64(holder->world->base + OLD_LOT)), &rows, why))
        return false;
    holder->held = true;
    static const struct sql WAITING = {
        "w_waiting",
        "select count(*) from pg_locks where not granted and pg_backend_pid() = any "
        "(pg_blocking_pids(pid))",
        0};
    do {
        if (!task_sleep(task, 5, why) || !db_tx_query(tx, &WAITING, DB_NO_ARGS, &rows, why))
            return false;
    } while (db_i64(rows, 0, 0) == 0);
    return true;
}

static void hold_the_lot(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    granted(db_transact(task, DB_FAST, hold_body, argument, &why));
    shopping--;
}

SCENARIO(what_changes_while_waiting_counts)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct holder holder = {.world = &world};
    struct shopper shopper = {.world = &world, .buyer = BUYER, .basket = world_oranges(&world, 1)};
    shopping = 1;
    expect(task_spawn(hold_the_lot, &holder, 0));
    while (!holder.held)
        granted(task_sleep(task, 1, &why));
    shop_at_once(task, &shopper, 1);
    expect(!shopper.placed);
    expect_i64(count_refused(&shopper, 1, &PLACE_OUT_OF_STOCK), 1);
    world_exec(&world, "update lot set state = 'open' where id = $B+60");
    world_audit(task);
}

/* ---- paying */

/* Credits of `boxes` oranges: 598 + 150 + 82.5 fen a box by the plan of the world. */
static void check_orange_credits(const struct world *world, int64_t boxes)
{
    int64_t purchase = boxes * 598, wage = boxes * 150, rent = boxes * 2500 * 33 / 1000;
    int64_t first = world_balance("household_accrued", world->base + HOUSEHOLD);
    int64_t second = world_balance("household_accrued", world->base + HOUSEHOLD + 1);
    int64_t fourth = world_balance("household_accrued", world->base + HOUSEHOLD + 3);
    int64_t held = world_balance("held", world->base + SUSPENDED);
    expect_i64(first + second + fourth + held, purchase + wage + rent);
    expect_i64(fourth, wage / 2);
    expect(held == purchase / 6 || held == purchase / 6 + 1);
    expect_i64(world_balance("household_accrued", world->base + SUSPENDED), 0);
}

SCENARIO(paying_credits_the_households)
{
    struct world world = world_make(5, 5, 0, 5);
    struct basket basket = {.wants = {{world.base + ORANGES, 7}, {world.base + EGGS, 2}},
                            .count = 2};
    struct place_request placed = world_place(task, &world, BUYER, &basket);
    world_pay(task, &placed);
    expect_i64(
        world_i64(&world,
                  "select count(*) from sale_order where buyer_id = $B+10 and state = 'paid'"),
        2);
    expect_i64(
        world_i64(&world, "select count(*) from trade where buyer_id = $B+10 and state = 'paid'"),
        1);
    expect_i64(
        world_i64(&world,
                  "select count(*) from attribution where household_id = $B+32 and state = 'held'"
                  " and hold_reason = 'suspended'"),
        1);
    /* 7 boxes: 4186 by 3:2:1, 1050 by 1:1, 577 (577.5 cut); eggs: 300 */
    expect_i64(world_balance("household_accrued", world.base + HOUSEHOLD), 2093 + 577);
    expect_i64(world_balance("household_accrued", world.base + HOUSEHOLD + 1), 1395 + 525);
    expect_i64(world_balance("held", world.base + SUSPENDED), 698);
    expect_i64(world_balance("household_accrued", world.base + HOUSEHOLD + 3), 525 + 300);
    expect_i64(world_balance("household_accrued", world.base + SUSPENDED), 0);
    world_audit(task);
}

/* The same fact many times and on many ways at once is applied once. */
static struct provider_event doubled;

static void hear(struct task *task, void *argument)
{
    (void)argument;
    struct refusal why = {.have = -1};
    granted(payment_event(task, &FAKE_PROVIDER, &doubled, &why));
    shopping--;
}

SCENARIO(a_doubled_event_is_applied_once)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct basket two = world_oranges(&world, 2);
    struct place_request placed = world_place(task, &world, BUYER, &two);
    const char *number = world_open_payment(task, &placed);
    doubled = fake_payment_event(fake_pay(number, placed.quote->total_fen));
    for (int i = 0; i < 10; i++) {
        shopping++;
        expect(task_spawn(hear, NULL, 0));
    }
    while (shopping > 0)
        granted(task_sleep(task, 1, &why));
    granted(payment_event(task, &FAKE_PROVIDER, &doubled, &why));
    struct capture capture = {.provider = "fake",
                              .number = number,
                              .transaction_id = doubled.payment.transaction_id,
                              .event_key = doubled.payment.transaction_id,
                              .amount_fen = placed.quote->total_fen,
                              .paid_us = doubled.payment.paid_us};
    granted(payment_apply(task, &capture, &why));
    expect_i64(capture.outcome, PAYMENT_DUPLICATE);
    check_orange_credits(&world, 2);
    expect_i64(
        world_i64(
            &world,
            "select count(*) from provider_event e join payment_attempt a on a.id = e.attempt_id"
            " join trade t on t.id = a.trade_id where t.buyer_id = $B+10"),
        1);
    world_audit(task);
}

/* Applies a capture of a number and returns its outcome. */
static enum payment_outcome apply(struct task *task, const struct provider_payment *payment)
{
    struct refusal why = {.have = -1};
    struct capture capture = {.provider = "fake",
                              .number = payment->number,
                              .transaction_id = payment->transaction_id,
                              .event_key = payment->transaction_id,
                              .amount_fen = payment->amount_fen,
                              .paid_us = payment->paid_us};
    granted(payment_apply(task, &capture, &why));
    return capture.outcome;
}

SCENARIO(a_second_payment_goes_back)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct basket two = world_oranges(&world, 2);
    struct place_request placed = world_place(task, &world, BUYER, &two);
    int64_t total = placed.quote->total_fen;
    /* the provider says closed, so a second attempt is opened; then both turn out to be paid */
    const char *first = world_open_payment(task, &placed);
    fake_payment(first)->state = PROVIDER_CLOSED;
    world_exec(
        &world,
        "update payment_attempt set created_at = now() - interval '1 minute' where trade_id in"
        " (select id from trade where buyer_id = $B+10)");
    int asked;
    granted(payment_check_due(task, 10, &asked, &why));
    expect_i64(asked, 1);
    const char *second = world_open_payment(task, &placed);
    expect(strcmp(first, second) != 0);
    expect_i64(apply(task, fake_pay(second, total)), PAYMENT_PAID);
    expect_i64(apply(task, fake_pay(first, total)), PAYMENT_OVERPAID);
    expect_i64(apply(task, fake_payment(first)), PAYMENT_DUPLICATE);
    check_orange_credits(&world, 2);
    world_audit(task);
    world_jobs(task);
    expect_i64(fake.refunds, 1);
    expect_i64(
        world_i64(&world,
                  "select count(*) from refund r join trade t on t.id = r.trade_id where "
                  "t.buyer_id = $B+10"
                  " and r.state = 'succeeded' and r.kind = 'overpaid' and r.order_id is null"),
        1);
    world_audit(task);
}

/* Two captures of one attempt under two transactions: one is money we know, the other is not booked
 * a second time. */
SCENARIO(one_attempt_is_captured_once)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct basket one = world_oranges(&world, 1);
    struct place_request placed = world_place(task, &world, BUYER, &one);
    int64_t total = placed.quote->total_fen;
    const char *number = world_open_payment(task, &placed);
    granted(trade_cancel(task, placed.trade_id, placed.buyer_id, &why));
    world_jobs(task);
    expect_i64(apply(task, fake_pay(number, total)), PAYMENT_LATE);
    expect_i64(apply(task, fake_pay(number, total)), PAYMENT_DUPLICATE);
    expect_i64(world_i64(&world, "select count(*) from refund r join trade t on t.id = r.trade_id "
                                 "where t.buyer_id = $B+10"),
               1);
    world_jobs(task);
    world_audit(task);
}

SCENARIO(a_late_payment_goes_back)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct basket two = world_oranges(&world, 2);
    struct place_request placed = world_place(task, &world, BUYER, &two);
    const char *number = world_open_payment(task, &placed);
    world_exec(&world,
               "update trade set expires_at = now() - interval '1 second' where buyer_id = $B+10");
    int cancelled;
    granted(trade_expire_due(task, 100, &cancelled, &why));
    expect_i64(cancelled, 1);
    const struct provider_payment *payment = fake_pay(number, placed.quote->total_fen);
    expect_i64(apply(task, payment), PAYMENT_LATE);
    expect_i64(apply(task, payment), PAYMENT_DUPLICATE);
    expect_i64(world_balance("household_accrued", world.base + HOUSEHOLD), 0);
    expect_i64(world_i64(&world, "select available from stock where sku_id = $B+50"), 5);
    world_audit(task);
    world_jobs(task);
    expect_i64(fake.refunds, 1);
    expect_i64(world_i64(&world, "select count(*) from refund r join trade t on t.id = r.trade_id "
                                 "where t.buyer_id = $B+10"
                                 " and r.state = 'succeeded' and r.kind = 'late'"),
               1);
    world_audit(task);
}

SCENARIO(a_wrong_amount_books_nothing)
{
    struct world world = world_make(5, 0, 0, 0);
    struct basket two = world_oranges(&world, 2);
    struct place_request placed = world_place(task, &world, BUYER, &two);
    int64_t total = placed.quote->total_fen;
    const char *number = world_open_payment(task, &placed);
    struct provider_payment forged = *fake_pay(number, total);
    forged.amount_fen = 1;
    expect_i64(apply(task, &forged), PAYMENT_MISMATCH);
    expect_i64(apply(task, &forged), PAYMENT_MISMATCH);
    expect_i64(
        world_i64(&world, "select count(*) from trade where buyer_id = $B+10 and state = 'placed'"),
        1);
    expect_i64(world_i64(&world, "select count(*) from transfer t join sale_order o on o.id = "
                                 "t.order_id where o.buyer_id = $B+10"),
               0);
    world_audit(task);
    /* the job asks the provider, whose word is the truth */
    world_jobs(task);
    expect_i64(fake.queries, 1);
    expect_i64(
        world_i64(&world, "select count(*) from trade where buyer_id = $B+10 and state = 'paid'"),
        1);
    check_orange_credits(&world, 2);
    world_audit(task);
}

/* A forged amount that arrives together with the true one must not swallow it. */
static struct provider_event forged_event;

static void hear_forged(struct task *task, void *argument)
{
    (void)argument;
    struct refusal why = {.have = -1};
    granted(payment_event(task, &FAKE_PROVIDER, &forged_event, &why));
    shopping--;
}

SCENARIO(a_wrong_amount_does_not_hide_the_right_one)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct basket two = world_oranges(&world, 2);
    struct place_request placed = world_place(task, &world, BUYER, &two);
    doubled =
        fake_payment_event(fake_pay(world_open_payment(task, &placed), placed.quote->total_fen));
    forged_event = doubled;
    forged_event.payment.amount_fen--;
    shopping += 2;
    expect(task_spawn(hear_forged, NULL, 0));
    expect(task_spawn(hear, NULL, 0));
    while (shopping > 0)
        granted(task_sleep(task, 1, &why));
    expect_i64(
        world_i64(&world, "select count(*) from trade where buyer_id = $B+10 and state = 'paid'"),
        1);
    expect_i64(
        world_i64(
            &world,
            "select count(*) from provider_event e join payment_attempt a on a.id = e.attempt_id"
            " join trade t on t.id = a.trade_id where t.buyer_id = $B+10"),
        2);
    world_jobs(task);
    world_audit(task);
}

SCENARIO(an_unknown_number_is_only_noted)
{
    struct world world = world_make(1, 0, 0, 0);
    const struct provider_payment *payment = fake_pay("P999", 4711);
    expect_i64(apply(task, payment), PAYMENT_UNKNOWN_NUMBER);
    expect_i64(apply(task, payment), PAYMENT_UNKNOWN_NUMBER);
    expect_i64(side_i64("select count(*) from provider_event where outcome = 'unknown_number' and "
                        "amount_fen = 4711"),
               1);
    world_audit(task);
    (void)world;
}

/* The number is known, but of another provider. */
SCENARIO(a_number_belongs_to_its_provider)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct basket one = world_oranges(&world, 1);
    struct place_request placed = world_place(task, &world, BUYER, &one);
    const char *number = world_open_payment(task, &placed);
    struct capture capture = {.provider = "other",
                              .number = number,
                              .transaction_id = "X1",
                              .event_key = "X1",
                              .amount_fen = placed.quote->total_fen};
    granted(payment_apply(task, &capture, &why));
    expect_i64(capture.outcome, PAYMENT_UNKNOWN_NUMBER);
    world_audit(task);
}

/* ---- opening payments */

SCENARIO(a_payment_is_opened_once)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct basket one = world_oranges(&world, 1);
    struct place_request placed = world_place(task, &world, BUYER, &one);
    /* another buyer does not learn that the trade exists */
    struct idempotency foreign = world_key(task, world.base + BUYER + 1, "payment_create");
    refused(payment_create(task, placed.trade_id, &foreign, &why) != NULL, TRADE_NOT_FOUND);
    /* the provider is silent, then answers: one attempt, one number */
    struct idempotency key = world_key(task, placed.buyer_id, "payment_create");
    fake.create = PROVIDER_UNKNOWN;
    refused(payment_create(task, placed.trade_id, &key, &why) != NULL, REFUSAL_UNAVAILABLE);
    fake.create = PROVIDER_OK;
    json_t *payment = payment_create(task, placed.trade_id, &key, &why);
    granted(payment != NULL);
    json_t *again = payment_create(task, placed.trade_id, &key, &why);
    granted(again != NULL);
    expect(json_equal(payment, again));
    json_decref(payment);
    json_decref(again);
    world_open_payment(task, &placed); /* another key, the same open attempt */
    expect_i64(fake.creates, 2);
    expect_i64(world_i64(&world, "select count(*) from payment_attempt a join trade t on t.id = "
                                 "a.trade_id where t.buyer_id = $B+10"),
               1);
    world_audit(task);
}

SCENARIO(a_refused_payment_leaves_the_trade_payable)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct basket one = world_oranges(&world, 1);
    struct place_request placed = world_place(task, &world, BUYER, &one);
    struct idempotency key = world_key(task, placed.buyer_id, "payment_create");
    fake.create = PROVIDER_REFUSED;
    fake.code = "OUT_TRADE_NO_USED";
    refused(payment_create(task, placed.trade_id, &key, &why) != NULL, PAYMENT_REFUSED);
    fake.create = PROVIDER_OK;
    expect_i64(world_i64(&world,
                         "select count(*) from payment_attempt a join trade t on t.id = a.trade_id"
                         " where t.buyer_id = $B+10 and a.state = 'failed'"),
               1);
    /* the same wish again gets the same answer, a new one gets a new number */
    refused(payment_create(task, placed.trade_id, &key, &why) != NULL, PAYMENT_REFUSED);
    world_pay(task, &placed);
    expect_i64(
        world_i64(&world, "select count(*) from trade where buyer_id = $B+10 and state = 'paid'"),
        1);
    world_audit(task);
}

SCENARIO(what_is_over_opens_no_payment)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct basket one = world_oranges(&world, 1);
    struct place_request paid = world_place(task, &world, BUYER, &one);
    struct place_request gone = world_place(task, &world, BUYER, &one);
    struct place_request late = world_place(task, &world, BUYER, &one);
    struct idempotency keys[3];
    for (int i = 0; i < 3; i++)
        keys[i] = world_key(task, world.base + BUYER, "payment_create");
    world_pay(task, &paid);
    refused(payment_create(task, paid.trade_id, &keys[0], &why) != NULL, TRADE_NOT_UNPAID);
    /* a key that was used while the provider was silent, repeated when the trade is over */
    fake.create = PROVIDER_UNKNOWN;
    refused(payment_create(task, gone.trade_id, &keys[1], &why) != NULL, REFUSAL_UNAVAILABLE);
    granted(trade_cancel(task, gone.trade_id, gone.buyer_id, &why));
    world_jobs(task);
    fake.create = PROVIDER_OK;
    fake.creates = 0;
    refused(payment_create(task, gone.trade_id, &keys[1], &why) != NULL, TRADE_NOT_UNPAID);
    world_exec(&world, "update trade set expires_at = now() - interval '1 second' where buyer_id = "
                       "$B+10 and state = 'placed'");
    refused(payment_create(task, late.trade_id, &keys[2], &why) != NULL, PAYMENT_EXPIRED);
    expect_i64(fake.creates, 0);
    int cancelled;
    granted(trade_expire_due(task, 100, &cancelled, &why));
    world_audit(task);
}

/* ---- asking */

SCENARIO(a_silent_payment_is_asked_about)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct basket one = world_oranges(&world, 1);
    struct place_request first = world_place(task, &world, BUYER, &one);
    struct place_request second = world_place(task, &world, BUYER + 1, &one);
    world_open_payment(task, &first);
    fake_pay(world_open_payment(task, &second), second.quote->total_fen);
    int asked;
    granted(payment_check_due(task, 10, &asked, &why));
    expect_i64(asked, 0); /* too young */
    world_exec(
        &world,
        "update payment_attempt set created_at = now() - interval '1 minute' where trade_id in"
        " (select id from trade where buyer_id between $B+10 and $B+11)");
    /* a provider that does not answer is not asked again for a minute, and stops nobody */
    fake.query = PROVIDER_UNKNOWN;
    payment_check_due(task, 1, &asked, &why);
    fake.query = PROVIDER_OK;
    granted(payment_check_due(task, 1, &asked, &why));
    expect_i64(asked, 1);
    expect_i64(
        world_i64(&world, "select count(*) from trade where buyer_id = $B+11 and state = 'paid'"),
        1);
    granted(payment_check_due(task, 10, &asked, &why));
    expect_i64(asked, 0);
    expect_i64(fake.queries, 2);
    world_audit(task);
}

/* ---- giving up */

SCENARIO(expiry_gives_stock_back_once)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 5, 5, 5);
    struct basket basket = {
        .wants = {{world.base + EGGS, 2}, {world.base + ORANGES, 7}, {world.base + CRATE, 1}},
        .count = 3};
    struct place_request placed = world_place(task, &world, BUYER, &basket);
    struct place_request kept = world_place(
        task, &world, BUYER + 1, &(struct basket){.wants = {{world.base + EGGS, 1}}, .count = 1});
    world_open_payment(task, &placed);
    world_exec(&world,
               "update trade set expires_at = now() - interval '1 second' where buyer_id = $B+10");
    int cancelled;
    for (int i = 0; i < 3; i++) {
        granted(trade_expire_due(task, 100, &cancelled, &why));
        expect_i64(cancelled, i == 0);
    }
    refused(trade_cancel(task, placed.trade_id, placed.buyer_id, &why), TRADE_NOT_UNPAID);
    refused(trade_cancel(task, kept.trade_id, placed.buyer_id, &why), TRADE_NOT_FOUND);
    expect_i64(world_i64(&world, "select sum(available) from stock where sku_id in ($B+50, $B+51)"),
               15);
    expect_i64(world_i64(&world, "select available from stock where sku_id = $B+52"), 4);
    world_jobs(task);
    expect_i64(fake.closes, 1);
    expect_i64(world_i64(&world,
                         "select count(*) from payment_attempt a join trade t on t.id = a.trade_id"
                         " where t.buyer_id = $B+10 and a.state = 'closed'"),
               1);
    world_audit(task);
}

/* Expiry, a buyer's cancel and the payment of many trades race; each trade ends once. */
static const struct place_request *racing;

static void race_expiry(struct task *task, void *argument)
{
    (void)argument;
    struct refusal why = {.have = -1};
    int cancelled;
    granted(trade_expire_due(task, 100, &cancelled, &why));
    shopping--;
}

static void race_cancel(struct task *task, void *argument)
{
    const struct place_request *placed = &racing[(intptr_t)argument];
    struct refusal why = {.have = -1};
    if (!trade_cancel(task, placed->trade_id, placed->buyer_id, &why))
        expect_text(why.kind->code, TRADE_NOT_UNPAID.code);
    shopping--;
}

static struct provider_event race_events[24]; /* one a trade */

static void race_pay(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    granted(payment_event(task, &FAKE_PROVIDER, &race_events[(intptr_t)argument], &why));
    shopping--;
}

SCENARIO(ends_race_and_each_trade_ends_once)
{
    enum { TRADES = 24 };
    struct refusal why = {.have = -1};
    struct world world = world_make(30, 30, 0, 30);
    struct basket basket = {.wants = {{world.base + ORANGES, 2}, {world.base + EGGS, 1}},
                            .count = 2};
    struct place_request placed[TRADES];
    racing = placed;
    for (int i = 0; i < TRADES; i++) {
        placed[i] = world_place(task, &world, BUYER + i % 10, &basket);
        const char *number = world_open_payment(task, &placed[i]);
        race_events[i] = fake_payment_event(fake_pay(number, placed[i].quote->total_fen));
    }
    world_exec(&world, "update trade set expires_at = now() - interval '1 second' where id % 3 = 0"
                       " and buyer_id between $B+10 and $B+19");
    for (intptr_t i = 0; i < TRADES; i++) {
        shopping += 2;
        expect(task_spawn(race_pay, (void *)i, 0));
        if (i % 4 == 0)
            expect(task_spawn(race_expiry, NULL, 0));
        else
            expect(task_spawn(race_cancel, (void *)i, 0));
    }
    while (shopping > 0)
        granted(task_sleep(task, 1, &why));
    world_audit(task);
    world_jobs(task);
    expect_i64(world_i64(&world, "select count(*) from trade where state = 'placed' and buyer_id "
                                 "between $B+10 and $B+19"),
               0);
    expect_i64(world_i64(&world, "select count(*) from refund r join trade t on t.id = r.trade_id "
                                 "where t.buyer_id between $B+10"
                                 " and $B+19 and r.kind = 'late' and r.state = 'succeeded'"),
               world_i64(&world, "select count(*) from trade where state = 'cancelled' and "
                                 "buyer_id between $B+10 and $B+19"));
    world_audit(task);
}

/* ---- the largest there may be */

/* A listing of as many SKUs as a trade has lines, under a plan of 8 pools for 200 households each.
 */
static void make_large(const struct world *world)
{
    world_exec(world,
               "insert into household (id, household_no, county_code, village_code, pseudonym, "
               "identified_on, attribute,"
               "   family_type, main_cause, state, smartphone, proxy)"
               " select $B+100+n, 'H' || $B+100+n, '990101', '990101001001', '试' || n, "
               "'2014-01-01', '一般', '一般', '缺技术',"
               "   'confirmed', false, true from generate_series(0, 199) as h (n);"
               "insert into benefit_plan (id, county_code, listing_id, version_no, created_by) "
               "values ($B+99, '990101', $B+40, 2, $B+20);"
               "insert into benefit_pool (plan_id, pool_no, kind, rule, rate)"
               " select $B+99, n, 'wage', 'fen_per_unit', 300 from generate_series(1, 8) as p (n);"
               "insert into benefit_share (plan_id, pool_no, household_id, weight)"
               " select $B+99, p, $B+100+n, 1 + n from generate_series(1, 8) as p, "
               "generate_series(0, 199) as h (n);"
               "update listing_version set plan_id = $B+99 where id = $B+44; update lot set "
               "weight_g = weight_g + 100000 where id = $B+60;"
               "select world.make_goods($B, $B+700+n, $B+40, '大单' || n, 100, 2990) from "
               "generate_series(0, 19) as k (n);"
               "insert into stock (sku_id, lot_id, county_code, received, available) select "
               "$B+700+n, $B+60, '990101', 50, 50 from"
               " generate_series(0, 19) as k (n);"
               "insert into stock_movement (id, county_code, sku_id, lot_id, kind, quantity, "
               "actor_id) select $B+800+n, '990101', $B+700+n,"
               " $B+60, 'receive', 50, $B+20 from generate_series(0, 19) as k (n)");
}

/* Several of them at once are more than one batch can hold in memory; each is booked. */
SCENARIO(the_largest_trades_are_booked)
{
    enum { TRADES = 4 };
    struct refusal why = {.have = -1};
    struct world world = world_make(100, 0, 0, 0);
    struct basket basket = {.count = QUOTE_MAX_LINES};
    make_large(&world);
    for (int i = 0; i < QUOTE_MAX_LINES; i++)
        basket.wants[i] = (struct quote_want){world.base + 700 + i, 3};
    struct place_request placed[TRADES];
    for (int i = 0; i < TRADES; i++) {
        placed[i] = world_place(task, &world, BUYER + i, &basket);
        race_events[i] = fake_payment_event(
            fake_pay(world_open_payment(task, &placed[i]), placed[i].quote->total_fen));
    }
    for (intptr_t i = 0; i < TRADES; i++) {
        shopping++;
        expect(task_spawn(race_pay, (void *)i, 0));
    }
    while (shopping > 0)
        granted(task_sleep(task, 1, &why));
    expect_i64(world_i64(&world, "select sum(amount_fen) from attribution where plan_id = $B+99"),
               (int64_t)TRADES * QUOTE_MAX_LINES * 3 * 8 * 300);
    struct idempotency key = world_key(task, placed[0].buyer_id, "refund_create");
    struct refund_want wants[QUOTE_MAX_LINES];
    for (int i = 0; i < QUOTE_MAX_LINES; i++)
        wants[i] = (struct refund_want){placed[0].line_ids[i], 2};
    struct refund_request request = {.order_id = placed[0].order_ids[0],
                                     .actor_id = placed[0].buyer_id,
                                     .by_buyer = true,
                                     .wants = wants,
                                     .count = QUOTE_MAX_LINES,
                                     .reason = "试验",
                                     .key = &key};
    json_t *refund = refund_create(task, &request, &why);
    granted(refund != NULL);
    json_decref(refund);
    world_jobs(task);
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
        cmocka_unit_test(exactly_the_stock_is_sold),
        cmocka_unit_test(a_large_wish_leaves_room_for_small_ones),
        cmocka_unit_test(older_lots_go_first_over_many_trades),
        cmocka_unit_test(one_key_gives_one_trade),
        cmocka_unit_test(a_replay_answers_the_same),
        cmocka_unit_test(a_key_with_another_body_is_refused),
        cmocka_unit_test(a_refused_wish_may_be_repeated),
        cmocka_unit_test(nobody_hoards_by_not_paying),
        cmocka_unit_test(what_changed_meanwhile_is_refused),
        cmocka_unit_test(what_changes_while_waiting_counts),
        cmocka_unit_test(paying_credits_the_households),
        cmocka_unit_test(a_doubled_event_is_applied_once),
        cmocka_unit_test(a_second_payment_goes_back),
        cmocka_unit_test(one_attempt_is_captured_once),
        cmocka_unit_test(a_late_payment_goes_back),
        cmocka_unit_test(a_wrong_amount_books_nothing),
        cmocka_unit_test(a_wrong_amount_does_not_hide_the_right_one),
        cmocka_unit_test(an_unknown_number_is_only_noted),
        cmocka_unit_test(a_number_belongs_to_its_provider),
        cmocka_unit_test(a_payment_is_opened_once),
        cmocka_unit_test(a_refused_payment_leaves_the_trade_payable),
        cmocka_unit_test(what_is_over_opens_no_payment),
        cmocka_unit_test(a_silent_payment_is_asked_about),
        cmocka_unit_test(expiry_gives_stock_back_once),
        cmocka_unit_test(ends_race_and_each_trade_ends_once),
        cmocka_unit_test(the_largest_trades_are_booked),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
