/* A walk over rows sees each once, in pages of its own memory. Needs MALL_TEST_DB. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "base/row_walk.h"
#include "tests/unit/db_support.h"

SQL(NUMBERS, 2, "select n from generate_series(1, 25) n where n > $1 order by n limit $2");
SQL(TIED, 2,
    "select n / 5 from generate_series(5, 29) n where n / 5 > $1 order by 1 "
    "fetch first $2 rows with ties");
SQL(PLACED, 3,
    "select n / 10, 'b' || n % 10 from generate_series(10, 29) n "
    "where (n / 10, 'b' || n % 10) > ($1, $2) order by 1, 2 limit $3");

/* The server fails at 17, while what comes before it is looked at. */
SQL(BROKEN, 2,
    "select n + 0 / (17 - n) as n from generate_series(1, 25) n where n > $1 order by n limit $2");
SQL(ONE, 0, "select 1");

struct seen {
    struct arena *outer;
    struct db_tx *tx; /* asked besides; NULL = none */
    int pages, rows;
    int64_t sum;
    int enough; /* rows; 0 = none are */
};

static bool take(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                 struct refusal *why)
{
    struct seen *seen = walk->argument;
    struct db_rows *one;
    if (seen->tx != NULL && !db_tx_query(seen->tx, &ONE, DB_NO_ARGS, &one, why))
        return false;
    assert_ptr_not_equal(task->arena, seen->outer);
    seen->pages++;
    seen->rows += db_count(rows);
    for (int i = 0; i < db_count(rows); i++)
        seen->sum += db_i64(rows, i, 0);
    if (seen->enough > 0 && seen->rows >= seen->enough)
        walk->is_over = true;
    return true;
}

static struct seen walks(struct task *task, const struct sql *sql, int rows, int enough)
{
    struct refusal why = {.have = -1};
    struct seen seen = {.outer = task->arena, .enough = enough};
    struct row_walk walk = {.sql = sql,
                            .rows = rows,
                            .keys = {{.column = 0}, {.column = 1, .is_text = true}},
                            .take = take,
                            .argument = &seen};
    assert_granted(row_walk(task, &walk, &why), why);
    assert_ptr_equal(task->arena, seen.outer);
    return seen;
}

static void walk_all(struct task *task)
{
    struct seen seen = walks(task, &NUMBERS, 10, 0);
    assert_int_equal(seen.pages, 3);
    assert_int_equal(seen.rows, 25);
    assert_int_equal(seen.sum, 325);
    seen = walks(task, &NUMBERS, 5, 0); /* the last page is known by having too little */
    assert_int_equal(seen.pages, 6);
    assert_int_equal(seen.rows, 25);
    seen = walks(task, &NUMBERS, 5, 12);
    assert_int_equal(seen.rows, 15);
    seen = walks(task, &TIED, 3, 0); /* a page has all with its last key */
    assert_int_equal(seen.pages, 6);
    assert_int_equal(seen.rows, 25);
    seen = walks(task, &PLACED, 7, 0);
    assert_int_equal(seen.pages, 3);
    assert_int_equal(seen.rows, 20);
    assert_int_equal(seen.sum, 30);
}

/* ---- in a transaction, where the next page is asked for before this one is taken ---- */

struct wish {
    const struct sql *sql;
    int rows, enough;
    row_walk_page *take;
    struct seen seen;
    bool walked;
};

static bool walk_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct wish *wish = argument;
    struct db_rows *one;
    wish->seen = (struct seen){.outer = task->arena, .enough = wish->enough, .tx = tx};
    struct row_walk walk = {.sql = wish->sql,
                            .tx = tx,
                            .rows = wish->rows,
                            .keys = {{.column = 0}},
                            .take = wish->take,
                            .argument = &wish->seen};
    wish->walked = row_walk(task, &walk, why);
    assert_ptr_equal(task->arena, wish->seen.outer);
    return wish->walked && walk.is_over && db_tx_query(tx, &ONE, DB_NO_ARGS, &one, why);
}

static struct seen walks_within(struct task *task, const struct sql *sql, int rows, int enough)
{
    struct refusal why = {.have = -1};
    struct wish wish = {.sql = sql, .rows = rows, .enough = enough, .take = take};
    assert_granted(db_transact(task, DB_AUDIT, walk_body, &wish, &why), why);
    return wish.seen;
}

static void walk_within(struct task *task)
{
    struct seen seen = walks_within(task, &NUMBERS, 10, 0);
    assert_int_equal(seen.pages, 3);
    assert_int_equal(seen.rows, 25);
    assert_int_equal(seen.sum, 325);
    seen = walks_within(task, &NUMBERS, 5, 0);
    assert_int_equal(seen.pages, 6);
    seen = walks_within(task, &NUMBERS, 5, 12); /* the page that was asked for is not taken */
    assert_int_equal(seen.rows, 15);
    seen = walks_within(task, &TIED, 3, 0);
    assert_int_equal(seen.rows, 25);
}

static bool refuses(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                    struct refusal *why)
{
    (void)task;
    (void)walk;
    (void)rows;
    return refuse(why, &REFUSAL_INTERNAL, NULL);
}

static void walk_refused(struct task *task)
{
    struct refusal why = {.have = -1};
    struct arena *own = task->arena;
    struct row_walk walk = {.sql = &NUMBERS, .rows = 10, .keys = {{.column = 0}}, .take = refuses};
    assert_refused(row_walk(task, &walk, &why), why, REFUSAL_INTERNAL);
    assert_ptr_equal(task->arena, own);
}

static void walk_fails_within(struct task *task)
{
    struct refusal why = {.have = -1};
    struct wish wish = {.sql = &NUMBERS, .rows = 10, .take = refuses};
    assert_refused(db_transact(task, DB_AUDIT, walk_body, &wish, &why), why, REFUSAL_INTERNAL);
    wish = (struct wish){.sql = &BROKEN, .rows = 10, .take = take};
    assert_refused(db_transact(task, DB_AUDIT, walk_body, &wish, &why), why, REFUSAL_INTERNAL);
    assert_false(wish.walked);
}

static void takes_every_row(void **state)
{
    (void)state;
    db_support_run(walk_all);
}

static void ends_refused(void **state)
{
    (void)state;
    db_support_run(walk_refused);
}

static void reads_ahead(void **state)
{
    (void)state;
    db_support_run(walk_within);
}

static void ends_within(void **state)
{
    (void)state;
    db_support_run(walk_fails_within);
}

static int setup(void **state)
{
    (void)state;
    db_support_start(NULL);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(takes_every_row, setup, db_support_teardown),
        cmocka_unit_test_setup_teardown(ends_refused, setup, db_support_teardown),
        cmocka_unit_test_setup_teardown(reads_ahead, setup, db_support_teardown),
        cmocka_unit_test_setup_teardown(ends_within, setup, db_support_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
