#include "base/metrics.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/map.h"
#include "base/metrics_area.h"

enum { METRICS_HOOKS = 24 };

/* Upper bounds in microseconds; metrics_text.c has them as they are printed. */
static const int64_t BOUNDS_US[METRICS_BOUNDS] = {500,     1000,    2000,    5000,    10000,
                                                  20000,   50000,   100000,  200000,  500000,
                                                  1000000, 2000000, 5000000, 10000000};

static struct {
    struct map metrics; /* by name and labels, "{" between */
    bool opened;
    bool ours[METRICS_LIMIT]; /* registered by this process, not only found */
    int64_t cpu_before_us;    /* of those who had the number before */
    void (*hooks[METRICS_HOOKS])(void);
    int hook_count;
} registry;

/* ---- registration ---- */

static char *key_of(const char *name, const char *labels)
{
    char *key = NULL;
    if (asprintf(&key, "%s{%s", name, labels) < 0)
        abort();
    return key;
}

/* What a worker of the same number left: its gauges are nobody's any more. */
static void open_area(void)
{
    struct metrics_area *area = metrics_area();
    if (registry.opened)
        return;
    registry.opened = true;
    registry.cpu_before_us = area->cpu_us;
    for (int i = 0; i < area->used && i < METRICS_LIMIT; i++) {
        struct metric *metric = &area->metrics[i];
        if (metric->kind == METRIC_GAUGE)
            metric->value = 0;
        map_put(&registry.metrics, key_of(metric->name, metric->labels), metric);
    }
}

static struct metric *add_metric(const char *name, const char *labels, const char *key)
{
    struct metrics_area *area = metrics_area();
    assert(area->used < METRICS_LIMIT && "too many metrics: does input become a label?");
    struct metric *metric = &area->metrics[area->used];
    assert(strlen(name) < sizeof(metric->name) && strlen(labels) < sizeof(metric->labels));
    memset(metric, 0, sizeof(*metric));
    snprintf(metric->name, sizeof(metric->name), "%s", name);
    snprintf(metric->labels, sizeof(metric->labels), "%s", labels);
    map_put(&registry.metrics, key, metric); /* the key stays with it */
    return metric;
}

/* Another program may have meant something else by the name. */
static void take_over(struct metric *metric, enum metric_kind kind)
{
    if (metric->kind != (int32_t)kind) {
        metric->value = metric->count = metric->sum_us = 0;
        memset(metric->counts, 0, sizeof(metric->counts));
    }
}

static struct metric *metric_register(enum metric_kind kind, const char *name, const char *labels,
                                      const char *help)
{
    open_area();
    struct metrics_area *area = metrics_area();
    char *key = key_of(name, labels);
    struct metric *metric = map_get(&registry.metrics, key);
    bool is_new = metric == NULL;
    if (is_new)
        metric = add_metric(name, labels, key);
    else
        free(key);
    long index = metric - area->metrics;
    if (registry.ours[index]) {
        assert(metric->kind == (int32_t)kind && "one name, two kinds");
        return metric;
    }
    if (!is_new)
        take_over(metric, kind);
    registry.ours[index] = true;
    metric->kind = (int32_t)kind;
    snprintf(metric->help, sizeof(metric->help), "%s", help);
    if (is_new) /* others may look from now on */
        __atomic_store_n(&area->used, (int32_t)index + 1, __ATOMIC_RELEASE);
    return metric;
}

struct metric *metrics_counter(const char *name, const char *labels, const char *help)
{
    return metric_register(METRIC_COUNTER, name, labels, help);
}

struct metric *metrics_gauge(const char *name, const char *labels, const char *help)
{
    return metric_register(METRIC_GAUGE, name, labels, help);
}

struct metric *metrics_histogram_ms(const char *name, const char *labels, const char *help)
{
    return metric_register(METRIC_HISTOGRAM, name, labels, help);
}

/* ---- recording ---- */

void metric_add(struct metric *metric, int64_t amount)
{
    assert(metric->kind == METRIC_GAUGE || (metric->kind == METRIC_COUNTER && amount >= 0));
    metric->value += amount;
}

void metric_set(struct metric *metric, int64_t value)
{
    assert(metric->kind != METRIC_HISTOGRAM);
    metric->value = value;
}

void metric_observe_us(struct metric *metric, int64_t us)
{
    assert(metric->kind == METRIC_HISTOGRAM);
    us = us < 0 ? 0 : us;
    int bound = 0;
    while (bound < METRICS_BOUNDS && us > BOUNDS_US[bound])
        bound++;
    metric->counts[bound]++;
    metric->count++;
    metric->sum_us += us;
}

void metrics_on_render(void (*refresh)(void))
{
    assert(registry.hook_count < METRICS_HOOKS);
    registry.hooks[registry.hook_count++] = refresh;
}

static int64_t cpu_us(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return ((int64_t)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 +
           usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

void metrics_hooks_run(void)
{
    open_area();
    for (int i = 0; i < registry.hook_count; i++)
        registry.hooks[i]();
    metrics_area()->cpu_us = registry.cpu_before_us + cpu_us();
}

void metrics_refresh(void)
{
    metrics_hooks_run();
}
