/* The provider's bills against a real database (MALL_TEST_DB): of any length, day by day, with what
 * the provider kept booked; and days without one are found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>

#include "base/clock.h"
#include "payment/bill.h"
#include "payment/bill_desk.h"
#include "tests/unit/db_support.h"
#include "tests/unit/desk.h"
#include "tests/unit/world.h"

#define DAYS "every day with business has the provider's bill"
#define MINE " where subject_id in (select id from trade where buyer_id between $B+10 and $B+19)"

/* What the world's buyers paid and got back, so many days ago. */
static void move_back(const struct world *world, int days)
{
    char sql[800];
    snprintf(sql, sizeof(sql),
             "update state_log set at = at - interval '%d days' where machine = 'refund' and"
             " object_id in (select id from refund" MINE ");"
             "update payment_attempt set created_at = created_at - interval '%d days',"
             " paid_at = paid_at - interval '%d days'" MINE ";"
             "update refund set created_at = created_at - interval '%d days',"
             " done_at = done_at - interval '%d days'" MINE,
             days, days, days, days, days);
    world_exec(world, sql);
    world_stamp(true);
}

static const char *day_ago(int days)
{
    static char texts[4][11];
    static int next;
    char *text = texts[next++ % 4];
    return clock_beijing_day(clock_now_us() - (int64_t)days * INT64_C(86400000000), text);
}

static int fetch_due(struct task *task)
{
    struct refusal why = {.have = -1};
    int made = -1;
    granted(payment_bill_fetch_due(task, &made, &why));
    return made;
}

/* A paid trade of three boxes, one of which went back. */
static void sell(struct task *task, const struct world *world)
{
    struct place_request placed = desk_paid_oranges(task, world, 3);
    struct refunding one = {.world = world,
                            .order_id = placed.order_ids[0],
                            .wants = {{placed.line_ids[0], 1}},
                            .count = 1};
    desk_refund(task, &one, 2990, 0);
    world_jobs(task);
}

static int64_t of_bill(const char *column, const char *day)
{
    char sql[160];
    snprintf(sql, sizeof(sql), "select %s from provider_bill where day = '%s'", column, day);
    return side_i64(sql);
}

static void forget_bills(void)
{
    side_exec("delete from transfer where kind = 'fee'; delete from provider_bill_row;"
              "delete from provider_bill; delete from job where kind = 'bill_fetch'");
}

/* ---- a day that cannot be had */

SCENARIO(a_bad_day_keeps_no_other_from_its_bill)
{
    struct world old = world_make(20, 0, 0, 0), young = world_make(20, 0, 0, 0);
    desk_paid_oranges(task, &old, 1);
    move_back(&old, 5);
    fake.bill = PROVIDER_UNKNOWN;
    fake.code = "BAD_ANSWER";
    expect_i64(fetch_due(task), 1);
    world_jobs(task);
    expect_i64(fake.bills, 1);
    /* it rests: neither a round nor its job asks again at once */
    expect_i64(fetch_due(task), 0);
    world_jobs(task);
    expect_i64(fake.bills, 1);
    expect_i64(side_i64("select count(*) from job where kind = 'bill_fetch' and state = 'queued'"
                        " and run_at > now() + interval '20 seconds'"),
               1);
    /* the next day is had meanwhile */
    fake.bill = PROVIDER_OK;
    desk_paid_oranges(task, &young, 2);
    move_back(&young, 3);
    fake.bill_day = day_ago(3);
    expect_i64(fetch_due(task), 1);
    world_jobs(task);
    expect_i64(of_bill("count(*)", day_ago(3)), 1);
    expect_i64(of_bill("count(*)", day_ago(5)), 0);
    forget_bills();
    move_back(&old, -5);
    move_back(&young, -3);
}

SCENARIO(a_day_without_its_bill_is_a_finding_until_it_is_fetched)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(20, 0, 0, 0);
    sell(task, &world);
    world_audit(task);
    move_back(&world, 4);
    expect_text(world_audit_failures(task), DAYS);
    /* it was asked for in vain until its job gave up */
    fake.bill = PROVIDER_UNKNOWN;
    fake.code = "STATEMENT_CREATING";
    expect_i64(fetch_due(task), 1);
    side_exec("update job set attempts = 17 where kind = 'bill_fetch'");
    world_jobs(task);
    expect_i64(side_i64("select count(*) from job where kind = 'bill_fetch' and state = 'failed'"),
               1);
    expect_i64(fetch_due(task), 0);
    json_t *bill = payment_bill_json(task, day_ago(4), &why);
    expect_text(json_string_value(json_object_get(bill, "state")), "failed");
    expect_text(json_string_value(json_object_get(bill, "why")),
                "支付平台还在做这天的账单（STATEMENT_CREATING）");
    json_decref(bill);
    expect_text(world_audit_failures(task), DAYS);
    /* a person has it fetched */
    fake.bill = PROVIDER_OK;
    fake.bill_day = day_ago(4);
    granted(payment_bill_fetch_soon(task, &FAKE_PROVIDER, day_ago(4), &why));
    world_jobs(task);
    expect_i64(of_bill("row_count", day_ago(4)), 2);
    world_audit(task);
    refused(payment_bill_fetch_soon(task, &FAKE_PROVIDER, day_ago(0), &why), BILL_NOT_READY);
    forget_bills();
    move_back(&world, -4);
}

/* A mall that came here from elsewhere has no bills of its past. */
SCENARIO(bills_are_expected_from_a_day_on)
{
    struct world world = world_make(20, 0, 0, 0);
    desk_paid_oranges(task, &world, 1);
    move_back(&world, 20);
    expect_text(world_audit_failures(task), DAYS);
    expect(payment_bill_start(day_ago(10)));
    world_audit(task);
    expect_i64(fetch_due(task), 0);
    expect(!payment_bill_start("2026-02-30"));
    expect(payment_bill_start("2000-01-01"));
    move_back(&world, -20);
    world_audit(task);
}

/* ---- what the provider kept */

SCENARIO(fees_are_booked_so_that_our_account_is_the_banks)
{
    enum { PAID = 3 * 2990 + 1800 /* freight */, BACK = 2990 };
    struct refusal why = {.have = -1};
    struct world world = world_make(20, 0, 0, 0);
    int64_t rows, before = world_balance("gateway", 0);
    sell(task, &world);
    expect_i64(before - world_balance("gateway", 0), PAID - BACK);
    move_back(&world, 2);
    fake.bill_day = day_ago(2);
    fake.bill_fee_bp = 60;
    granted(payment_bill_fetch(task, &FAKE_PROVIDER, day_ago(2), &rows, &why));
    expect_i64(rows, 2);
    /* 60 bp of each, cut: 64 and 17 */
    expect_i64(of_bill("kept_fen", day_ago(2)), 64 - 17);
    int64_t bill_id = of_bill("bill_id", day_ago(2));
    expect_i64(world_balance("provider_fee", bill_id), -(64 - 17));
    expect_i64(before - world_balance("gateway", 0), PAID - BACK - (64 - 17));
    world_audit(task);
    /* the provider corrects itself: the difference is booked, in either direction */
    fake.bill_fee_bp = 100;
    granted(payment_bill_fetch(task, &FAKE_PROVIDER, day_ago(2), &rows, &why));
    expect_i64(of_bill("bill_id", day_ago(2)), bill_id);
    expect_i64(world_balance("provider_fee", bill_id), -(107 - 29));
    fake.bill_fee_bp = 0;
    granted(payment_bill_fetch(task, &FAKE_PROVIDER, day_ago(2), &rows, &why));
    expect_i64(world_balance("provider_fee", bill_id), 0);
    expect_i64(before - world_balance("gateway", 0), PAID - BACK);
    world_audit(task);
    forget_bills();
    move_back(&world, -2);
}

/* ---- any length, whole or not at all */

SCENARIO(a_bill_of_more_rows_than_a_statement_takes_is_kept)
{
    enum { ROWS = 60000 };
    struct refusal why = {.have = -1};
    struct world world = world_make(20, 0, 0, 0);
    int64_t rows = 0;
    desk_paid_oranges(task, &world, 1);
    move_back(&world, 2);
    fake.bill_day = day_ago(2);
    fake.bill_made_up = ROWS;
    granted(payment_bill_fetch(task, &FAKE_PROVIDER, day_ago(2), &rows, &why));
    expect_i64(rows, ROWS + 1);
    expect_i64(side_i64("select count(*) from provider_bill_row"), ROWS + 1);
    /* one that breaks off leaves what was there */
    fake.bill_made_up = ROWS / 2;
    fake.bill_breaks = true;
    refused(payment_bill_fetch(task, &FAKE_PROVIDER, day_ago(2), &rows, &why), REFUSAL_UNAVAILABLE);
    expect_i64(side_i64("select count(*) from provider_bill_row"), ROWS + 1);
    expect_i64(fake.bills_open, 0);
    forget_bills();
    move_back(&world, -2);
    world_audit(task);
}

/* A refund that was accepted stands in that day's bill: that there is none is not believed. */
SCENARIO(a_day_with_refunds_has_a_bill_too)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(20, 0, 0, 0);
    int64_t rows;
    sell(task, &world);
    move_back(&world, 6);
    world_exec(&world,
               "update payment_attempt set paid_at = paid_at - interval '2 days'" MINE
               ";update state_log set at = date_trunc('day', at at time zone"
               " 'Asia/Shanghai') at time zone 'Asia/Shanghai' + interval '12 hours'"
               " where machine = 'refund' and object_id in (select id from refund" MINE ")");
    refused(payment_bill_fetch(task, &FAKE_PROVIDER, day_ago(6), &rows, &why), REFUSAL_UNAVAILABLE);
    granted(payment_bill_fetch(task, &FAKE_PROVIDER, day_ago(7), &rows, &why));
    expect_i64(rows, 0);
    forget_bills();
    world_exec(&world, "update payment_attempt set paid_at = paid_at + interval '2 days'" MINE);
    move_back(&world, -6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bad_day_keeps_no_other_from_its_bill),
        cmocka_unit_test(a_day_without_its_bill_is_a_finding_until_it_is_fetched),
        cmocka_unit_test(bills_are_expected_from_a_day_on),
        cmocka_unit_test(fees_are_booked_so_that_our_account_is_the_banks),
        cmocka_unit_test(a_bill_of_more_rows_than_a_statement_takes_is_kept),
        cmocka_unit_test(a_day_with_refunds_has_a_bill_too),
    };
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
