/* Counters, gauges and histograms in Prometheus text format, added up over all workers.
 * Names and labels are constants: no input becomes a label. */
#ifndef BASE_METRICS_H
#define BASE_METRICS_H

#include <stdbool.h>
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
/* Calls `refresh` before each render (queue lengths ...), and at metrics_refresh(). */
void metrics_on_render(void (*refresh)(void));
/* For others to see what hooks know; a worker calls it about once a second. */
void metrics_refresh(void);
/* The sums of all that live, and of what those counted that lived before. */
char *metrics_render(struct arena *arena);

/* ---- sharing, see base/metrics_area.h ---- */

/* Memory for the figures of all workers, as a descriptor that they inherit; -1 when the system has
 * none. In the process that starts them. */
int metrics_share_open(void);
/* In worker `number` (0..15, of no other live one), before anything is registered. False: its
 * figures are its own. */
bool metrics_share(int fd, int number);

#endif
