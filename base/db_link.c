#include "base/db_link.h"

#include <assert.h>
#include <ctype.h>
#include <event2/event.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/db_pool.h"
#include "base/loop.h"

struct db_link {
    PGconn *pg; /* NULL when the conninfo cannot be read */
    struct event *event;
    struct loop_timer *timer;
    db_link_done *done;
    void *argument;
    char message[512];
};

static void link_free(struct db_link *link)
{
    if (link->event != NULL)
        event_free(link->event);
    if (link->timer != NULL)
        loop_timer_cancel(link->timer);
    free(link);
}

/* libpq keeps the SQLSTATE of a refused connection to itself, but for the text: "FATAL:  28P01:
 * password ..." */
static void find_sqlstate(const char *message, char sqlstate[6])
{
    sqlstate[0] = '\0';
    for (const char *at = strstr(message, ":  "); at != NULL; at = strstr(at + 1, ":  ")) {
        const char *code = at + 3;
        int length = 0;
        while (length < 5 &&
               (isdigit((unsigned char)code[length]) || isupper((unsigned char)code[length])))
            length++;
        if (length == 5 && code[5] == ':') {
            memcpy(sqlstate, code, 5);
            sqlstate[5] = '\0';
            return;
        }
    }
}

static void link_end(struct db_link *link, bool connected)
{
    db_link_done *done = link->done;
    void *argument = link->argument;
    PGconn *pg = link->pg;
    char message[sizeof link->message];
    char sqlstate[6];
    snprintf(message, sizeof message, "%s", link->message);
    if (!connected && pg != NULL) {
        if (message[0] == '\0')
            snprintf(message, sizeof message, "%s", PQerrorMessage(pg));
        /* the event goes before its socket does */
        link_free(link);
        PQfinish(pg);
        pg = NULL;
    } else {
        link_free(link);
    }
    find_sqlstate(message, sqlstate);
    message[strcspn(message, "\n")] = '\0';
    done(pg, sqlstate, message, argument);
}

static void link_poll(evutil_socket_t fd, short what, void *argument);

/* libpq may change its socket between two polls (next host, no TLS), hence a new event each time.
 */
static bool link_watch(struct db_link *link, short what)
{
    if (link->event != NULL)
        event_free(link->event);
    link->event = event_new(loop_base(), PQsocket(link->pg), what, link_poll, link);
    return link->event != NULL && event_add(link->event, NULL) == 0;
}

static void link_poll(evutil_socket_t fd, short what, void *argument)
{
    (void)fd;
    (void)what;
    struct db_link *link = argument;
    bool going_on = false;
    /* libpq may close its socket in there */
    event_free(link->event);
    link->event = NULL;
    switch (PQconnectPoll(link->pg)) {
    case PGRES_POLLING_READING:
        going_on = link_watch(link, EV_READ);
        break;
    case PGRES_POLLING_WRITING:
        going_on = link_watch(link, EV_WRITE);
        break;
    case PGRES_POLLING_OK:
        PQsetErrorVerbosity(link->pg, PQERRORS_DEFAULT);
        link_end(link, true);
        return;
    default:
        break;
    }
    if (!going_on)
        link_end(link, false);
}

static void link_give_up(void *argument)
{
    struct db_link *link = argument;
    link->timer = NULL;
    if (link->pg != NULL && PQstatus(link->pg) != CONNECTION_BAD)
        snprintf(link->message, sizeof link->message, "the server did not answer in time");
    link_end(link, false);
}

static void quiet(void *argument, const PGresult *notice)
{
    (void)argument;
    (void)notice;
}

/* The user's conninfo with our defaults before it and our demands behind it. NULL: the text is no
 * conninfo. */
static PGconn *link_start(const char *conninfo, const char *options, char *message, size_t size)
{
    char *fault = NULL;
    PQconninfoOption *parsed = PQconninfoParse(conninfo, &fault);
    if (parsed == NULL) {
        /* libpq's sentence could quote the password */
        snprintf(message, size, "the conninfo cannot be read");
        PQfreemem(fault);
        return NULL;
    }
    const char *theirs = "";
    for (const PQconninfoOption *option = parsed; option->keyword != NULL; option++)
        if (strcmp(option->keyword, "options") == 0 && option->val != NULL)
            theirs = option->val;
    char both[1024];
    int length = snprintf(both, sizeof both, "%s %s", theirs, options);
    assert(length > 0 && (size_t)length < sizeof both);
    const char *names[] = {"application_name",
                           "keepalives_idle",
                           "keepalives_interval",
                           "keepalives_count",
                           "dbname",
                           "client_encoding",
                           "options",
                           NULL};
    const char *values[] = {
        db_pool_settings()->application, "30", "10", "3", conninfo, "UTF8", both, NULL};
    PGconn *pg = PQconnectStartParams(names, values, 1);
    PQconninfoFree(parsed);
    if (pg == NULL)
        abort(); /* out of memory */
    PQsetErrorVerbosity(pg, PQERRORS_VERBOSE);
    PQsetNoticeReceiver(pg, quiet, NULL);
    return pg;
}

struct db_link *db_link_open(const char *conninfo, const char *options, int timeout_ms,
                             db_link_done *done, void *argument)
{
    struct db_link *link = calloc(1, sizeof *link);
    if (link == NULL)
        abort();
    link->done = done;
    link->argument = argument;
    link->pg = link_start(conninfo, options, link->message, sizeof link->message);
    bool started =
        link->pg != NULL && PQstatus(link->pg) != CONNECTION_BAD && link_watch(link, EV_WRITE);
    link->timer = loop_after(started ? timeout_ms : 0, link_give_up, link);
    return link;
}

void db_link_cancel(struct db_link *link)
{
    PGconn *pg = link->pg;
    link_free(link);
    PQfinish(pg);
}
