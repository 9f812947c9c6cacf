/* The supervisor with real processes: this program is its own worker, a server of one line.
 *
 * A worker answers each connection with "slot number pid". What it does at start is said by a file
 * (TEST_MOOD): so the test can make the next worker fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "mall/serve/supervisor.h"

enum { PATIENCE_MS = 60000, DRAIN_MS = 60000 };

/* ---- the worker ---- */

static char mood(void)
{
    char byte = 'w';
    int fd = open(getenv("TEST_MOOD"), O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        if (read(fd, &byte, 1) != 1)
            byte = 'w';
        close(fd);
    }
    return byte;
}

static void pause_ms(int64_t ms)
{
    struct timespec pause = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&pause, NULL);
}

static volatile sig_atomic_t told_to_end;

static void on_term(int number)
{
    (void)number;
    told_to_end = 1;
}

/* TERM arrives between two answers only. */
static void catch_term(void (*handler)(int number))
{
    struct sigaction action = {.sa_handler = handler};
    sigset_t term;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, NULL);
    sigaction(SIGTERM, &action, NULL);
}

static bool answer_one(int listen_fd)
{
    int peer = accept4(listen_fd, NULL, NULL, SOCK_CLOEXEC);
    if (peer < 0)
        return true; /* the other one of this socket was faster */
    char text[64];
    int length = snprintf(text, sizeof(text), "%d %d %d\n", supervisor_worker_slot(),
                          supervisor_worker_number(), getpid());
    bool written = write(peer, text, (size_t)length) == length;
    close(peer);
    return written;
}

static int worker_main(void)
{
    char now = mood();
    if (now == 'c')
        return EX_CONFIG;
    if (now == 'x')
        return 1;
    int listen_fd = supervisor_worker_fd();
    if (supervisor_worker_fd() != listen_fd || getenv("MALL_WORKER_FD") != NULL)
        return 2; /* asked twice is told twice, but children of ours must not be told */
    catch_term(now == 's' ? SIG_IGN : on_term); /* s: stubborn */
    supervisor_worker_ready();
    if (now == 'h') /* h: hangs, and is not stopped by anybody */
        for (;;)
            pause_ms(1000);
    while (!told_to_end) {
        struct pollfd waiting = {.fd = listen_fd, .events = POLLIN};
        struct timespec beat = {.tv_nsec = 50000000};
        sigset_t nothing;
        sigemptyset(&nothing);
        if (ppoll(&waiting, 1, &beat, &nothing) > 0 && !answer_one(listen_fd))
            return 3;
        supervisor_worker_beat();
    }
    return 0;
}

/* ---- the test's side ---- */

static struct {
    pid_t pid;
    int port;
    char mood_path[64];
    int errors;        /* the supervisor's standard error */
    int64_t silent_ms; /* 0 = nobody listens */
} mall;

struct answer {
    int slot, number;
    pid_t pid;
};

static void set_mood(char now)
{
    int fd = open(mall.mood_path, O_WRONLY | O_TRUNC | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, &now, 1), 1);
    close(fd);
}

static int connect_to(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    if (connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Asks once; false when the connection was refused, reset or not answered. */
static bool ask(struct answer *answer)
{
    int fd = connect_to(mall.port);
    if (fd < 0)
        return false;
    char text[64] = "";
    size_t length = 0;
    struct pollfd waiting = {.fd = fd, .events = POLLIN};
    while (poll(&waiting, 1, PATIENCE_MS) > 0) {
        ssize_t got = read(fd, text + length, sizeof(text) - 1 - length);
        if (got <= 0)
            break;
        length += (size_t)got;
    }
    close(fd);
    char *at = text;
    answer->slot = (int)strtol(at, &at, 10);
    answer->number = (int)strtol(at, &at, 10);
    answer->pid = (pid_t)strtol(at, &at, 10);
    return length > 0 && *at == '\n';
}

_Noreturn static void become_supervisor(int port, int workers, int64_t drain_ms, int errors)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a failed test leaves nothing behind */
    struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    dup2(errors, STDERR_FILENO);
    static const char *const ARGV[] = {"supervisor_test", "worker", NULL};
    int code = supervisor_run(&(struct supervisor_plan){.address = "127.0.0.1",
                                                        .port = port,
                                                        .workers = workers,
                                                        .argv = ARGV,
                                                        .drain_ms = drain_ms,
                                                        .restart_ms = 1,
                                                        .silent_ms = mall.silent_ms});
    _exit(code);
}

static void start_on(int port, int workers, int64_t drain_ms)
{
    int ends[2];
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    mall.port = port;
    mall.errors = ends[0];
    fflush(NULL);
    mall.pid = fork();
    assert_true(mall.pid >= 0);
    if (mall.pid == 0)
        become_supervisor(port, workers, drain_ms, ends[1]);
    close(ends[1]);
}

/* Waits for the supervisor's end; its exit code. */
static int end(void)
{
    int status = 0;
    assert_int_equal(waitpid(mall.pid, &status, 0), mall.pid);
    mall.pid = 0;
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* Signal 0 finds zombies as well: these were adopted by nobody who waits, or by a reaper who does.
 */
static bool is_gone(pid_t pid)
{
    char path[64];
    char state[512] = "";
    snprintf(path, sizeof(path), "/proc/%d/stat", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return true;
    ssize_t got = read(fd, state, sizeof(state) - 1);
    close(fd);
    char *after = got > 0 ? strrchr(state, ')') : NULL;
    return after == NULL || after[2] == 'Z';
}

static void wait_gone(pid_t pid)
{
    for (int waited = 0; !is_gone(pid); waited++) {
        assert_true(waited < PATIENCE_MS);
        pause_ms(1);
    }
}

/* What the supervisor said and the test has not passed yet. */
static char said[512 * 1024];
static size_t said_length;

/* Moves behind the next `event`; false when none comes before the patience ends or the log does. */
static bool pass_event(const char *event, int patience_ms)
{
    char wanted[64];
    snprintf(wanted, sizeof(wanted), "\"event\":\"%s\"", event);
    for (;;) {
        char *at = strstr(said, wanted);
        if (at != NULL) {
            char *rest = at + strlen(wanted);
            said_length = strlen(rest);
            memmove(said, rest, said_length + 1);
            return true;
        }
        struct pollfd waiting = {.fd = mall.errors, .events = POLLIN};
        if (poll(&waiting, 1, patience_ms) <= 0 || said_length == sizeof(said) - 1)
            return false;
        ssize_t got = read(mall.errors, said + said_length, sizeof(said) - 1 - said_length);
        if (got <= 0)
            return false;
        said_length += (size_t)got;
        said[said_length] = '\0';
    }
}

static bool wait_for_event(const char *event)
{
    return pass_event(event, PATIENCE_MS);
}

/* On a free port, which it logs; returns when a worker is ready. */
static void start(int workers, int64_t drain_ms)
{
    start_on(0, workers, drain_ms);
    assert_true(wait_for_event("listening"));
    char *port = strstr(said, "\"port\":");
    assert_non_null(port);
    mall.port = (int)strtol(port + strlen("\"port\":"), NULL, 10);
    assert_true(wait_for_event("worker_ready"));
}

static int setup(void **state)
{
    (void)state;
    said_length = 0;
    said[0] = '\0';
    mall.silent_ms = 0;
    snprintf(mall.mood_path, sizeof(mall.mood_path), "/tmp/supervisor_test.XXXXXX");
    int fd = mkstemp(mall.mood_path);
    if (fd < 0)
        return -1;
    close(fd);
    setenv("TEST_MOOD", mall.mood_path, 1);
    set_mood('w');
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    if (mall.pid > 0) {
        kill(mall.pid, SIGKILL);
        waitpid(mall.pid, NULL, 0);
        mall.pid = 0;
    }
    close(mall.errors);
    unlink(mall.mood_path);
    return 0;
}

/* ---- tests ---- */

/* Asks until every slot has answered. */
static void meet_all(struct answer *answers, int workers)
{
    bool met[SUPERVISOR_WORKERS_MAX] = {false};
    int left = workers;
    for (int asked = 0; left > 0; asked++) {
        assert_true(asked < 10000);
        struct answer answer;
        assert_true(ask(&answer));
        assert_in_range(answer.slot, 0, workers - 1);
        assert_in_range(answer.number, 0, SUPERVISOR_WORKERS_MAX);
        left -= !met[answer.slot];
        met[answer.slot] = true;
        answers[answer.slot] = answer;
    }
}

static void connections_are_spread_and_term_ends_all(void **state)
{
    (void)state;
    struct answer answers[3];
    start(3, DRAIN_MS);
    meet_all(answers, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(answers[i].number, i);
    kill(mall.pid, SIGTERM);
    assert_int_equal(end(), 0);
    for (int i = 0; i < 3; i++)
        assert_true(is_gone(answers[i].pid));
    assert_int_equal(connect_to(mall.port), -1);
}

static void a_dead_worker_is_replaced_and_nobody_is_refused(void **state)
{
    (void)state;
    struct answer first, next;
    start(1, DRAIN_MS);
    assert_true(ask(&first));
    for (int round = 0; round < 3; round++) {
        kill(first.pid, SIGKILL);
        wait_gone(first.pid);
        assert_true(ask(&next)); /* waits in the socket's queue for the replacement */
        assert_int_not_equal(next.pid, first.pid);
        assert_int_equal(next.slot, 0);
        first = next;
    }
}

/* Nothing in the system says that it hangs: it only says no more. */
static void a_silent_worker_is_replaced(void **state)
{
    (void)state;
    enum { SILENT_MS = 2000 };
    struct answer first, later;
    mall.silent_ms = SILENT_MS;
    set_mood('h');
    start(1, DRAIN_MS);
    set_mood('w');
    assert_true(ask(&first)); /* it waited in the hanging one's queue */
    assert_true(wait_for_event("worker_hangs"));
    pause_ms(SILENT_MS + SILENT_MS / 2); /* who speaks lives on */
    assert_true(ask(&later));
    assert_int_equal(later.pid, first.pid);
    kill(mall.pid, SIGTERM);
    assert_int_equal(end(), 0);
}

static void a_worker_that_dies_again_and_again_ends_all(void **state)
{
    (void)state;
    struct answer answers[2];
    start(2, DRAIN_MS);
    meet_all(answers, 2);
    set_mood('x');
    kill(answers[1].pid, SIGKILL);
    assert_int_equal(end(), EX_SOFTWARE);
    assert_true(is_gone(answers[0].pid));
    assert_true(wait_for_event("worker_given_up"));
}

static void a_worker_with_bad_settings_ends_all_at_once(void **state)
{
    (void)state;
    set_mood('c');
    start_on(0, 2, DRAIN_MS);
    assert_int_equal(end(), EX_CONFIG);
    assert_false(wait_for_event("worker_given_up"));
}

static void a_busy_port_is_one_clear_line(void **state)
{
    (void)state;
    start(1, DRAIN_MS);
    pid_t first = mall.pid;
    int first_errors = mall.errors;
    start_on(mall.port, 1, DRAIN_MS);
    assert_int_equal(end(), EX_CANTCREAT);
    ssize_t got = read(mall.errors, said, sizeof(said) - 1);
    assert_true(got > 0);
    said[got] = '\0';
    char port[16];
    snprintf(port, sizeof(port), "%d", mall.port);
    assert_non_null(strstr(said, port));
    assert_non_null(strstr(said, "MALL_PORT"));
    assert_ptr_equal(strchr(said, '\n'), said + got - 1);
    close(mall.errors);
    mall.errors = first_errors;
    mall.pid = first;
}

static void hup_replaces_each_worker_and_nobody_is_refused(void **state)
{
    (void)state;
    enum { WORKERS = 2 };
    struct answer before[WORKERS], after[WORKERS];
    start(WORKERS, DRAIN_MS);
    meet_all(before, WORKERS);
    for (int round = 0; round < 2; round++) {
        kill(mall.pid, SIGHUP);
        int64_t asked = 0;
        while (!pass_event("roll_done", 0)) {
            assert_true(asked++ < 1000000);
            assert_true(ask(&after[0]));
        }
        meet_all(after, WORKERS);
        for (int i = 0; i < WORKERS; i++) {
            assert_int_not_equal(after[i].pid, before[i].pid);
            assert_true(is_gone(before[i].pid));
            before[i] = after[i];
        }
        assert_int_not_equal(after[0].number, after[1].number);
    }
}

static void a_replacement_that_fails_leaves_the_old_one(void **state)
{
    (void)state;
    struct answer before, after;
    start(1, DRAIN_MS);
    assert_true(ask(&before));
    for (int round = 0; round < 2; round++) {
        set_mood(round == 0 ? 'x' : 'c');
        kill(mall.pid, SIGHUP);
        assert_true(wait_for_event("roll_given_up"));
        assert_true(ask(&after));
        assert_int_equal(after.pid, before.pid);
    }
    set_mood('w');
    kill(mall.pid, SIGHUP);
    assert_true(wait_for_event("roll_done"));
    assert_true(ask(&after));
    assert_int_not_equal(after.pid, before.pid);
}

static void the_stubborn_are_killed(void **state)
{
    (void)state;
    struct answer answer;
    set_mood('s');
    start(1, 1);
    assert_true(ask(&answer));
    kill(mall.pid, SIGTERM);
    assert_int_equal(end(), 0);
    assert_true(is_gone(answer.pid));
    assert_true(wait_for_event("worker_killed"));
}

static void a_second_term_does_not_wait(void **state)
{
    (void)state;
    struct answer answer;
    set_mood('s');
    start(1, PATIENCE_MS * 10);
    assert_true(ask(&answer));
    kill(mall.pid, SIGTERM);
    assert_true(wait_for_event("stopping"));
    kill(mall.pid, SIGINT);
    assert_int_equal(end(), 0);
    assert_true(is_gone(answer.pid));
}

static void no_worker_outlives_its_parent(void **state)
{
    (void)state;
    struct answer answers[2];
    start(2, DRAIN_MS);
    meet_all(answers, 2);
    kill(mall.pid, SIGKILL);
    waitpid(mall.pid, NULL, 0);
    mall.pid = 0;
    wait_gone(answers[0].pid);
    wait_gone(answers[1].pid);
}

static void without_a_parent_there_is_no_socket(void **state)
{
    (void)state;
    assert_int_equal(supervisor_worker_fd(), -1);
    assert_int_equal(supervisor_worker_slot(), -1);
    assert_int_equal(supervisor_worker_number(), -1);
    supervisor_worker_ready();
}

#define SUPERVISOR_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "worker") == 0)
        return worker_main();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_parent_there_is_no_socket),
        SUPERVISOR_TEST(connections_are_spread_and_term_ends_all),
        SUPERVISOR_TEST(a_dead_worker_is_replaced_and_nobody_is_refused),
        SUPERVISOR_TEST(a_silent_worker_is_replaced),
        SUPERVISOR_TEST(a_worker_that_dies_again_and_again_ends_all),
        SUPERVISOR_TEST(a_worker_with_bad_settings_ends_all_at_once),
        SUPERVISOR_TEST(a_busy_port_is_one_clear_line),
        SUPERVISOR_TEST(hup_replaces_each_worker_and_nobody_is_refused),
        SUPERVISOR_TEST(a_replacement_that_fails_leaves_the_old_one),
        SUPERVISOR_TEST(the_stubborn_are_killed),
        SUPERVISOR_TEST(a_second_term_does_not_wait),
        SUPERVISOR_TEST(no_worker_outlives_its_parent),
    };
    return cmocka_run_group_tests_name("supervisor", tests, NULL, NULL);
}
