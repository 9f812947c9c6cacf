/* Every check of the audit must be able to fail: on books that pass, one row after the other is
 * changed as the tables' owner could - who has stolen the stamp key and stamps what was changed,
 * unless it is stamps that notice - and exactly its check must speak. Needs MALL_TEST_DB. */
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
#include "payment/bill.h"
#include "orders/complete.h"
#include "orders/fulfil.h"
#include "payment/hear.h"
#include "orders/refund.h"
#include "orders/trade.h"
#include "orders/trade_cancel.h"
#include "tests/unit/audit_forgeries.h"
#include "tests/unit/db_support.h"
#include "tests/unit/desk.h"
#include "tests/unit/world.h"

static struct world world;

/* ---- a day of business */

static void pack_all(struct task *task, int64_t order_id, bool ship)
{
    struct refusal why = {.have = -1};
    struct idempotency key = world_key(task, world.base + OFFICER, "parcel_create");
    struct fulfil_request request = {
        .order_id = order_id, .actor_id = world.base + OFFICER, .weight_g = 9000, .key = &key};
    json_t *parcel = fulfil_pack(task, &request, &why);
    if (!granted(parcel != NULL))
        return;
    int64_t id = strtoll(json_string_value(json_object_get(parcel, "id")), NULL, 10);
    json_decref(parcel);
    granted(!ship || desk_try_hand_over(task, &world, id, "SF1000000000777", &why));
}

static void refund_one(struct task *task, const struct place_request *placed, int line)
{
    struct refusal why = {.have = -1};
    struct idempotency key = world_key(task, placed->buyer_id, "refund_create");
    struct refund_request request = {.order_id = placed->order_ids[line],
                                     .actor_id = placed->buyer_id,
                                     .by_buyer = true,
                                     .wants = (struct refund_want[]){{placed->line_ids[line], 1}},
                                     .count = 1,
                                     .reason = "试验",
                                     .key = &key};
    json_t *refund = refund_create(task, &request, &why);
    granted(refund != NULL);
    json_decref(refund);
}

/* Three days ago: two orders paid in one trade, of which the first was shipped and completed and
 * one box of the second went back; a payment that came too late. Today: a paid order of which one
 * box is packed, an unpaid trade, a cancelled one. */
static void tell(struct task *task)
{
    struct refusal why = {.have = -1};
    struct basket both = {.wants = {{world.base + ORANGES, 7}, {world.base + EGGS, 3}}, .count = 2};
    struct basket oranges = world_oranges(&world, 2);
    struct place_request first = world_place(task, &world, BUYER, &both);
    world_pay(task, &first);
    pack_all(task, first.order_ids[0], true);
    granted(complete_by_buyer(task, first.order_ids[0], first.buyer_id, &why));
    refund_one(task, &first, 1);
    struct place_request late = world_place(task, &world, BUYER + 1, &oranges);
    const char *number = world_open_payment(task, &late);
    granted(trade_cancel(task, late.trade_id, late.buyer_id, &why));
    struct provider_event event = fake_payment_event(fake_pay(number, late.quote->total_fen));
    granted(payment_hear(task, &FAKE_PROVIDER, &event, &why));
    world_jobs(task);
    world_days_ago(3);
    char day[11];
    int count;
    fake.bill_day = clock_beijing_day(clock_now_us() - INT64_C(3) * 86400000000, day);
    fake.bill_fee_bp = 60;
    granted(payment_bill_fetch_due(task, &count, &why));
    expect_i64(count, 1);
    world_jobs(task);
    granted(ledger_day_close_due(task, &count, &why));
    expect_i64(count, 1);
    struct place_request open = world_place(task, &world, BUYER + 2, &oranges);
    world_pay(task, &open);
    struct basket crate = {.wants = {{world.base + CRATE, 1}}, .count = 1};
    struct place_request packed = world_place(task, &world, BUYER + 2, &crate);
    world_pay(task, &packed);
    pack_all(task, packed.order_ids[0], false);
    world_place(task, &world, BUYER + 3, &oranges);
    struct place_request gone = world_place(task, &world, BUYER + 4, &oranges);
    granted(trade_cancel(task, gone.trade_id, gone.buyer_id, &why));
    fake.refund_state = PROVIDER_REFUND_PROCESSING;
    struct place_request under_way = world_place(task, &world, BUYER + 5, &oranges);
    world_pay(task, &under_way);
    refund_one(task, &under_way, 0);
    world_jobs(task);
}

/* Changes one after the other. What one mends is stamped together with what the next changes:
 * nobody looks in between. */
static void forge(struct task *task, const struct forgery *forgeries, int count, bool stamped)
{
    for (int i = 0; i < count; i++) {
        world_exec(&world, forgeries[i].change);
        if (stamped)
            world_stamp(true);
        if (!expect_text(world_audit_failures(task), forgeries[i].noticed))
            fprintf(stderr, "  after: %s\n", forgeries[i].change);
        world_exec(&world, forgeries[i].mend);
    }
    if (stamped)
        world_stamp(true);
}

SCENARIO(every_check_can_fail)
{
    world = world_make(20, 5, 5, 9);
    world_exec(&world, "insert into role_grant (id, account_id, role, org_id, granted_by) values "
                       "($B+700, $B+20, 'accountant', $B+1, $B+10)");
    tell(task);
    world_audit(task);
    forge(task, FORGERIES, FORGERY_COUNT, true);
    world_audit(task); /* all is mended, so that each forgery was seen for itself */
    forge(task, UNSTAMPED, UNSTAMPED_COUNT, false);
    world_audit(task);
}

static bool is_forged(const char *check, const struct forgery *forgeries, int count)
{
    for (int i = 0; i < count; i++)
        if (strstr(forgeries[i].noticed, check) != NULL)
            return true;
    return false;
}

/* Each check of the report is forged at least once, so that a new one cannot come without. */
SCENARIO(no_check_is_left_out)
{
    json_t *checks = world_audit_checks(task);
    for (size_t i = 0; i < json_array_size(checks); i++) {
        const char *name = json_string_value(json_object_get(json_array_get(checks, i), "name"));
        if (!expect(is_forged(name, FORGERIES, FORGERY_COUNT) ||
                    is_forged(name, UNSTAMPED, UNSTAMPED_COUNT)))
            fprintf(stderr, "  %s\n", name);
    }
    json_decref(checks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_check_can_fail),
                                       cmocka_unit_test(no_check_is_left_out)};
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
