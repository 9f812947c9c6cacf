#include "mall/operate/collector.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/db.h"
#include "base/http.h"
#include "base/log.h"
#include "base/metrics.h"
#include "gen/mall/operate/sql.h"

#define LOOPBACK "127.0.0.1"

enum { CONNECTIONS_MAX = 16, IN_FLIGHT_MAX = 4, ANSWER_MS = 10000, PATIENCE_MS = 5000 };

static struct http_server *server;

static void figure(FILE *out, const char *name, const char *help, long long value)
{
    fprintf(out, "# HELP %s %s.\n# TYPE %s gauge\n%s %lld\n", name, help, name, name, value);
}

/* One family after another: rows of a name stand together. */
static void render_rows(FILE *out, const struct db_rows *rows)
{
    const char *last = "";
    for (int i = 0; i < db_count(rows); i++) {
        const char *name = db_text(rows, i, COLLECTOR_FIGURES_NAME);
        const char *labels = db_text(rows, i, COLLECTOR_FIGURES_LABELS);
        if (strcmp(name, last) != 0)
            fprintf(out, "# HELP %s %s.\n# TYPE %s gauge\n", name,
                    db_text(rows, i, COLLECTOR_FIGURES_HELP), name);
        fprintf(out, "%s%s%s%s %lld\n", name, labels[0] != '\0' ? "{" : "", labels,
                labels[0] != '\0' ? "}" : "", (long long)db_i64(rows, i, COLLECTOR_FIGURES_VALUE));
        last = name;
    }
}

static void render_database(struct task *task, FILE *out)
{
    struct db_rows *rows;
    struct refusal why = {.have = -1};
    int64_t asked_us = clock_mono_us();
    bool up = db_query_class(task, DB_SLOW, &SQL_collector_figures, DB_NO_ARGS, &rows, &why);
    figure(out, "mall_database_up", "Whether the database answered", up);
    figure(out, "mall_database_answer_ms", "How long it took to answer",
           (long long)(clock_mono_us() - asked_us) / 1000);
    if (up)
        render_rows(out, rows);
}

static const char *figures(struct task *task)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&bytes, &length);
    if (out == NULL)
        abort();
    fputs(metrics_render(task->arena), out);
    task->deadline_ms = clock_mono_ms() + PATIENCE_MS;
    render_database(task, out);
    figure(out, "mall_sms_budget_hour", "Text messages in all that may go out an hour",
           (long long)config_int("MALL_SMS_ALL_HOUR"));
    figure(out, "mall_sms_budget_day", "Text messages in all that may go out a day",
           (long long)config_int("MALL_SMS_ALL_DAY"));
    if (fclose(out) != 0)
        abort();
    const char *text = arena_strdup(task->arena, bytes);
    free(bytes);
    return text;
}

static void handle(struct http_request *request, void *argument)
{
    static const char NOT_FOUND[] = "GET /metrics\n";
    (void)argument;
    bool reads = request->method == HTTP_GET_ || request->method == HTTP_HEAD_;
    http_set_header(request, "Cache-Control", "no-store");
    if (!reads || strcmp(request->path, "/metrics") != 0) {
        http_reply(request, 404, "text/plain; charset=utf-8", NOT_FOUND, sizeof(NOT_FOUND) - 1);
        return;
    }
    const char *text = figures(request->task);
    http_reply(request, 200, "text/plain; version=0.0.4; charset=utf-8", text, strlen(text));
}

/* ---- the port ---- */

bool collector_port_is_free(int port)
{
    if (port == 0)
        return true;
    int fd = http_bind(LOOPBACK, port, false);
    int error = errno;
    if (fd >= 0) {
        close(fd);
        return true;
    }
    fprintf(stderr, "mall: MALL_METRICS_PORT: " LOOPBACK " port %d: %s\n", port, strerror(error));
    return false;
}

void collector_start(int port)
{
    static const struct http_handlers HANDLERS = {.handle = handle};
    struct http_limits limits = HTTP_LIMITS_DEFAULT;
    if (port == 0)
        return;
    int fd = http_bind(LOOPBACK, port, true);
    if (fd < 0) {
        log_error("metrics_port", LOG_I("port", port), LOG_S("reason", strerror(errno)));
        return;
    }
    limits.max_connections = CONNECTIONS_MAX;
    limits.max_in_flight = IN_FLIGHT_MAX;
    limits.answer_ms = ANSWER_MS;
    server = http_serve(fd, &limits, &HANDLERS);
}

static void on_drained(void *argument)
{
    (void)argument;
}

void collector_stop(void)
{
    if (server != NULL)
        http_drain(server, on_drained, NULL);
}

void collector_free(void)
{
    if (server != NULL)
        http_server_free(server);
    server = NULL;
}
