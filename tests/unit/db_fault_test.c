/* What happens to statements and transactions when waiters go away, connections die and servers are
 * unfit. Needs MALL_TEST_DB. Nothing here depends on how fast the machine is: tests wait for
 * conditions, not for time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/db.h"
#include "base/loop.h"
#include "tests/unit/db_support.h"

enum { LOCK = 4711 };

static int make_tables(void **state)
{
    (void)state;
    side_make_items(
        "create table db_test.slow_commit (id bigint primary key);"
        "create function db_test.wait_at_commit() returns trigger language plpgsql as $$"
        "  begin perform pg_advisory_xact_lock(4711); return null; end $$;"
        "create constraint trigger wait after insert on db_test.slow_commit"
        "  deferrable initially deferred"
        "  for each row execute function db_test.wait_at_commit();");
    return 0;
}

static int setup(void **state)
{
    (void)state;
    side_reset("truncate db_test.item, db_test.slow_commit");
    db_support_start(NULL);
    return 0;
}

SQL(t_echo, 1, "select $1::bigint + 1");
SQL(t_insert, 2, "insert into db_test.item (id, n) values ($1, $2)");

static bool insert_two(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)task;
    (void)argument;
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(1), DB_I64(10)));
    return db_tx_query(tx, &t_insert, DB_ARGS(DB_I64(2), DB_I64(20)), NULL, why);
}

static bool do_nothing(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)tx;
    (void)argument;
    (void)why;
    assert_int_equal(task->db_tx_depth, 1);
    return true;
}

/* ---- deadlines and cancels ---- */

SQL(t_wait, 1, "select pg_advisory_xact_lock(4711), $1::bigint");
SQL(t_wait_insert, 1,
    "with locked as (select pg_advisory_xact_lock(4711) as x) insert into db_test.item (id, n) "
    "select $1, 0 from locked");

/* A task of its own that waits for the lock. */
struct waiter {
    const struct sql *sql;
    enum db_class kind;
    bool transact;
    int64_t patience_ms; /* from its begin; 0 = has all the time */
    struct task *task;
    bool done, granted;
    struct refusal why;
    int runs;
};

static bool waiter_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct waiter *waiter = argument;
    (void)task;
    waiter->runs++;
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(1000 + waiter->runs), DB_I64(0)));
    return db_tx_query(tx, waiter->sql, DB_ARGS(DB_I64(1)), NULL, why);
}

static void wait_in_task(struct task *task, void *argument)
{
    struct waiter *waiter = argument;
    waiter->task = task;
    if (waiter->patience_ms > 0)
        task->deadline_ms = clock_mono_ms() + waiter->patience_ms;
    if (waiter->transact) {
        waiter->granted = db_transact(task, waiter->kind, waiter_body, waiter, &waiter->why);
    } else {
        waiter->runs++;
        waiter->granted =
            db_query_class(task, waiter->kind, waiter->sql, DB_ARGS(DB_I64(1)), NULL, &waiter->why);
    }
    waiter->done = true;
}

static void finish(struct task *task, const struct waiter *waiter)
{
    struct refusal why;
    while (!waiter->done)
        assert_true(task_sleep(task, 1, &why));
}

static void gone_waiters(struct task *task)
{
    static const struct sql *const STATEMENTS[] = {&t_wait, &t_wait_insert};
    struct refusal why;
    struct db_rows *rows;
    assert_granted(db_wait_ready(task, &why), why);
    for (int i = 0; i < 8; i++) {
        struct waiter waiter = {.sql = STATEMENTS[i % 2], .kind = DB_SLOW, .transact = i & 2};
        bool cancel = i & 4;
        side_lock(LOCK);
        assert_true(task_spawn(wait_in_task, &waiter, cancel ? 0 : 20));
        if (cancel) {
            until_waiting(task, 1);
            task_cancel(waiter.task);
        }
        finish(task, &waiter);
        assert_false(waiter.granted);
        assert_ptr_equal(waiter.why.kind, cancel ? &REFUSAL_CANCELLED : &REFUSAL_TIMEOUT);
        /* the other connection is free; the busy one comes free when its statement ends */
        assert_granted(db_query_class(task, DB_SLOW, &t_echo, DB_ARGS(DB_I64(1)), &rows, &why),
                       why);
        side_unlock(LOCK);
    }
    /* a transaction that was left has not committed, whatever its statement did later */
    while (side_program_i64(
               "select count(*) from pg_stat_activity where application_name = 'mall' and "
               "datname = current_database()"
               " and state <> 'idle'") > 0)
        assert_true(task_sleep(task, 1, &why));
    assert_int_equal(side_i64("select count(*) from db_test.item where id > 1000"), 0);
    assert_granted(db_transact(task, DB_SLOW, do_nothing, NULL, &why), why);
}

static void waiters_may_go_away(void **state)
{
    (void)state;
    db_support_run(gone_waiters);
}

static void late_task(struct task *task)
{
    struct refusal why;
    task->deadline_ms = clock_mono_ms() - 1;
    assert_refused(db_query(task, &t_echo, DB_ARGS(DB_I64(1)), NULL, &why), why, REFUSAL_TIMEOUT);
    assert_refused(db_transact(task, DB_FAST, do_nothing, NULL, &why), why, REFUSAL_TIMEOUT);
    task->deadline_ms = INT64_MAX;
}

static void a_late_task_is_not_begun(void **state)
{
    (void)state;
    db_support_run(late_task);
}

/* ---- connections that die ---- */

static void terminated_read(struct task *task)
{
    struct waiter waiter = {.sql = &t_wait, .kind = DB_FAST};
    side_lock(LOCK);
    assert_true(task_spawn(wait_in_task, &waiter, 0));
    until_waiting(task, 1);
    assert_true(side_terminate() > 0);
    until_waiting(task, 1); /* it was sent again */
    side_unlock(LOCK);
    finish(task, &waiter);
    assert_granted(waiter.granted, waiter.why);
}

static void a_read_survives_its_connection(void **state)
{
    (void)state;
    db_support_run(terminated_read);
}

static void terminated_write(struct task *task)
{
    struct refusal why;
    struct waiter waiter = {.sql = &t_wait_insert, .kind = DB_FAST};
    side_lock(LOCK);
    assert_true(task_spawn(wait_in_task, &waiter, 0));
    until_waiting(task, 1);
    assert_true(side_terminate() > 0);
    finish(task, &waiter);
    side_unlock(LOCK);
    assert_refused(waiter.granted, waiter.why, DB_COMMIT_UNKNOWN);
    /* and the pool is back by itself */
    assert_granted(db_query(task, &t_echo, DB_ARGS(DB_I64(1)), NULL, &why), why);
}

static void the_fate_of_a_write_is_unknown(void **state)
{
    (void)state;
    db_support_run(terminated_write);
}

static void terminated_transaction(struct task *task)
{
    struct waiter waiter = {.sql = &t_wait, .kind = DB_FAST, .transact = true};
    side_lock(LOCK);
    assert_true(task_spawn(wait_in_task, &waiter, 0));
    until_waiting(task, 1);
    assert_true(side_terminate() > 0);
    until_waiting(task, 1);
    side_unlock(LOCK);
    finish(task, &waiter);
    assert_granted(waiter.granted, waiter.why);
    assert_int_equal(waiter.runs, 2);
    assert_int_equal(side_i64("select sum(id) from db_test.item"), 1002); /* only the second run is
                                                                             there */
}

static void a_transaction_is_run_again_before_its_commit(void **state)
{
    (void)state;
    db_support_run(terminated_transaction);
}

SQL(t_slow_commit, 1, "insert into db_test.slow_commit values ($1)");

static bool commit_slowly(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)task;
    (void)why;
    ++*(int *)argument;
    db_tx_send(tx, &t_slow_commit, DB_ARGS(DB_I64(1)));
    return true;
}

static void commit_in_task(struct task *task, void *argument)
{
    struct waiter *waiter = argument;
    waiter->task = task;
    waiter->granted = db_transact(task, DB_FAST, commit_slowly, &waiter->runs, &waiter->why);
    waiter->done = true;
}

static void terminated_commit(struct task *task)
{
    struct waiter waiter = {0};
    side_lock(LOCK);
    assert_true(task_spawn(commit_in_task, &waiter, 0));
    until_waiting(task, 1);
    assert_true(side_terminate() > 0);
    finish(task, &waiter);
    side_unlock(LOCK);
    assert_refused(waiter.granted, waiter.why, DB_COMMIT_UNKNOWN);
    assert_int_equal(waiter.runs, 1);
}

static void a_lost_commit_is_unknown(void **state)
{
    (void)state;
    db_support_run(terminated_commit);
}

static void cancelled_commit(struct task *task)
{
    struct waiter waiter = {0};
    side_lock(LOCK);
    assert_true(task_spawn(commit_in_task, &waiter, 0));
    until_waiting(task, 1);
    task_cancel(waiter.task);
    side_unlock(LOCK);
    finish(task, &waiter);
    /* once COMMIT is on its way its outcome is waited for */
    assert_granted(waiter.granted, waiter.why);
    assert_int_equal(side_i64("select count(*) from db_test.slow_commit"), 1);
}

static void a_commit_on_its_way_is_waited_for(void **state)
{
    (void)state;
    db_support_run(cancelled_commit);
}

static struct proxy *proxy;

static int setup_proxy(void **state)
{
    (void)state;
    side_reset("truncate db_test.item, db_test.slow_commit");
    loop_init();
    proxy = proxy_open();
    struct db_settings settings = db_support_settings(proxy_conninfo(proxy));
    db_start(&settings);
    return 0;
}

static int teardown_proxy(void **state)
{
    (void)state;
    db_stop();
    proxy_free(proxy);
    db_support_stop();
    return 0;
}

static void lost_answer(struct task *task)
{
    struct refusal why;
    proxy_lose_answer_to(proxy, "tx_commit_");
    assert_refused(db_transact(task, DB_FAST, insert_two, NULL, &why), why, DB_COMMIT_UNKNOWN);
    assert_int_equal(side_i64("select count(*) from db_test.item"), 2); /* the very thing that makes
                                                                           it unknown */
    proxy_lose_answer_to(proxy, "t_insert");
    assert_refused(db_query(task, &t_insert, DB_ARGS(DB_I64(3), DB_I64(3)), NULL, &why), why,
                   DB_COMMIT_UNKNOWN);
    assert_int_equal(side_i64("select count(*) from db_test.item"), 3);
    proxy_lose_answer_to(proxy, "t_echo");
    assert_granted(db_query(task, &t_echo, DB_ARGS(DB_I64(1)), NULL, &why), why);
}

static void a_commit_whose_answer_is_lost_is_unknown(void **state)
{
    (void)state;
    db_support_run(lost_answer);
}

static void server_away(struct task *task)
{
    struct refusal why;
    struct waiter waiting = {.sql = &t_echo, .kind = DB_FAST};
    struct waiter impatient = {.sql = &t_echo, .kind = DB_FAST, .patience_ms = 300};
    struct waiter transacting = {.sql = &t_echo, .kind = DB_SLOW, .transact = true};
    assert_true(db_wait_ready(task, &why));
    proxy_down(proxy);
    while (db_is_ready())
        assert_true(task_sleep(task, 1, &why));
    assert_true(task_spawn(wait_in_task, &waiting, 0));
    assert_true(task_spawn(wait_in_task, &transacting, 0));
    assert_true(task_spawn(wait_in_task, &impatient, 0));
    finish(task, &impatient);
    assert_refused(impatient.granted, impatient.why, REFUSAL_UNAVAILABLE);
    assert_int_equal(impatient.why.retry_after_s, 1);
    assert_false(waiting.done);
    assert_false(transacting.done);
    proxy_up(proxy);
    finish(task, &waiting);
    finish(task, &transacting);
    assert_granted(waiting.granted, waiting.why);
    assert_granted(transacting.granted, transacting.why);
    assert_true(db_is_ready());
}

/* However long they would wait: they hear of it. */
static void server_away_for_people(struct task *task)
{
    struct refusal why;
    struct waiter person = {.sql = &t_echo, .kind = DB_FAST, .patience_ms = 24 * 3600 * 1000};
    struct waiter person_slow = {.sql = &t_echo, .kind = DB_SLOW, .patience_ms = 24 * 3600 * 1000};
    assert_true(db_wait_ready(task, &why));
    assert_false(db_is_away());
    proxy_down(proxy);
    while (db_is_ready())
        assert_true(task_sleep(task, 1, &why));
    assert_true(task_spawn(wait_in_task, &person, 0));
    assert_true(task_spawn(wait_in_task, &person_slow, 0));
    finish(task, &person);
    finish(task, &person_slow);
    assert_refused(person.granted, person.why, REFUSAL_UNAVAILABLE);
    assert_refused(person_slow.granted, person_slow.why, REFUSAL_UNAVAILABLE);
    assert_true(db_is_away());
    proxy_up(proxy);
    assert_true(db_wait_ready(task, &why));
    assert_false(db_is_away());
}

static void nobody_is_kept_waiting_for_a_server_that_is_away(void **state)
{
    (void)state;
    db_support_run(server_away_for_people);
}

SQL(t_one_row, 0, "select 1 as one, 2 as two");
SQL(t_insert_one, 1, "insert into db_test.item (id, n) values ($1, 1) returning id");

static bool read_in_transaction(struct task *task, struct db_tx *tx, void *argument,
                                struct refusal *why)
{
    struct db_rows *asked, *rows;
    (void)task;
    db_tx_ask(tx, &t_one_row, DB_NO_ARGS, &asked);
    if (!db_tx_query(tx, &t_one_row, DB_NO_ARGS, &rows, why))
        return false;
    *(int *)argument = db_count(asked) + db_count(rows);
    return true;
}

static void lost_rows(struct task *task)
{
    struct refusal why;
    struct db_rows *rows;
    int count = 0;
    assert_granted(db_query(task, &t_one_row, DB_NO_ARGS, &rows, &why), why);
    proxy_lose_row_of(proxy, "t_one_row");
    /* a read is asked again, elsewhere */
    assert_granted(db_query(task, &t_one_row, DB_NO_ARGS, &rows, &why), why);
    assert_int_equal(db_count(rows), 1);
    proxy_lose_row_of(proxy, "t_insert_one");
    assert_refused(db_query(task, &t_insert_one, DB_ARGS(DB_I64(5)), &rows, &why), why,
                   DB_COMMIT_UNKNOWN);
    assert_int_equal(side_i64("select count(*) from db_test.item where id = 5"), 1);
    proxy_lose_row_of(proxy, "t_one_row");
    assert_granted(db_transact(task, DB_FAST, read_in_transaction, &count, &why), why);
    assert_int_equal(count, 2);
    /* the first question to a new connection */
    proxy_down(proxy);
    while (db_is_ready())
        assert_true(task_sleep(task, 1, &why));
    proxy_lose_row_of(proxy, "db_check");
    proxy_up(proxy);
    assert_true(db_wait_ready(task, &why));
    assert_granted(db_query(task, &t_one_row, DB_NO_ARGS, &rows, &why), why);
}

static void an_answer_that_lost_a_row_is_none(void **state)
{
    (void)state;
    db_support_run(lost_rows);
}

static void calls_wait_for_a_server_that_is_away(void **state)
{
    (void)state;
    db_support_run(server_away);
}

static void silence(struct task *task)
{
    struct refusal why;
    assert_granted(db_query(task, &t_echo, DB_ARGS(DB_I64(1)), NULL, &why), why);
    proxy_mute(proxy);
    /* nobody says that these connections are dead: their silence ends them */
    assert_granted(db_query(task, &t_echo, DB_ARGS(DB_I64(1)), NULL, &why), why);
    proxy_mute(proxy);
    assert_refused(db_query(task, &t_insert, DB_ARGS(DB_I64(1), DB_I64(1)), NULL, &why), why,
                   DB_COMMIT_UNKNOWN);
}

static void a_silent_server_is_given_up(void **state)
{
    (void)state;
    loop_init();
    proxy = proxy_open();
    struct db_settings settings = db_support_settings(proxy_conninfo(proxy));
    settings.statement_timeout_ms = 1000; /* an answer that is late on a busy machine is none */
    db_start(&settings);
    db_support_run(silence);
    teardown_proxy(state);
}

/* ---- start ---- */

static void not_ready(struct task *task)
{
    struct refusal why;
    assert_refused(db_wait_ready(task, &why), why, REFUSAL_UNAVAILABLE);
    assert_false(db_is_ready());
}

static void wrong_database(void **state)
{
    (void)state;
    char conninfo[600];
    snprintf(conninfo, sizeof conninfo, "%s dbname=no_such_database_here", getenv("MALL_TEST_DB"));
    db_support_start(conninfo);
    db_support_run(not_ready);
    db_support_stop();
}

static void unsafe_server(void **state)
{
    (void)state;
    char conninfo[600];
    snprintf(conninfo, sizeof conninfo, "%s options='-c synchronous_commit=off'",
             getenv("MALL_TEST_DB"));
    loop_init();
    struct db_settings settings = db_support_settings(conninfo);
    settings.allow_unsafe = false;
    db_start(&settings);
    db_support_run(not_ready);
    db_support_stop();
}

static void stop_in_between(struct task *task, void *argument)
{
    struct refusal why;
    assert_refused(db_query(task, &t_wait, DB_ARGS(DB_I64(1)), NULL, &why), why,
                   REFUSAL_UNAVAILABLE);
    --*(int *)argument;
}

static void stopping(struct task *task)
{
    struct refusal why;
    int left = 3;
    side_lock(LOCK);
    for (int i = 0; i < 3; i++)
        assert_true(task_spawn(stop_in_between, &left, 0));
    until_waiting(task, 1);
    db_stop();
    while (left > 0)
        assert_true(task_sleep(task, 1, &why));
    side_unlock(LOCK);
    assert_refused(db_query(task, &t_echo, DB_ARGS(DB_I64(1)), NULL, &why), why,
                   REFUSAL_UNAVAILABLE);
}

static void stopping_refuses_who_waits(void **state)
{
    (void)state;
    db_support_run(stopping);
}

#define IN_POOL(test_) cmocka_unit_test_setup_teardown(test_, setup, db_support_teardown)
#define BEHIND_PROXY(test_) cmocka_unit_test_setup_teardown(test_, setup_proxy, teardown_proxy)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_POOL(waiters_may_go_away),
        IN_POOL(a_late_task_is_not_begun),
        IN_POOL(a_read_survives_its_connection),
        IN_POOL(the_fate_of_a_write_is_unknown),
        IN_POOL(a_transaction_is_run_again_before_its_commit),
        IN_POOL(a_lost_commit_is_unknown),
        IN_POOL(a_commit_on_its_way_is_waited_for),
        BEHIND_PROXY(a_commit_whose_answer_is_lost_is_unknown),
        BEHIND_PROXY(calls_wait_for_a_server_that_is_away),
        BEHIND_PROXY(nobody_is_kept_waiting_for_a_server_that_is_away),
        BEHIND_PROXY(an_answer_that_lost_a_row_is_none),
        cmocka_unit_test(a_silent_server_is_given_up),
        cmocka_unit_test(wrong_database),
        cmocka_unit_test(unsafe_server),
        IN_POOL(stopping_refuses_who_waits),
    };
    return cmocka_run_group_tests(tests, make_tables, side_drop_items);
}
