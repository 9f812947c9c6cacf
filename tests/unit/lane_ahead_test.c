/* A lane whose batches are seen before the disk has them, against a real server. Needs
 * MALL_TEST_DB; nothing depends on how fast the machine is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/db.h"
#include "base/lane.h"
#include "base/log.h"
#include "base/loop.h"
#include "tests/unit/db_support.h"
#include "tests/unit/wish.h"

/* All wishes share one key. Takes one of a stock; idempotent by the wish's id. */
SQL(a_take, 1,
    "with wish as (select id, ord from unnest($1::bigint[]) with ordinality as u (id, ord)),"
    " stock as (select n from lane_ahead_test.stock where id = 1 for update),"
    " granted as (select id from (select w.id, row_number() over (order by w.ord) as place from "
    "wish w where not exists (select 1 from lane_ahead_test.sale s where s.id = w.id)) f, stock "
    "where place <= n),"
    " sold as (insert into lane_ahead_test.sale (id) select id from granted returning id),"
    " less as (update lane_ahead_test.stock set n = stock.n - (select count(*) from granted))"
    " select wish.ord - 1, exists (select 1 from sold where sold.id = wish.id)"
    "   or exists (select 1 from lane_ahead_test.sale s where s.id = wish.id) from wish");
SQL(a_fail, 0, "select 1 / 0");

static const struct refusal_kind SOLD_OUT = {"sold_out", 409, "已经卖完了"};

enum { CROWD = LANE_CROWD };

static struct lane *lane;
static struct proxy *proxy;

static bool take(struct task *task, struct db_tx *tx, struct lane_item **items, int count,
                 struct refusal *why)
{
    int64_t *ids = arena_array(task->arena, (size_t)count, sizeof *ids);
    struct db_rows *rows;
    for (int i = 0; i < count; i++) {
        const struct wish *wish = items[i]->data;
        ids[i] = wish->id;
        if (wish->poison)
            db_tx_send(tx, &a_fail, DB_NO_ARGS);
    }
    if (!db_tx_query(tx, &a_take, DB_ARGS(DB_I64S(ids, (size_t)count)), &rows, why))
        return false;
    for (int i = 0; i < count; i++)
        if (!db_bool(rows, i, 1))
            lane_refuse(items[db_i64(rows, i, 0)], &SOLD_OUT, "sku");
    return true;
}

static int one_key(const void *data, int64_t *keys)
{
    (void)data;
    keys[0] = 1;
    return 1;
}

static int64_t sold(void)
{
    int64_t sales = side_i64("select count(*) from lane_ahead_test.sale");
    assert_int_equal(side_i64("select 1000 - n from lane_ahead_test.stock"), sales);
    return sales;
}

static int make_tables(void **state)
{
    (void)state;
    log_set_level(LOG_ERROR_ + 1);
    side_reset("drop schema if exists lane_ahead_test cascade; create schema lane_ahead_test;"
               "grant usage on schema lane_ahead_test to public;"
               "create table lane_ahead_test.stock (id bigint primary key, n bigint not null check "
               "(n >= 0));"
               "create table lane_ahead_test.sale (id bigint primary key);"
               "grant all on all tables in schema lane_ahead_test to public");
    lane = lane_new("ahead", take, 50, 300);
    lane_spread(lane, 2, one_key);
    lane_go_ahead(lane);
    return 0;
}

static int drop_tables(void **state)
{
    (void)state;
    side_reset("drop schema lane_ahead_test cascade");
    side_close();
    return 0;
}

static void behind_proxy(void (*body)(struct task *task))
{
    side_reset("truncate lane_ahead_test.sale, lane_ahead_test.stock;"
               "insert into lane_ahead_test.stock values (1, 1000)");
    loop_init();
    proxy = proxy_open();
    struct db_settings settings = db_support_settings(proxy_conninfo(proxy));
    db_start(&settings);
    db_support_run(body);
    db_stop();
    proxy_free(proxy);
    db_support_stop();
}

static void overtaken(struct task *task)
{
    static struct wish first[CROWD], second[2 * CROWD];
    struct refusal why;
    memset(first, 0, sizeof first);
    memset(second, 0, sizeof second);
    proxy_keep_answer_to(proxy, "db_mark");
    spawn_wishes(lane, first, CROWD, 1, 0);
    while (side_i64("select count(*) from lane_ahead_test.sale") < CROWD)
        assert_true(task_sleep(task, 1, &why));
    spawn_wishes(lane, second, 2 * CROWD, CROWD + 1, 0);
    until_done(task, second, 2 * CROWD);
    for (int i = 0; i < CROWD; i++)
        assert_false(first[i].done); /* nobody has said that the disk has it */
    proxy_let_go(proxy);
    until_done(task, first, CROWD);
    assert_int_equal(count_granted(first, CROWD) + count_granted(second, 2 * CROWD), 3 * CROWD);
    assert_int_equal(sold(), 3 * CROWD);
}

static void the_next_goes_before_the_disk_has_the_last(void **state)
{
    (void)state;
    behind_proxy(overtaken);
}

static void fallen(struct task *task)
{
    static struct wish wishes[CROWD];
    memset(wishes, 0, sizeof wishes);
    int64_t before = lane_stats(lane).retried_singly;
    proxy_lose_answer_to(proxy, "db_mark");
    spawn_wishes(lane, wishes, CROWD, 1, 0);
    until_done(task, wishes, CROWD);
    assert_int_equal(count_granted(wishes, CROWD), CROWD);
    assert_int_equal(sold(), CROWD);
    assert_int_equal(lane_stats(lane).retried_singly - before, CROWD);
}

static void who_was_seen_only_is_asked_for_by_key(void **state)
{
    (void)state;
    behind_proxy(fallen);
}

static void scarce(struct task *task)
{
    static struct wish wishes[200];
    memset(wishes, 0, sizeof wishes);
    side_exec("update lane_ahead_test.stock set n = 70");
    spawn_wishes(lane, wishes, 200, 1, 0);
    until_done(task, wishes, 200);
    for (int i = 0; i < 200; i++) {
        assert_int_equal(wishes[i].granted, i < 70);
        if (!wishes[i].granted)
            assert_ptr_equal(wishes[i].why.kind, &SOLD_OUT);
    }
    assert_int_equal(side_i64("select n from lane_ahead_test.stock"), 0);
    assert_int_equal(lane_stats(lane).flights, 0);
}

static void who_came_first_is_first(void **state)
{
    (void)state;
    behind_proxy(scarce);
}

static void poisoned(struct task *task)
{
    static struct wish wishes[CROWD];
    memset(wishes, 0, sizeof wishes);
    wishes[7].poison = true;
    spawn_wishes(lane, wishes, CROWD, 1, 0);
    until_done(task, wishes, CROWD);
    for (int i = 0; i < CROWD; i++)
        assert_int_equal(wishes[i].granted, i != 7);
    assert_int_equal(sold(), CROWD - 1);
}

static void a_bad_item_fails_alone(void **state)
{
    (void)state;
    behind_proxy(poisoned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_goes_before_the_disk_has_the_last),
        cmocka_unit_test(who_was_seen_only_is_asked_for_by_key),
        cmocka_unit_test(who_came_first_is_first),
        cmocka_unit_test(a_bad_item_fails_alone),
    };
    return cmocka_run_group_tests(tests, make_tables, drop_tables);
}
