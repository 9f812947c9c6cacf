/* Days that are over, against a real database (MALL_TEST_DB): the chain of closed days shows every
 * change, and the provider's bills are kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>

#include "base/clock.h"
#include "ledger/day.h"
#include "ledger/day_audit.h"
#include "payment/bill.h"
#include "tests/unit/db_support.h"
#include "tests/unit/desk.h"
#include "tests/unit/world.h"

static bool verify(struct task *task, char bad[11], int64_t *days, struct refusal *why)
{
    struct ledger_day_found found = {.transfers = NULL};
    bool asked = ledger_day_audit(task, 0, 0, &found, why);
    snprintf(bad, 11, "%s", found.bad);
    *days = found.days;
    return asked;
}

SCENARIO(a_closed_day_shows_every_change)
{
    struct refusal why = {.have = -1};
    char bad[11], day[11];
    int closed;
    int64_t days;
    struct world world = world_make(20, 0, 0, 0);
    desk_paid_oranges(task, &world, 2);
    granted(ledger_day_close_due(task, &closed, &why));
    expect_i64(closed, 0); /* today is not over */
    world_days_ago(2);
    fake.bill_day = clock_beijing_day(clock_now_us() - INT64_C(2) * 86400000000, day);
    granted(payment_bill_fetch_due(task, &closed, &why));
    expect_i64(closed, 1);
    world_jobs(task);
    granted(ledger_day_close_due(task, &closed, &why));
    expect_i64(closed, 1);
    granted(ledger_day_close_due(task, &closed, &why));
    expect_i64(closed, 0);
    granted(verify(task, bad, &days, &why));
    expect_text(bad, "");
    expect_i64(days, 1);
    /* fields of one row, a row more, a row less */
    static const struct {
        const char *change, *mend;
    } CHANGES[] = {
        {"update transfer set amount_fen = amount_fen + 1 where kind = 'withhold'",
         "update transfer set amount_fen = amount_fen - 1 where kind = 'withhold'"},
        {"update transfer set county_code = '990102' where kind = 'withhold'",
         "update transfer set county_code = '990101' where kind = 'withhold'"},
        {"update transfer set credit_owner = credit_owner + 1 where kind = 'withhold'",
         "update transfer set credit_owner = credit_owner - 1 where kind = 'withhold'"},
        {"update transfer set booked_at = booked_at + interval '1 microsecond' where kind = "
         "'withhold'",
         "update transfer set booked_at = booked_at - interval '1 microsecond' where kind = "
         "'withhold'"},
        {"create table world.kept as select * from transfer where kind = 'withhold'; delete from "
         "transfer where kind = 'withhold'",
         "insert into transfer select * from world.kept; drop table world.kept"},
        {"insert into transfer select 5, county_code, debit_kind, debit_owner, credit_kind, "
         "credit_owner, amount_fen, kind, order_id, cause_id, booked_at"
         " from transfer where kind = 'withhold' limit 1",
         "delete from transfer where id = 5"},
        {"update ledger_day set transfers = transfers + 1",
         "update ledger_day set transfers = transfers - 1"},
        {"update ledger_day set chain = sha256(chain)", "create table world.kept as select 1 as n"},
    };
    int count = (int)(sizeof(CHANGES) / sizeof(CHANGES[0]));
    for (int i = 0; i < count; i++) {
        world_exec(&world, CHANGES[i].change);
        granted(verify(task, bad, &days, &why));
        if (!expect(bad[0] != '\0'))
            fprintf(stderr, "%s\n", CHANGES[i].change);
        world_exec(&world, CHANGES[i].mend);
    }
    /* the chain value is nobody's to mend but by closing the day again */
    world_exec(&world, "drop table world.kept; delete from ledger_day_sum; delete from ledger_day");
    granted(ledger_day_close_due(task, &closed, &why));
    expect_i64(closed, 1);
    granted(verify(task, bad, &days, &why));
    expect_text(bad, "");
    /* a row on an older day that was never closed, because nothing happened on it */
    world_exec(&world,
               "insert into transfer select 5, county_code, debit_kind, debit_owner, "
               "credit_kind, credit_owner, amount_fen, kind, order_id, cause_id,"
               " booked_at - interval '3 days' from transfer where kind = 'withhold' limit 1");
    granted(verify(task, bad, &days, &why));
    expect(bad[0] != '\0');
    world_exec(&world, "delete from transfer where id = 5");
    granted(verify(task, bad, &days, &why));
    expect_text(bad, "");
    world_audit(task);
}

/* Moves what the world's buyers paid and got back so many days into the past, as the owner. */
static void move_back(const struct world *world, int payment_days, int refund_days)
{
    char sql[400];
    snprintf(sql, sizeof(sql),
             "update payment_attempt set created_at = created_at - interval '%d days', paid_at = "
             "paid_at - interval '%d days' where subject_id in"
             " (select id from trade where buyer_id = $B+10);"
             "update refund set created_at = created_at - interval '%d days' where subject_id in"
             " (select id from trade where buyer_id = $B+10)",
             payment_days, payment_days, refund_days);
    world_exec(world, sql);
}

SCENARIO(bills_are_kept_once)
{
    struct refusal why = {.have = -1};
    int fetched;
    int64_t rows;
    char day[11];
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 3);
    struct refunding one = {.world = &world,
                            .order_id = placed.order_ids[0],
                            .wants = {{placed.line_ids[0], 1}},
                            .count = 1};
    desk_refund(task, &one, 2990, 0);
    world_jobs(task);
    granted(payment_bill_fetch_due(task, &fetched, &why));
    expect_i64(fetched, 0); /* today's bill is made tomorrow */
    move_back(&world, 3, 3);
    fake.bill_day = clock_beijing_day(clock_now_us() - INT64_C(3) * 86400000000, day);
    granted(payment_bill_fetch_due(task, &fetched, &why));
    expect_i64(fetched, 1);
    world_jobs(task);
    granted(payment_bill_fetch_due(task, &fetched, &why));
    expect_i64(fetched, 0);
    expect_i64(side_i64("select row_count from provider_bill order by day limit 1"), 2);
    granted(payment_bill_fetch(task, &FAKE_PROVIDER, day, &rows, &why));
    expect_i64(side_i64("select count(*) from provider_bill_row where day = (select min(day) from "
                        "provider_bill)"),
               2);
    /* a day on which there was nothing but a refund has a bill too; and bills may be empty */
    move_back(&world, 0, 1);
    granted(payment_bill_fetch_due(task, &fetched, &why));
    expect_i64(fetched, 1);
    world_jobs(task);
    expect_i64(side_i64("select count(*) from provider_bill where row_count = 0"), 1);
    world_audit(task);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_closed_day_shows_every_change),
        cmocka_unit_test(bills_are_kept_once),
    };
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
