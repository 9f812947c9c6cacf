/* The figures of all workers as one text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/map.h"
#include "base/metrics.h"
#include "base/metrics_area.h"

static const char *const BOUNDS_MS[METRICS_BOUNDS] = {
    "0.5", "1", "2", "5", "10", "20", "50", "100", "200", "500", "1000", "2000", "5000", "10000"};

/* One name with its labels, added up. */
struct sum {
    struct metric metric;
    struct sum *sibling;     /* next of the same name */
    struct sum *next_family; /* on the first of each name */
    struct sum *last_sibling;
};

struct sums {
    struct arena *arena;
    struct map by_key;
    struct sum *first, *last; /* families */
};

/* ---- adding up ---- */

static void join_family(struct sums *sums, struct sum *sum)
{
    struct sum *family = sums->first;
    while (family != NULL && strcmp(family->metric.name, sum->metric.name) != 0)
        family = family->next_family;
    if (family != NULL) {
        family->last_sibling->sibling = sum;
        family->last_sibling = sum;
        return;
    }
    sum->last_sibling = sum;
    if (sums->last != NULL)
        sums->last->next_family = sum;
    else
        sums->first = sum;
    sums->last = sum;
}

static void add(struct sums *sums, const struct metric *metric)
{
    const char *key = arena_printf(sums->arena, "%s{%s", metric->name, metric->labels);
    struct sum *sum = map_get(&sums->by_key, key);
    if (sum == NULL) {
        sum = arena_alloc(sums->arena, sizeof(*sum));
        *sum = (struct sum){.metric = *metric};
        map_put(&sums->by_key, key, sum);
        join_family(sums, sum);
        return;
    }
    if (sum->metric.kind != metric->kind)
        return; /* two programs live for a moment, and mean two things */
    sum->metric.value += metric->value;
    for (int i = 0; i <= METRICS_BOUNDS; i++)
        sum->metric.counts[i] += metric->counts[i];
    sum->metric.count += metric->count;
    sum->metric.sum_us += metric->sum_us;
}

static void add_area(struct sums *sums, const struct metrics_area *area)
{
    bool live = metrics_area_is_live(area);
    int used = __atomic_load_n(&area->used, __ATOMIC_ACQUIRE);
    for (int i = 0; i < used && i < METRICS_LIMIT; i++)
        if (live || area->metrics[i].kind != METRIC_GAUGE)
            add(sums, &area->metrics[i]);
}

/* ---- the text ---- */

static void render_histogram(FILE *out, const struct metric *metric)
{
    const char *comma = metric->labels[0] != '\0' ? "," : "";
    int64_t below = 0;
    for (int i = 0; i < METRICS_BOUNDS; i++) {
        below += metric->counts[i];
        fprintf(out, "%s_bucket{%s%sle=\"%s\"} %lld\n", metric->name, metric->labels, comma,
                BOUNDS_MS[i], (long long)below);
    }
    long long count = (long long)metric->count;
    long long sum_us = (long long)metric->sum_us;
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

static void render_family(FILE *out, const struct sum *family)
{
    static const char *const TYPES[] = {"counter", "gauge", "histogram"};
    const struct metric *first = &family->metric;
    fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", first->name, first->help, first->name,
            TYPES[first->kind]);
    for (const struct sum *sum = family; sum != NULL; sum = sum->sibling)
        render_metric(out, &sum->metric);
}

/* ---- the processes ---- */

static long resident_pages(int pid)
{
    char path[32];
    long total = 0, resident = 0;
    snprintf(path, sizeof(path), "/proc/%d/statm", pid);
    FILE *file = fopen(path, "re");
    if (file != NULL) {
        if (fscanf(file, "%ld %ld", &total, &resident) != 2)
            resident = 0;
        fclose(file);
    }
    return resident;
}

/* The usual names of Prometheus' client libraries. */
static void render_processes(FILE *out, long pages, int64_t cpu_us)
{
    fprintf(out,
            "# HELP process_resident_memory_bytes Resident memory.\n"
            "# TYPE process_resident_memory_bytes gauge\n"
            "process_resident_memory_bytes %lld\n"
            "# HELP process_cpu_seconds_total User and system CPU time.\n"
            "# TYPE process_cpu_seconds_total counter\n"
            "process_cpu_seconds_total %lld.%06lld\n",
            (long long)pages * sysconf(_SC_PAGESIZE), (long long)(cpu_us / 1000000),
            (long long)(cpu_us % 1000000));
}

char *metrics_render(struct arena *arena)
{
    struct sums sums = {.arena = arena};
    char *bytes = NULL;
    size_t length = 0;
    long pages = 0;
    int64_t cpu_us = 0;
    metrics_hooks_run();
    for (int i = 0; i < METRICS_AREAS; i++) {
        const struct metrics_area *area = metrics_area_at(i);
        if (area == NULL)
            continue;
        add_area(&sums, area);
        cpu_us += area->cpu_us;
        pages += metrics_area_is_live(area) ? resident_pages(area->pid) : 0;
    }
    FILE *out = open_memstream(&bytes, &length);
    if (out == NULL)
        abort();
    for (const struct sum *family = sums.first; family != NULL; family = family->next_family)
        render_family(out, family);
    render_processes(out, pages, cpu_us);
    if (fclose(out) != 0)
        abort();
    map_release(&sums.by_key);
    char *text = arena_memdup(arena, bytes, length);
    free(bytes);
    return text;
}
