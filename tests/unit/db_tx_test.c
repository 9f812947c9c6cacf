/* Refusals and transactions of the database client against a real server. Needs
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
#include "base/coro.h"
#include "base/db.h"
#include "base/log.h"
#include "base/loop.h"
#include "tests/unit/db_support.h"

static const struct refusal_kind SOLD_OUT = {"sold_out", 409, "已经卖完了"};
static const struct refusal_kind MINE = {"mine", 422, "不行"};

static const struct db_constraint CONSTRAINTS[] = {
    {"item_n_check", &SOLD_OUT, "n"},
    {"item_twin", &DB_TWIN, NULL},
    {NULL, NULL, NULL},
};

static int make_tables(void **state)
{
    (void)state;
    log_set_level(LOG_ERROR_ + 1);
    side_reset(
        "drop schema if exists db_test cascade; create schema db_test; grant usage on schema "
        "db_test to public;"
        "create table db_test.item (id bigint primary key, n bigint not null constraint "
        "item_n_check check (n >= 0),"
        "  twin bigint constraint item_twin unique, other bigint constraint item_other unique);"
        "create table db_test.late (id bigint primary key, u bigint,"
        "  constraint late_unique unique (u) deferrable initially deferred);"
        "create sequence db_test.calls;"
        /* fails as a serialisation conflict would, the first `times` calls; sequences are not
           rolled back */
        "create function db_test.conflict(times bigint, state text) returns bigint language "
        "plpgsql as $$"
        "  declare n bigint := nextval('db_test.calls');"
        "  begin if n <= times then raise exception 'made up' using errcode = state; end if; "
        "return n; end $$;"
        "grant all on all tables in schema db_test to public;"
        "grant all on all sequences in schema db_test to public");
    db_map_constraints(CONSTRAINTS);
    return 0;
}

static int setup(void **state)
{
    (void)state;
    side_reset("truncate db_test.item, db_test.late; select "
               "setval('db_test.calls', 1, false)");
    db_support_start(NULL);
    return 0;
}

SQL(t_insert, 2, "insert into db_test.item (id, n) values ($1, $2)");
SQL(t_count, 0, "select count(*) from db_test.item");

/* ---- refusals of single statements ---- */

SQL(t_twin, 2, "insert into db_test.item (id, n, twin) values ($1, 0, $2)");
SQL(t_other, 2, "insert into db_test.item (id, n, other) values ($1, 0, $2)");
SQL(t_late, 2, "insert into db_test.late (id, u) values ($1, $2)");
SQL(t_late_count, 0, "select count(*) from db_test.late");
SQL(t_update, 2, "update db_test.item set n = $2 where id >= $1");

static void constraints(struct task *task)
{
    struct refusal why;
    struct db_rows *rows;
    assert_refused(db_query(task, &t_insert, DB_ARGS(DB_I64(1), DB_I64(-1)), NULL, &why), why,
                   SOLD_OUT);
    assert_string_equal(why.field, "n");
    assert_granted(db_query(task, &t_other, DB_ARGS(DB_I64(1), DB_I64(5)), NULL, &why), why);
    assert_refused(db_query(task, &t_other, DB_ARGS(DB_I64(2), DB_I64(5)), NULL, &why), why,
                   REFUSAL_INTERNAL);
    assert_granted(db_query(task, &t_other, DB_ARGS(DB_I64(2), DB_I64(6)), NULL, &why), why);
    assert_granted(db_query(task, &t_update, DB_ARGS(DB_I64(1), DB_I64(9)), &rows, &why), why);
    assert_int_equal(db_affected(rows), 2);
    /* found only by the commit: an answer of "one row inserted" that came before must not be
     * believed */
    assert_granted(db_query(task, &t_late, DB_ARGS(DB_I64(1), DB_I64(5)), NULL, &why), why);
    assert_refused(db_query(task, &t_late, DB_ARGS(DB_I64(2), DB_I64(5)), NULL, &why), why,
                   REFUSAL_INTERNAL);
    assert_granted(db_query(task, &t_late_count, DB_NO_ARGS, &rows, &why), why);
    assert_int_equal(db_i64(rows, 0, 0), 1);
}

static void constraints_name_their_refusal(void **state)
{
    (void)state;
    db_support_run(constraints);
}

SQL(t_conflict, 1, "select db_test.conflict($1, '40001')");

static void single_conflict(struct task *task)
{
    struct refusal why;
    struct db_rows *rows;
    assert_granted(db_query(task, &t_conflict, DB_ARGS(DB_I64(3)), &rows, &why), why);
    assert_int_equal(db_i64(rows, 0, 0), 4);
    assert_refused(db_query(task, &t_conflict, DB_ARGS(DB_I64(1000)), &rows, &why), why,
                   REFUSAL_OVERLOADED);
    assert_int_equal(side_i64("select last_value from db_test.calls"), 4 + 6);
}

static void a_single_statement_is_repeated_on_conflict(void **state)
{
    (void)state;
    db_support_run(single_conflict);
}

SQL(t_star, 0, "select * from db_test.wide");

static bool read_star(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)task;
    return db_tx_query(tx, &t_star, DB_NO_ARGS, argument, why);
}

static void stale(struct task *task)
{
    struct refusal why;
    struct db_rows *rows;
    side_exec("drop table if exists db_test.wide; create table db_test.wide (a int);"
              "grant all on db_test.wide to public");
    for (int i = 1; i <= 3; i++) { /* on both connections, shared and in transactions */
        assert_granted(db_query(task, &t_star, DB_NO_ARGS, &rows, &why), why);
        assert_int_equal(db_columns(rows), i);
        assert_granted(db_transact(task, DB_FAST, read_star, &rows, &why), why);
        assert_int_equal(db_columns(rows), i);
        char sql[64];
        snprintf(sql, sizeof sql, "alter table db_test.wide add column b%d int", i);
        side_exec(sql);
    }
}

static void a_changed_table_is_noticed(void **state)
{
    (void)state;
    db_support_run(stale);
}

/* ---- transactions ---- */

SQL(t_n_of, 1, "select n from db_test.item where id = $1");

static bool insert_two(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct db_rows *rows;
    (void)task;
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(1), DB_I64(10)));
    if (!db_tx_query(tx, &t_n_of, DB_ARGS(DB_I64(1)), &rows, why))
        return false;
    assert_int_equal(db_i64(rows, 0, 0), 10);
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(2), DB_I64(20)));
    return argument == NULL || refuse(why, argument, NULL);
}

static bool send_bad(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct db_rows *rows;
    (void)task;
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(3), DB_I64(30)));
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(4), DB_I64(-1)));
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(5), DB_I64(50)));
    if (argument == NULL)
        return true; /* shows at the commit */
    assert_refused(db_tx_query(tx, &t_n_of, DB_ARGS(DB_I64(3)), &rows, why), *why, SOLD_OUT);
    /* nothing works any more, and a body that takes no notice does not commit */
    assert_refused(db_tx_query(tx, &t_n_of, DB_ARGS(DB_I64(3)), &rows, why), *why, SOLD_OUT);
    return true;
}

static bool do_nothing(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)tx;
    (void)argument;
    (void)why;
    assert_int_equal(task->db_tx_depth, 1);
    return true;
}

static bool commit_late(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)task;
    (void)argument;
    (void)why;
    db_tx_send(tx, &t_late, DB_ARGS(DB_I64(1), DB_I64(5)));
    db_tx_send(tx, &t_late, DB_ARGS(DB_I64(2), DB_I64(5)));
    return true;
}

static void transactions(struct task *task)
{
    struct refusal why;
    struct db_rows *rows;
    assert_refused(db_transact(task, DB_FAST, insert_two, (void *)(intptr_t)&MINE, &why), why,
                   MINE);
    assert_granted(db_query(task, &t_count, DB_NO_ARGS, &rows, &why), why);
    assert_int_equal(db_i64(rows, 0, 0), 0);
    assert_granted(db_transact(task, DB_FAST, insert_two, NULL, &why), why);
    assert_granted(db_query(task, &t_count, DB_NO_ARGS, &rows, &why), why);
    assert_int_equal(db_i64(rows, 0, 0), 2);
    assert_refused(db_transact(task, DB_FAST, send_bad, NULL, &why), why, SOLD_OUT);
    assert_refused(db_transact(task, DB_FAST, send_bad, task, &why), why, SOLD_OUT);
    assert_refused(db_transact(task, DB_FAST, commit_late, NULL, &why), why, REFUSAL_INTERNAL);
    assert_granted(db_transact(task, DB_FAST, do_nothing, NULL, &why), why);
    assert_int_equal(task->db_tx_depth, 0);
    assert_granted(db_query(task, &t_count, DB_NO_ARGS, &rows, &why), why);
    assert_int_equal(db_i64(rows, 0, 0), 2);
}

static void transactions_are_all_or_nothing(void **state)
{
    (void)state;
    db_support_run(transactions);
}

static bool ask_ahead(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct db_rows *first, *second, *last, *never;
    (void)task;
    (void)argument;
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(1), DB_I64(10)));
    db_tx_ask(tx, &t_n_of, DB_ARGS(DB_I64(1)), &first);
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(2), DB_I64(20)));
    db_tx_ask(tx, &t_n_of, DB_ARGS(DB_I64(2)), &second);
    if (!db_tx_query(tx, &t_count, DB_NO_ARGS, &last, why))
        return false;
    assert_int_equal(db_i64(first, 0, 0), 10);
    assert_int_equal(db_i64(second, 0, 0), 20);
    assert_int_equal(db_i64(last, 0, 0), 2);
    db_tx_ask(tx, &t_n_of, DB_ARGS(DB_I64(1)), &never); /* nobody waits for it */
    return true;
}

static void asking(struct task *task)
{
    struct refusal why;
    assert_granted(db_transact(task, DB_FAST, ask_ahead, NULL, &why), why);
    assert_int_equal(side_i64("select sum(n) from db_test.item"), 30);
}

static void several_answers_share_a_round_trip(void **state)
{
    (void)state;
    db_support_run(asking);
}

/* What was pushed is answered alone; what was sent behind a savepoint and taken back is not there.
 */
static bool go_back(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct db_rows *first, *behind, *after, *all;
    (void)task;
    (void)argument;
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(1), DB_I64(10)));
    db_tx_ask(tx, &t_n_of, DB_ARGS(DB_I64(1)), &first);
    db_tx_push(tx);
    db_tx_savepoint(tx);
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(2), DB_I64(20)));
    db_tx_ask(tx, &t_count, DB_NO_ARGS, &behind);
    db_tx_push(tx);
    if (!db_tx_wait_for(tx, &first, why))
        return false;
    assert_int_equal(db_i64(first, 0, 0), 10);
    assert_granted(db_tx_wait_for(tx, &first, why), *why); /* there already */
    db_tx_rollback_to_savepoint(tx);
    db_tx_ask(tx, &t_count, DB_NO_ARGS, &after);
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(3), DB_I64(30)));
    if (!db_tx_query(tx, &t_count, DB_NO_ARGS, &all, why))
        return false;
    assert_int_equal(db_i64(behind, 0, 0), 2);
    assert_int_equal(db_i64(after, 0, 0), 1);
    assert_int_equal(db_i64(all, 0, 0), 2);
    return true;
}

/* An error behind a savepoint is the transaction's. */
static bool fail_behind(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct db_rows *first;
    (void)task;
    (void)argument;
    db_tx_ask(tx, &t_count, DB_NO_ARGS, &first);
    db_tx_savepoint(tx);
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(4), DB_I64(-1)));
    db_tx_rollback_to_savepoint(tx);
    return db_tx_wait_for(tx, &first, why);
}

static void going_back(struct task *task)
{
    struct refusal why;
    assert_granted(db_transact(task, DB_FAST, go_back, NULL, &why), why);
    assert_int_equal(side_i64("select sum(n) from db_test.item"), 40);
    assert_refused(db_transact(task, DB_FAST, fail_behind, NULL, &why), why, SOLD_OUT);
    assert_int_equal(side_i64("select count(*) from db_test.item"), 2);
}

static void what_was_sent_can_be_taken_back(void **state)
{
    (void)state;
    db_support_run(going_back);
}

SQL(t_deadlock, 1, "select db_test.conflict($1, '40P01')");

struct retry {
    int runs;
    int64_t failures;
};

static bool conflicting(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct retry *retry = argument;
    (void)task;
    retry->runs++;
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(retry->failures * 10 + retry->runs), DB_I64(1)));
    return db_tx_query(tx, retry->runs % 2 == 0 ? &t_conflict : &t_deadlock,
                       DB_ARGS(DB_I64(retry->failures)), NULL, why);
}

static bool twin(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct retry *retry = argument;
    struct db_rows *rows;
    (void)task;
    retry->runs++;
    if (!db_tx_query(tx, &t_n_of, DB_ARGS(DB_I64(77)), &rows, why))
        return false;
    if (retry->runs == 1) {
        assert_int_equal(db_count(rows), 0);
        side_exec("insert into db_test.item (id, n, twin) values (77, 7, 1)"); /* somebody is faster
                                                                                */
        db_tx_send(tx, &t_twin, DB_ARGS(DB_I64(78), DB_I64(1)));
    } else {
        assert_int_equal(db_count(rows), 1);
    }
    return true;
}

static void retries(struct task *task)
{
    struct refusal why;
    struct retry retry = {.failures = 3};
    assert_granted(db_transact(task, DB_FAST, conflicting, &retry, &why), why);
    assert_int_equal(retry.runs, 4);
    assert_int_equal(side_i64("select array_to_string(array_agg(id), ',') from db_test.item"), 34);
    retry = (struct retry){.failures = 1000};
    assert_refused(db_transact(task, DB_FAST, conflicting, &retry, &why), why, REFUSAL_OVERLOADED);
    assert_int_equal(retry.runs, 6);
    retry = (struct retry){0};
    assert_granted(db_transact(task, DB_FAST, twin, &retry, &why), why);
    assert_int_equal(retry.runs, 2);
}

static void the_body_runs_again_on_conflict(void **state)
{
    (void)state;
    db_support_run(retries);
}

#define IN_POOL(test_) cmocka_unit_test_setup_teardown(test_, setup, db_support_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_POOL(constraints_name_their_refusal),
        IN_POOL(a_single_statement_is_repeated_on_conflict),
        IN_POOL(a_changed_table_is_noticed),
        IN_POOL(transactions_are_all_or_nothing),
        IN_POOL(several_answers_share_a_round_trip),
        IN_POOL(what_was_sent_can_be_taken_back),
        IN_POOL(the_body_runs_again_on_conflict),
    };
    return cmocka_run_group_tests(tests, make_tables, side_drop_items);
}
