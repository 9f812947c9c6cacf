#include "mall/serve.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/confine.h"
#include "base/db.h"
#include "base/http.h"
#include "base/id_lease.h"
#include "base/job.h"
#include "base/log.h"
#include "base/log_file.h"
#include "base/loop.h"
#include "base/metrics.h"
#include "mall/commands.h"
#include "mall/api/dispatch.h"
#include "mall/migrate.h"
#include "mall/modules.h"
#include "mall/operate/beat.h"
#include "mall/operate/collector.h"
#include "mall/process.h"
#include "mall/settings.h"
#include "mall/serve/supervisor.h"
#include "mall/timed.h"

/* A worker that finds no database answers 503 until it does; one that is to take another's place
 * gives up after this time, and the other goes on. */
#define REPLACEMENT_CONNECT_MS 10000
#define CONNECT_PAUSE_MS 200
#define CONNECT_TRY_MS 15000
/* So long connections wait in the socket's queue for the database to be found; then they hear that
 * it is not. */
#define LISTEN_LATEST_MS 2000
#define JOB_POLL_MS 1000
#define DRAIN_LOOK_MS 50
#define BEAT_MS 1000
#define METRICS_MS 1000
/* The workers' memory for figures, inherited from the parent. */
#define METRICS_FD "MALL_WORKER_METRICS_FD"

static struct {
    struct http_server *server; /* NULL = not yet */
    int listen_fd, number;
    bool timed;
    bool up;                /* the database was found, and is ours to work with */
    int64_t drain_until_ms; /* 0 = not draining */
    bool drained;
    int exit_code;
} worker;

/* ---- the end of a worker ---- */

static void look_whether_done(void *argument)
{
    (void)argument;
    bool done = worker.drained && job_running() == 0;
    if (done || clock_mono_ms() >= worker.drain_until_ms) {
        if (!done)
            log_warn("drain_cut", LOG_I("in_flight", http_in_flight(worker.server)),
                     LOG_I("jobs", job_running()));
        loop_stop();
        return;
    }
    loop_after(DRAIN_LOOK_MS, look_whether_done, NULL);
}

static void on_drained(void *argument)
{
    (void)argument;
    worker.drained = true;
}

static void on_stop(int signal, void *argument)
{
    (void)argument;
    if (worker.drain_until_ms != 0)
        return;
    int in_flight = worker.server != NULL ? http_in_flight(worker.server) : 0;
    log_info("drain", LOG_I("signal", signal), LOG_I("in_flight", in_flight));
    worker.drain_until_ms = clock_mono_ms() + config_int("MALL_DRAIN_MS");
    if (worker.up) {
        timed_stop();
        beat_stop();
        job_stop();
    }
    collector_stop();
    if (worker.server != NULL)
        http_drain(worker.server, on_drained, NULL);
    else
        worker.drained = true;
    loop_after(0, look_whether_done, NULL);
}

/* ---- a worker ---- */

static struct http_limits limits(void)
{
    struct http_limits limits = HTTP_LIMITS_DEFAULT;
    limits.max_connections = (int)config_int("MALL_MAX_CONNECTIONS");
    limits.max_in_flight = (int)config_int("MALL_MAX_IN_FLIGHT");
    limits.max_per_client = (int)config_int("MALL_MAX_CLIENT_CONNECTIONS");
    limits.max_body_memory = (size_t)config_int("MALL_MAX_BODY_MEMORY");
    limits.max_body = (size_t)config_int("MALL_MAX_BODY");
    limits.head_ms = config_int("MALL_HEAD_MS");
    limits.body_ms = config_int("MALL_BODY_MS");
    limits.answer_ms = config_int("MALL_ANSWER_MS");
    limits.idle_ms = config_int("MALL_IDLE_MS");
    return limits;
}

/* No page of others may open ours, nor take parts of it (HTML standard 7.1.3, Fetch standard 3.7);
 * and who has once come by https comes so for a year (RFC 6797). */
#define ALWAYS                                                                                     \
    "Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n"
#define HSTS "Strict-Transport-Security: max-age=31536000\r\n"

/* The mall speaks no TLS: then a proxy does. */
static bool is_https(void)
{
    return strncasecmp(config_text("MALL_PUBLIC_URL"), "https://", 8) == 0;
}

static void listen_now(void)
{
    struct http_limits bounds = limits();
    const char *front = config_text("MALL_TRUSTED_FRONT");
    worker.server = http_serve(worker.listen_fd, &bounds, dispatch_handlers());
    http_always(worker.server, is_https() ? ALWAYS HSTS : ALWAYS);
    if (front[0] == '\0' && is_https())
        log_warn("no_trusted_front", LOG_S("setting", "MALL_TRUSTED_FRONT"));
    if (front[0] != '\0' && !http_trust_front(worker.server, front))
        log_error("bad_trusted_front", LOG_S("address", front));
}

/* ---- figures ---- */

static struct metric *connections, *in_flight, *jobs, *body_bytes;
static struct metric *evicted_idle, *evicted_silent, *refused_client, *refused_body;

/* The server counts from its start, and so does this worker's share of a counter. */
static void refresh_turned_away(void)
{
    static struct http_counts told;
    struct http_counts counts = http_counts(worker.server);
    metric_set(body_bytes, counts.body_bytes);
    metric_add(evicted_idle, counts.evicted_idle - told.evicted_idle);
    metric_add(evicted_silent, counts.evicted_silent - told.evicted_silent);
    metric_add(refused_client, counts.client_refused - told.client_refused);
    metric_add(refused_body, counts.body_refused - told.body_refused);
    told = counts;
}

static void refresh_metrics(void)
{
    metric_set(connections, worker.server != NULL ? http_connections(worker.server) : 0);
    metric_set(in_flight, worker.server != NULL ? http_in_flight(worker.server) : 0);
    metric_set(jobs, job_running());
    if (worker.server != NULL)
        refresh_turned_away();
}

#define EVICTED "Connections closed for new ones by a full worker"
#define TURNED_AWAY "Connections beyond a client's share, and bodies beyond memory"

static void keep_metrics(void *argument)
{
    (void)argument;
    metrics_refresh();
    loop_after(METRICS_MS, keep_metrics, NULL);
}

static void start_metrics(void)
{
    connections = metrics_gauge("mall_connections", "", "Open connections of clients");
    in_flight = metrics_gauge("mall_in_flight", "", "Requests in hand");
    body_bytes = metrics_gauge("mall_body_bytes", "", "Memory of bodies in hand");
    evicted_idle = metrics_counter("mall_connections_evicted_total", "what=\"idle\"", EVICTED);
    evicted_silent = metrics_counter("mall_connections_evicted_total", "what=\"silent\"", EVICTED);
    refused_client = metrics_counter("mall_turned_away_total", "why=\"client\"", TURNED_AWAY);
    refused_body = metrics_counter("mall_turned_away_total", "why=\"body_memory\"", TURNED_AWAY);
    jobs = metrics_gauge("mall_jobs_at_work", "", "Jobs at work in the workers");
    metrics_on_render(refresh_metrics);
    keep_metrics(NULL);
    collector_start((int)config_int("MALL_METRICS_PORT"));
}

/* Of a worker that stands alone nobody's figures are added. */
static void share_metrics(int number)
{
    const char *text = getenv(METRICS_FD);
    char *end = NULL;
    long fd = text != NULL ? strtol(text, &end, 10) : -1;
    unsetenv(METRICS_FD);
    if (fd >= 0 && !metrics_share((int)fd, number))
        log_warn("metrics_not_shared", LOG_I("worker", number));
    if (fd >= 0)
        close((int)fd); /* the memory stays */
}

static void tell_parent(void *argument)
{
    (void)argument;
    if (supervisor_worker_beat())
        loop_after(BEAT_MS, tell_parent, NULL);
}

/* Another mall has this node's number: not one id more. */
static void on_lost(void *argument)
{
    (void)argument;
    worker.exit_code = EX_UNAVAILABLE;
    loop_stop();
}

/* The database is there, is of this program's schema, and gives us a number for ids. */
static bool may_work(struct task *task, struct refusal *why)
{
    /* its workers' numbers are the parent's to give */
    bool supervised = supervisor_worker_fd() >= 0;
    return db_wait_ready(task, why) && migrate_check(task, why) && process_check_role(task, why) &&
           process_check_keys(task, why) &&
           process_claim(task, worker.number, supervised ? getppid() : getpid(), on_lost, why);
}

static void come_up(void)
{
    worker.up = true;
    dispatch_open();
    if (worker.server == NULL)
        listen_now();
    job_start(JOB_POLL_MS, (int)config_int("MALL_JOBS"));
    beat_start(worker.server, worker.number);
    if (worker.timed)
        timed_start();
    supervisor_worker_ready();
    tell_parent(NULL);
    if (worker.timed && config_bool("MALL_DEMO"))
        log_warn("demo", LOG_S("public_url", config_text("MALL_PUBLIC_URL")),
                 LOG_S("address", config_text("MALL_ADDRESS")));
    log_info("ready", LOG_I("timed", worker.timed), LOG_I("port", config_int("MALL_PORT")));
}

/* Without a database there is an answer, too; but who was about to be served is not told off for
 * the moment in which a worker begins. One that replaces another leaves the socket to it. */
static void listen_anyway(void *argument)
{
    (void)argument;
    if (worker.server == NULL && worker.drain_until_ms == 0 && !supervisor_worker_replaces())
        listen_now();
}

static void give_up(int exit_code)
{
    worker.exit_code = exit_code;
    loop_stop();
}

static bool is_away(const struct refusal *why)
{
    return why->kind->status == 503 || why->kind->status == 504;
}

/* Until the database is found or it is clear that it is not ours. */
static void look_for_database(struct task *task, void *argument)
{
    struct refusal why = {.have = -1}, slept;
    int64_t until_ms = clock_mono_ms() + REPLACEMENT_CONNECT_MS;
    bool told = false;
    (void)argument;
    while (worker.drain_until_ms == 0) {
        task->deadline_ms = clock_mono_ms() + CONNECT_TRY_MS;
        if (may_work(task, &why)) {
            come_up();
            return;
        }
        if (why.kind == &REFUSAL_CANCELLED)
            return;
        if (!is_away(&why)) {
            process_failed("serve", &why);
            give_up(EX_CONFIG);
            return;
        }
        if (!told)
            log_warn("database_not_reached", LOG_S("code", why.kind->code));
        told = true;
        listen_anyway(NULL);
        if (supervisor_worker_replaces() && clock_mono_ms() >= until_ms) {
            give_up(EX_UNAVAILABLE);
            return;
        }
        task->deadline_ms = INT64_MAX;
        if (!task_sleep(task, CONNECT_PAUSE_MS, &slept))
            return;
    }
}

static int leave(struct task *task, void *argument)
{
    (void)argument;
    id_lease_leave(task);
    return 0;
}

/* False after a line on standard error, which stays what it was. */
static bool open_log(bool turns)
{
    const char *path = config_text("MALL_LOG_FILE");
    if (path[0] == '\0')
        return true;
    const struct log_file_plan plan = {.path = path,
                                       .max_bytes = config_int("MALL_LOG_BYTES"),
                                       .keep = (int)config_int("MALL_LOG_KEEP"),
                                       .turns = turns};
    if (log_file_open(&plan))
        return true;
    fprintf(stderr, "MALL_LOG_FILE: %s: %s\n", path, strerror(errno));
    return false;
}

int serve_worker(int listen_fd, int number, bool timed)
{
    worker.listen_fd = listen_fd;
    worker.number = number;
    worker.timed = timed;
    share_metrics(number);
    bool supervised = supervisor_worker_fd() >= 0;
    if (!process_start(number) || !open_log(!supervised) || !process_open(PROCESS_APP, false))
        return EX_CONFIG;
    confine_drop(); /* keys and certificates have been read */
    modules_add_routes();
    dispatch_start();
    loop_after(LISTEN_LATEST_MS, listen_anyway, NULL);
    start_metrics();
    loop_on_signal(SIGTERM, on_stop, NULL);
    loop_on_signal(SIGINT, on_stop, NULL);
    task_spawn(look_for_database, NULL, 0);
    loop_run();
    http_server_free(worker.server);
    worker.server = NULL; /* the loop turns once more, for the lease, and figures are still kept */
    collector_free();
    task_run_main(leave, NULL);
    process_close();
    dispatch_stop();
    log_flush();
    return worker.exit_code;
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

/* Every worker gets it with what it inherits. */
static void open_metrics(void)
{
    char text[16];
    int fd = metrics_share_open();
    if (fd < 0)
        return;
    snprintf(text, sizeof(text), "%d", fd);
    setenv(METRICS_FD, text, 1);
}

static int serve_supervised(void)
{
    open_metrics();
    static const char *const ARGUMENTS[] = {"mall", "serve", NULL};
    confine_self();
    config_hide_secrets();
    if (!open_log(true))
        return EX_CONFIG;
    return supervisor_run(&(struct supervisor_plan){
        .address = config_text("MALL_ADDRESS"),
        .port = (int)config_int("MALL_PORT"),
        .workers = worker_count(),
        .argv = ARGUMENTS,
        .drain_ms = config_int("MALL_DRAIN_MS"),
        .silent_ms = config_int("MALL_SILENT_MS"),
        .opened = confine_drop,
        .before_worker = config_show_secrets,
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
    if (!collector_port_is_free((int)config_int("MALL_METRICS_PORT")))
        return EX_CANTCREAT;
    return foreground ? serve_foreground() : serve_supervised();
}
