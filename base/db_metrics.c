/* How the pool of database connections is doing, for metrics. */
#include <stdio.h>

#include "base/db_pool.h"
#include "base/metrics.h"

static struct {
    bool started;
    struct metric *seats[DB_CLASSES], *open[DB_CLASSES], *waiting[DB_CLASSES];
    struct metric *refused[DB_CLASSES], *cancelled[DB_CLASSES];
    struct db_pool_state told[DB_CLASSES]; /* what the counters know of this pool */
} metrics;

static void refresh(void)
{
    for (int kind = 0; kind < DB_CLASSES; kind++) {
        struct db_pool_state state = db_pool_state((enum db_class)kind);
        metric_set(metrics.seats[kind], state.seats);
        metric_set(metrics.open[kind], state.open);
        metric_set(metrics.waiting[kind], state.waiting);
        metric_add(metrics.refused[kind], state.refused - metrics.told[kind].refused);
        metric_add(metrics.cancelled[kind], state.cancelled - metrics.told[kind].cancelled);
        metrics.told[kind] = state;
    }
}

void db_metrics_start(void)
{
    for (int kind = 0; kind < DB_CLASSES; kind++)
        metrics.told[kind] = (struct db_pool_state){0};
    if (metrics.started)
        return;
    metrics.started = true;
    for (int kind = 0; kind < DB_CLASSES; kind++) {
        char labels[32];
        snprintf(labels, sizeof labels, "class=\"%s\"", db_class_name((enum db_class)kind));
        metrics.seats[kind] =
            metrics_gauge("db_connections", labels, "Connections to the database that may be open");
        metrics.open[kind] =
            metrics_gauge("db_connections_open", labels, "Connections to the database that are up");
        metrics.waiting[kind] =
            metrics_gauge("db_waiting", labels, "Tasks that wait for a connection");
        metrics.refused[kind] = metrics_counter(
            "db_refused_total", labels, "Calls refused because too many waited for a connection");
        metrics.cancelled[kind] = metrics_counter(
            "db_cancelled_total", labels, "Statements cancelled because nobody waited any more");
    }
    metrics_on_render(refresh);
}
