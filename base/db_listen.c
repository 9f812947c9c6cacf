#include <assert.h>
#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/db.h"
#include "base/db_link.h"
#include "base/db_pool.h"
#include "base/log.h"
#include "base/loop.h"

enum { CHANNELS_MAX = 16, CONNECT_TIMEOUT_MS = 5000 };

struct channel {
    const char *name;
    void (*callback)(const char *payload, void *argument);
    void *argument;
};

/* One connection that only listens. It is made when the first channel is asked for. */
static struct {
    bool running; /* between db_start() and db_stop() */
    bool asked;   /* a connection was asked to listen before, with whatever success */
    bool missed;  /* so before this one something may have been missed */
    bool fresh;   /* this connection has not yet answered LISTEN */
    struct channel channels[CHANNELS_MAX];
    int count;
    struct db_link *link;
    struct loop_timer *timer;
    PGconn *pg;
    struct event *readable;
    int failures;
} ear;

static void ear_open(void);

static void ear_close(void)
{
    if (ear.readable != NULL) {
        event_free(ear.readable);
        ear.readable = NULL;
    }
    PQfinish(ear.pg);
    ear.pg = NULL;
}

static void on_rested(void *argument)
{
    (void)argument;
    ear.timer = NULL;
    ear_open();
}

static void ear_rest(void)
{
    ear_close();
    ear.failures++;
    ear.timer = loop_after(db_backoff_ms(ear.failures), on_rested, NULL);
}

static void hear(const char *channel, const char *payload)
{
    for (int i = 0; i < ear.count; i++)
        if (channel == NULL || strcmp(ear.channels[i].name, channel) == 0)
            ear.channels[i].callback(payload, ear.channels[i].argument);
}

/* From now on nothing is missed. */
static void ear_opened(void)
{
    ear.fresh = false;
    ear.failures = 0;
    if (ear.missed)
        hear(NULL, "");
}

/* Results of LISTEN: an error ends the connection. */
static bool take_results(void)
{
    while (!PQisBusy(ear.pg)) {
        PGresult *result = PQgetResult(ear.pg);
        if (result == NULL) {
            if (ear.fresh)
                ear_opened();
            return true;
        }
        bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
        PQclear(result);
        if (!done)
            return false;
    }
    return true;
}

static void on_readable(evutil_socket_t fd, short what, void *argument)
{
    (void)fd;
    (void)what;
    (void)argument;
    if (PQconsumeInput(ear.pg) != 1 || !take_results()) {
        log_warn("db_listen_ended", LOG_I("failures", ear.failures));
        ear_rest();
        return;
    }
    PGnotify *notice;
    while (ear.pg != NULL && (notice = PQnotifies(ear.pg)) != NULL) {
        hear(notice->relname, notice->extra);
        PQfreemem(notice);
    }
}

static bool send_listen(void)
{
    char text[CHANNELS_MAX * 80];
    size_t length = 0;
    for (int i = 0; i < ear.count; i++) {
        length += (size_t)snprintf(text + length, sizeof text - length, "listen %s;",
                                   ear.channels[i].name);
    }
    return PQsendQuery(ear.pg, text) == 1;
}

static void on_linked(PGconn *pg, const char *sqlstate, const char *message, void *argument)
{
    (void)argument;
    ear.link = NULL;
    ear.pg = pg;
    ear.fresh = true;
    if (pg == NULL) {
        if (ear.failures == 0)
            log_warn("db_listen_failed", LOG_S("sqlstate", sqlstate), LOG_S("message", message));
        ear_rest();
        return;
    }
    ear.readable = event_new(loop_base(), PQsocket(pg), EV_READ | EV_PERSIST, on_readable, NULL);
    if (ear.readable == NULL || event_add(ear.readable, NULL) != 0)
        abort();
    /* A blocking write of some hundred bytes to a connection that has sent nothing yet: it fits the
     * socket's buffer. */
    ear.missed = ear.asked;
    ear.asked = true;
    if (!send_listen())
        ear_rest();
}

static void ear_open(void)
{
    char options[512];
    if (!ear.running || ear.count == 0)
        return;
    ear.link = db_link_open(db_pool_settings()->conninfo, db_session_options(DB_FAST, options),
                            CONNECT_TIMEOUT_MS, on_linked, NULL);
}

void db_listen(const char *channel, void (*callback)(const char *payload, void *argument),
               void *argument)
{
    for (int i = 0; i < ear.count; i++)
        if (strcmp(ear.channels[i].name, channel) == 0 && ear.channels[i].callback == callback &&
            ear.channels[i].argument == argument)
            return;
    assert(ear.count < CHANNELS_MAX);
    assert(strlen(channel) < 64 &&
           strspn(channel, "abcdefghijklmnopqrstuvwxyz_") == strlen(channel));
    ear.channels[ear.count++] = (struct channel){channel, callback, argument};
    if (ear.pg != NULL) {
        /* open already: made anew with the longer list */
        ear_close();
        ear_open();
    } else if (ear.link == NULL && ear.timer == NULL) {
        ear_open();
    }
}

void db_listen_start(void)
{
    ear.running = true;
    ear_open();
}

void db_listen_stop(void)
{
    if (ear.link != NULL)
        db_link_cancel(ear.link);
    if (ear.timer != NULL)
        loop_timer_cancel(ear.timer);
    ear_close();
    ear.link = NULL;
    ear.timer = NULL;
    ear.count = 0;
    ear.failures = 0;
    ear.running = ear.asked = ear.missed = ear.fresh = false;
}
