/* Something else than a trade is paid for, against a real database (MALL_TEST_DB): the engine of
 * payment/ serves a pledge that it has never heard of, alone and in one batch with a trade. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "orders/trade_payable.h"
#include "payment/attempt.h"
#include "payment/hear.h"
#include "payment/open.h"
#include "tests/unit/db_support.h"
#include "tests/unit/world.h"

/* ---- a pledge ---- */

static const struct refusal_kind PLEDGE_NOT_FOUND = {"pledge_not_found", 404, "没有这笔认购"};
static const struct refusal_kind PLEDGE_NOT_OWED = {"pledge_not_owed", 409, "这笔认购不用付了"};
static const struct refusal_kind PLEDGE_EXPIRED = {"pledge_expired", 409, "认购已经过期"};

static const char PLEDGES[] =
    "create table world.pledge (id bigint primary key, account_id bigint,"
    " amount_fen bigint, state text not null default 'open',"
    " expires_at timestamptz default now() + interval '1 hour');"
    "grant usage on schema world to mall_app; grant select, update on world.pledge to mall_app;";

SQL(PLEDGE_LOCK, 2,
    "select amount_fen, state, (extract(epoch from expires_at) * 1000000)::bigint"
    " from world.pledge where id = $1 and account_id = $2 for no key update");
SQL(PLEDGE_LOCK_ALL, 1,
    "select state from world.pledge where id = any ($1::bigint[]) order by id"
    " for no key update");
SQL(PLEDGE_PAY, 1, "update world.pledge set state = 'paid' where id = any ($1::bigint[])");

static enum payable_standing standing_of(const char *state)
{
    return strcmp(state, "open") == 0   ? PAYABLE_OWED
           : strcmp(state, "paid") == 0 ? PAYABLE_SETTLED
                                        : PAYABLE_OVER;
}

static bool pledge_lock_to_open(struct task *task, struct db_tx *tx, struct payable_wish *wishes,
                                int count, struct refusal *why)
{
    (void)task;
    for (int i = 0; i < count; i++) {
        struct db_rows *rows;
        if (!db_tx_query(tx, &PLEDGE_LOCK,
                         DB_ARGS(DB_I64(wishes[i].subject_id), DB_I64(wishes[i].account_id)), &rows,
                         why))
            return false;
        wishes[i].granted = db_count(rows) > 0;
        if (!wishes[i].granted)
            refuse(&wishes[i].why, &PLEDGE_NOT_FOUND, NULL);
        else
            wishes[i].bill = (struct payable_bill){.standing = standing_of(db_text(rows, 0, 1)),
                                                   .county_code = "990101",
                                                   .description = "示例认购",
                                                   .amount_fen = db_i64(rows, 0, 0),
                                                   .expires_us = db_i64(rows, 0, 2)};
    }
    return true;
}

static bool pledge_lock(struct task *task, struct db_tx *tx, const int64_t *pledge_ids, int count,
                        enum payable_standing *standings, struct refusal *why)
{
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &PLEDGE_LOCK_ALL, DB_ARGS(DB_I64S(pledge_ids, (size_t)count)), &rows, why))
        return false;
    expect_i64(db_count(rows), count);
    for (int i = 0; i < db_count(rows); i++)
        standings[i] = standing_of(db_text(rows, i, 0));
    return true;
}

static bool pledge_book(struct task *task, struct db_tx *tx, const struct payable_capture *captures,
                        int count, struct transfer_list *transfers, struct refusal *why)
{
    struct db_rows *rows;
    (void)task;
    for (int i = 0; i < count; i++)
        transfer_add(transfers, (struct transfer){.county_code = captures[i].county_code,
                                                  .debit_kind = ACCOUNT_GATEWAY,
                                                  .credit_kind = ACCOUNT_ESCROW,
                                                  .credit_owner = -captures[i].subject_id,
                                                  .amount_fen = captures[i].amount_fen,
                                                  .kind = TRANSFER_CAPTURE,
                                                  .order_id = -captures[i].subject_id,
                                                  .cause_id = captures[i].attempt_id});
    return db_tx_query(tx, &PLEDGE_PAY, DB_ARGS(DB_COLUMN_I64(captures, count, subject_id)), &rows,
                       why);
}

static const struct payable PLEDGE_PAYABLE = {.kind = "pledge",
                                              .id_member = "pledge_id",
                                              .not_owed = &PLEDGE_NOT_OWED,
                                              .expired = &PLEDGE_EXPIRED,
                                              .lock_to_open = pledge_lock_to_open,
                                              .lock = pledge_lock,
                                              .book = pledge_book};

enum { PLEDGED_FEN = 12345 };

static void make_pledge(int64_t id, int64_t account_id, const char *state)
{
    char sql[200];
    fake_reset();
    snprintf(sql, sizeof(sql),
             "insert into world.pledge (id, account_id, amount_fen, state) values (%lld, %lld, %d,"
             " '%s')",
             (long long)id, (long long)account_id, PLEDGED_FEN, state);
    side_exec(sql);
}

/* Opens a payment of the pledge and gives its number. */
static const char *open_pledge(struct task *task, int64_t id, int64_t account_id)
{
    struct refusal why = {.have = -1};
    struct idempotency key = world_key(task, account_id, "pledge_payment");
    json_t *payment = payment_open(task, &PLEDGE_PAYABLE, id, &key, &why);
    char text[21];
    if (!granted(payment != NULL))
        return "";
    const char *number =
        arena_strdup(task->arena, json_string_value(json_object_get(payment, "number")));
    expect_text(json_string_value(json_object_get(payment, "pledge_id")), id_text(id, text));
    expect(json_object_get(payment, "trade_id") == NULL);
    expect(json_is_string(json_object_get(payment, "code_url")));
    json_decref(payment);
    return number;
}

/* $B in the statement is the pledge. */
static int64_t of_pledge(const char *sql, int64_t id)
{
    return world_i64(&(struct world){.base = id}, sql);
}

#define PAID "select count(*) from world.pledge where id = $B and state = 'paid'"
#define REFUNDED                                                                                   \
    "select coalesce(sum(total_fen), 0) from refund where subject_kind = 'pledge'"                 \
    " and subject_id = $B and state = 'succeeded'"

/* ---- scenarios ---- */

static void hear(struct task *task, const struct provider_payment *payment)
{
    struct refusal why = {.have = -1};
    struct provider_event event = fake_payment_event(payment);
    granted(payment_hear(task, &FAKE_PROVIDER, &event, &why));
}

SCENARIO(a_pledge_is_paid)
{
    struct refusal why = {.have = -1};
    int64_t id = id_next(), account_id = id_next();
    make_pledge(id, account_id, "open");
    const char *number = open_pledge(task, id, account_id);
    expect_text(open_pledge(task, id, account_id), number); /* the open one again */
    hear(task, fake_pay(number, PLEDGED_FEN));
    hear(task, fake_payment(number));
    expect_i64(of_pledge(PAID, id), 1);
    expect_i64(world_balance("escrow", -id), PLEDGED_FEN);
    json_t *attempts = payment_attempt_list_json(task, &PLEDGE_PAYABLE, id, &why);
    expect_i64((int64_t)json_array_size(attempts), 1);
    json_decref(attempts);
}

SCENARIO(a_pledge_that_is_over_goes_back)
{
    int64_t id = id_next(), account_id = id_next();
    make_pledge(id, account_id, "open");
    const char *number = open_pledge(task, id, account_id);
    of_pledge("with gone as (update world.pledge set state = 'over' where id = $B returning id)"
              " select count(*) from gone",
              id);
    hear(task, fake_pay(number, PLEDGED_FEN));
    world_jobs(task);
    expect_i64(of_pledge(PAID, id), 0);
    expect_i64(of_pledge(REFUNDED, id), PLEDGED_FEN);
    expect_i64(world_balance("escrow", -id), 0);
}

SCENARIO(what_a_pledge_refuses_is_its_own)
{
    struct refusal why = {.have = -1};
    int64_t id = id_next(), over = id_next(), late = id_next(), account_id = id_next();
    make_pledge(id, account_id, "open");
    make_pledge(over, account_id, "over");
    make_pledge(late, account_id, "open");
    of_pledge("with late as (update world.pledge set expires_at = now() - interval '1 minute'"
              " where id = $B returning id) select count(*) from late",
              late);
    struct idempotency key = world_key(task, account_id + 1, "pledge_payment");
    refused(payment_open(task, &PLEDGE_PAYABLE, id, &key, &why) != NULL, PLEDGE_NOT_FOUND);
    key = world_key(task, account_id, "pledge_payment");
    refused(payment_open(task, &PLEDGE_PAYABLE, over, &key, &why) != NULL, PLEDGE_NOT_OWED);
    refused(payment_open(task, &PLEDGE_PAYABLE, late, &key, &why) != NULL, PLEDGE_EXPIRED);
}

/* Of one number, so that only the kind tells them apart; heard at once, so that they may share a
 * batch. */
static struct provider_event both[2];
static int hearing;

static void hear_one(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    granted(payment_hear(task, &FAKE_PROVIDER, argument, &why));
    hearing--;
}

SCENARIO(a_trade_and_a_pledge_of_one_number)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(5, 0, 0, 0);
    struct basket one = world_oranges(&world, 1);
    struct place_request placed = world_place(task, &world, BUYER, &one);
    make_pledge(placed.trade_id, placed.buyer_id, "open");
    both[0] =
        fake_payment_event(fake_pay(world_open_payment(task, &placed), placed.quote->total_fen));
    both[1] = fake_payment_event(
        fake_pay(open_pledge(task, placed.trade_id, placed.buyer_id), PLEDGED_FEN));
    for (int i = 0; i < 2; i++) {
        hearing++;
        expect(task_spawn(hear_one, &both[i], 0));
    }
    while (hearing > 0 && granted(task_sleep(task, 1, &why)))
        continue;
    expect_i64(of_pledge(PAID, placed.trade_id), 1);
    expect_i64(world_balance("escrow", -placed.trade_id), PLEDGED_FEN);
    expect_i64(world_i64(&world, "select count(*) from trade where buyer_id = $B+10 and state ="
                                 " 'paid'"),
               1);
    expect_i64(of_pledge("select count(*) from refund where subject_id = $B", placed.trade_id), 0);
}

static int setup(void **state)
{
    if (world_setup(state) != 0)
        return -1;
    side_exec(PLEDGES);
    payable_add(&PLEDGE_PAYABLE);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pledge_is_paid),
        cmocka_unit_test(a_pledge_that_is_over_goes_back),
        cmocka_unit_test(what_a_pledge_refuses_is_its_own),
        cmocka_unit_test(a_trade_and_a_pledge_of_one_number),
    };
    return cmocka_run_group_tests(tests, setup, world_teardown);
}
