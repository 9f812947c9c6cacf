/* Jobs and idempotency keys against a migrated database. Needs MALL_TEST_DB; nothing depends on how
 * fast the machine is. */
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
#include "base/id.h"
#include "base/idempotency.h"
#include "base/job.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/stamp.h"
#include "tests/unit/db_support.h"

static const char COUNTY[] = "500236";
static const struct refusal_kind NOT_NOW = {"not_now", 409, "现在不行"};

/* ---- jobs ---- */

static char trace[512]; /* what ran: the payload's "name" of each run */
static int failures;    /* of t_flaky still to come */
static int64_t last_id;
static int live, most_live;

static void note(const char *text)
{
    strncat(trace, text, sizeof trace - strlen(trace) - 1);
}

static bool run_plain(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    struct db_rows *rows;
    static const struct sql STATE = {
        .name = "t_job_state",
        .text = "select state, attempts from job where id = $1",
        .param_count = 1,
    };
    assert_true(db_query(task, &STATE, DB_ARGS(DB_I64(job_id)), &rows, why));
    assert_string_equal(db_text(rows, 0, 0), "running");
    assert_true(strncmp(task->id, "job-", 4) == 0);
    last_id = job_id;
    note(json_string_value(json_object_get(payload, "name")));
    return true;
}

static bool run_flaky(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    (void)task;
    (void)job_id;
    note(json_string_value(json_object_get(payload, "name")));
    if (failures > 0) {
        failures--;
        return refuse_detail(why, &NOT_NOW, "name", "对方没有回答");
    }
    return true;
}

static bool run_long(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    (void)job_id;
    note(json_string_value(json_object_get(payload, "name")));
    return task_sleep(task, 600 * 1000, why);
}

/* Says when three of them are at work at the same moment. */
static bool run_together(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    (void)job_id;
    (void)payload;
    live++;
    most_live = live > most_live ? live : most_live;
    while (most_live < 3)
        if (!task_sleep(task, 1, why))
            return false;
    live--;
    return true;
}

static const struct job_kind KINDS[] = {
    {"t_plain", run_plain, 5, 1000, 10000, 60000},
    {"t_flaky", run_flaky, 3, 0, 0, 60000},
    {"t_later", run_flaky, 3, 1000000, 2000000, 60000},
    {"t_long", run_long, 2, 1000000, 1000000, 20},
    {"t_together", run_together, 5, 1000, 1000, 60000},
    {NULL, NULL, 0, 0, 0, 0},
};

struct wish {
    const char *kind, *key, *name;
    int64_t delay_ms;
    bool refused;
};

static bool add_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct wish *wish = argument;
    (void)task;
    json_t *payload = json_pack("{s:s}", "name", wish->name);
    job_add(tx, wish->kind, wish->key, payload, wish->delay_ms, COUNTY);
    json_decref(payload);
    return !wish->refused || refuse(why, &NOT_NOW, NULL);
}

static void add(struct task *task, struct wish wish)
{
    struct refusal why;
    bool added = db_transact(task, DB_FAST, add_body, &wish, &why);
    assert_int_equal(added, !wish.refused);
}

static int64_t count_in(const char *state)
{
    char sql[128];
    snprintf(sql, sizeof sql, "select count(*) from job where kind like 't\\_%%' and state = '%s'",
             state);
    return side_i64(sql);
}

static int setup(void **state)
{
    (void)state;
    side_reset("delete from job where kind like 't\\_%'; delete from idempotency_key where route "
               "like 't\\_%'");
    trace[0] = '\0';
    failures = live = most_live = 0;
    db_support_start(NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    job_stop();
    db_support_stop();
    return 0;
}

static void due(struct task *task)
{
    struct refusal why;
    assert_int_equal(job_run_due(task, &why), 0);
    add(task, (struct wish){"t_plain", NULL, "a", .delay_ms = 0});
    add(task, (struct wish){"t_plain", NULL, "b", .delay_ms = 3600 * 1000});
    add(task, (struct wish){"t_plain", NULL, "c", .refused = true}); /* not written: its fact was
                                                                        not either */
    char id[28];
    int64_t deadline_ms = task->deadline_ms;
    memcpy(id, task->id, sizeof id);
    assert_int_equal(job_run_due(task, &why), 1);
    assert_string_equal(trace, "a");
    assert_int_equal(count_in("done"), 1);
    assert_int_equal(count_in("queued"), 1);
    assert_string_equal(task->id, id);
    assert_true(task->deadline_ms == deadline_ms);
    side_exec("update job set run_at = now() where kind = 't_plain' and state = 'queued'");
    assert_int_equal(job_run_due(task, &why), 1);
    assert_string_equal(trace, "ab");
    assert_int_equal(
        side_i64(
            "select count(*) from job where kind = 't_plain' and state = 'done' and attempts = 1"
            " and lease_until is null and finished_at is not null and shard_key = '500236'"),
        2);
}

static void due_jobs_run_once(void **state)
{
    (void)state;
    db_support_run(due);
}

static void keys(struct task *task)
{
    struct refusal why;
    add(task, (struct wish){"t_plain", "order 1", "a", .delay_ms = 0});
    add(task, (struct wish){"t_plain", "order 1", "b", .delay_ms = 0});
    add(task, (struct wish){"t_plain", "order 2", "c", .delay_ms = 0});
    add(task, (struct wish){"t_flaky", "order 1", "d", .delay_ms = 0});
    assert_int_equal(job_run_due(task, &why), 3);
    assert_string_equal(trace, "acd");
    add(task, (struct wish){"t_plain", "order 1", "e", .delay_ms = 0}); /* the first is finished */
    assert_int_equal(job_run_due(task, &why), 1);
    assert_string_equal(trace, "acde");
}

static void a_key_is_unique_while_unfinished(void **state)
{
    (void)state;
    db_support_run(keys);
}

static void flaky(struct task *task)
{
    struct refusal why;
    failures = 2;
    add(task, (struct wish){"t_flaky", NULL, "x", .delay_ms = 0});
    assert_int_equal(job_run_due(task, &why), 3);
    assert_string_equal(trace, "xxx");
    assert_int_equal(count_in("done"), 1);
    assert_int_equal(side_i64("select attempts from job where kind = 't_flaky'"), 3);
    failures = 100;
    add(task, (struct wish){"t_flaky", NULL, "y", .delay_ms = 0});
    assert_int_equal(job_run_due(task, &why), 3);
    assert_int_equal(count_in("failed"), 1);
    assert_int_equal(
        side_i64("select count(*) from job where state = 'failed' and attempts = 3 and finished_at "
                 "is not null"
                 " and last_error = 'not_now: name 对方没有回答' and kind = 't_flaky'"),
        1);
}

static void failing_jobs_are_repeated_then_given_up(void **state)
{
    (void)state;
    db_support_run(flaky);
}

static void later(struct task *task)
{
    struct refusal why;
    failures = 3;
    add(task, (struct wish){"t_later", NULL, "x", .delay_ms = 0});
    assert_int_equal(job_run_due(task, &why), 1);
    assert_int_equal(side_i64("select count(*) from job where kind = 't_later' and state = 'queued'"
                              " and run_at - now() between interval '400 s' and interval '1000 s'"),
                     1);
    side_exec("update job set run_at = now() where kind = 't_later'");
    assert_int_equal(job_run_due(task, &why), 1);
    assert_int_equal(side_i64("select count(*) from job where kind = 't_later' and state = 'queued'"
                              " and run_at - now() between interval '900 s' and interval '2000 s'"),
                     1);
}

static void repeats_wait_longer_each_time(void **state)
{
    (void)state;
    db_support_run(later);
}

static void limits(struct task *task)
{
    struct refusal why;
    add(task, (struct wish){"t_long", NULL, "x", .delay_ms = 0});
    assert_int_equal(job_run_due(task, &why), 1); /* ended by its time limit, not by ours */
    assert_int_equal(
        side_i64("select count(*) from job where kind = 't_long' and last_error like 'timeout:%'"),
        1);
    assert_true(task_alive(task, &why));
}

static void a_job_has_a_time_limit(void **state)
{
    (void)state;
    db_support_run(limits);
}

static void leases(struct task *task)
{
    struct refusal why;
    add(task, (struct wish){"t_plain", NULL, "x", .delay_ms = 0});
    /* a runner that died: its lease holds until it ends */
    side_exec(
        "update job set state = 'running', attempts = 1, lease_until = now() + interval '1 hour',"
        " run_at = now() + interval '1 hour' where kind = 't_plain'");
    assert_int_equal(job_run_due(task, &why), 0);
    side_exec("update job set run_at = now() - interval '1 s', lease_until = now() - interval '1 "
              "s' where kind = 't_plain'");
    assert_int_equal(job_run_due(task, &why), 1);
    assert_int_equal(side_i64("select attempts from job where kind = 't_plain' and state = 'done'"),
                     2);
    /* one that kills its runners is given up too */
    trace[0] = '\0';
    add(task, (struct wish){"t_flaky", NULL, "y", .delay_ms = 0});
    side_exec("update job set state = 'running', attempts = 3, run_at = now() - interval '1 s' "
              "where kind = 't_flaky'");
    assert_int_equal(job_run_due(task, &why), 1);
    assert_string_equal(trace, "");
    assert_int_equal(count_in("failed"), 1);
}

static void a_lease_runs_out(void **state)
{
    (void)state;
    db_support_run(leases);
}

static void polling(struct task *task)
{
    struct refusal why;
    job_start(1, 3); /* polls without a hint, too */
    for (int i = 0; i < 7; i++)
        add(task, (struct wish){"t_together", NULL, "x", .delay_ms = 0});
    while (count_in("done") < 7)
        assert_true(task_sleep(task, 2, &why));
    assert_int_equal(most_live, 3);
    job_stop();
    while (job_running() > 0)
        assert_true(task_sleep(task, 1, &why));
    add(task, (struct wish){"t_together", NULL, "x", .delay_ms = 0});
    assert_true(task_sleep(task, 20, &why));
    assert_int_equal(count_in("queued"), 1);
}

static void runners_work_side_by_side(void **state)
{
    (void)state;
    db_support_run(polling);
}

static void hinted(struct task *task)
{
    struct refusal why;
    job_start(3600 * 1000, 3); /* only a hint can wake it */
    while (side_program_i64(
               "select count(*) from pg_stat_activity where application_name = 'mall' and "
               "state = 'idle'"
               " and datname = current_database() and query like '%listen job_due%'") == 0)
        assert_true(task_sleep(task, 1, &why));
    add(task, (struct wish){"t_plain", NULL, "x", .delay_ms = 0});
    while (count_in("done") < 1)
        assert_true(task_sleep(task, 2, &why));
    assert_string_equal(trace, "x");
}

static void a_hint_wakes_the_runner(void **state)
{
    (void)state;
    db_support_run(hinted);
}

/* ---- idempotency keys ---- */

struct call {
    struct idempotency key;
    int64_t made; /* what this call would make */
    int64_t got;
    int runs;
    bool race;
};

static bool answer(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct call *call = argument;
    (void)task;
    call->runs++;
    if (!idempotency_find(tx, &call->key, &call->got, why))
        return false;
    if (call->got != 0)
        return true;
    if (call->race && call->runs == 1) {
        side_exec("insert into idempotency_key select account_id, route, 'race-key-1', body_hash, "
                  "4000 from idempotency_key"
                  " where key = 'some-key-1' and account_id = 7");
    }
    idempotency_save(tx, &call->key, call->made);
    call->got = call->made;
    return true;
}

static struct call call_of(int64_t account_id, const char *key, const char *body, int64_t made)
{
    struct refusal why;
    struct call call = {.made = made};
    assert_true(idempotency_init(&call.key, account_id, "t_route", key, body, strlen(body), &why));
    return call;
}

static void replay(struct task *task)
{
    struct refusal why;
    assert_true(stamp_start(task, &why));
    struct call first = call_of(7, "some-key-1", "{\"a\":1}", 1000);
    assert_true(db_transact(task, DB_FAST, answer, &first, &why));
    assert_int_equal(first.got, 1000);
    struct call again = call_of(7, "some-key-1", "{\"a\":1}", 2000);
    assert_true(db_transact(task, DB_FAST, answer, &again, &why));
    assert_int_equal(again.got, 1000);
    struct call other_body = call_of(7, "some-key-1", "{\"a\":2}", 3000);
    assert_false(db_transact(task, DB_FAST, answer, &other_body, &why));
    assert_ptr_equal(why.kind, &IDEMPOTENCY_KEY_REUSED);
    struct call other_account = call_of(8, "some-key-1", "{\"a\":2}", 3000);
    assert_true(db_transact(task, DB_FAST, answer, &other_account, &why));
    assert_int_equal(other_account.got, 3000);
    /* a twin that comes between our look and our row: we answer what it made */
    struct call twin = call_of(7, "race-key-1", "{\"a\":1}", 5000);
    twin.race = true;
    assert_true(db_transact(task, DB_FAST, answer, &twin, &why));
    assert_int_equal(twin.runs, 2);
    assert_int_equal(twin.got, 4000);
}

static void a_key_answers_what_was_made(void **state)
{
    (void)state;
    db_support_run(replay);
}

static void keys_have_a_form(void **state)
{
    (void)state;
    struct idempotency key;
    struct refusal why;
    char text[300];
    assert_false(idempotency_init(&key, 1, "t", NULL, "", 0, &why));
    assert_ptr_equal(why.kind, &IDEMPOTENCY_KEY_MISSING);
    assert_false(idempotency_init(&key, 1, "t", "", "", 0, &why));
    assert_ptr_equal(why.kind, &IDEMPOTENCY_KEY_MISSING);
    static const char *const BAD[] = {"1234567", "with blank", "tab\tinside", "umlaut-\xc3\xa4",
                                      "delete-\x7f"};
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        assert_false(idempotency_init(&key, 1, "t", BAD[i], "", 0, &why));
        assert_ptr_equal(why.kind, &REFUSAL_INVALID_FIELD);
    }
    memset(text, 'k', sizeof text);
    text[256] = '\0';
    assert_false(idempotency_init(&key, 1, "t", text, "", 0, &why));
    text[255] = '\0';
    assert_true(idempotency_init(&key, 1, "t", text, "body", 4, &why));
    assert_true(idempotency_init(&key, 1, "t", "12345678", "body", 4, &why));
    assert_ptr_equal(key.route, "t");
}

#define IN_POOL(test_) cmocka_unit_test_setup_teardown(test_, setup, teardown)

static int begin(void **state)
{
    (void)state;
    log_set_level(LOG_ERROR_ + 1);
    job_register(KINDS);
    db_support_keys();
    return 0;
}

static int end(void **state)
{
    (void)state;
    side_reset("delete from job where kind like 't\\_%'; delete from idempotency_key where route "
               "like 't\\_%'");
    side_close();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_POOL(due_jobs_run_once),
        IN_POOL(a_key_is_unique_while_unfinished),
        IN_POOL(failing_jobs_are_repeated_then_given_up),
        IN_POOL(repeats_wait_longer_each_time),
        IN_POOL(a_job_has_a_time_limit),
        IN_POOL(a_lease_runs_out),
        IN_POOL(runners_work_side_by_side),
        IN_POOL(a_hint_wakes_the_runner),
        IN_POOL(a_key_answers_what_was_made),
        cmocka_unit_test(keys_have_a_form),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
