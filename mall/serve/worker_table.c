#include "mall/serve/worker_table.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

static struct {
    char program[PATH_MAX];
    pid_t parent;
    struct worker workers[WORKER_NUMBERS];
} table;

void worker_table_init(void)
{
    ssize_t length = readlink("/proc/self/exe", table.program, sizeof(table.program) - 1);
    table.program[length > 0 ? length : 0] = '\0';
    table.parent = getpid();
    for (int i = 0; i < WORKER_NUMBERS; i++)
        worker_forget(i);
}

struct worker *worker_at(int number)
{
    return &table.workers[number];
}

bool worker_table_is_empty(void)
{
    for (int i = 0; i < WORKER_NUMBERS; i++)
        if (table.workers[i].pid != 0)
            return false;
    return true;
}

/* ---- starting ---- */

static void set_number(const char *name, int value)
{
    char text[16];
    snprintf(text, sizeof(text), "%d", value);
    setenv(name, text, 1);
}

/* In the child. The handlers go first: a TERM since the fork must not be swallowed by the parent's.
 */
static void release_signals(void)
{
    static const int SIGNALS[] = {SIGTERM, SIGINT, SIGHUP, SIGCHLD};
    sigset_t blocked;
    sigemptyset(&blocked);
    for (size_t i = 0; i < sizeof(SIGNALS) / sizeof(SIGNALS[0]); i++) {
        signal(SIGNALS[i], SIG_DFL);
        sigaddset(&blocked, SIGNALS[i]);
    }
    sigprocmask(SIG_UNBLOCK, &blocked, NULL);
}

/* In the child: becomes the worker. */
_Noreturn static void become_worker(int slot, int number, int listen_fd, int ready_fd,
                                    bool replaces, const struct supervisor_plan *plan)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != table.parent)
        _exit(0); /* the parent died before we could ask to be told */
    fcntl(listen_fd, F_SETFD, 0);
    fcntl(ready_fd, F_SETFD, 0);
    set_number("MALL_WORKER_FD", listen_fd);
    set_number("MALL_WORKER_SLOT", slot);
    set_number("MALL_WORKER", number);
    set_number("MALL_WORKER_READY_FD", ready_fd);
    set_number("MALL_WORKER_REPLACES", replaces);
    release_signals();
    if (plan->before_worker != NULL)
        plan->before_worker();
    char *const *arguments = (char *const *)(uintptr_t)plan->argv;
    /* By its path: after an upgrade that is the new program. The link is for one that was removed.
     */
    execv(table.program, arguments);
    execv("/proc/self/exe", arguments);
    _exit(EX_OSERR);
}

/* The slot's own number when it is free: after the start they are the same. */
static int free_number(int slot)
{
    if (table.workers[slot].pid == 0)
        return slot;
    for (int i = 0; i < WORKER_NUMBERS; i++)
        if (table.workers[i].pid == 0)
            return i;
    return WORKER_NONE;
}

static int start_failed(int slot, int error)
{
    log_error("worker_not_started", LOG_I("slot", slot), LOG_S("reason", strerror(error)));
    return WORKER_NONE;
}

int worker_start(int slot, int listen_fd, bool replaces, const struct supervisor_plan *plan)
{
    int number = free_number(slot);
    int ends[2];
    /* not blocking on either side: a full pipe must not stop a worker, nor an empty one us */
    if (number == WORKER_NONE || pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return start_failed(slot, number == WORKER_NONE ? EAGAIN : errno);
    log_flush(); /* or the child would hold the lines as well */
    pid_t pid = fork();
    if (pid == 0)
        become_worker(slot, number, listen_fd, ends[1], replaces, plan);
    int error = errno;
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return start_failed(slot, error);
    }
    table.workers[number] = (struct worker){
        .pid = pid, .slot = slot, .ready_fd = ends[0], .started_ms = clock_mono_ms()};
    log_info("worker_started", LOG_I("slot", slot), LOG_I("number", number), LOG_I("child", pid));
    return number;
}

/* ---- what it says ---- */

bool worker_read(int number)
{
    struct worker *worker = &table.workers[number];
    char words[64];
    ssize_t got = read(worker->ready_fd, words, sizeof(words));
    if (got < 0 && (errno == EINTR || errno == EAGAIN))
        return false;
    if (got <= 0) { /* it ended: waitpid() tells more */
        worker_close_ready(worker);
        return false;
    }
    bool first = !worker->ready;
    worker->ready = true;
    worker->heard_ms = clock_mono_ms();
    return first;
}

int64_t worker_silent_at_ms(int number, int64_t silent_ms)
{
    const struct worker *worker = &table.workers[number];
    bool listening = silent_ms > 0 && worker->pid != 0 && worker->ready && worker->kill_at_ms == 0;
    return listening ? worker->heard_ms + silent_ms : 0;
}

/* ---- ending ---- */

void worker_terminate(int number, int64_t patience_ms)
{
    struct worker *worker = &table.workers[number];
    if (worker->pid != 0 && worker->kill_at_ms == 0) {
        kill(worker->pid, SIGTERM);
        worker->kill_at_ms = clock_mono_ms() + patience_ms;
    }
}

void worker_kill(int number)
{
    struct worker *worker = &table.workers[number];
    log_warn("worker_killed", LOG_I("slot", worker->slot), LOG_I("child", worker->pid));
    kill(worker->pid, SIGKILL);
    worker->kill_at_ms = INT64_MAX;
}

void worker_close_ready(struct worker *worker)
{
    if (worker->ready_fd != WORKER_NONE) {
        close(worker->ready_fd);
        worker->ready_fd = WORKER_NONE;
    }
}

void worker_forget(int number)
{
    table.workers[number] = (struct worker){.ready_fd = WORKER_NONE};
}
