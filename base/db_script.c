#include <assert.h>
#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/db.h"
#include "base/db_conn.h"
#include "base/db_link.h"
#include "base/db_pool.h"
#include "base/log.h"
#include "base/loop.h"

enum { CONNECT_TIMEOUT_MS = 10000 };

/* One script on its way; lies on the task's stack. */
struct script {
    struct wait wait;
    const char *text;
    struct db_link *link;
    PGconn *pg;
    struct event *readable, *writable;
    bool failed;
    char sqlstate[6];
    char message[256];
};

static void script_close(void *argument)
{
    struct script *script = argument;
    if (script->link != NULL) {
        db_link_cancel(script->link);
        script->link = NULL;
    }
    if (script->readable != NULL) {
        event_free(script->readable);
        event_free(script->writable);
        script->readable = script->writable = NULL;
    }
    PQfinish(script->pg);
    script->pg = NULL;
}

/* The first failure counts. */
static void script_fail(struct script *script, const char *sqlstate, const char *message)
{
    if (!script->failed) {
        script->failed = true;
        snprintf(script->sqlstate, sizeof script->sqlstate, "%s", sqlstate);
        snprintf(script->message, sizeof script->message, "%s", message);
        script->message[strcspn(script->message, "\n")] = '\0';
    }
}

static void script_end(struct script *script)
{
    script_close(script);
    wait_done(&script->wait);
}

/* False: it makes no sense to go on reading. */
static bool script_take(struct script *script, PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    bool usable =
        status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
    bool error = status == PGRES_FATAL_ERROR;
    if (error) {
        const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
        script_fail(script, db_sqlstate(result),
                    message == NULL ? PQresultErrorMessage(result) : message);
    } else if (!usable) {
        script_fail(script, "0A000", "a script cannot COPY");
    }
    PQclear(result);
    return usable || error;
}

static void on_readable(evutil_socket_t fd, short what, void *argument)
{
    (void)fd;
    (void)what;
    struct script *script = argument;
    if (PQconsumeInput(script->pg) != 1) {
        script_fail(script, "08006", PQerrorMessage(script->pg));
        script_end(script);
        return;
    }
    while (!PQisBusy(script->pg)) {
        PGresult *result = PQgetResult(script->pg);
        if (result == NULL || !script_take(script, result)) {
            script_end(script);
            return;
        }
    }
}

static void on_writable(evutil_socket_t fd, short what, void *argument)
{
    (void)fd;
    (void)what;
    struct script *script = argument;
    if (PQflush(script->pg) == 1)
        event_add(script->writable, NULL);
}

static void on_linked(PGconn *pg, const char *sqlstate, const char *message, void *argument)
{
    struct script *script = argument;
    script->link = NULL;
    script->pg = pg;
    if (pg == NULL) {
        script_fail(script, sqlstate, message);
        script_end(script);
        return;
    }
    if (PQsetnonblocking(pg, 1) != 0 || PQsendQuery(pg, script->text) != 1) {
        script_fail(script, "08006", PQerrorMessage(pg));
        script_end(script);
        return;
    }
    script->readable =
        event_new(loop_base(), PQsocket(pg), EV_READ | EV_PERSIST, on_readable, script);
    script->writable = event_new(loop_base(), PQsocket(pg), EV_WRITE, on_writable, script);
    if (script->readable == NULL || script->writable == NULL ||
        event_add(script->readable, NULL) != 0)
        abort();
    on_writable(-1, EV_WRITE, script);
}

bool db_script(struct task *task, const char *conninfo, const char *text, struct refusal *why)
{
    assert(task->db_tx_depth == 0 && "a script has a connection of its own");
    conninfo = conninfo == NULL ? db_pool_settings()->conninfo : conninfo;
    assert(conninfo != NULL && "no conninfo given and no pool started");
    struct script script = {.text = text};
    wait_init(&script.wait, task);
    /* a script that is given up ends in the server too, when that finds us gone */
    script.link = db_link_open(
        conninfo, "-c timezone=UTC -c datestyle=ISO -c client_connection_check_interval=1000",
        CONNECT_TIMEOUT_MS, on_linked, &script);
    switch (wait_for(&script.wait, script_close, &script)) {
    case WAIT_CANCELLED:
        return refuse(why, &REFUSAL_CANCELLED, NULL);
    case WAIT_TIMEOUT:
        return refuse(why, &REFUSAL_TIMEOUT, NULL);
    case WAIT_DONE:
        break;
    }
    if (!script.failed)
        return true;
    log_error("db_script_failed", LOG_S("sqlstate", script.sqlstate),
              LOG_S("message", script.message));
    bool server = script.sqlstate[0] == '\0' || strncmp(script.sqlstate, "08", 2) == 0 ||
                  strncmp(script.sqlstate, "57P", 3) == 0;
    return refuse_detail(why, server ? &REFUSAL_UNAVAILABLE : &REFUSAL_INTERNAL, NULL,
                         "数据库脚本执行失败：%s %s", script.sqlstate, script.message);
}
