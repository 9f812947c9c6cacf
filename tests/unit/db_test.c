/* The database client against a real server: values, pipelines, notifications, scripts. Needs
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
#include "base/loop.h"
#include "tests/unit/db_support.h"

static int make_tables(void **state)
{
    (void)state;
    side_make_items("");
    return 0;
}

static int setup(void **state)
{
    (void)state;
    side_reset("truncate db_test.item");
    db_support_start(NULL);
    return 0;
}

/* ---- values ---- */

SQL(t_scalars, 5,
    "select $1::bigint as n, $2::boolean as b, $3::text as t, $4::bytea as y, $5::int as small");

static void scalars(struct task *task)
{
    static const unsigned char BYTES[] = {0, 1, 0xff, '\\', 0};
    struct refusal why;
    struct db_rows *rows;
    size_t length;
    assert_granted(db_query(task, &t_scalars,
                            DB_ARGS(DB_I64(INT64_MIN), DB_BOOL(true), DB_TEXT("奉节脐橙 'x' \\"),
                                    DB_BYTES(BYTES, sizeof BYTES), DB_I64(-7)),
                            &rows, &why),
                   why);
    assert_int_equal(db_count(rows), 1);
    assert_int_equal(db_columns(rows), 5);
    assert_true(db_i64(rows, 0, 0) == INT64_MIN);
    assert_true(db_bool(rows, 0, 1));
    assert_string_equal(db_text(rows, 0, 2), "奉节脐橙 'x' \\");
    assert_memory_equal(db_bytes(rows, 0, 3, &length), BYTES, sizeof BYTES);
    assert_int_equal(length, sizeof BYTES);
    assert_int_equal(db_i64(rows, 0, 4), -7);
    assert_int_equal(task->db_statements, 1);
    assert_true(task->db_us > 0);

    assert_granted(db_query(task, &t_scalars,
                            DB_ARGS(DB_NULL, DB_NULL, DB_TEXT(NULL), DB_BYTES(NULL, 0), DB_NULL),
                            &rows, &why),
                   why);
    for (int column = 0; column < 5; column++)
        assert_true(db_is_null(rows, 0, column));
    assert_int_equal(db_i64(rows, 0, 0), 0);
    assert_false(db_bool(rows, 0, 1));
    assert_null(db_text(rows, 0, 2));
    assert_null(db_bytes(rows, 0, 3, &length));

    assert_granted(db_query(task, &t_scalars,
                            DB_ARGS(DB_I64(INT64_MAX), DB_BOOL(false), DB_TEXT(""), DB_BYTES("", 0),
                                    DB_I64(0)),
                            &rows, &why),
                   why);
    assert_true(db_i64(rows, 0, 0) == INT64_MAX);
    assert_string_equal(db_text(rows, 0, 2), "");
    assert_non_null(db_bytes(rows, 0, 3, &length));
    assert_int_equal(length, 0);
}

static void values_come_back_as_sent(void **state)
{
    (void)state;
    db_support_run(scalars);
}

SQL(t_arrays, 4,
    "select a, b, c, d from unnest($1::bigint[], $2::text[], $3::bytea[], $4::boolean[]) with "
    "ordinality as u (a, b, c, d, o)"
    " order by o");

static void arrays(struct task *task)
{
    static const int64_t NUMBERS[] = {1, INT64_MIN, INT64_MAX};
    static const char *const TEXTS[] = {"", NULL, "中文,\"{}\\"};
    static const void *const BYTES[] = {"a\0b", NULL, ""};
    static const size_t LENGTHS[] = {3, 99, 0};
    static const bool BOOLS[] = {true, false, true};
    struct refusal why;
    struct db_rows *rows;
    size_t length;
    assert_granted(db_query(task, &t_arrays,
                            DB_ARGS(DB_I64S(NUMBERS, 3), DB_TEXTS(TEXTS, 3),
                                    DB_BYTESS(BYTES, LENGTHS, 3), DB_BOOLS(BOOLS, 3)),
                            &rows, &why),
                   why);
    assert_int_equal(db_count(rows), 3);
    for (int i = 0; i < 3; i++) {
        assert_true(db_i64(rows, i, 0) == NUMBERS[i]);
        assert_int_equal(db_bool(rows, i, 3), BOOLS[i]);
    }
    assert_string_equal(db_text(rows, 0, 1), "");
    assert_true(db_is_null(rows, 1, 1));
    assert_string_equal(db_text(rows, 2, 1), TEXTS[2]);
    assert_memory_equal(db_bytes(rows, 0, 2, &length), "a\0b", 3);
    assert_int_equal(length, 3);
    assert_true(db_is_null(rows, 1, 2));
    assert_false(db_is_null(rows, 2, 2));

    assert_granted(db_query(task, &t_arrays,
                            DB_ARGS(DB_I64S(NUMBERS, 0), DB_TEXTS(NULL, 0),
                                    DB_BYTESS(NULL, NULL, 0), DB_BOOLS(BOOLS, 0)),
                            &rows, &why),
                   why);
    assert_int_equal(db_count(rows), 0);
}

static void arrays_are_binary_with_nulls(void **state)
{
    (void)state;
    db_support_run(arrays);
}

/* Columns of structs, with numbers of four bytes and bytes that stand in place too. */
static void columns(struct task *task)
{
    static const struct {
        bool mark;
        int small;
        const char *text;
        size_t length;
        const void *bytes;
        int64_t number;
        uint8_t hash[4];
    } ITEMS[] = {{true, -7, "", 3, "a\0b", INT64_MIN, {0, 1, 2, 255}},
                 {false, INT32_MAX, NULL, 99, NULL, -1, {1}},
                 {true, INT32_MIN, "中文,\"{}\\", 0, "", INT64_MAX, {0}}};
    struct refusal why;
    struct db_rows *rows, *others;
    size_t length;
    assert_granted(
        db_query(task, &t_arrays,
                 DB_ARGS(DB_COLUMN_I64(ITEMS, 3, number), DB_COLUMN_TEXT(ITEMS, 3, text),
                         DB_COLUMN_BYTES(ITEMS, 3, bytes, length), DB_COLUMN_BOOL(ITEMS, 3, mark)),
                 &rows, &why),
        why);
    assert_granted(db_query(task, &t_arrays,
                            DB_ARGS(DB_COLUMN_I64(ITEMS, 3, small), DB_COLUMN_TEXT(ITEMS, 3, text),
                                    DB_COLUMN_HASH(ITEMS, 3, hash), DB_COLUMN_BOOL(ITEMS, 3, mark)),
                            &others, &why),
                   why);
    assert_int_equal(db_count(rows), 3);
    for (int i = 0; i < 3; i++) {
        assert_true(db_i64(rows, i, 0) == ITEMS[i].number);
        assert_true(db_i64(others, i, 0) == ITEMS[i].small);
        assert_int_equal(db_bool(rows, i, 3), ITEMS[i].mark);
        assert_memory_equal(db_bytes(others, i, 2, &length), ITEMS[i].hash, 4);
        assert_int_equal(length, 4);
    }
    assert_string_equal(db_text(rows, 0, 1), "");
    assert_true(db_is_null(rows, 1, 1));
    assert_string_equal(db_text(rows, 2, 1), ITEMS[2].text);
    assert_memory_equal(db_bytes(rows, 0, 2, &length), "a\0b", 3);
    assert_int_equal(length, 3);
    assert_true(db_is_null(rows, 1, 2));
    assert_false(db_is_null(rows, 2, 2));
}

/* Of no structs nothing is read, wherever they are. */
static void no_columns(struct task *task)
{
    struct {
        int64_t number;
        char *text;
        void *bytes;
        size_t length;
        bool mark;
    } *items = NULL;
    struct refusal why;
    struct db_rows *rows;
    assert_granted(
        db_query(task, &t_arrays,
                 DB_ARGS(DB_COLUMN_I64(items, 0, number), DB_COLUMN_TEXT(items, 0, text),
                         DB_COLUMN_BYTES(items, 0, bytes, length), DB_COLUMN_BOOL(items, 0, mark)),
                 &rows, &why),
        why);
    assert_int_equal(db_count(rows), 0);
}

static void columns_of_structs_are_arrays(void **state)
{
    (void)state;
    db_support_run(columns);
    db_support_run(no_columns);
}

SQL(t_json, 0,
    "select 9007199254740993::bigint as id, 12::bigint as order_id, null::bigint as plan_id, "
    "34::bigint as price_fen,"
    " 5::int as count, true as live, '{\"a\": [1, null]}'::jsonb as tree, '7'::json as leaf, "
    "null::jsonb as nothing,"
    " timestamptz '2026-11-22 09:02:03.123456+08' as at, timestamptz '2026-11-22 01:02:03Z' as "
    "whole, date '2026-02-28' as day,"
    " '橙' as name, 1 as _hidden");

static void json(struct task *task)
{
    struct refusal why;
    struct db_rows *rows;
    assert_granted(db_query(task, &t_json, DB_NO_ARGS, &rows, &why), why);
    json_t *array = db_rows_json(rows);
    char *text = json_dumps(array, JSON_COMPACT);
    assert_string_equal(
        text, "[{\"id\":\"9007199254740993\",\"order_id\":\"12\",\"plan_id\":null,\"price_fen\":34,"
              "\"count\":5,"
              "\"live\":true,\"tree\":{\"a\":[1,null]},\"leaf\":7,\"nothing\":null,"
              "\"at\":\"2026-11-22T01:02:03.123456+00:00\",\"whole\":\"2026-11-22T01:02:03+00:00\","
              "\"day\":\"2026-02-28\",\"name\":\"橙\"}]");
    free(text);
    json_decref(array);
}

static void rows_become_json(void **state)
{
    (void)state;
    db_support_run(json);
}

SQL(t_session, 1, "select current_setting($1)");

static void session(struct task *task)
{
    static const struct {
        enum db_class kind;
        const char *name, *value;
    } WANTED[] = {
        {DB_FAST, "timezone", "UTC"},
        {DB_LANE, "lock_timeout", "30s"},
        {DB_FAST, "idle_in_transaction_session_timeout", "65s"},
        {DB_FAST, "client_encoding", "UTF8"},
    };
    struct refusal why;
    struct db_rows *rows;
    for (size_t i = 0; i < sizeof WANTED / sizeof WANTED[0]; i++) {
        assert_granted(db_query_class(task, WANTED[i].kind, &t_session,
                                      DB_ARGS(DB_TEXT(WANTED[i].name)), &rows, &why),
                       why);
        assert_string_equal(db_text(rows, 0, 0), WANTED[i].value);
    }
}

static void sessions_are_set_up_by_class(void **state)
{
    (void)state;
    db_support_run(session);
}

/* ---- many at once ---- */

SQL(t_echo, 1, "select $1::bigint + 1");
SQL(t_divide, 1, "select 10 / $1::bigint");
SQL(t_broken, 0, "select nothing from nowhere");
SQL(t_insert, 2, "insert into db_test.item (id, n) values ($1, $2)");
SQL(t_count, 0, "select count(*) from db_test.item");

struct crowd {
    int left, granted, refused;
};

static struct crowd crowd;

static void crowd_member(struct task *task, void *argument)
{
    struct refusal why;
    struct db_rows *rows;
    int64_t number = (int64_t)(intptr_t)argument;
    bool granted;
    switch (number % 5) {
    case 0: /* fails in the middle of a shared sync */
        granted = db_query(task, &t_divide, DB_ARGS(DB_I64(0)), &rows, &why);
        assert_false(granted);
        assert_ptr_equal(why.kind, &REFUSAL_INTERNAL);
        break;
    case 1:
        granted = db_query(task, &t_insert, DB_ARGS(DB_I64(number), DB_I64(1)), NULL, &why);
        assert_true(granted);
        break;
    case 2:
        granted = db_query(task, &t_broken, DB_NO_ARGS, &rows, &why);
        assert_false(granted);
        assert_ptr_equal(why.kind, &REFUSAL_INTERNAL);
        break;
    default:
        granted = db_query(task, &t_echo, DB_ARGS(DB_I64(number)), &rows, &why);
        assert_granted(granted, why);
        assert_true(db_i64(rows, 0, 0) == number + 1);
    }
    crowd.granted += granted;
    crowd.refused += !granted;
    crowd.left--;
}

static void many(struct task *task)
{
    struct refusal why;
    struct db_rows *rows;
    crowd = (struct crowd){.left = 900};
    for (int i = 0; i < crowd.left; i++)
        assert_true(task_spawn(crowd_member, (void *)(intptr_t)i, 0));
    while (crowd.left > 0)
        assert_true(task_sleep(task, 1, &why));
    assert_int_equal(crowd.granted, 540);
    assert_int_equal(crowd.refused, 360);
    assert_granted(db_query(task, &t_count, DB_NO_ARGS, &rows, &why), why);
    assert_int_equal(db_i64(rows, 0, 0), 180);
}

static void a_failure_leaves_its_neighbours_alone(void **state)
{
    (void)state;
    db_support_run(many);
}

SQL(t_series, 1, "select generate_series(1, $1::bigint)");

static void too_many_rows(struct task *task)
{
    struct refusal why;
    struct db_rows *rows;
    assert_granted(db_query(task, &t_series, DB_ARGS(DB_I64(10000)), &rows, &why), why);
    assert_int_equal(db_count(rows), 10000);
    assert_refused(db_query(task, &t_series, DB_ARGS(DB_I64(10001)), &rows, &why), why,
                   REFUSAL_INTERNAL);
}

static void too_many_rows_are_refused(void **state)
{
    (void)state;
    db_support_run(too_many_rows);
}

static void crowd_waits(struct task *task, void *argument)
{
    struct refusal why;
    struct db_rows *rows;
    (void)argument;
    bool granted = db_query(task, &t_echo, DB_ARGS(DB_I64(1)), &rows, &why);
    if (!granted) {
        assert_ptr_equal(why.kind, &REFUSAL_OVERLOADED);
        assert_true(why.retry_after_s > 0);
    }
    crowd.granted += granted;
    crowd.refused += !granted;
    crowd.left--;
}

static void overload(struct task *task)
{
    struct refusal why;
    /* no connection is up yet: all of them queue */
    assert_false(db_is_ready());
    crowd = (struct crowd){.left = 25};
    for (int i = 0; i < 25; i++)
        assert_true(task_spawn(crowd_waits, NULL, 0));
    while (crowd.left > 0)
        assert_true(task_sleep(task, 1, &why));
    assert_int_equal(crowd.granted, 10);
    assert_int_equal(crowd.refused, 15);
}

static void the_queue_is_bounded(void **state)
{
    (void)state;
    loop_init();
    struct db_settings settings = db_support_settings(NULL);
    settings.queue_limit = 10;
    db_start(&settings);
    db_support_run(overload);
    db_support_stop();
}

/* ---- notifications and scripts ---- */

static char heard[128];

static void on_heard(const char *payload, void *argument)
{
    size_t length = strlen(heard);
    snprintf(heard + length, sizeof heard - length, "%s:%s;", (const char *)argument, payload);
}

SQL(t_notify, 2, "with x as (select pg_notify($1, $2)) select 1 from x");

static void until_heard(struct task *task, const char *text)
{
    struct refusal why;
    while (strcmp(heard, text) != 0) {
        assert_true(strlen(heard) < strlen(text));
        assert_true(task_sleep(task, 1, &why));
    }
}

#define LISTENING(channel_)                                                                        \
    "select count(*) from pg_stat_activity where application_name = 'mall' and datname = "         \
    "current_database()"                                                                           \
    " and query like '%listen " channel_ ";%' and state = 'idle'"

static void listening(struct task *task)
{
    struct refusal why;
    static char a[] = "a", b[] = "b";
    heard[0] = '\0';
    db_listen("one_channel", on_heard, a);
    db_listen("two_channel", on_heard, b);
    while (side_program_i64(LISTENING("two_channel")) == 0)
        assert_true(task_sleep(task, 1, &why));
    assert_granted(
        db_query(task, &t_notify, DB_ARGS(DB_TEXT("one_channel"), DB_TEXT("x")), NULL, &why), why);
    until_heard(task, "a:x;");
    side_exec("notify two_channel, 'y'");
    until_heard(task, "a:x;b:y;");
    side_terminate();
    until_heard(task, "a:x;b:y;a:;b:;"); /* something may have been missed */
    side_exec("notify one_channel, 'z'");
    until_heard(task, "a:x;b:y;a:;b:;a:z;");
}

static void notifications_are_heard(void **state)
{
    (void)state;
    db_support_run(listening);
}

static void scripts(struct task *task)
{
    struct refusal why;
    const char *owner = getenv("MALL_DB_OWNER");
    assert_granted(
        db_script(
            task, owner,
            "begin; create table db_test.made (id int); insert into db_test.made values (1), (2);"
            "commit; select * from db_test.made",
            &why),
        why);
    assert_int_equal(side_i64("select count(*) from db_test.made"), 2);
    assert_refused(db_script(task, owner,
                             "delete from db_test.made; insert into db_test.made values (1 / 0)",
                             &why),
                   why, REFUSAL_INTERNAL);
    assert_non_null(strstr(why.detail, "22012"));
    assert_int_equal(side_i64("select count(*) from db_test.made"), 2);
    assert_refused(db_script(task, owner, "copy db_test.made from stdin", &why), why,
                   REFUSAL_INTERNAL);
    assert_refused(db_script(task, "host=/nowhere/at/all", "select 1", &why), why,
                   REFUSAL_UNAVAILABLE);
    task->deadline_ms = clock_mono_ms() + 20;
    assert_refused(db_script(task, owner, "select pg_sleep(600)", &why), why, REFUSAL_TIMEOUT);
    task->deadline_ms = INT64_MAX;
}

static void scripts_run_on_their_own(void **state)
{
    (void)state;
    db_support_run(scripts);
}

#define IN_POOL(test_) cmocka_unit_test_setup_teardown(test_, setup, db_support_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_POOL(values_come_back_as_sent),      IN_POOL(arrays_are_binary_with_nulls),
        IN_POOL(columns_of_structs_are_arrays), IN_POOL(rows_become_json),
        IN_POOL(sessions_are_set_up_by_class),  IN_POOL(a_failure_leaves_its_neighbours_alone),
        IN_POOL(too_many_rows_are_refused),     cmocka_unit_test(the_queue_is_bounded),
        IN_POOL(notifications_are_heard),       IN_POOL(scripts_run_on_their_own),
    };
    return cmocka_run_group_tests(tests, make_tables, side_drop_items);
}
