/* Lanes that only read, against a real server. Needs MALL_TEST_DB. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/db.h"
#include "base/lane.h"
#include "base/log.h"
#include "tests/unit/db_support.h"

enum { ASKERS = 120, MAX_BATCH = 50, MAX_QUEUE = 300 };

/* A hundred by each number: none can be had of 0. */
SQL(l_hundred_by, 1,
    "select ord, 100 / n from unnest($1::bigint[]) with ordinality as u (n, ord) where n < 1000");

struct question {
    int64_t n, answer;
    bool done, granted;
    struct refusal why;
};

static struct lane *lane;
static int batches, largest;

static bool ask(struct task *task, struct db_tx *tx, struct lane_item **items, int count,
                struct refusal *why)
{
    int64_t *numbers = arena_array(task->arena, (size_t)count, sizeof *numbers);
    struct db_rows *rows;
    assert_null(tx);
    assert_int_equal(task->db_tx_depth, 0);
    batches++;
    largest = count > largest ? count : largest;
    for (int i = 0; i < count; i++)
        numbers[i] = ((const struct question *)items[i]->data)->n;
    if (!db_query(task, &l_hundred_by, DB_ARGS(DB_I64S(numbers, (size_t)count)), &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++)
        ((struct question *)items[db_i64(rows, row, 0) - 1]->data)->answer = db_i64(rows, row, 1);
    return true;
}

static void question_body(struct task *task, void *argument)
{
    struct question *question = argument;
    question->granted = lane_run(task, lane, question, &question->why);
    question->done = true;
}

static void ask_all(struct task *task, struct question *questions, int count)
{
    struct refusal why;
    batches = largest = 0;
    for (int i = 0; i < count; i++)
        assert_true(task_spawn(question_body, &questions[i], 0));
    for (int i = 0; i < count; i++)
        while (!questions[i].done)
            assert_true(task_sleep(task, 1, &why));
}

/* ---- many ask together ---- */

static void together(struct task *task)
{
    static struct question questions[ASKERS];
    for (int i = 0; i < ASKERS; i++)
        questions[i] = (struct question){.n = i + 1, .answer = -1};
    ask_all(task, questions, ASKERS);
    for (int i = 0; i < ASKERS; i++) {
        assert_true(questions[i].granted);
        assert_int_equal(questions[i].answer, 100 / (i + 1));
    }
    assert_int_equal(largest, MAX_BATCH);
    assert_true(batches < ASKERS / 4);
}

static void many_ask_together(void **state)
{
    (void)state;
    db_support_run(together);
}

/* ---- one bad question ---- */

static void one_bad(struct task *task)
{
    static struct question questions[10];
    for (int i = 0; i < 10; i++)
        questions[i] = (struct question){.n = i, .answer = -1};
    ask_all(task, questions, 10);
    assert_false(questions[0].granted);
    for (int i = 1; i < 10; i++) {
        assert_true(questions[i].granted);
        assert_int_equal(questions[i].answer, 100 / i);
    }
}

static void a_bad_question_fails_alone(void **state)
{
    (void)state;
    db_support_run(one_bad);
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
        cmocka_unit_test_setup_teardown(many_ask_together, setup, db_support_teardown),
        cmocka_unit_test_setup_teardown(a_bad_question_fails_alone, setup, db_support_teardown),
    };
    log_set_level(LOG_ERROR_ + 1);
    lane = lane_new_reading("hundred", ask, MAX_BATCH, MAX_QUEUE);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
