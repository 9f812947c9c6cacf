/* How the pool of database connections is doing, for metrics. */
#include "base/db_pool.h"
#include "base/metrics.h"

static const char *const LABELS[DB_CLASSES] = {
    [DB_FAST] = "class=\"fast\"", [DB_SLOW] = "class=\"slow\"", [DB_LANE] = "class=\"lane\""};

static struct {
    bool started;
    struct metric *seats[DB_CLASSES], *open[DB_CLASSES], *waiting[DB_CLASSES];
} metrics;

static void refresh(void)
{
    for (int kind = 0; kind < DB_CLASSES; kind++) {
        struct db_pool_state state = db_pool_state((enum db_class)kind);
        metric_set(metrics.seats[kind], state.seats);
        metric_set(metrics.open[kind], state.open);
        metric_set(metrics.waiting[kind], state.waiting);
    }
}

void db_metrics_start(void)
{
    if (metrics.started)
        return;
    metrics.started = true;
    for (int kind = 0; kind < DB_CLASSES; kind++) {
        metrics.seats[kind] = metrics_gauge("db_connections", LABELS[kind],
                                            "Connections to the database that may be open");
        metrics.open[kind] = metrics_gauge("db_connections_open", LABELS[kind],
                                           "Connections to the database that are up");
        metrics.waiting[kind] =
            metrics_gauge("db_waiting", LABELS[kind], "Tasks that wait for a connection");
    }
    metrics_on_render(refresh);
}
