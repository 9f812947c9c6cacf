/* What a worker remembers of sessions, and that it forgets what others ended. The clock stands
 * still, so nothing here is forgotten by its age unless the test says so. Needs MALL_TEST_DB, with
 * the demo's data. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/crypto.h"
#include "base/loop.h"
#include "registry/session.h"
#include "tests/unit/db_support.h"

struct visitor {
    char token[44];
    char hash[65];
};

/* The account of a statement signs in: a session that was found is in memory. */
static struct visitor arrive_as(struct task *task, const char *account)
{
    struct visitor visitor;
    struct session session;
    struct refusal why;
    uint8_t hash[32];
    char sql[400];
    crypto_token(visitor.token);
    crypto_sha256(visitor.token, strlen(visitor.token), hash);
    crypto_hex(hash, sizeof(hash), visitor.hash);
    snprintf(
        sql, sizeof(sql),
        "insert into session (token_hash, account_id, expires_at, session_id)"
        " select decode('%s', 'hex'), (%s), now() + interval '1 hour', count(*) + 1 from session",
        visitor.hash, account);
    side_exec(sql);
    assert_granted(session_find(task, visitor.token, &session, &why), why);
    assert_true(session.account_id > 0);
    return visitor;
}

static struct visitor arrive(struct task *task)
{
    return arrive_as(task, "select min(id) from account");
}

static bool known(struct task *task, const struct visitor *visitor)
{
    struct session session;
    struct refusal why;
    assert_granted(session_find(task, visitor->token, &session, &why), why);
    return session.account_id != 0;
}

static void until_unknown(struct task *task, const struct visitor *visitor)
{
    struct refusal why;
    while (known(task, visitor))
        assert_granted(task_sleep(task, 1, &why), why);
}

#define LISTENING                                                                                  \
    "select count(*) from pg_stat_activity where application_name = 'mall' and state = 'idle'"     \
    " and datname = current_database() and query like '%listen mall_session;%'"

static void until_listening(struct task *task)
{
    struct refusal why;
    session_start();
    while (side_program_i64(LISTENING) == 0)
        assert_granted(task_sleep(task, 1, &why), why);
}

/* Another process ends all sessions and tells nobody. */
static void end_silently(void)
{
    side_exec("update session set revoked_at = now() where revoked_at is null");
}

static void age(struct task *task)
{
    struct visitor visitor = arrive(task);
    end_silently();
    clock_test_advance_ms(SESSION_CACHE_MS - 1);
    assert_true(known(task, &visitor));
    clock_test_advance_ms(1);
    assert_false(known(task, &visitor));
}

static void nobody_is_remembered_longer_than_the_bound(void **state)
{
    (void)state;
    db_support_run(age);
}

static void told(struct task *task)
{
    until_listening(task);
    struct visitor leaver = arrive(task), other = arrive(task);
    char sql[128];
    end_silently();
    assert_true(known(task, &leaver));
    snprintf(sql, sizeof(sql), "notify mall_session, '%s'", leaver.hash);
    side_exec(sql);
    until_unknown(task, &leaver);
    assert_true(known(task, &other)); /* only the one that was named */
    side_exec("notify mall_session, ''");
    until_unknown(task, &other);
}

static void what_another_worker_ended_is_forgotten(void **state)
{
    (void)state;
    db_support_run(told);
}

static void cut_off(struct task *task)
{
    until_listening(task);
    struct visitor visitor = arrive(task);
    end_silently();
    side_terminate();
    until_unknown(task, &visitor);
}

static void what_may_have_been_missed_is_forgotten(void **state)
{
    (void)state;
    db_support_run(cut_off);
}

static char heard[512];

static void on_heard(const char *payload, void *argument)
{
    (void)argument;
    size_t length = strlen(heard);
    snprintf(heard + length, sizeof(heard) - length, "%s;", payload);
}

static bool tell_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)task;
    (void)argument;
    (void)why;
    session_tell_all(tx);
    return true;
}

static void telling(struct task *task)
{
    struct refusal why;
    char wanted[512];
    struct visitor visitor = arrive(task);
    heard[0] = '\0';
    db_listen("mall_session", on_heard, NULL);
    while (side_program_i64(LISTENING) == 0)
        assert_granted(task_sleep(task, 1, &why), why);
    assert_granted(session_revoke(task, visitor.token, &why), why);
    assert_false(known(task, &visitor));                            /* here at once */
    assert_granted(session_revoke(task, visitor.token, &why), why); /* tells nobody again */
    assert_granted(db_transact(task, DB_FAST, tell_body, NULL, &why), why);
    snprintf(wanted, sizeof(wanted), "%s;;", visitor.hash);
    while (strlen(heard) < strlen(wanted))
        assert_granted(task_sleep(task, 1, &why), why);
    assert_string_equal(heard, wanted);
}

static void who_ends_a_session_tells_the_others(void **state)
{
    (void)state;
    db_support_run(telling);
}

struct asking {
    struct visitor visitor;
    bool over;
};

static void ask(struct task *task, void *argument)
{
    struct asking *asking = argument;
    known(task, &asking->visitor);
    asking->over = true;
}

/* The answer may be older than what was told meanwhile. */
static void in_between(struct task *task)
{
    struct refusal why;
    struct asking asking = {.visitor = arrive(task)};
    session_forget_all();
    side_exec("begin; lock table session in access exclusive mode");
    assert_true(task_spawn(ask, &asking, 0));
    while (side_program_i64("select count(*) from pg_stat_activity where application_name = 'mall'"
                            " and datname = current_database() and wait_event_type = 'Lock'") == 0)
        assert_granted(task_sleep(task, 1, &why), why);
    session_forget_all();
    side_exec("commit");
    while (!asking.over)
        assert_granted(task_sleep(task, 1, &why), why);
    end_silently();
    assert_false(known(task, &asking.visitor));
}

static void what_was_asked_before_is_not_remembered(void **state)
{
    (void)state;
    db_support_run(in_between);
}

/* The worker that heard the second proof, and one that has not heard of it yet. */
static void prove(struct task *task)
{
    struct visitor visitor = arrive_as(
        task,
        "select min(account_id) from role_grant where role = 'operator' and valid_to is null");
    struct session session;
    struct refusal why;
    assert_granted(session_find(task, visitor.token, &session, &why), why);
    assert_true(session.needs_second);
    side_exec("update session set second_at = now() where second_at is null");
    assert_granted(session_find(task, visitor.token, &session, &why), why);
    assert_false(session.needs_second);
}

static void who_still_owes_a_proof_is_asked_anew(void **state)
{
    (void)state;
    db_support_run(prove);
}

static int setup(void **state)
{
    (void)state;
    crypto_init();
    session_forget_all();
    db_support_start(NULL);
    clock_test_stop();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    clock_test_end();
    db_support_stop();
    return 0;
}

static int close_side(void **state)
{
    (void)state;
    side_close();
    return 0;
}

#define IN_POOL(test_) cmocka_unit_test_setup_teardown(test_, setup, teardown)

static int load_settings(void **state)
{
    static struct config_setting settings[] = {
        SETTING_INT("MALL_SESSION_HOURS", "720", 1, 8760, "a session ends after"),
        SETTING_INT("MALL_STAFF_SESSION_HOURS", "12", 1, 8760, "of who works here"),
        SETTING_INT("MALL_STAFF_IDLE_MINUTES", "30", 5, 10080, "of operators and auditors"),
        {.name = NULL},
    };
    (void)state;
    return config_load(settings, NULL, NULL, stderr) ? 0 : 1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_POOL(nobody_is_remembered_longer_than_the_bound),
        IN_POOL(what_another_worker_ended_is_forgotten),
        IN_POOL(what_may_have_been_missed_is_forgotten),
        IN_POOL(who_ends_a_session_tells_the_others),
        IN_POOL(what_was_asked_before_is_not_remembered),
        IN_POOL(who_still_owes_a_proof_is_asked_anew),
    };
    return cmocka_run_group_tests_name("session", tests, load_settings, close_side);
}
