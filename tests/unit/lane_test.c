/* Lanes against a real server. Needs MALL_TEST_DB; nothing depends on how fast the machine is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/coro.h"
#include "base/db.h"
#include "base/lane.h"
#include "base/log.h"
#include "base/loop.h"
#include "tests/unit/db_support.h"
#include "tests/unit/wish.h"

enum { LOCK = 4712, MAX_BATCH = 50, MAX_QUEUE = 300 };

static const struct refusal_kind SOLD_OUT = {"sold_out", 409, "已经卖完了"};

/* Takes from a stock of which each wish may have one; idempotent by the wish's id. */
SQL(l_take, 1,
    "with wish as (select id, ord from unnest($1::bigint[]) with ordinality as u (id, ord)),"
    " fresh as (select id, ord from wish where not exists (select 1 from lane_test.sale s where "
    "s.id = wish.id)),"
    " stock as (select n from lane_test.stock where id = 1 for update),"
    " granted as (select id from (select id, row_number() over (order by ord) as place from fresh) "
    "as f, stock"
    "   where place <= n),"
    " sold as (insert into lane_test.sale (id) select id from granted returning id),"
    " less as (update lane_test.stock set n = stock.n - (select count(*) from granted) where "
    "stock.id = 1)"
    " select wish.ord - 1, exists (select 1 from sold where sold.id = wish.id)"
    "   or exists (select 1 from lane_test.sale s where s.id = wish.id) from wish");
SQL(l_lock, 0, "select pg_advisory_xact_lock(4712)");
SQL(l_fail, 1, "select 1 / $1::bigint");
SQL(l_conflict, 1, "select lane_test.conflict($1)");

static struct lane *lane, *plain, *wide;
static int batches, largest;
static int64_t conflicts;

static bool take(struct task *task, struct db_tx *tx, struct lane_item **items, int count,
                 struct refusal *why)
{
    int64_t *ids = arena_array(task->arena, (size_t)count, sizeof *ids);
    struct db_rows *rows;
    bool waits = false;
    batches++;
    largest = count > largest ? count : largest;
    for (int i = 0; i < count; i++) {
        const struct wish *wish = items[i]->data;
        ids[i] = wish->id;
        waits |= wish->waits;
        if (wish->poison)
            db_tx_send(tx, &l_fail, DB_ARGS(DB_I64(0)));
    }
    if (waits)
        db_tx_send(tx, &l_lock, DB_NO_ARGS);
    if (conflicts > 0)
        db_tx_send(tx, &l_conflict, DB_ARGS(DB_I64(conflicts)));
    if (!db_tx_query(tx, &l_take, DB_ARGS(DB_I64S(ids, (size_t)count)), &rows, why))
        return false;
    assert_int_equal(db_count(rows), count);
    for (int i = 0; i < count; i++)
        if (!db_bool(rows, i, 1))
            lane_refuse(items[db_i64(rows, i, 0)], &SOLD_OUT, "sku");
    return true;
}

static int keys_of(const void *data, int64_t *keys)
{
    const struct wish *wish = data;
    int n = 0;
    for (int i = 0; i < 2; i++)
        if (wish->keys[i] != 0)
            keys[n++] = wish->keys[i];
    return n;
}

static int make_tables(void **state)
{
    (void)state;
    log_set_level(LOG_ERROR_ + 1);
    side_reset(
        "drop schema if exists lane_test cascade; create schema lane_test;"
        "grant usage on schema lane_test to public;"
        "create table lane_test.stock (id bigint primary key, n bigint not null check (n >= 0));"
        "create table lane_test.sale (id bigint primary key);"
        "create sequence lane_test.calls;"
        "create function lane_test.conflict(times bigint) returns bigint language plpgsql as $$"
        "  declare n bigint := nextval('lane_test.calls');"
        "  begin if n <= times then raise exception 'made up' using errcode = '40001'; end if; "
        "return n; end $$;"
        "create function lane_test.wait_at_commit() returns trigger language plpgsql as $$"
        "  begin if new.id < 0 then perform pg_advisory_xact_lock(4712); end if; return null; end "
        "$$;"
        "create constraint trigger wait after insert on lane_test.sale deferrable initially "
        "deferred"
        "  for each row execute function lane_test.wait_at_commit();"
        "grant all on all tables in schema lane_test to public;"
        "grant all on all sequences in schema lane_test to public");
    lane = plain = lane_new("take", take, MAX_BATCH, MAX_QUEUE);
    wide = lane_new("wide", take, MAX_BATCH, MAX_QUEUE);
    lane_spread(wide, 2, keys_of);
    return 0;
}

static int drop_tables(void **state)
{
    (void)state;
    side_reset("drop schema lane_test cascade");
    side_close();
    return 0;
}

static void fresh_start(void)
{
    side_reset(
        "truncate lane_test.sale, lane_test.stock; insert into lane_test.stock values (1, 1000000);"
        "select setval('lane_test.calls', 1, false)");
    batches = largest = 0;
    conflicts = 0;
}

static int setup(void **state)
{
    (void)state;
    fresh_start();
    db_support_start(NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    db_support_stop();
    return 0;
}

static int64_t sold(void)
{
    int64_t sales = side_i64("select count(*) from lane_test.sale");
    assert_int_equal(side_i64("select 1000000 - n from lane_test.stock"), sales);
    return sales;
}

/* ---- the usual ---- */

static void group(struct task *task)
{
    static struct wish wishes[250];
    memset(wishes, 0, sizeof wishes);
    struct lane_stats before = lane_stats(lane);
    spawn_wishes(lane, wishes, 250, 1, 0);
    until_done(task, wishes, 250);
    assert_int_equal(count_granted(wishes, 250), 250);
    assert_int_equal(sold(), 250);
    assert_true(largest > 1 && largest <= MAX_BATCH);
    assert_int_equal(lane_stats(lane).items - before.items, 250);
    assert_int_equal(lane_stats(lane).queued, 0);
    assert_int_equal(lane_stats(lane).retried_singly, before.retried_singly);
}

static void hot_writes_are_grouped(void **state)
{
    (void)state;
    db_support_run(group);
}

static void scarce(struct task *task)
{
    static struct wish wishes[100];
    memset(wishes, 0, sizeof wishes);
    side_exec("update lane_test.stock set n = 30");
    spawn_wishes(lane, wishes, 100, 1, 0);
    until_done(task, wishes, 100);
    assert_int_equal(count_granted(wishes, 100), 30);
    assert_int_equal(side_i64("select count(*) from lane_test.sale"), 30);
    assert_int_equal(side_i64("select n from lane_test.stock"), 0);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(wishes[i].granted, i < 30); /* in the order of arrival */
        if (!wishes[i].granted) {
            assert_ptr_equal(wishes[i].why.kind, &SOLD_OUT);
            assert_string_equal(wishes[i].why.field, "sku");
        }
    }
}

static void single_items_are_refused_by_value(void **state)
{
    (void)state;
    db_support_run(scarce);
}

static void poisoned(struct task *task)
{
    static struct wish wishes[40];
    memset(wishes, 0, sizeof wishes);
    int64_t before = lane_stats(lane).retried_singly;
    wishes[7].poison = wishes[23].poison = true;
    spawn_wishes(lane, wishes, 40, 1, 0);
    until_done(task, wishes, 40);
    assert_int_equal(count_granted(wishes, 40), 38);
    assert_false(wishes[7].granted || wishes[23].granted);
    assert_ptr_equal(wishes[7].why.kind, &REFUSAL_INTERNAL);
    assert_int_equal(sold(), 38);
    assert_int_equal(lane_stats(lane).retried_singly - before, 40);
}

static void a_bad_item_fails_alone(void **state)
{
    (void)state;
    db_support_run(poisoned);
}

static void conflicting(struct task *task)
{
    static struct wish wishes[20];
    memset(wishes, 0, sizeof wishes);
    int64_t before = lane_stats(lane).retried_singly;
    conflicts = 3;
    spawn_wishes(lane, wishes, 20, 1, 0);
    until_done(task, wishes, 20);
    assert_int_equal(count_granted(wishes, 20), 20);
    assert_int_equal(sold(), 20);
    assert_int_equal(batches, 4);
    assert_int_equal(lane_stats(lane).retried_singly, before);
}

static void a_batch_is_run_again_on_conflict(void **state)
{
    (void)state;
    db_support_run(conflicting);
}

/* ---- several batches in flight ---- */

static void disjoint(struct task *task)
{
    static struct wish held[2], same[2], other[3];
    memset(held, 0, sizeof held);
    memset(same, 0, sizeof same);
    memset(other, 0, sizeof other);
    lane = wide;
    side_lock(LOCK);
    held[0].waits = true;
    held[0].keys[0] = 1;
    held[1].keys[0] = 2;
    spawn_wishes(lane, held, 2, 1, 0);
    until_waiting(task, 1);
    assert_int_equal(lane_stats(lane).flights, 1);
    /* 3 waits behind who waits for 1, so that they keep their order; 4 shares nothing */
    same[0].keys[0] = 1;
    same[0].keys[1] = same[1].keys[0] = 3;
    spawn_wishes(lane, same, 2, 11, 0);
    for (int i = 0; i < 3; i++)
        other[i].keys[0] = 4 + i;
    spawn_wishes(lane, other, 3, 21, 0);
    until_done(task, other, 3);
    assert_int_equal(count_granted(other, 3), 3);
    assert_false(same[0].done || same[1].done || held[0].done);
    assert_int_equal(lane_stats(lane).queued, 2);
    side_unlock(LOCK);
    until_done(task, held, 2);
    until_done(task, same, 2);
    assert_int_equal(count_granted(same, 2), 2);
    assert_int_equal(sold(), 7);
}

static void disjoint_batches_pass_each_other(void **state)
{
    (void)state;
    db_support_run(disjoint);
    lane = plain;
}

static void flood(struct task *task)
{
    static struct wish wishes[250];
    memset(wishes, 0, sizeof wishes);
    lane = wide;
    for (int i = 0; i < 250; i++) {
        wishes[i].keys[0] = 1 + i % 7;
        wishes[i].keys[1] = 8 + i % 5;
    }
    struct lane_stats before = lane_stats(lane);
    spawn_wishes(lane, wishes, 250, 1, 0);
    until_done(task, wishes, 250);
    assert_int_equal(count_granted(wishes, 250), 250);
    assert_int_equal(sold(), 250);
    assert_int_equal(lane_stats(lane).items - before.items, 250);
    assert_int_equal(lane_stats(lane).queued, 0);
    assert_int_equal(lane_stats(lane).flights, 0);
}

static void nobody_is_forgotten_in_a_wide_lane(void **state)
{
    (void)state;
    db_support_run(flood);
    lane = plain;
}

/* ---- waiters that go away ---- */

static void leaving(struct task *task)
{
    static struct wish first[3], second[4];
    memset(first, 0, sizeof first);
    memset(second, 0, sizeof second);
    side_lock(LOCK);
    first[0].waits = true;
    spawn_wishes(lane, first, 3, 1, 0);
    until_waiting(task, 1);
    spawn_wishes(lane, second, 2, 11, 0);
    spawn_wishes(lane, second + 2, 2, 13, 20);
    until_done(task, second + 2, 2); /* late while queued: they never were in a batch */
    assert_ptr_equal(second[2].why.kind, &REFUSAL_TIMEOUT);
    assert_int_equal(lane_stats(lane).queued, 2);
    task_cancel(second[1].task);
    task_cancel(first[1].task); /* in flight: hears how it ended */
    until_done(task, second + 1, 1);
    assert_ptr_equal(second[1].why.kind, &REFUSAL_CANCELLED);
    assert_int_equal(lane_stats(lane).queued, 1);
    assert_false(first[1].done);
    side_unlock(LOCK);
    until_done(task, first, 3);
    until_done(task, second, 1);
    assert_int_equal(count_granted(first, 3), 3);
    assert_true(second[0].granted);
    assert_int_equal(sold(), 4);
}

static void queued_items_can_be_taken_out(void **state)
{
    (void)state;
    db_support_run(leaving);
}

static void overfull(struct task *task)
{
    static struct wish first[1], crowd[MAX_QUEUE + 20];
    memset(first, 0, sizeof first);
    memset(crowd, 0, sizeof crowd);
    side_lock(LOCK);
    first[0].waits = true;
    spawn_wishes(lane, first, 1, 1, 0);
    until_waiting(task, 1);
    spawn_wishes(lane, crowd, MAX_QUEUE + 20, 10, 0);
    until_done(task, crowd + MAX_QUEUE, 20);
    for (int i = 0; i < 20; i++) {
        assert_ptr_equal(crowd[MAX_QUEUE + i].why.kind, &REFUSAL_OVERLOADED);
        assert_true(crowd[MAX_QUEUE + i].why.retry_after_s > 0);
    }
    side_unlock(LOCK);
    until_done(task, crowd, MAX_QUEUE);
    assert_int_equal(count_granted(crowd, MAX_QUEUE + 20), MAX_QUEUE);
    assert_int_equal(largest, MAX_BATCH);
    assert_int_equal(sold(), MAX_QUEUE + 1);
}

static void the_queue_is_bounded(void **state)
{
    (void)state;
    db_support_run(overfull);
}

static void no_coroutine(struct task *task)
{
    struct wish wish = {.id = 1};
    spawn_wishes(lane, &wish, 1, 1, 0);
    coro_set_limit(coro_live()); /* none is left for the lane */
    struct refusal why;
    assert_true(task_sleep(task, 10, &why));
    assert_false(wish.done);
    coro_set_limit(1000);
    until_done(task, &wish, 1);
    assert_true(wish.granted);
}

static void a_lane_waits_for_a_coroutine(void **state)
{
    (void)state;
    db_support_run(no_coroutine);
    coro_set_limit(1000);
}

/* ---- the server's faults ---- */

static void terminated(struct task *task)
{
    static struct wish wishes[10];
    memset(wishes, 0, sizeof wishes);
    side_lock(LOCK);
    wishes[0].waits = true;
    spawn_wishes(lane, wishes, 10, 1, 0);
    until_waiting(task, 1);
    assert_true(side_terminate() > 0);
    until_waiting(task, 1); /* before COMMIT: the batch runs again */
    side_unlock(LOCK);
    until_done(task, wishes, 10);
    assert_int_equal(count_granted(wishes, 10), 10);
    assert_int_equal(sold(), 10);
}

static void a_batch_survives_its_connection(void **state)
{
    (void)state;
    db_support_run(terminated);
}

static void terminated_commit(struct task *task)
{
    static struct wish wishes[10];
    memset(wishes, 0, sizeof wishes);
    int64_t before = lane_stats(lane).retried_singly;
    side_lock(LOCK);
    spawn_wishes(lane, wishes, 10, -5, 0); /* negative ones wait at COMMIT */
    until_waiting(task, 1);
    assert_true(side_terminate() > 0);
    side_unlock(LOCK);
    until_done(task, wishes, 10);
    assert_int_equal(count_granted(wishes, 10), 10);
    assert_int_equal(sold(), 10);
    assert_int_equal(lane_stats(lane).retried_singly - before, 10);
}

static void an_unknown_commit_is_asked_for_by_key(void **state)
{
    (void)state;
    db_support_run(terminated_commit);
}

static struct proxy *proxy;

static void lost_answer(struct task *task)
{
    static struct wish wishes[10];
    memset(wishes, 0, sizeof wishes);
    int64_t before = lane_stats(lane).retried_singly;
    proxy_lose_answer_to(proxy, "tx_commit_");
    spawn_wishes(lane, wishes, 10, 1, 0);
    until_done(task, wishes, 10);
    /* committed, unheard, asked again one by one: nothing is lost and nothing is doubled */
    assert_int_equal(count_granted(wishes, 10), 10);
    assert_int_equal(sold(), 10);
    assert_int_equal(lane_stats(lane).retried_singly - before, 10);
}

static void away(struct task *task)
{
    static struct wish patient[3], impatient[3];
    struct refusal why;
    memset(patient, 0, sizeof patient);
    memset(impatient, 0, sizeof impatient);
    assert_true(db_wait_ready(task, &why));
    proxy_down(proxy);
    spawn_wishes(lane, patient, 3, 1, 0);
    spawn_wishes(lane, impatient, 3, 11, 20);
    until_done(task, impatient, 3);
    assert_int_equal(count_granted(impatient, 3), 0);
    assert_int_equal(lane_stats(lane).queued, 3);
    proxy_up(proxy);
    until_done(task, patient, 3);
    assert_int_equal(count_granted(patient, 3), 3);
    assert_int_equal(sold(), 3);
}

static void behind_proxy(void (*body)(struct task *task))
{
    fresh_start();
    loop_init();
    proxy = proxy_open();
    struct db_settings settings = db_support_settings(proxy_conninfo(proxy));
    db_start(&settings);
    db_support_run(body);
    db_stop();
    proxy_free(proxy);
    db_support_stop();
}

static void a_committed_batch_is_not_doubled(void **state)
{
    (void)state;
    behind_proxy(lost_answer);
}

static void items_stay_free_while_the_server_is_away(void **state)
{
    (void)state;
    behind_proxy(away);
}

static void stopping(struct task *task)
{
    static struct wish wishes[20];
    memset(wishes, 0, sizeof wishes);
    side_lock(LOCK);
    wishes[0].waits = true;
    spawn_wishes(lane, wishes, 10, 1, 0);
    until_waiting(task, 1);
    spawn_wishes(lane, wishes + 10, 10, 11, 0);
    while (lane_stats(lane).queued < 10) {
        struct refusal why;
        assert_true(task_sleep(task, 1, &why));
    }
    db_stop();
    until_done(task, wishes, 20);
    side_unlock(LOCK);
    for (int i = 0; i < 20; i++) {
        assert_false(wishes[i].granted);
        assert_ptr_equal(wishes[i].why.kind, &REFUSAL_UNAVAILABLE);
    }
}

static void stopping_refuses_who_waits(void **state)
{
    (void)state;
    db_support_run(stopping);
}

#define IN_POOL(test_) cmocka_unit_test_setup_teardown(test_, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_POOL(hot_writes_are_grouped),
        IN_POOL(single_items_are_refused_by_value),
        IN_POOL(a_bad_item_fails_alone),
        IN_POOL(a_batch_is_run_again_on_conflict),
        IN_POOL(disjoint_batches_pass_each_other),
        IN_POOL(nobody_is_forgotten_in_a_wide_lane),
        IN_POOL(queued_items_can_be_taken_out),
        IN_POOL(the_queue_is_bounded),
        IN_POOL(a_lane_waits_for_a_coroutine),
        IN_POOL(a_batch_survives_its_connection),
        IN_POOL(an_unknown_commit_is_asked_for_by_key),
        cmocka_unit_test(a_committed_batch_is_not_doubled),
        cmocka_unit_test(items_stay_free_while_the_server_is_away),
        IN_POOL(stopping_refuses_who_waits),
    };
    return cmocka_run_group_tests(tests, make_tables, drop_tables);
}
