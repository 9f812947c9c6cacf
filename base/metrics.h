/* Counters, gauges and histograms of this worker in Prometheus text format. Names and labels are
 * constants: no input becomes a label. */
#ifndef BASE_METRICS_H
#define BASE_METRICS_H

#include <stdint.h>

#include "base/arena.h"

struct metric;
/* Registers once (same name + labels gives the same metric). labels: "route=\"order_get\"" or "".
 * At most 4096 metrics. */
struct metric *metrics_counter(const char *name, const char *labels, const char *help);
struct metric *metrics_gauge(const char *name, const char *labels, const char *help);
struct metric *metrics_histogram_ms(const char *name, const char *labels, const char *help);
void metric_add(struct metric *metric, int64_t amount);
void metric_set(struct metric *metric, int64_t value);
void metric_observe_us(struct metric *metric, int64_t us);
/* Calls `refresh` before each render (queue lengths ...). */
void metrics_on_render(void (*refresh)(void));
char *metrics_render(struct arena *arena);

#endif
