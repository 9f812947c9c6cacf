/* How trades end, against a real database (MALL_TEST_DB): paid, expired or cancelled, once, also
 * when all of it happens at the same moment; and the largest trades there may be. After each
 * scenario every check of the audit must pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "payment/hear.h"
#include "orders/refund.h"
#include "orders/trade.h"
#include "orders/trade_cancel.h"
#include "tests/unit/db_support.h"
#include "tests/unit/world.h"

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
    expect_i64(
        world_i64(&world,
                  "select count(*) from payment_attempt a join trade t on t.id = a.subject_id"
                  " where t.buyer_id = $B+10 and a.state = 'closed'"),
        1);
    world_audit(task);
}

/* Expiry, a buyer's cancel and the payment of many trades race; each trade ends once. */
static const struct place_request *racing;
static int racers; /* that are still running */

static void race_expiry(struct task *task, void *argument)
{
    (void)argument;
    struct refusal why = {.have = -1};
    int cancelled;
    granted(trade_expire_due(task, 100, &cancelled, &why));
    racers--;
}

static void race_cancel(struct task *task, void *argument)
{
    const struct place_request *placed = &racing[(intptr_t)argument];
    struct refusal why = {.have = -1};
    if (!trade_cancel(task, placed->trade_id, placed->buyer_id, &why))
        expect_text(why.kind->code, TRADE_NOT_UNPAID.code);
    racers--;
}

static struct provider_event race_events[24]; /* one a trade */

static void race_pay(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    granted(payment_hear(task, &FAKE_PROVIDER, &race_events[(intptr_t)argument], &why));
    racers--;
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
        racers += 2;
        expect(task_spawn(race_pay, (void *)i, 0));
        if (i % 4 == 0)
            expect(task_spawn(race_expiry, NULL, 0));
        else
            expect(task_spawn(race_cancel, (void *)i, 0));
    }
    while (racers > 0 && granted(task_sleep(task, 1, &why)))
        continue;
    world_audit(task);
    world_jobs(task);
    expect_i64(world_i64(&world, "select count(*) from trade where state = 'placed' and buyer_id "
                                 "between $B+10 and $B+19"),
               0);
    expect_i64(world_i64(&world,
                         "select count(*) from refund r join trade t on t.id = r.subject_id "
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
               "insert into unique_value select 'household_no', household_no, id from household "
               "where id between $B+100 and $B+299;"
               "insert into benefit_plan (id, county_code, listing_id, version_no, created_by) "
               "values ($B+99, '990101', $B+40, 2, $B+20);"
               "insert into benefit_pool (plan_id, county_code, pool_no, kind, rule, rate)"
               " select $B+99, '990101', n, 'wage', 'fen_per_unit', 300 from generate_series(1, 8) "
               "as p (n);"
               "insert into benefit_share (plan_id, county_code, pool_no, household_id, weight)"
               " select $B+99, '990101', p, $B+100+n, 1 + n from generate_series(1, 8) as p, "
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
    world_stamp(true);
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
        racers++;
        expect(task_spawn(race_pay, (void *)i, 0));
    }
    while (racers > 0 && granted(task_sleep(task, 1, &why)))
        continue;
    expect_i64(world_i64(&world, "select sum(amount_fen) from attribution_entry a join roster r on "
                                 "r.id = a.roster_id where r.plan_id = $B+99"),
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expiry_gives_stock_back_once),
        cmocka_unit_test(ends_race_and_each_trade_ends_once),
        cmocka_unit_test(the_largest_trades_are_booked),
    };
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
