#include "base/job.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "base/loop.h"
#include "gen/base/sql.h"

enum {
    KINDS_MAX = 64,
    PAYLOAD_MAX = 8 * 1024,
    LEASE_MARGIN_MS = 15000, /* beyond a job's own time limit: to write down how it ended */
    ENDING_MS = 10000,       /* for that writing */
    FIND_MS = 10000
};

static struct {
    const struct job_kind *kinds[KINDS_MAX];
    const char *names[KINDS_MAX];
    int64_t leases_ms[KINDS_MAX];
    int count;

    bool started;
    bool finding; /* a task asks for due jobs */
    bool hinted;  /* ask again as soon as possible */
    int poll_ms, max_running, running;
    struct loop_timer *timer;
} jobs;

/* A job as it was leased. */
struct lease {
    int64_t id;
    int64_t attempts; /* this one included */
    const struct job_kind *kind;
    char *payload;
};

void job_register(const struct job_kind *kinds)
{
    for (; kinds->name != NULL; kinds++) {
        assert(jobs.count < KINDS_MAX && kinds->max_attempts >= 1 && kinds->timeout_ms > 0);
        jobs.kinds[jobs.count] = kinds;
        jobs.names[jobs.count] = kinds->name;
        jobs.leases_ms[jobs.count] = kinds->timeout_ms + LEASE_MARGIN_MS;
        jobs.count++;
    }
}

const struct job_kind *job_kind_find(const char *name)
{
    for (int i = 0; i < jobs.count; i++)
        if (strcmp(jobs.names[i], name) == 0)
            return jobs.kinds[i];
    return NULL;
}

void job_add(struct db_tx *tx, const char *kind, const char *key, json_t *payload, int64_t delay_ms,
             const char *shard_key)
{
    char *text = json_dumps(payload, JSON_COMPACT);
    assert(text != NULL && json_is_object(payload) && strlen(text) <= PAYLOAD_MAX);
    db_tx_send(tx, &SQL_job_add,
               DB_ARGS(DB_I64(id_next()), DB_TEXT(kind), DB_TEXT(key), DB_TEXT(text),
                       DB_I64(delay_ms), DB_TEXT(shard_key)));
    free(text);
}

void job_hasten(struct db_tx *tx, const char *kind, const char *key)
{
    db_tx_send(tx, &SQL_job_hasten, DB_ARGS(DB_TEXT(kind), DB_TEXT(key)));
}

int job_running(void)
{
    return jobs.running + jobs.finding;
}

/* ---- one job ---- */

static int64_t random_below(int64_t below)
{
    /* ids differ from call to call, and their low bits need no more chance than that */
    uint64_t bits = (uint64_t)id_next() * UINT64_C(0x9E3779B97F4A7C15);
    return below <= 1 ? 0 : (int64_t)((bits >> 20) % (uint64_t)below);
}

/* Doubles with each attempt up to the kind's limit; between half of it and all of it, so that jobs
 * which failed together do not come back together. */
static int64_t retry_delay_ms(const struct lease *lease)
{
    int64_t delay = lease->kind->first_delay_ms;
    for (int64_t i = 1; i < lease->attempts && delay < lease->kind->max_delay_ms; i++)
        delay *= 2;
    delay = delay > lease->kind->max_delay_ms ? lease->kind->max_delay_ms : delay;
    return delay / 2 + random_below(delay / 2 + 1);
}

static void lease_lost(const struct lease *lease, const struct db_rows *rows)
{
    if (db_affected(rows) == 0)
        log_warn("job_lease_lost", LOG_S("kind", lease->kind->name), LOG_I("job", lease->id));
}

/* Writes down how it ended. When even that fails the lease runs out and the job runs again. */
static void lease_end(struct task *task, const struct lease *lease, bool done,
                      const struct refusal *why)
{
    struct refusal unwritten;
    struct db_rows *rows;
    bool written;
    char error[512];
    if (done) {
        written = db_query(task, &SQL_job_done, DB_ARGS(DB_I64(lease->id), DB_I64(lease->attempts)),
                           &rows, &unwritten);
    } else {
        bool last = lease->attempts >= lease->kind->max_attempts;
        snprintf(error, sizeof error, "%s: %s %s", why->kind->code, why->field, why->detail);
        log_(last ? LOG_ERROR_ : LOG_WARN_, last ? "job_failed" : "job_retried",
             LOG_S("kind", lease->kind->name), LOG_I("job", lease->id),
             LOG_I("attempts", lease->attempts), LOG_S("code", why->kind->code));
        written =
            last ? db_query(task, &SQL_job_fail,
                            DB_ARGS(DB_I64(lease->id), DB_I64(lease->attempts), DB_TEXT(error)),
                            &rows, &unwritten)
                 : db_query(task, &SQL_job_retry,
                            DB_ARGS(DB_I64(lease->id), DB_I64(lease->attempts),
                                    DB_I64(retry_delay_ms(lease)), DB_TEXT(error)),
                            &rows, &unwritten);
    }
    if (written) {
        lease_lost(lease, rows);
    } else {
        log_error("job_end_unwritten", LOG_S("kind", lease->kind->name), LOG_I("job", lease->id),
                  LOG_S("code", unwritten.kind->code));
    }
}

static void json_free(void *payload)
{
    json_decref(payload);
}

static bool lease_call(struct task *task, const struct lease *lease, struct refusal *why)
{
    if (lease->attempts > lease->kind->max_attempts) {
        /* its runners died, or were stopped, without a word */
        return refuse_detail(why, &REFUSAL_TIMEOUT, NULL, "任务多次中断");
    }
    json_t *payload = json_loads(lease->payload, JSON_REJECT_DUPLICATES, NULL);
    assert(payload != NULL && "jsonb is valid JSON");
    arena_defer(task->arena, json_free, payload);
    return lease->kind->run(task, lease->id, payload, why);
}

/* Runs a leased job to its end in this task: with an arena, a time limit and a name of its own. */
static void lease_run(struct task *task, const struct lease *lease)
{
    struct arena *arena = task->arena;
    int64_t deadline_ms = task->deadline_ms;
    char id[sizeof task->id];
    struct refusal why = {0};
    memcpy(id, task->id, sizeof id);
    snprintf(task->id, sizeof task->id, "job-%" PRId64, lease->id);
    task->arena = arena_new(ARENA_LIMIT_DEFAULT);
    int64_t limit_ms = clock_mono_ms() + lease->kind->timeout_ms;
    task->deadline_ms = limit_ms < deadline_ms ? limit_ms : deadline_ms;
    bool done = lease_call(task, lease, &why);
    assert((done || why.kind != NULL) && "a job that is not done says why");
    task->deadline_ms = clock_mono_ms() + ENDING_MS;
    lease_end(task, lease, done, &why);
    arena_free(task->arena);
    memcpy(task->id, id, sizeof id);
    task->arena = arena;
    task->deadline_ms = deadline_ms;
}

/* ---- finding jobs ---- */

/* Leases at most `limit` due jobs; -1 = refused. They lie in the task's arena. */
static int lease_due(struct task *task, int limit, struct lease **leases, struct refusal *why)
{
    struct db_rows *rows;
    size_t kinds = (size_t)jobs.count;
    if (kinds == 0)
        return 0;
    if (!db_query(
            task, &SQL_job_lease,
            DB_ARGS(DB_TEXTS(jobs.names, kinds), DB_I64S(jobs.leases_ms, kinds), DB_I64(limit)),
            &rows, why))
        return -1;
    int count = db_count(rows);
    *leases = arena_array(task->arena, (size_t)count, sizeof **leases);
    for (int i = 0; i < count; i++) {
        (*leases)[i] = (struct lease){
            .id = db_i64(rows, i, JOB_LEASE_ID),
            .kind = job_kind_find(db_text(rows, i, JOB_LEASE_KIND)),
            .payload = arena_strdup(task->arena, db_text(rows, i, JOB_LEASE_PAYLOAD)),
            .attempts = db_i64(rows, i, JOB_LEASE_ATTEMPTS)};
    }
    return count;
}

int job_run_due(struct task *task, struct refusal *why)
{
    assert(task->db_tx_depth == 0);
    for (int total = 0;; total++) {
        struct lease *lease;
        int count = lease_due(task, 1, &lease, why);
        if (count <= 0)
            return count == 0 ? total : -1;
        lease_run(task, lease);
    }
}

static void find_soon(void);

/* A lease with a task of its own; the payload stands behind it in the same memory. */
struct errand {
    struct lease lease;
};

static void errand_body(struct task *task, void *argument)
{
    struct errand *errand = argument;
    lease_run(task, &errand->lease);
    free(errand);
    jobs.running--;
    if (jobs.started) {
        jobs.hinted = true; /* there may be more than there was room for */
        find_soon();
    }
}

/* Gives a leased job a task of its own. */
static void errand_start(const struct lease *lease)
{
    size_t length = strlen(lease->payload) + 1;
    struct errand *errand = malloc(sizeof *errand + length);
    if (errand == NULL)
        abort();
    errand->lease = *lease;
    errand->lease.payload = memcpy((char *)(errand + 1), lease->payload, length);
    jobs.running++;
    if (!task_spawn(errand_body, errand, 0)) {
        /* no coroutine to be had: the lease runs out and somebody takes it */
        log_warn("job_not_started", LOG_S("kind", lease->kind->name), LOG_I("job", lease->id));
        jobs.running--;
        free(errand);
    }
}

static void find_body(struct task *task, void *argument)
{
    (void)argument;
    while (jobs.started && jobs.running < jobs.max_running && jobs.hinted) {
        struct refusal why;
        struct lease *leases;
        jobs.hinted = false;
        task->deadline_ms = clock_mono_ms() + FIND_MS;
        int count = lease_due(task, jobs.max_running - jobs.running, &leases, &why);
        for (int i = 0; i < count; i++)
            errand_start(&leases[i]);
    }
    jobs.finding = false;
}

/* One task at a time asks; hints that come meanwhile make it ask again. */
static void find_soon(void)
{
    if (!jobs.finding && jobs.running < jobs.max_running)
        jobs.finding = task_spawn(find_body, NULL, 0);
}

static void on_poll(void *argument)
{
    (void)argument;
    /* workers that were started together should not ask together */
    jobs.timer = loop_after(jobs.poll_ms / 2 + random_below(jobs.poll_ms + 1), on_poll, NULL);
    jobs.hinted = true;
    find_soon();
}

static void on_notice(const char *payload, void *argument)
{
    (void)payload;
    (void)argument;
    if (jobs.started) {
        jobs.hinted = true;
        find_soon();
    }
}

void job_start(int poll_ms, int max_running)
{
    assert(!jobs.started && poll_ms > 0 && max_running > 0);
    jobs.started = true;
    jobs.poll_ms = poll_ms;
    jobs.max_running = max_running;
    db_listen("job_due", on_notice, NULL);
    jobs.timer = loop_after(0, on_poll, NULL);
}

void job_stop(void)
{
    if (jobs.started) {
        jobs.started = false;
        loop_timer_cancel(jobs.timer);
        jobs.timer = NULL;
    }
}
