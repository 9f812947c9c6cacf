#include "base/child.h"

#include <assert.h>
#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/loop.h"

enum { TURN_MS = 20, READ_BYTES = 65536, PIPE_BYTES = 1024 * 1024 };

static int running, waiting;

/* One child in progress. It lies on the stack of the coroutine that waits for it. */
struct child {
    struct wait wait;
    const struct child_order *order;
    pid_t pid;
    int in, out, pid_fd; /* -1 = closed */
    struct event *writable, *readable, *ended;
    struct loop_timer *timer;
    size_t written;
    char *output; /* malloc'd: it grows */
    size_t length, room;
    int status;
    bool timed_out, too_much, dead;
};

/* ---- its ends ---- */

static void close_end(int *fd, struct event **event)
{
    if (*event != NULL)
        event_free(*event);
    if (*fd >= 0)
        close(*fd);
    *event = NULL;
    *fd = -1;
}

/* It is over when the process has ended and its pipe is empty. */
static void finish(struct child *child)
{
    if (child->dead && child->out < 0)
        wait_done(&child->wait);
}

static void kill_child(struct child *child)
{
    if (!child->dead)
        kill(child->pid, SIGKILL);
}

static void on_writable(evutil_socket_t fd, short what, void *argument)
{
    struct child *child = argument;
    const char *input = child->order->input;
    (void)what;
    ssize_t sent = write(fd, input + child->written, child->order->input_length - child->written);
    if (sent > 0)
        child->written += (size_t)sent;
    bool broken = sent < 0 && errno != EAGAIN && errno != EINTR;
    if (broken || child->written == child->order->input_length)
        close_end(&child->in, &child->writable);
}

static void make_room(struct child *child)
{
    if (child->room - child->length >= READ_BYTES)
        return;
    size_t room = child->room * 2 + READ_BYTES;
    char *output = realloc(child->output, room);
    if (output == NULL)
        abort();
    child->output = output;
    child->room = room;
}

static void on_readable(evutil_socket_t fd, short what, void *argument)
{
    struct child *child = argument;
    (void)what;
    make_room(child);
    ssize_t got = read(fd, child->output + child->length, READ_BYTES);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got > 0) {
        child->length += (size_t)got;
        if (child->length <= child->order->max_output)
            return;
        child->too_much = true;
        kill_child(child);
    }
    close_end(&child->out, &child->readable);
    finish(child);
}

static void on_ended(evutil_socket_t fd, short what, void *argument)
{
    struct child *child = argument;
    (void)fd;
    (void)what;
    waitpid(child->pid, &child->status, 0); /* at once: the descriptor says that it has ended */
    child->dead = true;
    close_end(&child->pid_fd, &child->ended);
    finish(child);
}

static void on_time_over(void *argument)
{
    struct child *child = argument;
    child->timer = NULL;
    child->timed_out = true;
    kill_child(child);
}

/* ---- its beginning ---- */

static bool open_pipes(int in[2], int out[2])
{
    if (pipe2(in, O_CLOEXEC) != 0)
        return false;
    if (pipe2(out, O_CLOEXEC) == 0)
        return true;
    close(in[0]);
    close(in[1]);
    return false;
}

static int spawn(struct child *child, int input, int output)
{
    static char *const NO_ENVIRONMENT[] = {NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    /* exec does not write to its arguments; its prototype is older than const */
    int error = posix_spawn(&child->pid, child->order->program, &files, &attributes,
                            (char *const *)(uintptr_t)child->order->argv, NO_ENVIRONMENT);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return error;
}

static struct event *listen_to(int fd, short what, event_callback_fn callback, struct child *child)
{
    struct event *event = event_new(loop_base(), fd, (short)(what | EV_PERSIST), callback, child);
    if (event == NULL || event_add(event, NULL) != 0)
        abort();
    return event;
}

static bool begin(struct child *child)
{
    int in[2], out[2];
    if (!open_pipes(in, out))
        return false;
    int error = spawn(child, in[0], out[1]);
    close(in[0]);
    close(out[1]);
    child->in = in[1];
    child->out = out[0];
    if (error == 0)
        child->pid_fd = (int)syscall(SYS_pidfd_open, child->pid, 0);
    if (error != 0 || child->pid_fd < 0) {
        log_error("child_spawn", LOG_S("program", child->order->program), LOG_I("error", error));
        close_end(&child->in, &child->writable);
        close_end(&child->out, &child->readable);
        return false;
    }
    /* room for it to go on while we do something else; what the kernel refuses stays smaller */
    if (child->order->input_length > READ_BYTES) {
        fcntl(child->in, F_SETPIPE_SZ, PIPE_BYTES);
        fcntl(child->out, F_SETPIPE_SZ, PIPE_BYTES);
    }
    fcntl(child->in, F_SETFL, O_NONBLOCK);
    fcntl(child->out, F_SETFL, O_NONBLOCK);
    child->writable = listen_to(child->in, EV_WRITE, on_writable, child);
    child->readable = listen_to(child->out, EV_READ, on_readable, child);
    child->ended = listen_to(child->pid_fd, EV_READ, on_ended, child);
    child->timer = loop_after(child->order->timeout_ms, on_time_over, child);
    return true;
}

/* After this nothing refers to the child, and it is no more. */
static void detach(void *argument)
{
    struct child *child = argument;
    if (child->timer != NULL)
        loop_timer_cancel(child->timer);
    child->timer = NULL;
    if (!child->dead) {
        kill_child(child);
        waitpid(child->pid, &child->status, 0); /* short: it has been killed */
        child->dead = true;
    }
    close_end(&child->in, &child->writable);
    close_end(&child->out, &child->readable);
    close_end(&child->pid_fd, &child->ended);
}

/* ---- one at a time ---- */

static bool take_turn(struct task *task, struct refusal *why)
{
    if (running < CHILD_MAX)
        return task_alive(task, why);
    if (waiting >= CHILD_WAITING)
        return refuse(why, &REFUSAL_OVERLOADED, NULL);
    waiting++;
    bool alive = true;
    while (alive && running >= CHILD_MAX)
        alive = task_sleep(task, TURN_MS, why);
    waiting--;
    return alive;
}

static void take_result(struct task *task, const struct child *child, struct child_result *result)
{
    *result = (struct child_result){
        .output = arena_memdup(task->arena, child->output, child->length),
        .output_length = child->length,
        .exit_code = WIFEXITED(child->status) ? WEXITSTATUS(child->status) : -1,
        .signal = WIFSIGNALED(child->status) ? WTERMSIG(child->status) : 0,
        .timed_out = child->timed_out,
        .too_much = child->too_much,
    };
}

bool child_run(struct task *task, const struct child_order *order, struct child_result *result,
               struct refusal *why)
{
    assert(task->db_tx_depth == 0 && "no transaction may be open while a child works");
    assert(order->timeout_ms > 0 && order->max_output > 0 && order->input_length > 0);
    if (!take_turn(task, why))
        return false;
    struct child child = {.order = order, .in = -1, .out = -1, .pid_fd = -1};
    wait_init(&child.wait, task);
    if (!begin(&child))
        return refuse(why, &REFUSAL_OVERLOADED, NULL);
    running++;
    enum wait_result outcome = wait_for(&child.wait, detach, &child);
    running--;
    if (outcome == WAIT_DONE) {
        detach(&child);
        take_result(task, &child, result);
    } else {
        refuse(why, outcome == WAIT_TIMEOUT ? &REFUSAL_TIMEOUT : &REFUSAL_CANCELLED, NULL);
    }
    free(child.output);
    return outcome == WAIT_DONE;
}
