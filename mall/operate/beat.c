#include "mall/operate/beat.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/db.h"
#include "base/job.h"
#include "base/loop.h"
#include "gen/mall/operate/sql.h"

enum { FIRST_MS = 200, PERIOD_MS = 15000, BEAT_MS = 5000 };

static struct {
    const struct http_server *server;
    struct loop_timer *timer;
    int64_t started_us;
    int number;
} beat;

/* Of the process, as the kernel counts it; 0 when it does not say. */
static int64_t memory_kb(void)
{
    char text[128] = "";
    FILE *file = fopen("/proc/self/statm", "re");
    if (file == NULL)
        return 0;
    bool read = fgets(text, sizeof(text), file) != NULL;
    fclose(file);
    char *end = text;
    strtoll(text, &end, 10); /* the whole address space; the second is what is in memory */
    return read ? strtoll(end, NULL, 10) * (sysconf(_SC_PAGESIZE) / 1024) : 0;
}

static void write_beat(struct task *task, void *argument)
{
    struct refusal why;
    (void)argument;
    if (beat.server != NULL)
        db_query(task, &SQL_worker_beat,
                 DB_ARGS(DB_I64(config_int("MALL_NODE")), DB_I64(beat.number), DB_I64(getpid()),
                         DB_I64(beat.started_us), DB_I64(http_connections(beat.server)),
                         DB_I64(http_in_flight(beat.server)), DB_I64(job_running()),
                         DB_I64(memory_kb()), DB_BOOL(http_front_missed(beat.server))),
                 NULL, &why);
}

static void on_timer(void *argument)
{
    (void)argument;
    beat.timer = loop_after(PERIOD_MS, on_timer, NULL);
    task_spawn(write_beat, NULL, BEAT_MS);
}

void beat_start(const struct http_server *server, int number)
{
    beat.server = server;
    beat.number = number;
    beat.started_us = clock_now_us();
    beat.timer = loop_after(FIRST_MS, on_timer, NULL);
}

void beat_stop(void)
{
    if (beat.timer != NULL)
        loop_timer_cancel(beat.timer);
    beat.timer = NULL;
    beat.server = NULL;
}
