/* Refunds before packing, and the provider's half of all refunds, against a real database
 * (MALL_TEST_DB): what goes back goes back exactly, from whom it should, once. After each scenario
 * every check of the audit must pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>

#include "orders/order.h"
#include "payment/refund.h"
#include "payment/refund_send.h"
#include "payment/hear.h"
#include "orders/refund.h"
#include "tests/unit/db_support.h"
#include "tests/unit/desk.h"
#include "tests/unit/world.h"

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
    expect_i64(desk_households_have(&world), desk_owed_for(7) + 300);
    desk_refund(task, &part, 3 * 2990, 0);
    expect_i64(desk_households_have(&world), desk_owed_for(4) + 300);
    expect_i64(world_i64(&world, "select sum(available) from stock where sku_id = $B+50"), 6);
    expect_text(desk_state_of_order(task, oranges), "paid");
    world_audit(task);
    world_jobs(task);
    part.wants[0].quantity = 4;
    desk_refund(task, &part, 4 * 2990, freight); /* freight goes with the last box */
    expect_i64(desk_households_have(&world), 300);
    for (int i = 0; i < 3; i++)
        expect_i64(world_balance("household_accrued", world.base + HOUSEHOLD + i) +
                       world_balance("withheld", world.base + HOUSEHOLD + i),
                   0);
    expect_i64(world_i64(&world,
                         "select count(*) from attribution_entry where order_id in (select id "
                         "from sale_order where buyer_id"
                         " = $B+10) and state <> 'reversed' and household_id <> $B+33"),
               0);
    expect_i64(world_i64(&world, "select sum(available) from stock where sku_id = $B+50"), 10);
    expect_i64(world_i64(&world, "select sum(reserved) from stock where sku_id = $B+50"), 0);
    expect_text(desk_state_of_order(task, oranges), "cancelled");
    expect_text(desk_state_of_order(task, placed.order_ids[1]), "paid");
    expect_i64(world_balance("escrow", oranges), 0);
    desk_refuse_refund(task, &part, &REFUND_NOT_PAID, -1);
    world_audit(task);
    world_jobs(task);
    expect_i64(fake.refunds, 2);
    expect_i64(world_i64(&world,
                         "select count(*) from refund r join trade t on t.id = r.subject_id "
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
    desk_refund(task, &both, 6 * 2990 + 4990, 0);
    expect_i64(world_i64(&world, "select sum(available) from stock where sku_id = $B+50"), 8);
    expect_i64(world_i64(&world, "select available from stock where sku_id = $B+51"), 4);
    world_audit(task);
    both.wants[0].quantity = 2;
    both.count = 2;
    desk_refund(task, &both, 2 * 2990 + 4990, placed.quote->orders[0].freight_fen);
    expect_i64(desk_households_have(&world), 0);
    expect_text(desk_state_of_order(task, placed.order_ids[0]), "cancelled");
    world_jobs(task);
    world_audit(task);
}

SCENARIO(too_much_is_refused)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(9, 0, 0, 3);
    struct place_request placed = desk_paid_oranges(task, &world, 7);
    struct basket eggs = {.wants = {{world.base + EGGS, 1}}, .count = 1};
    struct place_request unpaid = world_place(task, &world, BUYER, &eggs);
    struct refunding want = {.world = &world,
                             .order_id = placed.order_ids[0],
                             .wants = {{placed.line_ids[0], 8}},
                             .count = 1};
    desk_refuse_refund(task, &want, &REFUND_TOO_MUCH, 7);
    want.wants[0].quantity = 4;
    want.wants[1] = want.wants[0];
    want.count = 2;
    desk_refuse_refund(task, &want, &REFUND_TOO_MUCH, 3);
    want.wants[1].line_id = unpaid.line_ids[0];
    desk_refuse_refund(task, &want, &REFUSAL_INVALID_FIELD, -1);
    want.count = 0;
    desk_refuse_refund(task, &want, &REFUND_NOTHING, -1);
    want.freight = true; /* a buyer alone gets no freight for kept goods */
    desk_refuse_refund(task, &want, &REFUND_NOTHING, -1);
    want = (struct refunding){.world = &world,
                              .order_id = unpaid.order_ids[0],
                              .wants = {{unpaid.line_ids[0], 1}},
                              .count = 1};
    desk_refuse_refund(task, &want, &REFUND_NOT_PAID, -1);
    want.order_id = 4711;
    desk_refuse_refund(task, &want, &ORDER_NOT_FOUND, -1);
    struct idempotency key = world_key(task, world.base + BUYER + 1, "refund_create");
    struct refund_request foreign = {.order_id = placed.order_ids[0],
                                     .actor_id = world.base + BUYER + 1,
                                     .by_buyer = true,
                                     .wants = (struct refund_want[]){{placed.line_ids[0], 1}},
                                     .count = 1,
                                     .reason = "试验",
                                     .key = &key};
    refused(refund_create(task, &foreign, &why) != NULL, ORDER_NOT_FOUND);
    expect_i64(desk_households_have(&world), desk_owed_for(7));
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
    json_t *answer = desk_try_refund(task, &rival->refunding, &why);
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
    struct place_request placed = desk_paid_oranges(task, &world, 7);
    struct rival all[RIVALS];
    for (int i = 0; i < RIVALS; i++) {
        all[i] = (struct rival){.refunding = {.world = &world,
                                              .order_id = placed.order_ids[0],
                                              .wants = {{placed.line_ids[0], 2}},
                                              .count = 1}};
        rivals++;
        expect(task_spawn(ask_for_refund, &all[i], 0));
    }
    while (rivals > 0 && granted(task_sleep(task, 1, &why)))
        continue;
    int n = 0;
    for (int i = 0; i < RIVALS; i++)
        n += all[i].granted_;
    expect_i64(n, 3);
    expect_i64(desk_households_have(&world), desk_owed_for(1));
    world_jobs(task);
    world_audit(task);
}

SCENARIO(a_repeated_refund_is_one_refund)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(9, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 7);
    struct idempotency key = world_key(task, world.base + BUYER, "refund_create"), other = key;
    struct refunding want = {.world = &world,
                             .order_id = placed.order_ids[0],
                             .wants = {{placed.line_ids[0], 7}},
                             .count = 1,
                             .key = &key};
    json_t *first = desk_try_refund(task, &want, &why), *again = desk_try_refund(task, &want, &why);
    expect(first != NULL && json_equal(first, again));
    json_decref(first);
    json_decref(again);
    other.body_hash[3] ^= 1;
    want.key = &other;
    desk_refuse_refund(task, &want, &IDEMPOTENCY_KEY_REUSED, -1);
    world_jobs(task);
    expect_i64(fake.refunds, 1);
    world_audit(task);
}

/* The provider gives back at most 50 times for one payment: the last time is kept for all that is
 * left, so that the 51st is no dead end. */
SCENARIO(the_last_refund_of_a_payment_is_all_that_is_left)
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
    desk_refund(task, &eggs, 1500, placed.quote->orders[1].freight_fen);
    for (int i = 0; i < PAYMENT_REFUNDS_MAX - 2; i++)
        desk_refund(task, &one, 2990, 0);
    desk_refuse_refund(task, &one, &REFUND_ONLY_REST, -1);
    one.by_station = one.by_operator = true; /* it is the provider's limit, not ours */
    desk_refuse_refund(task, &one, &REFUND_ONLY_REST, -1);
    expect_i64(desk_households_have(&world), desk_owed_for(4));
    one.wants[0].quantity = 4;
    one.freight = true;
    desk_refund(task, &one, 4 * 2990, placed.quote->orders[0].freight_fen);
    expect_i64(desk_households_have(&world), 0);
    expect_text(desk_state_of_order(task, placed.order_ids[0]), "cancelled");
    world_audit(task);
    world_jobs(task);
    expect_i64(fake.refunds, PAYMENT_REFUNDS_MAX);
    world_audit(task);
}

/* ---- the provider's half */

SCENARIO(a_refund_under_way_is_followed)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 5);
    struct refunding one = {.world = &world,
                            .order_id = placed.order_ids[0],
                            .wants = {{placed.line_ids[0], 1}},
                            .count = 1};
    int64_t ids[3];
    fake.refund_state = PROVIDER_REFUND_PROCESSING;
    for (int i = 0; i < 3; i++)
        ids[i] = desk_refund(task, &one, 2990, 0);
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
    granted(payment_refund_apply(task, "fake", &told, &why));
    snprintf(told.number, sizeof(told.number), "R1");
    granted(payment_refund_apply(task, "fake", &told, &why));
    expect_i64(world_i64(&world, "select count(*) from transfer where kind = 'refund_paid' and "
                                 "cause_id = any (select id from refund where"
                                 " state = 'processing')"),
               0);
    /* told twice, then asked: each counts once */
    fake_refund(number)->state = PROVIDER_REFUND_SUCCESS;
    fake_refund(number)->done_us -= INT64_C(5000000);
    struct provider_event event = {.kind = PROVIDER_EVENT_REFUND, .refund = *fake_refund(number)};
    for (int i = 0; i < 2; i++)
        granted(payment_hear(task, &FAKE_PROVIDER, &event, &why));
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
    for (int i = 0; i < 2; i++)
        granted(payment_refund_ask_due(task, 1, &asked, &why));
    expect_i64(world_balance("refund", ids[1]), 2990);
    expect_i64(world_balance("refund", ids[2]), 0);
    world_audit(task);
    /* cannot be paid back to its source, then is paid another way */
    snprintf(number, sizeof(number), "R%lld", (long long)ids[1]);
    fake_refund(number)->state = PROVIDER_REFUND_ABNORMAL;
    granted(payment_refund_apply(task, "fake", fake_refund(number), &why));
    world_audit(task);
    fake_refund(number)->state = PROVIDER_REFUND_PROCESSING; /* older news */
    granted(payment_refund_apply(task, "fake", fake_refund(number), &why));
    expect_i64(world_i64(&world, "select count(*) from refund where state = 'abnormal'"), 1);
    fake_refund(number)->state = PROVIDER_REFUND_SUCCESS;
    granted(payment_refund_apply(task, "fake", fake_refund(number), &why));
    expect_i64(world_balance("refund", ids[1]), 0);
    world_audit(task);
}

/* A trade and its attempt have the county of its first order; the others, and refunds of them,
 * have their own. */
SCENARIO(a_refund_of_another_county_than_the_payment)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 5);
    struct refunding one = {.world = &world,
                            .order_id = placed.order_ids[0],
                            .wants = {{placed.line_ids[0], 1}},
                            .count = 1};
    int asked;
    char number[24];
    world_exec(&world,
               "with t as (update trade set county_code = '990199' where buyer_id = $B+10"
               "           returning id),"
               " a as (update payment_attempt set county_code = '990199' from t"
               "       where subject_id = t.id returning payment_attempt.id)"
               " update state_log set shard_key = '990199' where machine in ('trade', 'payment')"
               " and object_id in (select id from t union all select id from a)");
    world_stamp(true);
    fake.refund_state = PROVIDER_REFUND_PROCESSING;
    int64_t id = desk_refund(task, &one, 2990, 0);
    world_jobs(task);
    expect_i64(fake.refunds, 1);
    snprintf(number, sizeof(number), "R%lld", (long long)id);
    fake_refund(number)->state = PROVIDER_REFUND_SUCCESS;
    world_exec(&world, "update refund set created_at = now() - interval '1 minute' where escrow_id"
                       " in (select id from sale_order where buyer_id = $B+10)");
    granted(payment_refund_ask_due(task, 10, &asked, &why));
    expect_i64(asked, 1);
    expect_i64(world_balance("refund", id), 0);
    world_audit(task);
}

SCENARIO(a_refund_is_sent_until_the_provider_answers)
{
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 5);
    struct refunding one = {.world = &world,
                            .order_id = placed.order_ids[0],
                            .wants = {{placed.line_ids[0], 2}},
                            .count = 1};
    fake.refund = PROVIDER_UNKNOWN;
    int64_t id = desk_refund(task, &one, 2 * 2990, 0);
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

/* ---- every refund ends */

/* One box of a paid order goes back; gives the refund. */
static int64_t refund_one(struct task *task, const struct world *world,
                          const struct place_request *placed)
{
    struct refunding one = {.world = world,
                            .order_id = placed->order_ids[0],
                            .wants = {{placed->line_ids[0], 1}},
                            .count = 1};
    return desk_refund(task, &one, 2990, 0);
}

static const char *number_of(struct task *task, int64_t refund_id, int ordinal)
{
    return ordinal == 1 ? arena_printf(task->arena, "R%lld", (long long)refund_id)
                        : arena_printf(task->arena, "R%lld-%d", (long long)refund_id, ordinal);
}

static void hasten(const struct world *world, const char *kind)
{
    char sql[160];
    snprintf(sql, sizeof(sql),
             "update job set run_at = now() where kind = '%s' and state = 'queued'", kind);
    world_exec(world, sql);
}

/* The refund is so old, and was asked about so long ago ("" = never). */
static void age(const struct world *world, int64_t refund_id, const char *old, const char *asked)
{
    char sql[240];
    snprintf(sql, sizeof(sql),
             "update refund set created_at = now() - interval '%s',"
             " asked_at = now() - nullif('%s', '')::interval where id = %lld",
             old, asked, (long long)refund_id);
    world_exec(world, sql);
}

static void expect_state(const struct world *world, int64_t refund_id, const char *state)
{
    char sql[120];
    snprintf(sql, sizeof(sql), "select count(*) from refund where id = %lld and state = '%s'",
             (long long)refund_id, state);
    expect_i64(world_i64(world, sql), 1);
}

SCENARIO(a_closed_refund_is_asked_for_under_the_next_number)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 5);
    fake.refund_state = PROVIDER_REFUND_CLOSED;
    int64_t id = refund_one(task, &world, &placed);
    world_jobs(task);
    expect_state(&world, id, "closed");
    expect_i64(world_balance("refund", id), 2990);
    world_audit(task);
    fake.refund_state = PROVIDER_REFUND_SUCCESS;
    world_jobs(task);
    expect_i64(fake.refunds, 1); /* it is given a while */
    hasten(&world, "refund_again");
    world_jobs(task);
    expect_i64(fake.refunds, 2);
    expect(fake_refund(number_of(task, id, 2)) != NULL);
    expect_i64(world_balance("refund", id), 0);
    world_audit(task);
    /* old news of the closed number: nothing is booked a second time */
    struct provider_refund old = *fake_refund(number_of(task, id, 1));
    old.state = PROVIDER_REFUND_SUCCESS;
    granted(payment_refund_apply(task, "fake", &old, &why));
    expect_i64(world_balance("refund", id), 0);
    world_audit(task);
}

SCENARIO(a_number_is_renewed_only_when_the_provider_says_closed)
{
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 5);
    fake.refund_state = PROVIDER_REFUND_CLOSED;
    int64_t id = refund_one(task, &world, &placed);
    world_jobs(task);
    fake.refund_query = PROVIDER_UNKNOWN;
    hasten(&world, "refund_again");
    world_jobs(task);
    expect_i64(fake.refunds, 1);
    fake.refund_query = PROVIDER_OK;
    fake_refund(number_of(task, id, 1))->state = PROVIDER_REFUND_PROCESSING;
    hasten(&world, "refund_again");
    world_jobs(task);
    expect_i64(fake.refunds, 1);
    expect_i64(world_balance("refund", id), 2990);
    world_audit(task);
}

SCENARIO(numbers_end_and_then_an_operator_decides)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 5);
    fake.refund_state = PROVIDER_REFUND_CLOSED;
    int64_t id = refund_one(task, &world, &placed);
    for (int i = 0; i < PAYMENT_REFUND_NUMBERS + 2; i++) {
        world_jobs(task);
        hasten(&world, "refund_again");
    }
    expect_i64(fake.refunds, PAYMENT_REFUND_NUMBERS);
    expect_i64(world_balance("refund", id), 2990);
    age(&world, id, "16 days", "");
    expect_text(world_audit_failures(task), "no refund is older than some days without an end");
    fake.refund_state = PROVIDER_REFUND_SUCCESS;
    granted(payment_refund_renew(task, id, world.base + OFFICER, &why));
    world_jobs(task);
    expect_i64(world_balance("refund", id), 0);
    world_audit(task);
}

SCENARIO(an_abnormal_refund_is_asked_about_and_may_be_closed)
{
    struct refusal why = {.have = -1};
    int asked;
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 5);
    fake.refund_state = PROVIDER_REFUND_ABNORMAL;
    int64_t id = refund_one(task, &world, &placed);
    world_jobs(task);
    fake_refund(number_of(task, id, 1))->state = PROVIDER_REFUND_CLOSED;
    age(&world, id, "1 minute", "");
    granted(payment_refund_ask_due(task, 10, &asked, &why));
    expect_i64(asked, 1);
    expect_state(&world, id, "closed");
    fake.refund_state = PROVIDER_REFUND_SUCCESS;
    hasten(&world, "refund_again");
    world_jobs(task);
    expect_i64(world_balance("refund", id), 0);
    world_audit(task);
}

/* Its job gave up, or its answers were all lost: the provider has it all the same. */
SCENARIO(a_refund_whose_job_gave_up_is_asked_about)
{
    struct refusal why = {.have = -1};
    int asked;
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 5);
    fake.refund = PROVIDER_REFUSED;
    fake.code = "NOT_ENOUGH";
    int64_t id = refund_one(task, &world, &placed);
    world_exec(&world, "update job set attempts = 59 where kind = 'refund_send'"
                       " and state = 'queued'");
    world_jobs(task);
    expect_i64(world_i64(&world, "select count(*) from job where kind = 'refund_send' and state ="
                                 " 'failed' and last_error like '%NOT_ENOUGH%'"),
               1);
    expect_i64(world_i64(&world, "select count(*) from refund where said_code = 'NOT_ENOUGH'"), 1);
    fake.refund = PROVIDER_OK;
    struct provider_refund_order order = {.number = number_of(task, id, 1), .refund_fen = 2990};
    struct provider_refund there;
    char code[65];
    FAKE_PROVIDER.refund(NULL, task, &order, &there, code);
    age(&world, id, "11 minutes", "");
    granted(payment_refund_ask_due(task, 10, &asked, &why));
    expect_i64(asked, 1);
    expect_i64(world_balance("refund", id), 0);
    world_exec(&world, "delete from job where state = 'failed'");
    world_audit(task);
}

/* Those that nobody answers for go to the end of the queue, each for longer. */
SCENARIO(asking_is_fair_and_slows_down)
{
    enum { REFUNDS = 4 };
    struct refusal why = {.have = -1};
    int asked, queries;
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 6);
    int64_t ids[REFUNDS];
    fake.refund_state = PROVIDER_REFUND_PROCESSING;
    for (int i = 0; i < REFUNDS; i++)
        ids[i] = refund_one(task, &world, &placed);
    world_jobs(task);
    for (int i = 0; i < REFUNDS; i++)
        age(&world, ids[i], "8 minutes", "");
    fake.refund_query = PROVIDER_UNKNOWN;
    refused(payment_refund_ask_due(task, 10, &asked, &why), REFUSAL_UNAVAILABLE);
    expect_i64(fake.refund_queries, 3); /* then the round is over: the provider is away */
    fake.refund_query = PROVIDER_OK;
    fake_refund(number_of(task, ids[REFUNDS - 1], 1))->state = PROVIDER_REFUND_SUCCESS;
    granted(payment_refund_ask_due(task, 1, &asked, &why));
    expect_i64(world_balance("refund", ids[REFUNDS - 1]), 0);
    /* asked a minute ago at an age of a day: not yet again; after six hours in any case */
    for (int i = 0; i < REFUNDS - 1; i++)
        age(&world, ids[i], "1 day", "1 minute");
    queries = fake.refund_queries;
    granted(payment_refund_ask_due(task, 10, &asked, &why));
    expect_i64(fake.refund_queries, queries);
    for (int i = 0; i < REFUNDS - 1; i++)
        age(&world, ids[i], "10 days", "361 minutes");
    granted(payment_refund_ask_due(task, 10, &asked, &why));
    expect_i64(asked, REFUNDS - 1);
    world_audit(task);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buyer_takes_back_in_portions),
        cmocka_unit_test(two_lines_go_back_together),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(refunds_at_once_do_not_exceed_the_order),
        cmocka_unit_test(a_repeated_refund_is_one_refund),
        cmocka_unit_test(the_last_refund_of_a_payment_is_all_that_is_left),
        cmocka_unit_test(a_refund_under_way_is_followed),
        cmocka_unit_test(a_refund_of_another_county_than_the_payment),
        cmocka_unit_test(a_refund_is_sent_until_the_provider_answers),
        cmocka_unit_test(a_closed_refund_is_asked_for_under_the_next_number),
        cmocka_unit_test(a_number_is_renewed_only_when_the_provider_says_closed),
        cmocka_unit_test(numbers_end_and_then_an_operator_decides),
        cmocka_unit_test(an_abnormal_refund_is_asked_about_and_may_be_closed),
        cmocka_unit_test(a_refund_whose_job_gave_up_is_asked_about),
        cmocka_unit_test(asking_is_fair_and_slows_down),
    };
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
