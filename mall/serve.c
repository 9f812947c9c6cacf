#include "mall/serve.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/db.h"
#include "base/http.h"
#include "base/job.h"
#include "base/log.h"
#include "base/loop.h"
#include "mall/commands.h"
#include "mall/api/dispatch.h"
#include "mall/migrate.h"
#include "mall/modules.h"
#include "mall/operate/beat.h"
#include "mall/process.h"
#include "mall/settings.h"
#include "mall/serve/supervisor.h"
#include "mall/timed.h"

/* A worker that finds no database serves all the same (and says 503) after this time: the database
 * may come back. */
#define WORKER_CONNECT_MS 10000
#define JOB_POLL_MS 1000
#define DRAIN_LOOK_MS 50

static struct {
    struct http_server *server;
    int64_t drain_until_ms; /* 0 = not draining */
    bool drained;
} worker_state;

/* ---- the end of a worker ---- */

static void look_whether_done(void *argument)
{
    (void)argument;
    bool done = worker_state.drained && job_running() == 0;
    if (done || clock_mono_ms() >= worker_state.drain_until_ms) {
        if (!done)
            log_warn("drain_cut", LOG_I("in_flight", http_in_flight(worker_state.server)),
                     LOG_I("jobs", job_running()));
        loop_stop();
        return;
    }
    loop_after(DRAIN_LOOK_MS, look_whether_done, NULL);
}

static void on_drained(void *argument)
{
    (void)argument;
    worker_state.drained = true;
}

static void on_stop(int signal, void *argument)
{
    (void)argument;
    if (worker_state.drain_until_ms != 0)
        return;
    log_info("drain", LOG_I("signal", signal),
             LOG_I("in_flight", http_in_flight(worker_state.server)));
    worker_state.drain_until_ms = clock_mono_ms() + config_int("MALL_DRAIN_MS");
    timed_stop();
    beat_stop();
    job_stop();
    http_drain(worker_state.server, on_drained, NULL);
    loop_after(0, look_whether_done, NULL);
}

/* ---- a worker ---- */

static int check_schema(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    (void)argument;
    task->deadline_ms = clock_mono_ms() + WORKER_CONNECT_MS;
    if (migrate_check(task, &why))
        return 0;
    if (why.kind->status == 503 || why.kind->status == 504) {
        log_warn("database_not_reached", LOG_S("code", why.kind->code));
        return EX_UNAVAILABLE;
    }
    process_failed("serve", &why);
    return EX_CONFIG;
}

static struct http_limits limits(void)
{
    struct http_limits limits = HTTP_LIMITS_DEFAULT;
    limits.max_connections = (int)config_int("MALL_MAX_CONNECTIONS");
    limits.max_in_flight = (int)config_int("MALL_MAX_IN_FLIGHT");
    limits.max_body = (size_t)config_int("MALL_MAX_BODY");
    limits.head_ms = config_int("MALL_HEAD_MS");
    limits.body_ms = config_int("MALL_BODY_MS");
    limits.answer_ms = config_int("MALL_ANSWER_MS");
    limits.idle_ms = config_int("MALL_IDLE_MS");
    return limits;
}

static void serve_until_stopped(int listen_fd, int number, bool timed)
{
    struct http_limits bounds = limits();
    const char *front = config_text("MALL_TRUSTED_FRONT");
    modules_add_routes();
    dispatch_start();
    worker_state.server = http_serve(listen_fd, &bounds, dispatch_handlers());
    if (front[0] != '\0' && !http_trust_front(worker_state.server, front))
        log_error("bad_trusted_front", LOG_S("address", front));
    loop_on_signal(SIGTERM, on_stop, NULL);
    loop_on_signal(SIGINT, on_stop, NULL);
    job_start(JOB_POLL_MS, (int)config_int("MALL_JOBS"));
    beat_start(worker_state.server, number);
    if (timed)
        timed_start();
    supervisor_worker_ready();
    log_info("ready", LOG_I("timed", timed), LOG_I("port", config_int("MALL_PORT")));
    loop_run();
    http_server_free(worker_state.server);
    process_close();
    dispatch_stop();
}

int serve_worker(int listen_fd, int number, bool timed)
{
    if (!process_start(number) || !process_open(PROCESS_APP))
        return EX_CONFIG;
    if (task_run_main(check_schema, NULL) == EX_CONFIG) {
        process_close();
        return EX_CONFIG;
    }
    serve_until_stopped(listen_fd, number, timed);
    log_flush();
    return 0;
}

/* ---- the command ---- */

static int serve_foreground(void)
{
    int fd = http_bind(config_text("MALL_ADDRESS"), (int)config_int("MALL_PORT"), false);
    int error = errno;
    if (fd >= 0)
        return serve_worker(fd, 0, true);
    fprintf(stderr, "mall: %s port %lld: %s\n", config_text("MALL_ADDRESS"),
            (long long)config_int("MALL_PORT"), strerror(error));
    return error == EADDRINUSE ? EX_CANTCREAT : EX_CONFIG;
}

static int worker_count(void)
{
    int wanted = (int)config_int("MALL_WORKERS");
    int processors = (int)sysconf(_SC_NPROCESSORS_ONLN);
    int count = wanted > 0 ? wanted : processors > 0 ? processors : 1;
    return count < SUPERVISOR_WORKERS_MAX ? count : SUPERVISOR_WORKERS_MAX;
}

static int serve_supervised(void)
{
    static const char *const ARGUMENTS[] = {"mall", "serve", NULL};
    return supervisor_run(&(struct supervisor_plan){
        .address = config_text("MALL_ADDRESS"),
        .port = (int)config_int("MALL_PORT"),
        .workers = worker_count(),
        .argv = ARGUMENTS,
        .drain_ms = config_int("MALL_DRAIN_MS"),
    });
}

int command_serve(int argc, char **argv)
{
    bool foreground = argc == 2 && strcmp(argv[1], "--foreground") == 0;
    if (argc > 2 || (argc == 2 && !foreground)) {
        fputs("usage: mall serve [--foreground]\n", stderr);
        return EX_USAGE;
    }
    if (supervisor_worker_fd() >= 0)
        return serve_worker(supervisor_worker_fd(), supervisor_worker_number(),
                            supervisor_worker_slot() == 0);
    if (!settings_load())
        return EX_CONFIG;
    return foreground ? serve_foreground() : serve_supervised();
}
