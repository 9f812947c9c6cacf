/* Paying against a real database (MALL_TEST_DB): what is heard twice, late, wrongly or never, and
 * what the provider refuses. After each scenario every check of the audit must pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "orders/trade_payable.h"
#include "payment/open.h"
#include "payment/hear.h"
#include "payment/ask.h"
#include "payment/apply.h"
#include "payment/providers.h"
#include "orders/trade.h"
#include "orders/trade_cancel.h"
#include "tests/unit/db_support.h"
#include "tests/unit/world.h"

static int hearing; /* tasks that are at it */

/* ---- hearing of captures */

/* Credits of `boxes` oranges: 598 + 150 + 82.5 fen a box by the plan of the world. */
static void check_orange_credits(const struct world *world, int64_t boxes)
{
    int64_t purchase = boxes * 598, wage = boxes * 150, rent = boxes * 2500 * 33 / 1000;
    int64_t first = world_balance("household_accrued", world->base + HOUSEHOLD);
    int64_t second = world_balance("household_accrued", world->base + HOUSEHOLD + 1);
    int64_t fourth = world_balance("household_accrued", world->base + HOUSEHOLD + 3);
    int64_t withheld = world_balance("withheld", world->base + SUSPENDED);
    expect_i64(first + second + fourth + withheld, purchase + wage + rent);
    expect_i64(fourth, wage / 2);
    expect(withheld == purchase / 6 || withheld == purchase / 6 + 1);
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
    expect_i64(world_i64(&world, "select count(*) from attribution_entry where household_id = "
                                 "$B+32 and state = 'withheld'"
                                 " and withhold_reason = 'suspended'"),
               1);
    /* 7 boxes: 4186 by 3:2:1, 1050 by 1:1, 577 (577.5 cut); eggs: 300 */
    expect_i64(world_balance("household_accrued", world.base + HOUSEHOLD), 2093 + 577);
    expect_i64(world_balance("household_accrued", world.base + HOUSEHOLD + 1), 1395 + 525);
    expect_i64(world_balance("withheld", world.base + SUSPENDED), 698);
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
    granted(payment_hear(task, &FAKE_PROVIDER, &doubled, &why));
    hearing--;
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
        hearing++;
        expect(task_spawn(hear, NULL, 0));
    }
    while (hearing > 0 && granted(task_sleep(task, 1, &why)))
        continue;
    granted(payment_hear(task, &FAKE_PROVIDER, &doubled, &why));
    struct payment_capture capture = {.provider = "fake",
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
            " join trade t on t.id = a.subject_id where t.buyer_id = $B+10"),
        1);
    world_audit(task);
}

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
        "update payment_attempt set created_at = now() - interval '1 minute' where subject_id in"
        " (select id from trade where buyer_id = $B+10)");
    int asked;
    granted(payment_ask_due(task, 10, &asked, &why));
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
    expect_i64(world_i64(&world,
                         "select count(*) from refund r join trade t on t.id = r.subject_id where "
                         "t.buyer_id = $B+10"
                         " and r.state = 'succeeded' and r.kind = 'overpaid' and r.escrow_id = 0"),
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
    expect_i64(world_i64(&world,
                         "select count(*) from refund r join trade t on t.id = r.subject_id "
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
    expect_i64(world_i64(&world,
                         "select count(*) from refund r join trade t on t.id = r.subject_id "
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

/* The provider itself says that it captured another amount: it is there, so it goes back, and the
 * trade is paid anew. */
SCENARIO(another_amount_that_the_provider_took_goes_back)
{
    struct world world = world_make(5, 0, 0, 0);
    struct basket two = world_oranges(&world, 2);
    struct place_request placed = world_place(task, &world, BUYER, &two);
    int64_t total = placed.quote->total_fen;
    const char *first = world_open_payment(task, &placed);
    for (int more = 0; more < 2; more++) {
        const char *number = more == 0 ? first : world_open_payment(task, &placed);
        struct provider_payment taken = *fake_pay(number, more == 0 ? total - 1 : total + 1);
        expect_i64(apply(task, &taken), PAYMENT_MISMATCH);
        world_jobs(task); /* asks, then refunds */
        expect_i64(apply(task, &taken), PAYMENT_DUPLICATE);
        expect_i64(fake.refunds, more + 1);
        world_audit(task);
    }
    expect_i64(world_i64(&world, "select sum(r.total_fen) from refund r join trade t on t.id ="
                                 " r.subject_id where t.buyer_id = $B+10 and r.kind = 'differs'"
                                 " and r.state = 'succeeded'"),
               2 * total);
    expect_i64(
        world_i64(&world, "select count(*) from trade where buyer_id = $B+10 and state = 'placed'"),
        1);
    world_pay(task, &placed);
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
    granted(payment_hear(task, &FAKE_PROVIDER, &forged_event, &why));
    hearing--;
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
    hearing += 2;
    expect(task_spawn(hear_forged, NULL, 0));
    expect(task_spawn(hear, NULL, 0));
    while (hearing > 0 && granted(task_sleep(task, 1, &why)))
        continue;
    expect_i64(
        world_i64(&world, "select count(*) from trade where buyer_id = $B+10 and state = 'paid'"),
        1);
    expect_i64(
        world_i64(
            &world,
            "select count(*) from provider_event e join payment_attempt a on a.id = e.attempt_id"
            " join trade t on t.id = a.subject_id where t.buyer_id = $B+10"),
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
    struct payment_capture capture = {.provider = "other",
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
    refused(payment_open(task, &TRADE_PAYABLE, placed.trade_id, &foreign, &why) != NULL,
            TRADE_NOT_FOUND);
    /* the provider is silent, then answers: one attempt, one number */
    struct idempotency key = world_key(task, placed.buyer_id, "payment_create");
    fake.create = PROVIDER_UNKNOWN;
    refused(payment_open(task, &TRADE_PAYABLE, placed.trade_id, &key, &why) != NULL,
            REFUSAL_UNAVAILABLE);
    fake.create = PROVIDER_OK;
    json_t *payment = payment_open(task, &TRADE_PAYABLE, placed.trade_id, &key, &why);
    granted(payment != NULL);
    json_t *again = payment_open(task, &TRADE_PAYABLE, placed.trade_id, &key, &why);
    granted(again != NULL);
    expect(json_equal(payment, again));
    json_decref(payment);
    json_decref(again);
    world_open_payment(task, &placed); /* another key, the same open attempt */
    expect_i64(fake.creates, 3);       /* what tells nothing is asked again at once */
    expect_i64(world_i64(&world, "select count(*) from payment_attempt a join trade t on t.id = "
                                 "a.subject_id where t.buyer_id = $B+10"),
               1);
    world_audit(task);
}

struct payer {
    int64_t trade_id;
    struct idempotency key;
    json_t *payment;
    struct refusal why;
    bool done;
};

static void open_one(struct task *task, void *argument)
{
    struct payer *payer = argument;
    payer->payment = payment_open(task, &TRADE_PAYABLE, payer->trade_id, &payer->key, &payer->why);
    payer->done = true;
}

static void open_at_once(struct task *task, struct payer *payers, int count)
{
    struct refusal why;
    for (int i = 0; i < count; i++)
        expect(task_spawn(open_one, &payers[i], 0));
    for (int i = 0; i < count; i++)
        while (!payers[i].done)
            granted(task_sleep(task, 1, &why));
}

/* They meet in one batch of the lane. */
SCENARIO(payments_that_are_opened_at_once_share_what_they_pay)
{
    enum { SAME = 3, TWIN = 5, OTHER = 6, REUSED = 7, STRANGER = 8, PAYERS = 9 };
    static struct payer payers[PAYERS];
    struct world world = world_make(9, 0, 0, 0);
    struct basket basket = world_oranges(&world, 1);
    struct place_request one = world_place(task, &world, BUYER, &basket);
    struct place_request two = world_place(task, &world, BUYER + 1, &basket);
    memset(payers, 0, sizeof(payers));
    fake.creates = 0;
    for (int i = 0; i < PAYERS; i++)
        payers[i] = (struct payer){.trade_id = i == OTHER ? two.trade_id : one.trade_id,
                                   .key = world_key(task,
                                                    i == OTHER      ? two.buyer_id
                                                    : i == STRANGER ? two.buyer_id
                                                                    : one.buyer_id,
                                                    "payment_create"),
                                   .why = {.have = -1}};
    payers[TWIN - 1].key = payers[TWIN].key = payers[SAME].key;
    payers[REUSED].key = payers[SAME].key;
    payers[REUSED].key.body_hash[0] ^= 1;
    open_at_once(task, payers, PAYERS);
    for (int i = 0; i <= TWIN; i++) {
        expect(payers[i].payment != NULL);
        expect(json_equal(payers[i].payment, payers[0].payment));
    }
    expect(payers[OTHER].payment != NULL);
    expect(!json_equal(payers[OTHER].payment, payers[0].payment));
    expect(payers[REUSED].payment == NULL && payers[REUSED].why.kind == &IDEMPOTENCY_KEY_REUSED);
    expect(payers[STRANGER].payment == NULL && payers[STRANGER].why.kind == &TRADE_NOT_FOUND);
    expect_i64(fake.creates, 2);
    expect_i64(world_i64(&world, "select count(*) from payment_attempt a join trade t on t.id = "
                                 "a.subject_id where t.buyer_id in ($B+10, $B+11)"),
               2);
    for (int i = 0; i < PAYERS; i++)
        json_decref(payers[i].payment);
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
    refused(payment_open(task, &TRADE_PAYABLE, placed.trade_id, &key, &why) != NULL,
            PAYMENT_REFUSED);
    fake.create = PROVIDER_OK;
    expect_i64(
        world_i64(&world,
                  "select count(*) from payment_attempt a join trade t on t.id = a.subject_id"
                  " where t.buyer_id = $B+10 and a.state = 'failed'"),
        1);
    /* the same wish again gets the same answer, a new one gets a new number */
    refused(payment_open(task, &TRADE_PAYABLE, placed.trade_id, &key, &why) != NULL,
            PAYMENT_REFUSED);
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
    refused(payment_open(task, &TRADE_PAYABLE, paid.trade_id, &keys[0], &why) != NULL,
            TRADE_NOT_UNPAID);
    /* a key that was used while the provider was silent, repeated when the trade is over */
    fake.create = PROVIDER_UNKNOWN;
    refused(payment_open(task, &TRADE_PAYABLE, gone.trade_id, &keys[1], &why) != NULL,
            REFUSAL_UNAVAILABLE);
    granted(trade_cancel(task, gone.trade_id, gone.buyer_id, &why));
    world_jobs(task);
    fake.create = PROVIDER_OK;
    fake.creates = 0;
    refused(payment_open(task, &TRADE_PAYABLE, gone.trade_id, &keys[1], &why) != NULL,
            TRADE_NOT_UNPAID);
    world_exec(&world, "update trade set expires_at = now() - interval '1 second' where buyer_id = "
                       "$B+10 and state = 'placed'");
    refused(payment_open(task, &TRADE_PAYABLE, late.trade_id, &keys[2], &why) != NULL,
            TRADE_EXPIRED);
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
    granted(payment_ask_due(task, 10, &asked, &why));
    expect_i64(asked, 0); /* too young */
    world_exec(
        &world,
        "update payment_attempt set created_at = now() - interval '1 minute' where subject_id in"
        " (select id from trade where buyer_id between $B+10 and $B+11)");
    /* a provider that does not answer is not asked again for a minute, and stops nobody */
    fake.query = PROVIDER_UNKNOWN;
    payment_ask_due(task, 1, &asked, &why);
    fake.query = PROVIDER_OK;
    granted(payment_ask_due(task, 1, &asked, &why));
    expect_i64(asked, 1);
    expect_i64(
        world_i64(&world, "select count(*) from trade where buyer_id = $B+11 and state = 'paid'"),
        1);
    granted(payment_ask_due(task, 10, &asked, &why));
    expect_i64(asked, 0);
    expect_i64(fake.queries, 2);
    world_audit(task);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paying_credits_the_households),
        cmocka_unit_test(a_doubled_event_is_applied_once),
        cmocka_unit_test(a_second_payment_goes_back),
        cmocka_unit_test(one_attempt_is_captured_once),
        cmocka_unit_test(a_late_payment_goes_back),
        cmocka_unit_test(a_wrong_amount_books_nothing),
        cmocka_unit_test(another_amount_that_the_provider_took_goes_back),
        cmocka_unit_test(a_wrong_amount_does_not_hide_the_right_one),
        cmocka_unit_test(an_unknown_number_is_only_noted),
        cmocka_unit_test(a_number_belongs_to_its_provider),
        cmocka_unit_test(a_payment_is_opened_once),
        cmocka_unit_test(payments_that_are_opened_at_once_share_what_they_pay),
        cmocka_unit_test(a_refused_payment_leaves_the_trade_payable),
        cmocka_unit_test(what_is_over_opens_no_payment),
        cmocka_unit_test(a_silent_payment_is_asked_about),
    };
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
