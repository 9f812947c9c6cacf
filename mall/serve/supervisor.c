#include "mall/serve/supervisor.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/log_file.h"
#include "mall/serve/listen.h"
#include "mall/serve/worker_table.h"

enum {
    BACKOFF_FIRST_MS = 100,
    BACKOFF_LONGEST = 100, /* times the first */
    RESTARTS_MAX = 10,     /* within RESTARTS_WINDOW_MS: then it is no accident */
    RESTARTS_WINDOW_MS = 60 * 1000,
    READY_MS = 60 * 1000, /* what a replacement may take to become ready */
    STOPPED_MS = 3000,    /* what a stopped worker is given to go on */
    KILL_GRACE_MS = 2000  /* a worker ends its drain by itself; this is for one that cannot */
};

/* One listening socket and who serves it. */
struct slot {
    int listen_fd;
    int current;           /* number, or WORKER_NONE */
    int64_t restart_at_ms; /* 0 = nothing to start */
    int64_t backoff_ms;
    int64_t restarts_ms[RESTARTS_MAX]; /* when the last ones were, a ring */
    int restart_count;
};

static struct {
    const struct supervisor_plan *plan;
    sigset_t waiting_mask; /* signals arrive only inside ppoll() */
    struct slot slots[SUPERVISOR_WORKERS_MAX];
    bool any_ready;
    bool stopping;
    int exit_code;
    bool roll_wanted;
    int roll_slot;          /* WORKER_NONE = no roll */
    int roll_old, roll_new; /* WORKER_NONE: gone; serves already */
    int64_t roll_deadline_ms;
} parent;

static volatile sig_atomic_t stop_signals, hup_signals;

static void on_stop_signal(int number)
{
    (void)number;
    stop_signals++;
}

static void on_hup(int number)
{
    (void)number;
    hup_signals = 1;
}

static void on_child(int number)
{
    (void)number; /* it only has to wake ppoll() */
}

static const int SIGNALS[] = {SIGTERM, SIGINT, SIGHUP, SIGCHLD};
enum { SIGNALS_COUNT = sizeof(SIGNALS) / sizeof(SIGNALS[0]) };

static void catch (int number, void (*handler)(int number))
{
    struct sigaction action = {.sa_handler = handler};
    sigaction(number, &action, NULL);
}

static void catch_signals(void)
{
    sigset_t ours;
    sigemptyset(&ours);
    for (int i = 0; i < SIGNALS_COUNT; i++)
        sigaddset(&ours, SIGNALS[i]);
    sigprocmask(SIG_BLOCK, &ours, &parent.waiting_mask);
    for (int i = 0; i < SIGNALS_COUNT; i++)
        sigdelset(&parent.waiting_mask, SIGNALS[i]);
    catch (SIGTERM, on_stop_signal);
    catch (SIGINT, on_stop_signal);
    catch (SIGHUP, on_hup);
    catch (SIGCHLD, on_child);
}

/* ---- stopping ---- */

static int64_t patience_ms(void)
{
    return parent.plan->drain_ms + KILL_GRACE_MS;
}

static void stop_all(int exit_code)
{
    if (parent.stopping)
        return;
    parent.stopping = true;
    parent.exit_code = exit_code;
    parent.roll_slot = WORKER_NONE;
    log_info("stopping", LOG_I("exit_code", exit_code));
    /* From now on the workers' own copies are the last: each answers what is in its queue and
     * closes it, and the port is free. */
    for (int i = 0; i < parent.plan->workers; i++)
        close(parent.slots[i].listen_fd);
    for (int i = 0; i < WORKER_NUMBERS; i++)
        worker_terminate(i, patience_ms());
}

static void kill_all(void)
{
    for (int i = 0; i < WORKER_NUMBERS; i++)
        if (worker_at(i)->pid != 0)
            worker_kill(i);
}

/* ---- starting, and starting again ---- */

static int64_t first_backoff_ms(void)
{
    return parent.plan->restart_ms > 0 ? parent.plan->restart_ms : BACKOFF_FIRST_MS;
}

static int slot_start(int slot)
{
    /* one that waits to be started again is nobody's to be replaced */
    bool replaces = parent.slots[slot].current != WORKER_NONE;
    return worker_start(slot, parent.slots[slot].listen_fd, replaces, parent.plan);
}

static void restart_later(struct slot *slot, int64_t lived_ms)
{
    int64_t now_ms = clock_mono_ms();
    int64_t *oldest_ms = &slot->restarts_ms[slot->restart_count % RESTARTS_MAX];
    if (slot->restart_count >= RESTARTS_MAX && now_ms - *oldest_ms < RESTARTS_WINDOW_MS) {
        log_error("worker_given_up", LOG_I("slot", slot - parent.slots),
                  LOG_I("restarts", RESTARTS_MAX));
        stop_all(EX_SOFTWARE);
        return;
    }
    *oldest_ms = now_ms;
    slot->restart_count++;
    if (lived_ms > RESTARTS_WINDOW_MS)
        slot->backoff_ms = first_backoff_ms();
    slot->restart_at_ms = now_ms + slot->backoff_ms;
    slot->backoff_ms *= 2;
    if (slot->backoff_ms > first_backoff_ms() * BACKOFF_LONGEST)
        slot->backoff_ms = first_backoff_ms() * BACKOFF_LONGEST;
}

static void start_due(void)
{
    for (int i = 0; i < parent.plan->workers && !parent.stopping; i++) {
        struct slot *slot = &parent.slots[i];
        if (slot->restart_at_ms != 0 && slot->restart_at_ms <= clock_mono_ms()) {
            slot->restart_at_ms = 0;
            slot->current = slot_start(i);
            if (slot->current == WORKER_NONE)
                restart_later(slot, 0);
        }
    }
}

/* ---- the roll: one slot after another ---- */

static void roll_end(const char *event)
{
    log_info(event, LOG_I("slot", parent.roll_slot));
    parent.roll_slot = WORKER_NONE;
}

/* Begins with `slot`, or ends the roll behind the last. */
static void roll_enter(int slot)
{
    parent.roll_slot = slot;
    if (slot == parent.plan->workers) {
        roll_end("roll_done");
        return;
    }
    parent.roll_old = parent.slots[slot].current;
    parent.roll_new = slot_start(slot);
    parent.roll_deadline_ms = clock_mono_ms() + READY_MS;
    if (parent.roll_new == WORKER_NONE) {
        roll_end("roll_given_up");
        return;
    }
    if (parent.roll_old == WORKER_NONE) { /* it was waiting to be started again */
        parent.slots[slot].restart_at_ms = 0;
        parent.slots[slot].current = parent.roll_new;
    }
}

/* The replacement serves: the old one may go. */
static void roll_ready(void)
{
    parent.slots[parent.roll_slot].current = parent.roll_new;
    parent.roll_new = WORKER_NONE;
    if (parent.roll_old != WORKER_NONE)
        worker_terminate(parent.roll_old, patience_ms());
    else
        roll_enter(parent.roll_slot + 1);
}

/* Someone of the slot that is being replaced ended. True when that is all there is to it. */
static bool roll_exit(int number, const struct worker *worker)
{
    if (parent.roll_slot == WORKER_NONE || worker->slot != parent.roll_slot)
        return false;
    struct slot *slot = &parent.slots[parent.roll_slot];
    if (number == parent.roll_old) {
        parent.roll_old = WORKER_NONE;
        if (worker->kill_at_ms != 0) {
            roll_enter(parent.roll_slot + 1);
        } else {
            slot->current = parent.roll_new; /* it died before its time, its successor is on the way
                                              */
        }
        return true;
    }
    if (number != parent.roll_new)
        return false; /* the successor served already: it crashed like any other worker */
    roll_end("roll_given_up");
    return slot->current != number;
}

static void roll_step(void)
{
    if (parent.roll_slot == WORKER_NONE) {
        if (parent.roll_wanted && !parent.stopping) {
            parent.roll_wanted = false;
            log_info("roll", LOG_I("workers", parent.plan->workers));
            roll_enter(0);
        }
        return;
    }
    if (parent.roll_new != WORKER_NONE && worker_at(parent.roll_new)->kill_at_ms == 0 &&
        clock_mono_ms() >= parent.roll_deadline_ms)
        worker_kill(parent.roll_new);
}

/* ---- what happens to workers ---- */

static void on_exit_of(int number, int status)
{
    struct worker worker = *worker_at(number);
    worker_close_ready(&worker);
    worker_forget(number);
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    int signal_number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    bool asked = worker.kill_at_ms != 0;
    log_(asked ? LOG_INFO_ : LOG_ERROR_, "worker_ended", LOG_I("slot", worker.slot),
         LOG_I("child", worker.pid), LOG_I("code", code), LOG_I("signal", signal_number));
    bool done = roll_exit(number, &worker);
    if (parent.stopping || done || parent.slots[worker.slot].current != number)
        return;
    parent.slots[worker.slot].current = WORKER_NONE;
    if (code == EX_CONFIG && !parent.any_ready) {
        stop_all(EX_CONFIG); /* the worker has said why */
        return;
    }
    restart_later(&parent.slots[worker.slot], clock_mono_ms() - worker.started_ms);
}

/* Somebody may look at it and let it go on: it gets a moment. */
static void on_stop_of(int number)
{
    struct worker *worker = worker_at(number);
    log_warn("worker_stopped", LOG_I("slot", worker->slot), LOG_I("child", worker->pid));
    if (parent.plan->silent_ms > 0 && worker->kill_at_ms == 0)
        worker->stopped_ms = clock_mono_ms();
}

static void on_change_of(int number, int status)
{
    if (WIFSTOPPED(status))
        on_stop_of(number);
    else if (WIFCONTINUED(status))
        worker_at(number)->stopped_ms = 0;
    else
        on_exit_of(number, status);
}

static void reap(void)
{
    int status = 0;
    pid_t pid = 0;
    while ((pid = waitpid(-1, &status, WNOHANG | WUNTRACED | WCONTINUED)) > 0) {
        for (int i = 0; i < WORKER_NUMBERS; i++) {
            if (worker_at(i)->pid == pid) {
                on_change_of(i, status);
                break;
            }
        }
    }
}

static void read_ready(int number)
{
    struct worker *worker = worker_at(number);
    if (!worker_read(number))
        return;
    parent.any_ready = true;
    log_info("worker_ready", LOG_I("slot", worker->slot), LOG_I("child", worker->pid));
    if (parent.roll_slot != WORKER_NONE && number == parent.roll_new)
        roll_ready();
}

/* ---- waiting ---- */

/* When a worker that is stopped, or silent, is taken for one that hangs; 0 = it is not. */
static int64_t hangs_at_ms(int number)
{
    const struct worker *worker = worker_at(number);
    if (worker->pid != 0 && worker->stopped_ms != 0 && worker->kill_at_ms == 0)
        return worker->stopped_ms + STOPPED_MS;
    return worker_silent_at_ms(number, parent.plan->silent_ms);
}

static void earlier(int64_t *next_ms, int64_t at_ms)
{
    if (at_ms != 0 && at_ms < *next_ms)
        *next_ms = at_ms;
}

/* When something is to be done next, INT64_MAX when nothing is. */
static int64_t next_deadline(void)
{
    int64_t next_ms = INT64_MAX;
    for (int i = 0; i < WORKER_NUMBERS; i++) {
        earlier(&next_ms, worker_at(i)->kill_at_ms);
        earlier(&next_ms, hangs_at_ms(i));
    }
    for (int i = 0; i < parent.plan->workers && !parent.stopping; i++)
        earlier(&next_ms, parent.slots[i].restart_at_ms);
    if (parent.roll_slot != WORKER_NONE && parent.roll_new != WORKER_NONE &&
        worker_at(parent.roll_new)->kill_at_ms == 0)
        earlier(&next_ms, parent.roll_deadline_ms);
    if (log_file_is_open())
        earlier(&next_ms, clock_mono_ms() + LOG_FILE_LOOK_MS);
    return next_ms;
}

/* Until a signal, a word from a worker, or the next deadline. */
static void wait_for_something(void)
{
    struct pollfd polls[WORKER_NUMBERS];
    int numbers[WORKER_NUMBERS];
    nfds_t count = 0;
    for (int i = 0; i < WORKER_NUMBERS; i++) {
        if (worker_at(i)->pid != 0 && worker_at(i)->ready_fd != WORKER_NONE) {
            numbers[count] = i;
            polls[count++] = (struct pollfd){.fd = worker_at(i)->ready_fd, .events = POLLIN};
        }
    }
    int64_t next_ms = next_deadline();
    int64_t left_ms = next_ms == INT64_MAX ? 0 : next_ms - clock_mono_ms();
    left_ms = left_ms > 0 ? left_ms : 0;
    struct timespec timeout = {.tv_sec = left_ms / 1000, .tv_nsec = left_ms % 1000 * 1000000};
    log_look(false);
    log_flush();
    int ready = ppoll(polls, count, next_ms == INT64_MAX ? NULL : &timeout, &parent.waiting_mask);
    for (nfds_t i = 0; ready > 0 && i < count; i++)
        if (polls[i].revents != 0)
            read_ready(numbers[i]);
}

static void obey_signals(void)
{
    if (hup_signals != 0) {
        hup_signals = 0;
        log_look(true);
        parent.roll_wanted = true; /* during a roll: another one follows */
    }
    static int obeyed;
    int asked = stop_signals;
    if (asked > obeyed && obeyed > 0)
        kill_all();
    else if (asked > obeyed)
        stop_all(0);
    obeyed = asked;
}

/* Nobody asked it to end: what follows is what follows on any crash. */
static void kill_hanging(int number)
{
    struct worker *worker = worker_at(number);
    log_error("worker_hangs", LOG_I("slot", worker->slot), LOG_I("child", worker->pid));
    worker_kill(number);
    worker->kill_at_ms = 0;
    worker->stopped_ms = 0;
    worker->heard_ms = clock_mono_ms() + READY_MS;
}

static void kill_overdue(void)
{
    for (int i = 0; i < WORKER_NUMBERS; i++) {
        const struct worker *worker = worker_at(i);
        int64_t hangs_ms = hangs_at_ms(i);
        if (hangs_ms != 0 && clock_mono_ms() >= hangs_ms)
            kill_hanging(i);
        else if (worker->pid != 0 && worker->kill_at_ms != 0 &&
                 clock_mono_ms() >= worker->kill_at_ms)
            worker_kill(i);
    }
}

static int open_slots(void)
{
    int fds[SUPERVISOR_WORKERS_MAX];
    const struct supervisor_plan *plan = parent.plan;
    int failure = listen_open(plan->address, plan->port, plan->workers, fds);
    if (failure != 0)
        return failure;
    for (int i = 0; i < plan->workers; i++) {
        parent.slots[i] = (struct slot){.listen_fd = fds[i],
                                        .current = WORKER_NONE,
                                        .backoff_ms = first_backoff_ms(),
                                        .restart_at_ms = 1 /* at once */};
    }
    log_info("listening", LOG_S("address", plan->address), LOG_I("port", listen_port(fds[0])),
             LOG_I("workers", plan->workers));
    return 0;
}

int supervisor_run(const struct supervisor_plan *plan)
{
    assert(plan->workers >= 1 && plan->workers <= SUPERVISOR_WORKERS_MAX);
    parent.plan = plan;
    parent.roll_slot = WORKER_NONE;
    worker_table_init();
    int failure = open_slots();
    if (failure != 0)
        return failure;
    if (plan->opened != NULL)
        plan->opened();
    catch_signals();
    while (!parent.stopping || !worker_table_is_empty()) {
        start_due();
        roll_step();
        kill_overdue();
        wait_for_something();
        obey_signals();
        reap();
    }
    log_info("stopped", LOG_I("exit_code", parent.exit_code));
    log_flush();
    return parent.exit_code;
}
