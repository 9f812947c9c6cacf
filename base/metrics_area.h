/* Where the figures of a process stand: a table of its own, in memory that all workers share,
 * so that any of them can add them up. Private to base/metrics*.c.
 *
 * A worker that takes a dead one's place goes on with its counters and histograms; only gauges
 * begin anew. So a sum of counters never falls when a worker is replaced.
 */
#ifndef BASE_METRICS_AREA_H
#define BASE_METRICS_AREA_H

#include <stdbool.h>
#include <stdint.h>

enum {
    METRICS_LIMIT = 4096,
    METRICS_BOUNDS = 14,
    METRICS_AREAS = 16 /* workers that may live at once */
};

enum metric_kind { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM };

struct metric {
    char name[56], labels[96], help[120];
    int32_t kind;
    int64_t value;
    int64_t counts[METRICS_BOUNDS + 1]; /* the last: above all bounds */
    int64_t count, sum_us;
};

struct metrics_area {
    uint32_t layout; /* of another program it is not read */
    int32_t pid;     /* whose it is */
    int32_t used;
    int64_t cpu_us; /* of all who had this number */
    struct metric metrics[METRICS_LIMIT];
};

/* This process's. */
struct metrics_area *metrics_area(void);
/* That of a number 0..METRICS_AREAS-1, NULL when nothing (of this layout) stands there. */
const struct metrics_area *metrics_area_at(int number);
/* Whether its process lives: then its gauges count. */
bool metrics_area_is_live(const struct metrics_area *area);

/* Runs the hooks and notes the processor's time. */
void metrics_hooks_run(void);

#endif
