/* Statements that nobody waits for are ended at the server, and nobody else is hit. Needs
 * MALL_TEST_DB. Nothing here depends on how fast the machine is: tests wait for conditions, not for
 * time. */
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
#include "base/db_pool.h"
#include "base/loop.h"
#include "base/metrics.h"
#include "tests/unit/db_support.h"

enum { LOCK = 4711 };

static int make_tables(void **state)
{
    (void)state;
    side_make_items(
        "create function db_test.stubborn() returns bigint language plpgsql as $$"
        "  begin perform pg_sleep(3600); return 0;"
        "  exception when query_canceled then perform pg_sleep(3600); return 1; end $$;");
    return 0;
}

/* One connection a class: whoever comes next meets the one that was used before. */
static int setup(void **state)
{
    (void)state;
    side_reset("truncate db_test.item");
    db_support_alone();
    loop_init();
    struct db_settings settings = db_support_settings(NULL);
    memcpy(settings.connections, (const int[DB_CLASSES]){1, 1, 1, 1, 1, 1, 1},
           sizeof settings.connections);
    db_start(&settings);
    return 0;
}

SQL(t_pid, 0, "select pg_backend_pid()::bigint");
SQL(t_echo, 1, "select $1::bigint + 1");
SQL(t_wait, 1, "select pg_advisory_xact_lock(4711), $1::bigint");
SQL(t_wait_insert, 1,
    "with locked as (select pg_advisory_xact_lock(4711) as x) insert into db_test.item (id, n) "
    "select $1, 0 from locked");
SQL(t_sleep, 1, "select pg_sleep(3600), $1::bigint");
SQL(t_stubborn, 1, "select db_test.stubborn(), $1::bigint");
SQL(t_insert, 1, "insert into db_test.item (id, n) values ($1, 1)");

/* A task of its own with one statement. */
struct waiter {
    const struct sql *sql;
    enum db_class kind;
    bool transact;
    int64_t patience_ms; /* 0 = has all the time */
    struct task *task;
    bool done, granted;
    struct refusal why;
};

static bool waiter_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct waiter *waiter = argument;
    (void)task;
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(1000)));
    return db_tx_query(tx, waiter->sql, DB_ARGS(DB_I64(1)), NULL, why);
}

static void wait_in_task(struct task *task, void *argument)
{
    struct waiter *waiter = argument;
    waiter->task = task;
    if (waiter->patience_ms > 0)
        task->deadline_ms = clock_mono_ms() + waiter->patience_ms;
    waiter->granted = waiter->transact
                          ? db_transact(task, waiter->kind, waiter_body, waiter, &waiter->why)
                          : db_query_class(task, waiter->kind, waiter->sql, DB_ARGS(DB_I64(1)),
                                           NULL, &waiter->why);
    waiter->done = true;
}

static void begin(struct waiter *waiter)
{
    assert_true(task_spawn(wait_in_task, waiter, 0));
}

static void finish(struct task *task, const struct waiter *waiter)
{
    struct refusal why;
    while (!waiter->done)
        assert_true(task_sleep(task, 1, &why));
}

static int64_t count_of(const char *event)
{
    char text[256];
    snprintf(text, sizeof text,
             "select count(*) from pg_stat_activity where application_name = 'mall' and datname = "
             "current_database() and state <> 'idle' and wait_event = '%s'",
             event);
    return side_program_i64(text);
}

static void until(struct task *task, const char *event, int64_t count)
{
    struct refusal why;
    while (count_of(event) != count)
        assert_true(task_sleep(task, 1, &why));
}

static int64_t pid_of(struct task *task, enum db_class kind)
{
    struct refusal why;
    struct db_rows *rows;
    assert_granted(db_query_class(task, kind, &t_pid, DB_NO_ARGS, &rows, &why), why);
    return db_i64(rows, 0, 0);
}

/* ---- ended, and the connection kept ---- */

static const enum db_class KINDS[] = {DB_FAST, DB_SLOW, DB_SEARCH, DB_REPORT};

static void end_one(struct task *task, struct waiter *waiter, const char *event)
{
    int64_t pid = pid_of(task, waiter->kind);
    int64_t cancelled = db_pool_state(waiter->kind).cancelled;
    bool cancel = waiter->patience_ms == 0;
    begin(waiter);
    if (cancel) {
        until(task, event, 1);
        task_cancel(waiter->task);
    }
    finish(task, waiter);
    assert_false(waiter->granted);
    assert_ptr_equal(waiter->why.kind, cancel ? &REFUSAL_CANCELLED : &REFUSAL_TIMEOUT);
    /* what it waits for never comes, and yet it ends */
    until(task, event, 0);
    assert_true(pid_of(task, waiter->kind) == pid);
    if (cancel)
        assert_int_equal(db_pool_state(waiter->kind).cancelled, cancelled + 1);
}

static void ended(struct task *task)
{
    static const struct sql *const STATEMENTS[] = {&t_wait, &t_wait_insert};
    side_lock(LOCK);
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
        for (int way = 0; way < 8; way++) {
            struct waiter waiter = {.sql = STATEMENTS[way % 2],
                                    .kind = KINDS[i],
                                    .transact = way & 2,
                                    .patience_ms = way & 4 ? 30 : 0};
            end_one(task, &waiter, "advisory");
        }
    side_unlock(LOCK);
    assert_int_equal(side_i64("select count(*) from db_test.item"), 0);
    struct waiter sleeper = {.sql = &t_sleep, .kind = DB_SEARCH};
    end_one(task, &sleeper, "PgSleep");
    assert_non_null(strstr(metrics_render(task->arena), "db_cancelled_total{class=\"search\"} "));
}

static void what_nobody_waits_for_ends(void **state)
{
    (void)state;
    db_support_run(ended);
}

/* ---- nobody else is hit ---- */

static void behind(struct task *task)
{
    struct waiter stuck = {.sql = &t_wait, .kind = DB_FAST}, reads[5];
    side_lock(LOCK);
    begin(&stuck);
    until(task, "advisory", 1);
    for (int i = 0; i < 5; i++) {
        reads[i] = (struct waiter){.sql = &t_echo, .kind = DB_FAST};
        begin(&reads[i]);
    }
    struct refusal why;
    assert_true(task_sleep(task, 1, &why));
    task_cancel(stuck.task);
    for (int i = 0; i < 5; i++) {
        finish(task, &reads[i]);
        assert_granted(reads[i].granted, reads[i].why);
    }
    finish(task, &stuck);
    side_unlock(LOCK);
}

static void reads_behind_it_go_on(void **state)
{
    (void)state;
    db_support_run(behind);
}

static void write_behind(struct task *task)
{
    struct refusal why;
    struct waiter stuck = {.sql = &t_wait, .kind = DB_FAST};
    struct waiter write = {.sql = &t_insert, .kind = DB_FAST};
    side_lock(LOCK);
    begin(&stuck);
    until(task, "advisory", 1);
    begin(&write);
    assert_true(task_sleep(task, 1, &why));
    task_cancel(stuck.task);
    finish(task, &stuck);
    assert_int_equal(db_pool_state(DB_FAST).cancelled, 0);
    side_unlock(LOCK);
    finish(task, &write);
    assert_granted(write.granted, write.why);
    assert_int_equal(side_i64("select count(*) from db_test.item"), 1);
}

static void a_write_behind_it_is_safe(void **state)
{
    (void)state;
    db_support_run(write_behind);
}

/* Wherever between two statements a cancel comes: who comes next is not hit. */
static void hammered(struct task *task)
{
    struct refusal why;
    for (int i = 0; i < 200; i++) {
        struct waiter gone = {
            .sql = i % 2 ? &t_sleep : &t_echo, .kind = KINDS[i % 4], .transact = i % 3 == 0};
        begin(&gone);
        assert_true(task_sleep(task, i % 5, &why));
        if (!gone.done)
            task_cancel(gone.task);
        assert_granted(
            db_query_class(task, KINDS[i % 4], &t_insert, DB_ARGS(DB_I64(i)), NULL, &why), why);
        finish(task, &gone);
    }
    assert_int_equal(side_i64("select count(*) from db_test.item where id < 1000"), 200);
}

static void who_comes_next_is_not_hit(void **state)
{
    (void)state;
    db_support_run(hammered);
}

/* ---- what does not end ---- */

static void in_vain(struct task *task)
{
    struct waiter stubborn = {.sql = &t_stubborn, .kind = DB_SLOW};
    int64_t pid = pid_of(task, DB_SLOW);
    begin(&stubborn);
    until(task, "PgSleep", 1);
    task_cancel(stubborn.task);
    finish(task, &stubborn);
    /* it has caught the cancel and goes on; its class does so without it */
    assert_true(pid_of(task, DB_SLOW) != pid);
    side_program_i64("select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity where "
                     "application_name = 'mall' and wait_event = 'PgSleep'");
}

static void what_does_not_end_loses_its_connection(void **state)
{
    (void)state;
    db_support_run(in_vain);
}

/* A connection on which a statement ran into the server's limit is closed: nobody else is put
 * behind it. */
static void late_statement(struct task *task)
{
    struct refusal why;
    struct waiter late = {.sql = &t_sleep, .kind = DB_FAST};
    char text[96];
    begin(&late);
    int64_t pid = 0;
    while (pid == 0) {
        assert_true(task_sleep(task, 1, &why));
        pid = side_program_i64("select pid from pg_stat_activity where wait_event = 'PgSleep' and "
                               "application_name = 'mall'");
    }
    snprintf(text, sizeof text, "select count(*) from pg_stat_activity where pid = %lld",
             (long long)pid);
    finish(task, &late);
    assert_refused(late.granted, late.why, REFUSAL_TIMEOUT);
    while (side_program_i64(text) > 0)
        assert_true(task_sleep(task, 1, &why));
    assert_granted(db_query(task, &t_echo, DB_ARGS(DB_I64(1)), NULL, &why), why);
}

static void a_connection_with_a_late_statement_is_closed(void **state)
{
    (void)state;
    loop_init();
    struct db_settings settings = db_support_settings(NULL);
    settings.statement_timeout_ms = 2000;
    db_start(&settings);
    db_support_run(late_statement);
    db_support_stop();
}

#define IN_POOL(test_) cmocka_unit_test_setup_teardown(test_, setup, db_support_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_POOL(what_nobody_waits_for_ends),
        IN_POOL(reads_behind_it_go_on),
        IN_POOL(a_write_behind_it_is_safe),
        IN_POOL(who_comes_next_is_not_hit),
        IN_POOL(what_does_not_end_loses_its_connection),
        cmocka_unit_test(a_connection_with_a_late_statement_is_closed),
    };
    return cmocka_run_group_tests(tests, make_tables, side_drop_items);
}
