/* Classes of connections: what stands behind what, how many wait, how they plan. Needs
 * MALL_TEST_DB. Nothing here depends on how fast the machine is: tests wait for conditions, not for
 * time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/db.h"
#include "base/db_pool.h"
#include "base/loop.h"
#include "base/metrics.h"
#include "tests/unit/db_support.h"

enum { LOCK = 4711, WAITERS_MAX = 8 };

static int make_tables(void **state)
{
    (void)state;
    side_make_items("");
    return 0;
}

SQL(t_echo, 1, "select $1::bigint + 1");
SQL(t_wait, 1, "select pg_advisory_xact_lock(4711), $1::bigint");
SQL(t_insert, 1, "insert into db_test.item (id, n) values ($1, 0)");

/* A task of its own with one statement, alone or in a transaction. */
struct waiter {
    const struct sql *sql;
    enum db_class kind;
    bool transact;
    struct task *task;
    bool done, granted;
    struct refusal why;
};

static bool waiter_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct waiter *waiter = argument;
    (void)task;
    return db_tx_query(tx, waiter->sql, DB_ARGS(DB_I64(1)), NULL, why);
}

static void wait_in_task(struct task *task, void *argument)
{
    struct waiter *waiter = argument;
    waiter->task = task;
    waiter->granted = waiter->transact
                          ? db_transact(task, waiter->kind, waiter_body, waiter, &waiter->why)
                          : db_query_class(task, waiter->kind, waiter->sql, DB_ARGS(DB_I64(1)),
                                           NULL, &waiter->why);
    waiter->done = true;
}

static void begin(struct waiter *waiters, int count, const struct waiter *like)
{
    for (int i = 0; i < count; i++) {
        waiters[i] = *like;
        assert_true(task_spawn(wait_in_task, &waiters[i], 0));
    }
}

static void finish(struct task *task, const struct waiter *waiters, int count)
{
    struct refusal why;
    for (int i = 0; i < count; i++)
        while (!waiters[i].done)
            assert_true(task_sleep(task, 1, &why));
}

static void until_queued(struct task *task, enum db_class kind, int count)
{
    struct refusal why;
    while (db_pool_state(kind).waiting < count)
        assert_true(task_sleep(task, 1, &why));
}

static void start(const int connections[DB_CLASSES], int search_limit)
{
    side_reset("truncate db_test.item");
    db_support_alone();
    loop_init();
    struct db_settings settings = db_support_settings(NULL);
    memcpy(settings.connections, connections, sizeof settings.connections);
    settings.search_limit = search_limit;
    db_start(&settings);
}

/* ---- sessions ---- */

SQL(t_session, 1, "select current_setting($1)");

static void sessions(struct task *task)
{
    static const struct {
        enum db_class kind;
        const char *timeout, *plans, *seqscan, *hashjoin;
    } WANTED[DB_CLASSES] = {
        {DB_FAST, "1min", "force_generic_plan", "off", "off"},
        {DB_LANE, "1min", "force_generic_plan", "off", "off"},
        {DB_WORK, "4min", "force_generic_plan", "off", "on"},
        {DB_SLOW, "4min", "force_custom_plan", "on", "on"},
        {DB_SEARCH, "1min", "force_custom_plan", "on", "on"},
        {DB_REPORT, "12min", "force_custom_plan", "on", "on"},
        {DB_AUDIT, "12h", "force_custom_plan", "on", "on"},
    };
    for (size_t i = 0; i < DB_CLASSES; i++) {
        const char *const NAMES[] = {"statement_timeout", "plan_cache_mode", "enable_seqscan",
                                     "enable_hashjoin"};
        const char *const values[] = {WANTED[i].timeout, WANTED[i].plans, WANTED[i].seqscan,
                                      WANTED[i].hashjoin};
        for (int n = 0; n < 4; n++) {
            struct refusal why;
            struct db_rows *rows;
            assert_granted(db_query_class(task, WANTED[i].kind, &t_session,
                                          DB_ARGS(DB_TEXT(NAMES[n])), &rows, &why),
                           why);
            assert_string_equal(db_text(rows, 0, 0), values[n]);
        }
    }
}

static void each_class_plans_and_waits_in_its_own_way(void **state)
{
    (void)state;
    start((const int[DB_CLASSES]){1, 1, 1, 1, 1, 1, 1}, 8);
    db_support_run(sessions);
    db_support_stop();
}

/* ---- searches ---- */

static void bounded_searches(struct task *task)
{
    struct refusal why;
    struct waiter searches[3];
    side_lock(LOCK);
    begin(searches, 1, &(struct waiter){.sql = &t_wait, .kind = DB_SEARCH});
    until_waiting(task, 1);
    begin(searches + 1, 2, &(struct waiter){.sql = &t_wait, .kind = DB_SEARCH});
    until_queued(task, DB_SEARCH, 2);
    for (int i = 0; i < 2; i++) {
        assert_refused(db_query_class(task, DB_SEARCH, &t_echo, DB_ARGS(DB_I64(1)), NULL, &why),
                       why, REFUSAL_OVERLOADED);
        assert_int_equal(why.retry_after_s, 1);
    }
    assert_int_equal(db_pool_state(DB_SEARCH).refused, 2);
    assert_non_null(strstr(metrics_render(task->arena), "db_refused_total{class=\"search\"} 2\n"));
    /* nobody else hears of it */
    static const enum db_class OTHERS[] = {DB_FAST, DB_SLOW, DB_REPORT, DB_WORK, DB_AUDIT};
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++)
        assert_granted(db_query_class(task, OTHERS[i], &t_echo, DB_ARGS(DB_I64(1)), NULL, &why),
                       why);
    side_unlock(LOCK);
    finish(task, searches, 3);
    for (int i = 0; i < 3; i++)
        assert_granted(searches[i].granted, searches[i].why);
    assert_granted(db_query_class(task, DB_SEARCH, &t_echo, DB_ARGS(DB_I64(1)), NULL, &why), why);
}

static void searches_are_bounded_and_stop_nothing_else(void **state)
{
    (void)state;
    start((const int[DB_CLASSES]){1, 1, 1, 1, 1, 1, 1}, 2);
    db_support_run(bounded_searches);
    db_support_stop();
}

/* ---- one statement a connection ---- */

static void never_sent(struct task *task)
{
    struct refusal why;
    struct waiter busy, gone;
    side_lock(LOCK);
    begin(&busy, 1, &(struct waiter){.sql = &t_wait, .kind = DB_SLOW});
    until_waiting(task, 1);
    begin(&gone, 1, &(struct waiter){.sql = &t_insert, .kind = DB_SLOW});
    until_queued(task, DB_SLOW, 1);
    task_cancel(gone.task);
    finish(task, &gone, 1);
    assert_refused(gone.granted, gone.why, REFUSAL_CANCELLED);
    side_unlock(LOCK);
    finish(task, &busy, 1);
    assert_granted(busy.granted, busy.why);
    assert_granted(db_query_class(task, DB_SLOW, &t_echo, DB_ARGS(DB_I64(1)), NULL, &why), why);
    assert_int_equal(side_i64("select count(*) from db_test.item"), 0);
}

static void what_waits_for_a_slow_connection_is_not_sent(void **state)
{
    (void)state;
    start((const int[DB_CLASSES]){1, 1, 1, 1, 1, 1, 1}, 8);
    db_support_run(never_sent);
    db_support_stop();
}

/* More than there are connections, each alone on one: all get their turn. */
static void crowd_of_lists(struct task *task)
{
    struct waiter lists[WAITERS_MAX];
    side_lock(LOCK);
    begin(lists, WAITERS_MAX, &(struct waiter){.sql = &t_wait, .kind = DB_SLOW});
    until_waiting(task, 2);
    until_queued(task, DB_SLOW, WAITERS_MAX - 2);
    side_unlock(LOCK);
    finish(task, lists, WAITERS_MAX);
    for (int i = 0; i < WAITERS_MAX; i++)
        assert_granted(lists[i].granted, lists[i].why);
}

static void who_waits_for_a_slow_connection_gets_one(void **state)
{
    (void)state;
    start((const int[DB_CLASSES]){1, 2, 1, 1, 1, 1, 1}, 8);
    db_support_run(crowd_of_lists);
    db_support_stop();
}

/* ---- the fast ---- */

static void fast_together(struct task *task)
{
    struct refusal why;
    struct waiter transactions[3];
    side_lock(LOCK);
    begin(transactions, 3, &(struct waiter){.sql = &t_wait, .kind = DB_FAST, .transact = true});
    until_waiting(task, 3);
    /* one connection is left to reads */
    assert_granted(db_query(task, &t_echo, DB_ARGS(DB_I64(1)), NULL, &why), why);
    side_unlock(LOCK);
    finish(task, transactions, 3);
    for (int i = 0; i < 3; i++)
        assert_granted(transactions[i].granted, transactions[i].why);
}

static void fast_transactions_run_side_by_side(void **state)
{
    (void)state;
    start((const int[DB_CLASSES]){4, 1, 1, 1, 1, 1, 1}, 8);
    db_support_run(fast_together);
    db_support_stop();
}

static void stalled(struct task *task)
{
    struct refusal why;
    struct waiter stuck;
    assert_granted(db_wait_ready(task, &why), why);
    while (db_pool_state(DB_FAST).open < 2)
        assert_true(task_sleep(task, 1, &why));
    side_lock(LOCK);
    begin(&stuck, 1, &(struct waiter){.sql = &t_wait, .kind = DB_FAST});
    until_waiting(task, 1);
    assert_true(task_sleep(task, 50, &why)); /* it is known to be stuck by now */
    for (int i = 0; i < 20; i++)
        assert_granted(db_query(task, &t_echo, DB_ARGS(DB_I64(1)), NULL, &why), why);
    assert_false(stuck.done);
    side_unlock(LOCK);
    finish(task, &stuck, 1);
    assert_granted(stuck.granted, stuck.why);
}

static void nobody_is_put_behind_a_statement_that_is_stuck(void **state)
{
    (void)state;
    start((const int[DB_CLASSES]){2, 1, 1, 1, 1, 1, 1}, 8);
    db_support_run(stalled);
    db_support_stop();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_class_plans_and_waits_in_its_own_way),
        cmocka_unit_test(searches_are_bounded_and_stop_nothing_else),
        cmocka_unit_test(what_waits_for_a_slow_connection_is_not_sent),
        cmocka_unit_test(who_waits_for_a_slow_connection_gets_one),
        cmocka_unit_test(fast_transactions_run_side_by_side),
        cmocka_unit_test(nobody_is_put_behind_a_statement_that_is_stuck),
    };
    return cmocka_run_group_tests(tests, make_tables, side_drop_items);
}
