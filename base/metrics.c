#include "base/metrics.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/map.h"

enum { METRICS_LIMIT = 4096, METRICS_HOOKS = 16 };

/* Upper bounds in microseconds, and as they are printed. */
static const int64_t BOUNDS_US[] = {500,    1000,   2000,   5000,    10000,   20000,   50000,
                                    100000, 200000, 500000, 1000000, 2000000, 5000000, 10000000};
static const char *const BOUNDS_MS[] = {"0.5", "1",   "2",   "5",    "10",   "20",   "50",
                                        "100", "200", "500", "1000", "2000", "5000", "10000"};
enum { BOUNDS = sizeof(BOUNDS_US) / sizeof(BOUNDS_US[0]) };

enum metric_kind { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM };

struct histogram {
    int64_t counts[BOUNDS + 1]; /* the last: above all bounds */
    int64_t count;
    int64_t sum_us;
};

struct metric {
    enum metric_kind kind;
    const char *name;
    const char *labels;
    const char *help;
    int64_t value;
    struct histogram *histogram;
    struct metric *sibling;     /* next of the same name */
    struct metric *next_family; /* on the first of each name */
    struct metric *last_sibling;
};

static struct {
    struct map metrics; /* by name and labels, "{" between */
    struct metric *first_family, *last_family;
    void (*hooks[METRICS_HOOKS])(void);
    int hook_count;
} registry;

static void *must(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

/* ---- registration ---- */

static struct metric *family_of(const char *name)
{
    struct metric *family = registry.first_family;
    while (family != NULL && strcmp(family->name, name) != 0)
        family = family->next_family;
    return family;
}

static void join_family(struct metric *metric)
{
    struct metric *family = family_of(metric->name);
    if (family != NULL) {
        assert(family->kind == metric->kind && "one name, two kinds");
        family->last_sibling->sibling = metric;
        family->last_sibling = metric;
        return;
    }
    metric->last_sibling = metric;
    if (registry.last_family != NULL)
        registry.last_family->next_family = metric;
    else
        registry.first_family = metric;
    registry.last_family = metric;
}

static struct metric *metric_register(enum metric_kind kind, const char *name, const char *labels,
                                      const char *help)
{
    char *key = NULL;
    if (asprintf(&key, "%s{%s", name, labels) < 0)
        abort();
    struct metric *known = map_get(&registry.metrics, key);
    if (known != NULL) {
        assert(known->kind == kind && "one name, two kinds");
        free(key);
        return known;
    }
    assert(registry.metrics.count < METRICS_LIMIT &&
           "too many metrics: does input become a label?");
    struct metric *metric = must(calloc(1, sizeof(*metric)));
    metric->kind = kind;
    metric->name = must(strdup(name));
    metric->labels = must(strdup(labels));
    metric->help = must(strdup(help));
    if (kind == METRIC_HISTOGRAM)
        metric->histogram = must(calloc(1, sizeof(*metric->histogram)));
    map_put(&registry.metrics, key, metric); /* the key stays with it */
    join_family(metric);
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
    while (bound < BOUNDS && us > BOUNDS_US[bound])
        bound++;
    metric->histogram->counts[bound]++;
    metric->histogram->count++;
    metric->histogram->sum_us += us;
}

void metrics_on_render(void (*refresh)(void))
{
    assert(registry.hook_count < METRICS_HOOKS);
    registry.hooks[registry.hook_count++] = refresh;
}

/* ---- the text ---- */

static void render_histogram(FILE *out, const struct metric *metric)
{
    const char *comma = metric->labels[0] != '\0' ? "," : "";
    int64_t below = 0;
    for (int i = 0; i < BOUNDS; i++) {
        below += metric->histogram->counts[i];
        fprintf(out, "%s_bucket{%s%sle=\"%s\"} %lld\n", metric->name, metric->labels, comma,
                BOUNDS_MS[i], (long long)below);
    }
    long long count = (long long)metric->histogram->count;
    long long sum_us = (long long)metric->histogram->sum_us;
    const char *open = metric->labels[0] != '\0' ? "{" : "";
    const char *close = metric->labels[0] != '\0' ? "}" : "";
    fprintf(out, "%s_bucket{%s%sle=\"+Inf\"} %lld\n", metric->name, metric->labels, comma, count);
    fprintf(out, "%s_sum%s%s%s %lld.%03lld\n", metric->name, open, metric->labels, close,
            sum_us / 1000, sum_us % 1000);
    fprintf(out, "%s_count%s%s%s %lld\n", metric->name, open, metric->labels, close, count);
}

static void render_metric(FILE *out, const struct metric *metric)
{
    if (metric->kind == METRIC_HISTOGRAM) {
        render_histogram(out, metric);
        return;
    }
    const char *open = metric->labels[0] != '\0' ? "{" : "";
    const char *close = metric->labels[0] != '\0' ? "}" : "";
    fprintf(out, "%s%s%s%s %lld\n", metric->name, open, metric->labels, close,
            (long long)metric->value);
}

static void render_family(FILE *out, const struct metric *family)
{
    static const char *const TYPES[] = {"counter", "gauge", "histogram"};
    fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", family->name, family->help, family->name,
            TYPES[family->kind]);
    for (const struct metric *metric = family; metric != NULL; metric = metric->sibling)
        render_metric(out, metric);
}

static long resident_pages(void)
{
    long total = 0;
    long resident = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file != NULL) {
        if (fscanf(file, "%ld %ld", &total, &resident) != 2)
            resident = 0;
        fclose(file);
    }
    return resident;
}

/* The usual names of Prometheus' client libraries. */
static void render_process(FILE *out)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    long long cpu_us = ((long long)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 +
                       usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    fprintf(out,
            "# HELP process_resident_memory_bytes Resident memory.\n"
            "# TYPE process_resident_memory_bytes gauge\n"
            "process_resident_memory_bytes %lld\n"
            "# HELP process_cpu_seconds_total User and system CPU time.\n"
            "# TYPE process_cpu_seconds_total counter\n"
            "process_cpu_seconds_total %lld.%06lld\n",
            (long long)resident_pages() * sysconf(_SC_PAGESIZE), cpu_us / 1000000,
            cpu_us % 1000000);
}

char *metrics_render(struct arena *arena)
{
    for (int i = 0; i < registry.hook_count; i++)
        registry.hooks[i]();
    char *bytes = NULL;
    size_t length = 0;
    FILE *out = must(open_memstream(&bytes, &length));
    for (const struct metric *family = registry.first_family; family != NULL;
         family = family->next_family)
        render_family(out, family);
    render_process(out);
    if (fclose(out) != 0)
        abort();
    char *text = arena_memdup(arena, bytes, length);
    free(bytes);
    return text;
}
