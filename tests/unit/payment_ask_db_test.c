/* Asking before anything is given up, and asking fairly, against a real database (MALL_TEST_DB).
 * After each scenario every check of the audit must pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>

#include "base/clock.h"
#include "orders/trade.h"
#include "orders/trade_cancel.h"
#include "payment/apply.h"
#include "payment/ask.h"
#include "payment/bill.h"
#include "tests/unit/db_support.h"
#include "tests/unit/world.h"

/* Applies a capture of a number and returns its outcome. */
static enum payment_outcome apply(struct task *task, const struct provider_payment *payment)
{
    struct refusal why = {.have = -1};
    struct payment_capture capture = {.provider = "fake",
                                      .number = payment->number,
                                      .transaction_id = payment->transaction_id,
                                      .event_key = payment->transaction_id,
                                      .amount_fen = payment->amount_fen,
                                      .paid_us = payment->paid_us};
    granted(payment_apply(task, &capture, &why));
    return capture.outcome;
}

/* ---- asked before it is given up */

/* Time to pay has run out, and who was asked lately is asked again. */
static void out_of_time(const struct world *world)
{
    world_exec(world, "update trade set expires_at = now() - interval '1 second' where state ="
                      " 'placed' and buyer_id = $B+10;"
                      "update payment_attempt set checked_at = null where subject_id in"
                      " (select id from trade where buyer_id = $B+10)");
}

static int64_t trades_that_are(const struct world *world, const char *state)
{
    char sql[120];
    snprintf(sql, sizeof(sql), "select count(*) from trade where buyer_id = $B+10 and state = '%s'",
             state);
    return world_i64(world, sql);
}

SCENARIO(an_outage_cancels_nothing_that_was_paid)
{
    struct refusal why = {.have = -1};
    int cancelled;
    struct world world = world_make(5, 0, 0, 0);
    struct basket two = world_oranges(&world, 2);
    struct place_request placed = world_place(task, &world, BUYER, &two);
    const char *number = world_open_payment(task, &placed);
    fake_pay(number, placed.quote->total_fen);
    fake.query = fake.close = PROVIDER_UNKNOWN;
    for (int i = 0; i < 3; i++) {
        out_of_time(&world);
        granted(trade_expire_due(task, 100, &cancelled, &why));
        expect_i64(cancelled, 0);
    }
    expect_i64(trades_that_are(&world, "placed"), 1);
    world_audit(task);
    fake.query = fake.close = PROVIDER_OK;
    out_of_time(&world);
    granted(trade_expire_due(task, 100, &cancelled, &why));
    expect_i64(cancelled, 0);
    expect_i64(trades_that_are(&world, "paid"), 1);
    world_jobs(task);
    expect_i64(fake.refunds, 0);
    world_audit(task);
}

/* One that the provider is silent about keeps no other from being cancelled. */
SCENARIO(what_was_never_opened_is_cancelled_in_an_outage)
{
    struct refusal why = {.have = -1};
    int cancelled;
    struct world world = world_make(5, 0, 0, 0);
    struct basket one = world_oranges(&world, 1);
    struct place_request opened = world_place(task, &world, BUYER, &one);
    world_open_payment(task, &opened);
    world_place(task, &world, BUYER, &one);
    fake.query = fake.close = PROVIDER_UNKNOWN;
    out_of_time(&world);
    granted(trade_expire_due(task, 1, &cancelled, &why));
    expect_i64(cancelled, 1);
    expect_i64(trades_that_are(&world, "placed"), 1);
    fake.query = fake.close = PROVIDER_OK;
    out_of_time(&world);
    granted(trade_expire_due(task, 1, &cancelled, &why));
    expect_i64(cancelled, 1);
    world_audit(task);
}

SCENARIO(a_buyers_cancel_asks_too)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct basket one = world_oranges(&world, 1);
    struct place_request placed = world_place(task, &world, BUYER, &one);
    const char *number = world_open_payment(task, &placed);
    fake_pay(number, placed.quote->total_fen);
    fake.query = fake.close = PROVIDER_UNKNOWN;
    refused(trade_cancel(task, placed.trade_id, placed.buyer_id, &why), TRADE_MAYBE_PAID);
    expect_i64(trades_that_are(&world, "placed"), 1);
    fake.query = fake.close = PROVIDER_OK;
    refused(trade_cancel(task, placed.trade_id, placed.buyer_id, &why), TRADE_NOT_UNPAID);
    expect_i64(trades_that_are(&world, "paid"), 1);
    world_jobs(task);
    expect_i64(fake.refunds, 0);
    world_audit(task);
}

/* ---- asking is fair, and ends */

SCENARIO(attempts_that_cannot_be_asked_about_starve_nobody)
{
    enum { ATTEMPTS = 4 };
    struct refusal why = {.have = -1};
    int asked;
    struct world world = world_make(9, 0, 0, 0);
    struct basket one = world_oranges(&world, 1);
    const char *numbers[ATTEMPTS];
    for (int i = 0; i < ATTEMPTS; i++) {
        struct place_request placed = world_place(task, &world, BUYER, &one);
        numbers[i] = world_open_payment(task, &placed);
        fake_pay(numbers[i], placed.quote->total_fen);
    }
    world_exec(&world, "update payment_attempt set created_at = now() - interval '10 minutes',"
                       " checked_at = null where subject_id in"
                       " (select id from trade where buyer_id = $B+10)");
    fake.query = PROVIDER_UNKNOWN;
    refused(payment_ask_due(task, 3, &asked, &why), REFUSAL_UNAVAILABLE);
    fake.query = PROVIDER_OK;
    granted(payment_ask_due(task, 1, &asked, &why));
    expect_i64(asked, 1);
    expect_i64(trades_that_are(&world, "paid"), 1); /* the last one, not the first again */
    int queries = fake.queries;
    granted(payment_ask_due(task, 10, &asked, &why));
    expect_i64(fake.queries, queries); /* and the others have their minute */
    world_exec(&world, "update payment_attempt set checked_at = now() - interval '2 minutes'"
                       " where state = 'created' and subject_id in"
                       " (select id from trade where buyer_id = $B+10)");
    granted(payment_ask_due(task, 10, &asked, &why));
    expect_i64(trades_that_are(&world, "paid"), ATTEMPTS);
    world_audit(task);
}

SCENARIO(an_attempt_that_nobody_can_close_ends)
{
    struct refusal why = {.have = -1};
    int asked, cancelled;
    struct world world = world_make(5, 0, 0, 0);
    struct basket one = world_oranges(&world, 1);
    struct place_request placed = world_place(task, &world, BUYER, &one);
    const char *number = world_open_payment(task, &placed);
    fake.query = fake.close = PROVIDER_UNKNOWN;
    world_exec(&world, "update payment_attempt set created_at = now() - interval '32 days',"
                       " checked_at = null, expires_at = now() - interval '31 days'"
                       " where subject_id in (select id from trade where buyer_id = $B+10)");
    granted(payment_ask_due(task, 10, &asked, &why));
    expect_i64(world_i64(&world, "select count(*) from payment_attempt a join trade t on t.id ="
                                 " a.subject_id where t.buyer_id = $B+10 and a.state ="
                                 " 'abandoned'"),
               1);
    int queries = fake.queries, closes = fake.closes;
    granted(payment_ask_due(task, 10, &asked, &why));
    expect_i64(fake.queries + fake.closes, queries + closes);
    out_of_time(&world);
    granted(trade_expire_due(task, 100, &cancelled, &why));
    expect_i64(cancelled, 1);
    /* should it have been paid after all, the money goes back */
    expect_i64(apply(task, fake_pay(number, placed.quote->total_fen)), PAYMENT_LATE);
    world_jobs(task);
    world_audit(task);
}

/* ---- codes */

SCENARIO(a_dead_code_is_replaced)
{
    struct world world = world_make(5, 0, 0, 0);
    struct basket one = world_oranges(&world, 1);
    struct place_request placed = world_place(task, &world, BUYER, &one);
    const char *number = world_open_payment(task, &placed);
    expect_text(world_open_payment(task, &placed), number);
    expect_i64(fake.creates, 1);
    world_exec(&world, "update payment_attempt set code_at = now() - interval '2 hours' where"
                       " subject_id in (select id from trade where buyer_id = $B+10)");
    expect_text(world_open_payment(task, &placed), number);
    expect_i64(fake.creates, 2);
    world_audit(task);
}

/* Who was opening it died: the next request opens it, within its own time. */
SCENARIO(an_opening_that_was_left_is_taken_over)
{
    struct world world = world_make(5, 0, 0, 0);
    struct basket one = world_oranges(&world, 1);
    struct place_request placed = world_place(task, &world, BUYER, &one);
    const char *number = world_open_payment(task, &placed);
    world_exec(&world, "update payment_attempt set code_url = null, code_at = null, claimed_at ="
                       " now() where subject_id in (select id from trade where buyer_id ="
                       " $B+10)");
    expect_text(world_open_payment(task, &placed), number);
    expect_i64(fake.creates, 2);
    world_audit(task);
}

/* ---- a bill that cannot be had */

SCENARIO(a_day_with_captures_has_a_bill_whatever_the_provider_says)
{
    struct refusal why = {.have = -1};
    int64_t count;
    char day[11];
    struct world world = world_make(5, 0, 0, 0);
    struct basket one = world_oranges(&world, 1);
    struct place_request placed = world_place(task, &world, BUYER, &one);
    world_pay(task, &placed);
    world_exec(&world, "update payment_attempt set paid_at = paid_at - interval '5 days' where"
                       " subject_id in (select id from trade where buyer_id = $B+10)");
    clock_beijing_day(clock_now_us() - INT64_C(5) * 86400000000, day);
    refused(payment_bill_fetch(task, &FAKE_PROVIDER, day, &count, &why), REFUSAL_UNAVAILABLE);
    clock_beijing_day(clock_now_us() - INT64_C(6) * 86400000000, day);
    granted(payment_bill_fetch(task, &FAKE_PROVIDER, day, &count, &why));
    world_exec(&world, "update payment_attempt set paid_at = paid_at + interval '5 days' where"
                       " subject_id in (select id from trade where buyer_id = $B+10)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_outage_cancels_nothing_that_was_paid),
        cmocka_unit_test(what_was_never_opened_is_cancelled_in_an_outage),
        cmocka_unit_test(a_buyers_cancel_asks_too),
        cmocka_unit_test(attempts_that_cannot_be_asked_about_starve_nobody),
        cmocka_unit_test(an_attempt_that_nobody_can_close_ends),
        cmocka_unit_test(a_dead_code_is_replaced),
        cmocka_unit_test(an_opening_that_was_left_is_taken_over),
        cmocka_unit_test(a_day_with_captures_has_a_bill_whatever_the_provider_says),
    };
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
