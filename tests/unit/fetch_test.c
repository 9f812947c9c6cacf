/* Outbound HTTP against a small server in the same loop: what a strange or hostile answer comes
 * back as. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/coro.h"
#include "base/fetch.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/task.h"
#include "tests/unit/http_peer.h"
#include "tests/unit/idle.h"

enum { LONG_MS = 600 * 1000, MAX_IN_FLIGHT = 10 };

static int setup(void **state)
{
    (void)state;
    log_set_level(LOG_ERROR_); /* failures are wanted here */
    loop_init();
    fetch_init(MAX_IN_FLIGHT);
    http_peer_start();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    int live = coro_live();
    fetch_stop();
    http_peer_stop();
    coro_shutdown();
    loop_free();
    return live;
}

/* ---- one call ---- */

struct scene {
    const char *path; /* or a whole URL */
    struct fetch_request request;
    void (*check)(struct task *task, const struct fetch_response *response);
    bool answered, over;
    int status;
    struct refusal why;
    struct task *task;
};

static void calls(struct task *task, void *argument)
{
    struct scene *scene = argument;
    scene->task = task;
    scene->request.url = scene->path[0] == '/' ? arena_printf(task->arena, "http://127.0.0.1:%d%s",
                                                              http_peer_port(), scene->path)
                                               : scene->path;
    if (scene->request.method == NULL)
        scene->request.method = "GET";
    if (scene->request.timeout_ms == 0)
        scene->request.timeout_ms = LONG_MS;
    if (scene->request.max_body == 0)
        scene->request.max_body = 100000;
    struct fetch_response response = {.status = -1};
    scene->answered = fetch(task, &scene->request, &response, &scene->why);
    scene->status = response.status;
    if (scene->answered && scene->check != NULL)
        scene->check(task, &response);
    scene->over = true;
}

static void play(struct scene *scene, int64_t deadline_ms)
{
    assert_true(task_spawn(calls, scene, deadline_ms));
    run_until_idle();
    assert_true(scene->over);
}

static void plays_and_fails(const char *path)
{
    struct scene scene = {.path = path};
    play(&scene, LONG_MS);
    assert_false(scene.answered);
    assert_ptr_equal(scene.why.kind, &FETCH_FAILED);
}

/* ---- answers ---- */

static void check_hello(struct task *task, const struct fetch_response *response)
{
    (void)task;
    assert_int_equal(response->status, 200);
    assert_string_equal(response->body, "hello");
    assert_int_equal(response->body_length, 5);
    assert_int_equal(response->header_count, 3);
    assert_string_equal(response->headers[1].name, "x-mixed-case");
    assert_string_equal(fetch_header(response, "X-Mixed-Case"), "a b");
    assert_string_equal(fetch_header(response, "content-type"), "text/plain");
    assert_null(fetch_header(response, "absent"));
}

static void an_answer_has_status_headers_and_body(void **state)
{
    (void)state;
    struct scene scene = {.path = "/hello", .check = check_hello};
    play(&scene, 0);
    assert_true(scene.answered);
}

static void check_echo(struct task *task, const struct fetch_response *response)
{
    (void)task;
    assert_ptr_equal(strstr(response->body, "POST /echo HTTP/1.1\r\n"), response->body);
    assert_non_null(strstr(response->body, "\r\nContent-Type: application/json\r\n"));
    assert_non_null(strstr(response->body, "\r\nAuthorization: some token\r\n"));
    assert_non_null(strstr(response->body, "\r\nContent-Length: 7\r\n"));
    assert_null(strcasestr(response->body, "\r\nExpect:"));
    assert_non_null(strstr(response->body, "\r\n\r\n{\"a\":1}"));
}

static void method_headers_and_body_are_sent(void **state)
{
    (void)state;
    static const char *const HEADERS[] = {"Content-Type: application/json",
                                          "Authorization: some token", NULL};
    struct scene scene = {.path = "/echo",
                          .request = {.method = "POST",
                                      .headers = HEADERS,
                                      .body = "{\"a\":1} not sent",
                                      .body_length = 7},
                          .check = check_echo};
    play(&scene, 0);
    assert_true(scene.answered);
}

static void check_empty_post(struct task *task, const struct fetch_response *response)
{
    (void)task;
    assert_ptr_equal(strstr(response->body, "POST /echo HTTP/1.1\r\n"), response->body);
    assert_non_null(strstr(response->body, "\r\nContent-Length: 0\r\n"));
    assert_null(strcasestr(response->body, "\r\nContent-Type:"));
}

static void check_delete(struct task *task, const struct fetch_response *response)
{
    (void)task;
    assert_ptr_equal(strstr(response->body, "DELETE /echo HTTP/1.1\r\n"), response->body);
}

static void other_methods_are_sent(void **state)
{
    (void)state;
    struct scene post = {.path = "/echo", .request.method = "POST", .check = check_empty_post};
    play(&post, 0);
    assert_true(post.answered);
    struct scene delete = {.path = "/echo", .request.method = "DELETE", .check = check_delete};
    play(&delete, 0);
    assert_true(delete.answered);
    struct scene head = {.path = "/missing", .request.method = "HEAD"};
    play(&head, 0);
    assert_int_equal(head.status, 404);
}

static void every_status_is_an_answer(void **state)
{
    (void)state;
    struct scene missing = {.path = "/missing"};
    play(&missing, 0);
    assert_int_equal(missing.status, 404);
    struct scene broken = {.path = "/broken"};
    play(&broken, 0);
    assert_int_equal(broken.status, 500);
}

static void check_moved(struct task *task, const struct fetch_response *response)
{
    (void)task;
    assert_int_equal(response->status, 302);
    assert_string_equal(fetch_header(response, "location"), "/hello");
}

static void redirects_are_not_followed(void **state)
{
    (void)state;
    struct scene scene = {.path = "/moved", .check = check_moved};
    play(&scene, 0);
    assert_true(scene.answered);
    assert_int_equal(http_peer_accepted(), 1);
}

static void check_interim(struct task *task, const struct fetch_response *response)
{
    (void)task;
    assert_null(fetch_header(response, "x-early"));
    assert_string_equal(fetch_header(response, "x-late"), "2");
    assert_string_equal(response->body, "");
}

static void interim_answers_leave_no_headers(void **state)
{
    (void)state;
    struct scene scene = {.path = "/interim", .check = check_interim};
    play(&scene, 0);
    assert_int_equal(scene.status, 200);
}

static void connections_are_used_again(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++) {
        struct scene scene = {.path = "/hello"};
        play(&scene, 0);
        assert_true(scene.answered);
    }
    assert_int_equal(http_peer_accepted(), 1);
}

/* ---- limits ---- */

static void bodies_are_bounded_exactly(void **state)
{
    (void)state;
    static const char *const PATHS[] = {"/big", "/chunked"};
    for (int i = 0; i < 2; i++) {
        struct scene fits = {.path = PATHS[i], .request.max_body = 100000};
        play(&fits, 0);
        assert_true(fits.answered);
        struct scene too_large = {.path = PATHS[i], .request.max_body = 99999};
        play(&too_large, 0);
        assert_false(too_large.answered);
        assert_ptr_equal(too_large.why.kind, &FETCH_FAILED);
    }
}

static void unusable_answers_are_one_refusal(void **state)
{
    (void)state;
    plays_and_fails("/headers");
    plays_and_fails("/cut");
    plays_and_fails("/garbage");
    plays_and_fails("/slam");
}

static void only_http_is_spoken(void **state)
{
    (void)state;
    plays_and_fails("file:///etc/passwd");
    plays_and_fails("ftp://127.0.0.1/x");
    plays_and_fails("gopher://127.0.0.1/x");
    plays_and_fails("not a url");
    plays_and_fails("http://127.0.0.1:1/"); /* nobody listens there */
}

static void the_environments_proxy_is_ignored(void **state)
{
    (void)state;
    setenv("http_proxy", "http://127.0.0.1:1", 1);
    setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
    struct scene scene = {.path = "/hello"};
    play(&scene, 0);
    unsetenv("http_proxy");
    unsetenv("ALL_PROXY");
    assert_true(scene.answered);
}

static void silence_ends_at_the_calls_own_limit(void **state)
{
    (void)state;
    struct scene scene = {.path = "/silent", .request.timeout_ms = 60};
    play(&scene, LONG_MS);
    assert_false(scene.answered);
    assert_ptr_equal(scene.why.kind, &FETCH_FAILED);
}

static void silence_ends_at_the_tasks_deadline(void **state)
{
    (void)state;
    struct scene scene = {.path = "/silent"};
    play(&scene, 60);
    assert_false(scene.answered);
    assert_ptr_equal(scene.why.kind, &REFUSAL_TIMEOUT);
}

static void cancel_when_connected(void *argument)
{
    struct scene *scene = argument;
    if (http_peer_open() == 0) {
        loop_after(1, cancel_when_connected, scene);
        return;
    }
    task_cancel(scene->task);
}

static void wait_for_close(void *argument)
{
    (void)argument;
    if (http_peer_open() == 0)
        loop_stop();
    else
        loop_after(1, wait_for_close, NULL);
}

static void a_cancelled_call_closes_its_connection(void **state)
{
    (void)state;
    struct scene scene = {.path = "/silent"};
    assert_true(task_spawn(calls, &scene, 0));
    loop_after(1, cancel_when_connected, &scene);
    run_until_idle();
    assert_false(scene.answered);
    assert_ptr_equal(scene.why.kind, &REFUSAL_CANCELLED);
    wait_for_close(NULL);
    loop_run();
    struct scene next = {.path = "/hello"};
    play(&next, 0);
    assert_true(next.answered);
}

/* So many calls to the peer as may be out at a time, none of which ends by itself. */
static void fill_host(struct scene scenes[MAX_IN_FLIGHT])
{
    memset(scenes, 0, MAX_IN_FLIGHT * sizeof(*scenes));
    for (int i = 0; i < MAX_IN_FLIGHT; i++) {
        scenes[i].path = "/silent";
        assert_true(task_spawn(calls, &scenes[i], 0));
    }
}

static struct scene silent[MAX_IN_FLIGHT], later[3], elsewhere;

static void end_silence(void *argument)
{
    (void)argument;
    if (!elsewhere.over || !later[1].over) {
        loop_after(1, end_silence, NULL);
        return;
    }
    assert_false(later[0].over);
    for (int i = 0; i < MAX_IN_FLIGHT; i++)
        task_cancel(silent[i].task);
}

static void who_comes_beyond_waits_its_turn(void **state)
{
    (void)state;
    fill_host(silent);
    memset(later, 0, sizeof(later));
    for (int i = 0; i < 3; i++) {
        later[i].path = "/hello";
        assert_true(task_spawn(calls, &later[i], i == 1 ? 20 : 0));
    }
    /* another name of the peer's, so another host */
    char url[64];
    snprintf(url, sizeof(url), "http://127.1:%d/hello", http_peer_port());
    elsewhere = (struct scene){.path = url};
    assert_true(task_spawn(calls, &elsewhere, 0));
    loop_after(1, end_silence, NULL);
    run_until_idle();
    assert_true(elsewhere.answered);
    assert_true(later[0].answered && later[2].answered);
    assert_false(later[1].answered);
    assert_ptr_equal(later[1].why.kind, &REFUSAL_TIMEOUT);
}

static void a_storm_is_answered_whole(void **state)
{
    (void)state;
    struct scene scenes[5 * MAX_IN_FLIGHT];
    memset(scenes, 0, sizeof(scenes));
    for (int i = 0; i < 5 * MAX_IN_FLIGHT; i++) {
        scenes[i].path = i % 2 == 0 ? "/hello" : "/big";
        assert_true(task_spawn(calls, &scenes[i], LONG_MS));
    }
    run_until_idle();
    for (int i = 0; i < 5 * MAX_IN_FLIGHT; i++)
        assert_true(scenes[i].answered);
    assert_true(http_peer_accepted() <= MAX_IN_FLIGHT);
}

/* ---- misuse ---- */

static void calls_in_a_transaction(struct task *task, void *argument)
{
    task->db_tx_depth = *(int *)argument;
    struct fetch_response response;
    struct refusal why;
    struct fetch_request request = {
        .method = "GET", .url = "http://127.0.0.1:1/", .timeout_ms = 1000, .max_body = 1};
    fetch(task, &request, &response, &why);
    task->db_tx_depth = 0;
}

static int death_of(int depth)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
        struct rlimit no_core = {0, 0};
        setrlimit(RLIMIT_CORE, &no_core);
        signal(SIGABRT, SIG_DFL);
        loop_init();
        fetch_init(1);
        task_spawn(calls_in_a_transaction, &depth, 0);
        run_until_idle();
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void a_call_inside_a_transaction_aborts(void **state)
{
    (void)state;
    assert_int_equal(death_of(0), 0);
    assert_int_equal(death_of(1), SIGABRT);
}

#define FETCH_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_inside_a_transaction_aborts),
        FETCH_TEST(an_answer_has_status_headers_and_body),
        FETCH_TEST(method_headers_and_body_are_sent),
        FETCH_TEST(other_methods_are_sent),
        FETCH_TEST(every_status_is_an_answer),
        FETCH_TEST(redirects_are_not_followed),
        FETCH_TEST(interim_answers_leave_no_headers),
        FETCH_TEST(connections_are_used_again),
        FETCH_TEST(bodies_are_bounded_exactly),
        FETCH_TEST(unusable_answers_are_one_refusal),
        FETCH_TEST(only_http_is_spoken),
        FETCH_TEST(the_environments_proxy_is_ignored),
        FETCH_TEST(silence_ends_at_the_calls_own_limit),
        FETCH_TEST(silence_ends_at_the_tasks_deadline),
        FETCH_TEST(a_cancelled_call_closes_its_connection),
        FETCH_TEST(who_comes_beyond_waits_its_turn),
        FETCH_TEST(a_storm_is_answered_whole),
    };
    return cmocka_run_group_tests_name("fetch", tests, NULL, NULL);
}
