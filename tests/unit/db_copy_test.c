/* COPY inside a transaction against a real server: what arrives, and what becomes of broken rows,
 * bodies that give up, cancelled tasks and lost connections. Needs MALL_TEST_DB. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/db.h"
#include "base/db_copy.h"
#include "base/log.h"
#include "base/loop.h"
#include "tests/unit/db_support.h"

static const struct refusal_kind SOLD_OUT = {"sold_out", 409, "已经卖完了"};
static const struct refusal_kind MINE = {"mine", 422, "不行"};

static const struct db_constraint CONSTRAINTS[] = {
    {"row_n_check", &SOLD_OUT, "n"},
    {NULL, NULL, NULL},
};

static int make_tables(void **state)
{
    (void)state;
    log_set_level(LOG_ERROR_ + 1);
    side_reset(
        "drop schema if exists copy_test cascade; create schema copy_test;"
        "grant usage on schema copy_test to public;"
        "create table copy_test.row (id bigint primary key, n integer constraint row_n_check "
        "  check (n >= 0), flag boolean, words text, bytes bytea);"
        "create table copy_test.held (id bigint);"
        "create function copy_test.hold() returns trigger language plpgsql as $$"
        "  begin perform pg_advisory_xact_lock(7); return new; end $$;"
        "create trigger held before insert on copy_test.held for each row "
        "  execute function copy_test.hold();"
        "grant all on all tables in schema copy_test to public");
    db_map_constraints(CONSTRAINTS);
    return 0;
}

static int drop_tables(void **state)
{
    (void)state;
    side_reset("drop schema copy_test cascade");
    side_close();
    return 0;
}

static int setup(void **state)
{
    (void)state;
    side_reset("truncate copy_test.row, copy_test.held");
    db_support_start(NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    db_support_stop();
    return 0;
}

SQL(t_copy, 0, "copy copy_test.row (id, n, flag, words, bytes) from stdin");
SQL(t_copy_held, 0, "copy copy_test.held (id) from stdin");
SQL(t_copy_wrong, 0, "copy copy_test.row (id, nothing) from stdin");
SQL(t_insert, 1, "insert into copy_test.row (id) values ($1)");
SQL(t_count, 0, "select count(*) from copy_test.row");
SQL(t_pid, 0, "select pg_backend_pid()::bigint");

static bool put(struct db_copy *copy, int64_t id, int64_t n, struct refusal *why)
{
    const struct db_value row[] = {DB_I64(id), DB_I64(n), DB_BOOL(id % 2 == 1), DB_TEXT("文字"),
                                   DB_BYTES("\x00\\x", 3)};
    return db_copy_row(copy, row, 5, why);
}

/* ---- what arrives ---- */

static char all_characters[128];

static bool copy_kinds(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    int64_t rows = -1;
    unsigned char all_bytes[256];
    (void)task;
    (void)argument;
    for (int i = 0; i < 256; i++)
        all_bytes[i] = (unsigned char)i;
    for (int i = 0; i < 127; i++)
        all_characters[i] = (char)(i + 1);
    /* statements before, between and behind */
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(100)));
    struct db_copy *copy = db_copy_begin(tx, &t_copy, why);
    const struct db_value full[] = {DB_I64(INT64_MIN), DB_I64(7), DB_BOOL(true),
                                    DB_TEXT(all_characters), DB_BYTES(all_bytes, 256)};
    const struct db_value none[] = {DB_I64(2), DB_NULL, DB_NULL, DB_TEXT(NULL), DB_BYTES(NULL, 0)};
    const struct db_value empty[] = {DB_I64(3), DB_I64(0), DB_BOOL(false), DB_TEXT(""),
                                     DB_BYTES("", 0)};
    const struct db_value marks[] = {DB_I64(4), DB_I64(0), DB_BOOL(false), DB_TEXT("\\N"),
                                     DB_BYTES("\\.", 2)};
    if (copy == NULL || !db_copy_row(copy, full, 5, why) || !db_copy_row(copy, none, 5, why) ||
        !db_copy_row(copy, empty, 5, why) || !db_copy_row(copy, marks, 5, why) ||
        !db_copy_end(copy, &rows, why))
        return false;
    assert_int_equal(rows, 4);
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(101)));
    copy = db_copy_begin(tx, &t_copy, why);
    return copy != NULL && db_copy_end(copy, &rows, why) && rows == 0 &&
           db_tx_query(tx, &t_insert, DB_ARGS(DB_I64(102)), NULL, why);
}

static void kinds(struct task *task)
{
    struct refusal why;
    assert_granted(db_transact(task, DB_SLOW, copy_kinds, NULL, &why), why);
    assert_int_equal(side_i64("select count(*) from copy_test.row"), 7);
    assert_int_equal(side_i64("select count(*) from copy_test.row where id = -9223372036854775808 "
                              "and n = 7 and flag and length(words) = 127 and ascii(words) = 1 and "
                              "right(words, 2) = E'~\\x7f' and strpos(words, '\\') = 92 and "
                              "length(bytes) = 256 and get_byte(bytes, 0) = 0 and "
                              "get_byte(bytes, 92) = 92 and get_byte(bytes, 255) = 255"),
                     1);
    assert_int_equal(side_i64("select count(*) from copy_test.row where id = 2 and n is null and "
                              "flag is null and words is null and bytes is null"),
                     1);
    assert_int_equal(side_i64("select count(*) from copy_test.row where id = 3 and words = '' and "
                              "bytes = ''"),
                     1);
    assert_int_equal(side_i64("select count(*) from copy_test.row where id = 4 and "
                              "words = '\\N' and bytes = '\\x5c2e'"),
                     1);
}

static void every_kind_of_value_arrives(void **state)
{
    (void)state;
    db_support_run(kinds);
}

/* ---- many rows ---- */

enum { MANY = 100000 };

/* What a sanitizer keeps of freed memory is not ours. */
#if defined(__SANITIZE_ADDRESS__)
enum { GROWTH_MAX_KIB = 256 * 1024 };
#else
enum { GROWTH_MAX_KIB = 1024 };
#endif

static int64_t resident_kib(void)
{
    long total, resident = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%ld %ld", &total, &resident), 2);
    fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static bool copy_many(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    int64_t rows, before_kib = 0, most_kib = 0;
    (void)task;
    (void)argument;
    struct db_copy *copy = db_copy_begin(tx, &t_copy, why);
    bool ok = copy != NULL;
    for (int64_t id = 0; ok && id < MANY; id++) {
        ok = put(copy, id, id, why);
        if (id == MANY / 20)
            before_kib = resident_kib();
        if (id % 1000 == 0 && resident_kib() > most_kib)
            most_kib = resident_kib();
    }
    ok = ok && db_copy_end(copy, &rows, why);
    assert_true(!ok || rows == MANY);
    assert_true(most_kib - before_kib < GROWTH_MAX_KIB);
    return ok;
}

static void many(struct task *task)
{
    struct refusal why;
    assert_granted(db_transact(task, DB_SLOW, copy_many, NULL, &why), why);
    assert_int_equal(side_i64("select count(*) from copy_test.row where words = '文字'"), MANY);
    assert_int_equal(side_i64("select sum(n) from copy_test.row"), INT64_C(4999950000));
}

static void many_rows_need_no_more_memory(void **state)
{
    (void)state;
    db_support_run(many);
}

/* ---- broken rows and statements ---- */

static int64_t pid_of(struct db_tx *tx, struct refusal *why)
{
    struct db_rows *rows;
    return db_tx_query(tx, &t_pid, DB_NO_ARGS, &rows, why) ? db_i64(rows, 0, 0) : 0;
}

static bool copy_broken(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    int64_t *pid = argument;
    (void)task;
    *pid = pid_of(tx, why);
    struct db_copy *copy = db_copy_begin(tx, &t_copy, why);
    bool ok = copy != NULL;
    for (int64_t id = 0; ok && id < 20000; id++)
        ok = put(copy, id, id == 5000 ? -1 : id, why);
    ok = ok && db_copy_end(copy, NULL, why);
    assert_false(ok);
    /* the transaction is over */
    assert_null(db_copy_begin(tx, &t_copy, why));
    return false;
}

static bool copy_duplicate(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)task;
    (void)argument;
    struct db_copy *copy = db_copy_begin(tx, &t_copy, why);
    return copy != NULL && put(copy, 1, 1, why) && put(copy, 1, 1, why) &&
           db_copy_end(copy, NULL, why);
}

static bool copy_wrong(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)task;
    (void)argument;
    assert_null(db_copy_begin(tx, &t_copy_wrong, why));
    return false;
}

static bool copy_after_failure(struct task *task, struct db_tx *tx, void *argument,
                               struct refusal *why)
{
    (void)task;
    (void)argument;
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(1)));
    db_tx_send(tx, &t_insert, DB_ARGS(DB_I64(1)));
    assert_null(db_copy_begin(tx, &t_copy, why));
    return false;
}

static bool lives(int64_t pid)
{
    char sql[96];
    snprintf(sql, sizeof(sql), "select count(*) from pg_stat_activity where pid = %lld",
             (long long)pid);
    return side_i64(sql) == 1;
}

static void broken(struct task *task)
{
    struct refusal why;
    int64_t pid = 0;
    assert_refused(db_transact(task, DB_LANE, copy_broken, &pid, &why), why, SOLD_OUT);
    assert_string_equal(why.field, "n");
    assert_true(lives(pid)); /* the connection is as good as before */
    assert_refused(db_transact(task, DB_LANE, copy_duplicate, NULL, &why), why, REFUSAL_INTERNAL);
    assert_refused(db_transact(task, DB_LANE, copy_wrong, NULL, &why), why, REFUSAL_INTERNAL);
    assert_refused(db_transact(task, DB_LANE, copy_after_failure, NULL, &why), why,
                   REFUSAL_INTERNAL);
    assert_int_equal(side_i64("select count(*) from copy_test.row"), 0);
}

static void a_broken_row_refuses_the_whole(void **state)
{
    (void)state;
    db_support_run(broken);
}

/* ---- bodies that give up ---- */

static bool copy_and_refuse(struct task *task, struct db_tx *tx, void *argument,
                            struct refusal *why)
{
    (void)task;
    (void)argument;
    struct db_copy *copy = db_copy_begin(tx, &t_copy, why);
    assert_non_null(copy);
    for (int64_t id = 0; id < 5000; id++)
        assert_true(put(copy, id, id, why));
    return refuse(why, &MINE, NULL);
}

static void giving_up(struct task *task)
{
    struct refusal why;
    struct db_rows *rows;
    assert_refused(db_transact(task, DB_FAST, copy_and_refuse, NULL, &why), why, MINE);
    assert_granted(db_query(task, &t_count, DB_NO_ARGS, &rows, &why), why);
    assert_int_equal(db_i64(rows, 0, 0), 0);
    assert_granted(db_transact(task, DB_FAST, copy_kinds, NULL, &why), why);
}

static void a_body_may_leave_its_copy(void **state)
{
    (void)state;
    db_support_run(giving_up);
}

/* ---- cancelled ---- */

static struct task *held_task;
static bool held_ended;

static bool copy_held(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)task;
    (void)argument;
    struct db_copy *copy = db_copy_begin(tx, &t_copy_held, why);
    const struct db_value row[] = {DB_I64(1)};
    return copy != NULL && db_copy_row(copy, row, 1, why) && db_copy_end(copy, NULL, why);
}

static void hold(struct task *task, void *argument)
{
    struct refusal why;
    held_task = task;
    assert_refused(db_transact(task, DB_SLOW, copy_held, NULL, &why), why,
                   *(const struct refusal_kind *)argument);
    held_ended = true;
}

static void until_ended(struct task *task)
{
    struct refusal why;
    while (!held_ended)
        assert_granted(task_sleep(task, 1, &why), why);
}

static void cancelling(struct task *task)
{
    struct refusal why;
    held_ended = false;
    side_lock(7);
    assert_true(task_spawn(hold, (void *)(uintptr_t)&REFUSAL_CANCELLED, 0));
    until_waiting(task, 1);
    task_cancel(held_task);
    until_ended(task);
    held_ended = false;
    assert_true(task_spawn(hold, (void *)(uintptr_t)&REFUSAL_TIMEOUT, 300));
    until_ended(task);
    side_unlock(7);
    assert_granted(db_transact(task, DB_SLOW, copy_held, NULL, &why), why);
    assert_int_equal(side_i64("select count(*) from copy_test.held"), 1);
}

static void who_waits_may_be_cancelled(void **state)
{
    (void)state;
    db_support_run(cancelling);
}

/* ---- lost ---- */

static bool copy_lost(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    int *calls = argument;
    (void)task;
    ++*calls;
    struct db_copy *copy = db_copy_begin(tx, &t_copy, why);
    bool ok = copy != NULL;
    for (int64_t id = 0; ok && id < MANY; id++) {
        if (id == MANY / 2 && *calls == 1)
            assert_true(side_terminate() > 0);
        ok = put(copy, id, id, why);
    }
    return ok && db_copy_end(copy, NULL, why);
}

static void losing(struct task *task)
{
    struct refusal why;
    int calls = 0;
    assert_granted(db_transact(task, DB_SLOW, copy_lost, &calls, &why), why);
    assert_int_equal(calls, 2);
    assert_int_equal(side_i64("select count(*) from copy_test.row"), MANY);
}

static void a_lost_connection_begins_anew(void **state)
{
    (void)state;
    db_support_run(losing);
}

static void stop_in_copy(struct task *task, void *argument)
{
    struct refusal why;
    (void)argument;
    assert_refused(db_transact(task, DB_SLOW, copy_held, NULL, &why), why, REFUSAL_UNAVAILABLE);
    held_ended = true;
}

static void stopping(struct task *task)
{
    held_ended = false;
    side_lock(7);
    assert_true(task_spawn(stop_in_copy, NULL, 0));
    until_waiting(task, 1);
    db_stop();
    until_ended(task);
    side_unlock(7);
}

static void stopping_the_pool_ends_a_copy(void **state)
{
    (void)state;
    db_support_run(stopping);
}

#define IN_POOL(test_) cmocka_unit_test_setup_teardown(test_, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_POOL(every_kind_of_value_arrives),    IN_POOL(many_rows_need_no_more_memory),
        IN_POOL(a_broken_row_refuses_the_whole), IN_POOL(a_body_may_leave_its_copy),
        IN_POOL(who_waits_may_be_cancelled),     IN_POOL(a_lost_connection_begins_anew),
        IN_POOL(stopping_the_pool_ends_a_copy),
    };
    return cmocka_run_group_tests(tests, make_tables, drop_tables);
}
